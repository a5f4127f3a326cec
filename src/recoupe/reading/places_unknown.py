"""Names that no gazetteer knows, but that the text calls a village, a quarter, a camp.

"le quartier Nkwobe, à Bamenda" is placed at Bamenda: as exactly as the text and the gazetteer together allow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recoupe.knowledge.gazetteer import Entry, fold
from recoupe.reading.places_lexicon import Cue
from recoupe.reading.places_names import Name
from recoupe.reading.places_resolve import Sense
from recoupe.reading.places_text import Pieces

REACH = 14  # pieces between an unknown place and the known one that it is told to be in
LONGEST = 4
HOLDS = frozenset(("city", "district", "region", "quarter", "site", "base", "camp", "island", "area"))


@dataclass(frozen=True, slots=True)
class Unknown:
    """Pieces `i` to before `j`: a name with the noun that tells its kind, and the known place it is put at."""

    i: int
    j: int
    cue: Cue
    at: Entry | None


def unknown(
    pieces: Pieces, known: Sequence[Name], senses: Mapping[int, Sense], people: frozenset[int]
) -> list[Unknown]:
    """The names that only their noun makes places. `people` are pieces that stand for persons or peoples."""
    taken = {k for name in known for k in range(name.i, name.j)} | people
    found: dict[int, Unknown] = {}
    for start, cues in pieces.cue_starts.items():
        for stop, cue in cues:
            if cue.role != "generic" or not cue.own or start in taken:
                continue
            i = _name_after(pieces, stop)
            if i is None or i in taken or i in found:
                continue
            j = _end(pieces, i, taken)
            if _proper(pieces, i, j):
                found[i] = Unknown(i, j, cue, _place(pieces, i, j, known, senses))
    return [found[i] for i in sorted(found)]


def _name_after(pieces: Pieces, stop: int) -> int | None:
    """ "village de X", "quartier X", "village of X": the piece where the name begins."""
    at = stop
    if at < pieces.size and pieces.lower[at] in pieces.lexicon.of and pieces.gaps[at - 1] == " ":
        at += 1
    while at < pieces.size and pieces.lower[at] in pieces.lexicon.skip and not pieces.capital[at]:
        at += 1
    if at >= pieces.size or not pieces.capital[at] or pieces.gaps[at - 1] not in (" ", "", "-"):
        return None
    return at


def _end(pieces: Pieces, i: int, taken: set[int]) -> int:
    j = i + 1
    while j < min(i + LONGEST, pieces.size) and pieces.gaps[j - 1] in (" ", "-", "") and j not in taken:
        if not pieces.capital[j]:
            break
        j += 1
    return j


def _proper(pieces: Pieces, i: int, j: int) -> bool:
    """A proper name, not a word in capitals nor the name of a person or body."""
    lexicon = pieces.lexicon
    words = [pieces.lower[k] for k in range(i, j)]
    if any(word in lexicon.common or word in lexicon.organisation or word in lexicon.title for word in words):
        return False
    if fold(words[0]) in lexicon.given or any(len(word) < 3 or word.isdigit() for word in words):
        return False
    return pieces.doc[pieces.token(i)].pos_ == "PROPN" or pieces.paragraph[i] not in pieces.shouted


def _place(pieces: Pieces, i: int, j: int, known: Sequence[Name], senses: Mapping[int, Sense]) -> Entry | None:
    """The known place beside it: first what follows in the sentence, then what precedes."""
    near = known[bisect_left(known, i - REACH - 8, key=_begin) : bisect_left(known, j + REACH + 1, key=_begin)]
    after = [n for n in near if n.i >= j and not _stops(pieces, j, n.i)]
    before = [n for n in near if n.j <= i and i - n.j <= REACH and not _stops(pieces, n.j, i)]
    for name in [*after[:1], *before[-1:], *after[1:2]]:
        entry = senses[name.i].entry if name.i in senses else None
        if entry is not None and entry.kind in HOLDS:
            return entry
    return None


def _begin(name: Name) -> int:
    return name.i


def _stops(pieces: Pieces, i: int, j: int) -> bool:
    between = pieces.text[pieces.end[i - 1] : pieces.start[j]]
    return any(mark in between for mark in (". ", "\n", ";", " : "))
