"""Borders, and points so far from a place: "la frontière syro-irakienne", "à 30 km au nord de X"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.reading.places_lexicon import Cue
from recoupe.reading.places_names import Name
from recoupe.reading.places_people import Demonym
from recoupe.reading.places_text import Pieces

NUMBER = re.compile(r"\d{1,3}(?:[ ,.]\d{3})+|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Border:
    """Pieces `i` to before `j` that name a border, and the countries told of it."""

    i: int
    j: int
    countries: tuple[str, ...]
    cue: Cue


def borders(pieces: Pieces, names: Sequence[Name], demonyms: Sequence[Demonym]) -> list[Border]:
    """Every border with the one or two countries that stand beside the word."""
    sides: dict[int, tuple[int, tuple[str, ...]]] = {}
    for demonym in demonyms:
        sides[demonym.i] = (demonym.j, demonym.joint or demonym.countries[:1])
    for name in names:
        if name.candidates[0].entry.kind == "country":
            sides[name.i] = (name.j, (name.candidates[0].entry.country,))
    ends = {j: i for i, (j, _) in sides.items()}
    found = []
    for start, cues in sorted(pieces.cue_starts.items(), key=lambda item: item[0]):
        for stop, cue in cues:
            if cue.role == "border":
                border = _border(pieces, start, stop, cue, sides, ends)
                if border:
                    found.append(border)
    return found


def _border(
    pieces: Pieces,
    start: int,
    stop: int,
    cue: Cue,
    sides: Mapping[int, tuple[int, tuple[str, ...]]],
    ends: Mapping[int, int],
) -> Border | None:
    i, j = start, stop
    countries: list[str] = []
    while i in ends and pieces.gaps[i - 1] in (" ", "-", "–"):  # "Syrian-Iraqi border"
        i = ends[i]
        countries[:0] = sides[i][1]
    at, steps = stop, 0
    while at < pieces.size and steps < 4 and len(countries) < 2 and len(pieces.gaps[at - 1]) <= 2:
        if at in sides:
            j, more = sides[at]
            countries.extend(more)
            at, steps = j, 0
        elif pieces.lower[at] in pieces.lexicon.between | pieces.lexicon.companions | pieces.lexicon.skip:
            at, steps = at + 1, steps + 1
        else:
            break
    if not countries:
        return None
    unlike = tuple(dict.fromkeys(countries))[:2]
    return Border(i, j, unlike, cue)


def distance(pieces: Pieces, direction_at: int) -> float | None:
    """The kilometres told before a direction: "à une trentaine de kilomètres au nord", "8 miles (13 km) east"."""
    text = pieces.text[max(0, pieces.start[direction_at] - 60) : pieces.start[direction_at]]
    words = [word for word in re.split(r"[\s()]+|(?<=['’])", text.lower().split("\n")[-1]) if word]
    for at in range(len(words) - 1, -1, -1):
        unit = pieces.lexicon.units.get(words[at])
        if unit is None:
            glued = re.fullmatch(r"(\d+(?:[.,]\d+)?)([^\W\d]+)", words[at])
            if glued and glued[2] in pieces.lexicon.units:
                return _figure(glued[1]) * pieces.lexicon.units[glued[2]]
            if len(words) - at > 5:
                return None
            continue
        number = _number(pieces, words[max(0, at - 4) : at])
        return None if number is None else number * unit
    return None


def _number(pieces: Pieces, words: Sequence[str]) -> float | None:
    """The figure nearest to the unit; "25-30" is the middle of the two."""
    for at in range(len(words) - 1, -1, -1):
        pair = re.fullmatch(r"(\d+)[-–à](\d+)", words[at])
        if pair:
            return (float(pair[1]) + float(pair[2])) / 2
        if NUMBER.fullmatch(words[at]):
            return _figure(words[at])
        if words[at] in pieces.lexicon.numbers:
            return float(pieces.lexicon.numbers[words[at]])
    return None


def _figure(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ ,.]\d{3})+", digits):
        return float(re.sub(r"[ ,.]", "", digits))
    return float(digits.replace(",", "."))
