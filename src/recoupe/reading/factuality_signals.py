"""The lexicon of factuality: the words that bear on how certain an event is, compiled from `factuality.toml`.

The scale and the idea of signals that compose along the path of the parse are FactBank's and De Facto's (Saurí and
Pustejovsky 2009, 2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from recoupe import languages
from recoupe.model import Factuality, Status

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a signal does to the event in its scope. None: it leaves that side alone."""

    factuality: Factuality | None
    status: Status | None
    hearsay: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the lexicon: an effect and the conditions under which it holds."""

    id: str
    effect: Effect
    past: Effect | None = None  # of a modal on a perfect infinitive: "pourrait avoir été"
    relations: frozenset[str] = frozenset()  # dependency of the complement; empty: any
    marks: frozenset[str] = frozenset()  # the complement must be opened by one of these
    tenses: frozenset[str] = frozenset()
    negated: bool | None = None  # governor must (not) be negated itself
    with_condition: bool | None = None
    infinitive: bool = False
    with_future: bool = False  # a temporal clause is a condition where its main clause lies ahead


@dataclass(frozen=True, slots=True)
class Moods:
    """What the conditional and the future of the finite verb mean."""

    hearsay: Entry | None = None
    hypothesis: Entry | None = None
    future_in_past: Entry | None = None
    future: Entry | None = None
    future_on_condition: Entry | None = None
    conditional_endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalLexicon:
    """The signals of one language by the words that carry them, lower case."""

    adverbs: Mapping[str, Entry] = field(default_factory=dict)
    phrases: Mapping[str, Entry] = field(default_factory=dict)  # of several words
    adjectives: Mapping[str, Entry] = field(default_factory=dict)
    governors: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    modals: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    negations: Mapping[str, Entry] = field(default_factory=dict)
    negative_determiners: Mapping[str, Entry] = field(default_factory=dict)
    negative_subjects: Mapping[str, Entry] = field(default_factory=dict)
    conditions: Mapping[str, Entry] = field(default_factory=dict)
    support: Mapping[str, Entry] = field(default_factory=dict)
    ongoing: Mapping[str, Entry] = field(default_factory=dict)
    moods: Moods = field(default_factory=Moods)


@cache
def signal_lexicon(code: str) -> SignalLexicon:
    """The factuality lexicon of a language, compiled once a process."""
    table = languages.load(code).table("factuality")
    negations = table.get("negation", ())
    conditions = table.get("condition", ())
    ongoing = table.get("ongoing", ())
    several = [*table.get("adverb", ()), *conditions, *table.get("hope", ())]
    return SignalLexicon(
        adverbs=by_word(table.get("adverb", ()), "words"),
        phrases={spaced(word): entry for word, entry in by_word(several, "words", "phrases").items() if " " in word},
        adjectives=by_word(table.get("adjective", ()), "lemmas"),
        governors=by_lemma(table.get("governor", ())),
        modals=by_lemma(table.get("modal", ())),
        negations=by_word([r for r in negations if not r.get("determiner") and not r.get("subject")], "words"),
        negative_determiners=by_word([r for r in negations if r.get("determiner")], "words"),
        negative_subjects=by_word([r for r in negations if r.get("subject")], "words"),
        conditions=by_word(conditions, "words"),
        support=by_word(table.get("support", ()), "lemmas"),
        ongoing=by_word(ongoing, "words"),
        moods=moods_of(table.get("mood", ())),
    )


def by_word(rows: Iterable[Row], *keys: str) -> dict[str, Entry]:
    """Each word or phrase of the rows with its entry."""
    return {
        word.lower() + ending: entry_of(row)
        for row in rows
        for key in keys
        for word in row.get(key, ())
        for ending in row.get("endings", ("",))
    }


def spaced(phrase: str) -> str:
    """A phrase with its tokens apart: "en cas d'attaque" is tokenised after the apostrophe."""
    return phrase.replace("'", "' ").strip()


def by_lemma(rows: Iterable[Row]) -> dict[str, tuple[Entry, ...]]:
    """Each lemma with all entries that hold it: they differ in their conditions."""
    found: dict[str, tuple[Entry, ...]] = {}
    for row in rows:
        for lemma in row["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), entry_of(row))
    return found


def moods_of(rows: Iterable[Row]) -> Moods:
    """The entries of verbal mood and tense by what they stand for."""
    kinds: dict[str, Entry] = {}
    endings: list[str] = []
    for row in rows:
        endings.extend(row.get("endings", ()))
        if row.get("tense") == "Fut":
            kinds["future_on_condition" if row.get("with_condition") else "future"] = entry_of(row)
        elif row.get("with_condition"):
            kinds["hypothesis"] = entry_of(row)
        elif row.get("in_reported_past"):
            kinds["future_in_past"] = entry_of(row)
        else:
            kinds["hearsay"] = entry_of(row)
    return Moods(**kinds, conditional_endings=tuple(endings))


def entry_of(row: Row) -> Entry:
    """A row of the table as an entry."""
    negated = True if row.get("negated_only") else False if row.get("affirmed_only") else None
    return Entry(
        id=row["id"],
        effect=effect_of(row.get("plain", row)),
        past=effect_of(row["past"]) if "past" in row else None,
        relations=frozenset(row.get("relations", ())),
        marks=frozenset(row.get("marks", ())),
        tenses=frozenset(row.get("only_tense", ())),
        negated=negated,
        with_condition=row.get("with_condition"),
        infinitive=row.get("infinitive", False),
        with_future=row.get("with_future", False),
    )


def effect_of(row: Row) -> Effect:
    """The effect that a row or an inline table states."""
    return Effect(
        Factuality(row["factuality"]) if "factuality" in row else None,
        Status(row["status"]) if "status" in row else None,
        row.get("hearsay", False),
    )
