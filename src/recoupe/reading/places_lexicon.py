"""A language's words about places, compiled once from languages/<code>/places.toml and the tables of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recoupe import languages
from recoupe.knowledge.gazetteer.fold import fold
from recoupe.knowledge.gazetteer.sources import DATA, table

BREAK = re.compile(r"[ -]")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that stands beside place names: a preposition, a noun for a kind of place, a direction."""

    id: str
    role: str  # "preposition", "generic", "direction", "border"
    kind: str = ""  # of a generic: what the gazetteer calls it
    weak: bool = False
    near: bool = False
    own: bool = False
    stated: bool = False  # it says where something is: "à Djibo", not "le maire de Djibo"
    two: bool = False  # of two places: "entre Gao et Ansongo"
    away: bool = False  # where somebody comes from or goes to: "venus de Djibo"
    bearing: float = 0.0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the stage knows of a language. Phrases are lower-case words joined by one space."""

    cues: Mapping[str, tuple[Cue, ...]]
    cue_firsts: Mapping[str, int]  # their first words, each with the pieces of the longest cue that it begins
    people_firsts: frozenset[str]  # first words of demonyms and compounds, with and without accents
    demonyms: Mapping[str, tuple[str, ...]]  # folded adjective or people -> countries
    demonym_id: str
    lower_demonyms: bool
    compound_id: str
    compound_first: Mapping[str, str]
    acting: frozenset[str]  # lemmas of verbs that make their subject an actor
    acting_id: str
    common: frozenset[str]
    title: frozenset[str]
    organisation: frozenset[str]
    inside: frozenset[str]
    skip: frozenset[str]
    given: frozenset[str]
    units: Mapping[str, float]
    numbers: Mapping[str, float]
    of: frozenset[str]
    between: frozenset[str]
    companions: frozenset[str]
    stating: frozenset[str]  # ids of the prepositions that say where something is
    between_two: frozenset[str]  # ids of those that stand before two places
    away: frozenset[str]  # ids of those that say where somebody comes from or goes to


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled words of a language; empty where it has no table."""
    data = languages.load(code).table("places")
    cues: dict[str, list[Cue]] = {}
    for row in (row for name in ("preposition", "generic", "direction", "border") for row in data.get(name, ())):
        _add_cue(cues, row, _role(data, row))
    words: Mapping[str, list[str]] = data.get("words", {})
    distance: Mapping[str, Any] = data.get("distance", {})
    border: Mapping[str, Any] = next(iter(data.get("border", ())), {})
    acting: Mapping[str, Any] = next(iter(data.get("metonymy", ())), {})
    compounds: dict[str, str] = {fold(first): country for first, country in data.get("compound_first", {}).items()}
    return Lexicon(
        cues={phrase: tuple(found) for phrase, found in cues.items()},
        cue_firsts=_cue_firsts(cues),
        people_firsts=_people_firsts(demonyms(code), data.get("compound_first", {})),
        demonyms=demonyms(code),
        demonym_id=_first_id(data, "demonym"),
        lower_demonyms=bool(data.get("demonym_in_lower_case")),
        compound_id=_first_id(data, "compound"),
        compound_first=compounds | data.get("compound_first", {}),
        acting=frozenset(acting.get("lemmas", ())),
        acting_id=acting.get("id", ""),
        common=frozenset(words.get("common", ())),
        title=frozenset(words.get("title", ())),
        organisation=frozenset(words.get("organisation", ())),
        inside=frozenset(words.get("inside", ())),
        skip=frozenset(words.get("skip", ())),
        given=given_names(),
        units=distance.get("units", {}),
        numbers=distance.get("numbers", {}),
        of=frozenset(distance.get("of", ())),
        between=frozenset(border.get("between", ())),
        companions=frozenset(border.get("with", ())),
        stating=frozenset(cue.id for found in cues.values() for cue in found if cue.stated),
        between_two=frozenset(cue.id for found in cues.values() for cue in found if cue.two),
        away=frozenset(cue.id for found in cues.values() for cue in found if cue.away),
    )


def _cue_firsts(cues: Iterable[str]) -> dict[str, int]:
    """The first words of cues, each with the words of the longest that it begins."""
    found: dict[str, int] = {}
    for words in map(str.split, cues):
        found[words[0]] = max(len(words), found.get(words[0], 0))
    return found


def _people_firsts(peoples: Mapping[str, tuple[str, ...]], compounds: Mapping[str, str]) -> frozenset[str]:
    words = {BREAK.split(form, maxsplit=1)[0] for form in (*peoples, *compounds)}
    return frozenset(words | {fold(word) for word in words})


def _role(data: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    return next(name for name in ("preposition", "generic", "direction", "border") if row in data.get(name, ()))


def _add_cue(cues: dict[str, list[Cue]], row: Mapping[str, Any], role: str) -> None:
    cue = Cue(
        id=row["id"],
        role=role,
        kind=row.get("kind", ""),
        weak=row.get("weak", False),
        near=row.get("near", False),
        own=row.get("own", False),
        stated=row.get("stated", False),
        two=row.get("two", False),
        away=row.get("away", False),
        bearing=row.get("bearing", 0.0),
    )
    for phrase in row["words"]:
        cues.setdefault(" ".join(phrase.replace("'", "' ").replace("-", " - ").split()), []).append(cue)


def _first_id(data: Mapping[str, Any], name: str) -> str:
    return next((str(row["id"]) for row in data.get(name, ())), "")


@cache
def demonyms(code: str) -> Mapping[str, tuple[str, ...]]:
    """Adjectives and names of peoples in all their forms: "maliennes" -> ("ML",), "congolais" -> ("CD", "CG")."""
    endings: Mapping[str, list[str]] = languages.load(code).table("places").get("endings", {})
    found: dict[str, list[str]] = {}
    for row in table("countries"):
        for word in (row.get(code) or "").split("|"):
            for form in _forms(word.strip(), endings):
                for key in {fold(form), form.lower()}:
                    if row["country"] not in found.setdefault(key, []):
                        found[key].append(row["country"])
    return {form: tuple(countries) for form, countries in found.items()}


def _forms(word: str, endings: Mapping[str, list[str]]) -> list[str]:
    if not word:
        return []
    ending = max((e for e in endings if word.lower().endswith(e)), key=len, default="")
    stem = word[: len(word) - len(ending)] if ending else word
    return [stem + other for other in endings.get(ending, [""])]


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    lines = (DATA / "given_names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())
