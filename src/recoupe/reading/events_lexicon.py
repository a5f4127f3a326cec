"""The lexicon of events, compiled: which forms of which words may name an event, and under which conditions.

The tables are data (`languages/<code>/events.toml`, `deeds.toml`, `weapons.toml`, `targets.toml`, `non_events.toml`).
Forms are made from lemmas by the language's own inflection rows, so that a word is found even where a small model errs
in its lemma: "GUERRILLAS ATTACKED A POLICE STATION" is tagged as a row of names.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spacy.strings import StringStore

from recoupe import languages
from recoupe.model import EventType

FORMS = ("infinitive", "finite", "past_participle", "present_participle")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon. Conditions name classes of nouns, or stand empty."""

    id: str
    part: str  # "verb", "noun", "phrase"
    type: EventType | None  # None: an entry that only takes words away, as `non_events.toml` does
    mode: tuple[str, ...]
    frame: str
    doer: frozenset[str]  # classes of which the doer must be one
    patient: frozenset[str]
    complement: frozenset[str]  # some argument, compound or modifier must be one
    context: frozenset[str]  # some word of the sentence must be one
    not_doer: frozenset[str]
    not_patient: frozenset[str]
    not_complement: frozenset[str]
    not_context: frozenset[str]
    number: bool  # counts people: "14 morts", "sept corps"
    anaphor: bool  # names an event only after one was told: "le drame", "the toll"
    result: bool  # what an attack does: killing, wounding, burning
    injury: bool  # names no event by itself without a doer: an accident may be meant
    voice: str  # "passive", "active", "reflexive" or "" for any
    definite: bool | None  # must be, must not be; None: no matter
    damage: bool  # its patient is damage
    not_told: frozenset[str]  # and of which it must not
    second: bool  # read only where no other entry reads anything: the rows of `deeds.toml`
    told: frozenset[str]  # modes or types of which the report must tell elsewhere: "came home" after an abduction


@dataclass(frozen=True, slots=True)
class Hit:
    """A form in the lexicon: its entry, the lemma it is a form of, and which forms it may be."""

    entry: Entry
    lemma: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase entry: a set of forms, classes of nouns, either of both, or a gap."""

    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Idiom:
    """A phrase entry: its slots, of which the first is a set of words."""

    entry: Entry
    lemma: str
    slots: tuple[Slot, ...]
    kinds: Mapping[str, frozenset[str]]  # of the forms of its first word, where that is a verb


@dataclass(frozen=True, slots=True)
class Turn:
    """A row that calls a deed by another type where its participants are of certain classes."""

    types: frozenset[str]  # of which it must be one
    modes: frozenset[str]  # of which it must have one; empty: no matter
    kinds: frozenset[str]  # entries or words of which it must be one; empty: no matter
    entry: Entry  # the conditions, and what the deed becomes


@dataclass(frozen=True, slots=True)
class Judge:
    """Logistic weights of signs; a trigger is kept from the threshold up."""

    weights: Mapping[str, float]
    threshold: float

    def probability(self, signs: Iterable[str]) -> float:
        """How likely a trigger with these signs tells of a deed."""
        total = sum(self.weights.get(sign, 0.0) for sign in signs)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the events stage knows of one language."""

    words: Mapping[str, tuple[Hit, ...]]
    lemmas: Mapping[tuple[str, str], tuple[Hit, ...]]  # (lemma, part)
    lemma_keys: frozenset[int]  # the same lemmas as spaCy numbers them
    idioms: Mapping[str, tuple[Idiom, ...]]
    classes: Mapping[str, frozenset[str]]  # form -> classes of nouns it belongs to
    weapons: Mapping[str, tuple[str, ...]]  # form -> modes
    prepositions: Mapping[str, str]  # "par" -> "actor"
    markers: Mapping[
        str, frozenset[str]
    ]  # sets of function words: "passive", "perfect", "reflexive", "other", "if" ...
    numbers: Mapping[str, int]  # "quatrième" -> 4
    carriers: Mapping[
        str, tuple[frozenset[str], frozenset[str]]
    ]  # form -> ("light", "undergo", "claim", "claim_of", "stage"), forms
    turns: tuple[Turn, ...] = ()
    topics: tuple[tuple[str, frozenset[str]], ...] = ()
    people: tuple[str, ...] = ()  # endings of nouns that name people
    no_people: frozenset[str] = frozenset()  # nouns with such an ending that do not
    exclusions: Mapping[str, tuple[Idiom, ...]] = field(default_factory=dict)
    blame: Mapping[str, tuple[Idiom, ...]] = field(default_factory=dict)
    judge: Judge | None = None  # None: every trigger stands

    def names_people(self, form: str) -> bool:
        """A noun that no class lists, with the ending of those that name people: "géologue", "surveyors"."""
        return len(form) >= LONG and form.endswith(self.people) and form not in self.no_people


LONG = 6  # letters: shorter words with such an ending are mostly others


def fold(word: str) -> str:
    """A word without accents and case, for capitals: "BLESSES"."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


class Inflector:
    """Makes the forms of a lemma from the inflection rows of a language."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.verbs = sorted(table.get("conjugation", []), key=lambda r: -len(r["suffix"]))
        self.nouns = sorted(table.get("declension", []), key=lambda r: -len(r["suffix"]))

    def verb(self, lemma: str) -> dict[str, set[str]]:
        """Form -> the kinds of form it is, by the row with the longest suffix."""
        found: dict[str, set[str]] = {lemma: {"infinitive"}}
        row = next((r for r in self.verbs if lemma.endswith(r["suffix"])), None)
        if row is None:
            return found
        stem = lemma[: len(lemma) - len(row["suffix"])]
        for kind in FORMS:
            for ending in row.get(kind, []):
                found.setdefault(stem + ending, set()).add(kind)
        return found

    def noun(self, lemma: str) -> set[str]:
        """The lemma and its plurals (and feminines, where a row gives them)."""
        row = next((r for r in self.nouns if lemma.endswith(r["suffix"])), None)
        if row is None:
            return {lemma}
        stem = lemma[: len(lemma) - len(row["suffix"])]
        return {lemma, *(stem + ending for ending in row["forms"])}


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled lexicon of a language; made once a process."""
    data = languages.load(code)
    events, inflect = data.table("events"), Inflector(data.table("events"))
    classes, weapons = _classes(data, inflect)
    rows = _rows(data)
    participles = _participles(rows, inflect)
    words: dict[str, list[Hit]] = {}
    lemmas: dict[tuple[str, str], list[Hit]] = {}
    for entry, lemma, forms in _single_words(rows, inflect):
        lemmas.setdefault((lemma, entry.part), []).append(Hit(entry, lemma, frozenset()))
        for form, kinds in forms.items():
            hit = Hit(entry, lemma, frozenset(kinds))
            for spelling in {form, fold(form)}:
                words.setdefault(spelling, []).append(hit)
    return Lexicon(
        words={form: tuple(hits) for form, hits in words.items()},
        lemmas={key: tuple(hits) for key, hits in lemmas.items()},
        lemma_keys=frozenset(StringStore().add(lemma) for lemma, _ in lemmas),
        idioms=_idioms([*rows["phrase"], *_of_several_words(rows["noun"])], inflect, classes, participles),
        classes=classes,
        weapons=weapons,
        prepositions={w: row["role"] for row in events.get("preposition", []) for w in row["words"]},
        markers={row["name"]: frozenset(row["words"]) for row in events.get("marker", [])},
        numbers={w: row["value"] for row in events.get("ordinal", []) for w in row["words"]},
        blame=_idioms(events.get("blame", []), inflect, classes, participles),
        carriers=_carriers(events, inflect),
        judge=Judge(**judge) if (judge := data.table("judge")) else None,
        turns=tuple(_turn(row) for row in events.get("turn", [])),
        topics=tuple((r["name"], _forms(r["words"], inflect)) for r in data.table("non_events").get("topic", [])),
        people=tuple(e for row in data.table("targets").get("people", []) for e in row["endings"]),
        no_people=frozenset(w for row in data.table("targets").get("people", []) for w in row["things"]),
        exclusions=_idioms(data.table("non_events").get("phrase", []), inflect, classes, participles),
    )


def _classes(
    data: languages.LanguageData, inflect: Inflector
) -> tuple[dict[str, frozenset[str]], dict[str, tuple[str, ...]]]:
    classes: dict[str, set[str]] = {}
    weapons: dict[str, tuple[str, ...]] = {}
    for table in ("weapons", "targets", "non_events"):
        for row in data.table(table).get("class", []):
            for form in _forms(row["words"], inflect):
                classes.setdefault(form, set()).add(row["name"])
                if table == "weapons":
                    weapons.setdefault(form, tuple(row.get("mode", [])))
    return {form: frozenset(names) for form, names in classes.items()}, weapons


def _forms(words: Iterable[str], inflect: Inflector) -> frozenset[str]:
    forms = {form for word in words for form in inflect.noun(word)}
    return frozenset(forms | {fold(f) for f in forms})


def _rows(data: languages.LanguageData) -> dict[str, list[Mapping[str, Any]]]:
    """The rows of both tables by part of speech. Of two rows for one word the first that fits is taken."""
    first, second = data.table("events"), data.table("deeds")
    return {
        part: [*first.get(part, []), *({**row, "second": True} for row in second.get(part, []))]
        for part in ("verb", "noun", "phrase")
    }


def _single_words(
    rows: Mapping[str, Iterable[Mapping[str, Any]]], inflect: Inflector
) -> Iterator[tuple[Entry, str, dict[str, set[str]]]]:
    for row in rows["verb"]:
        entry = entry_of(row, "verb")
        for lemma in row["lemmas"]:
            yield entry, lemma, inflect.verb(lemma)
    for row in rows["noun"]:
        entry = entry_of(row, "noun")
        for lemma in row["lemmas"]:
            yield entry, lemma, {form: {"noun"} for form in inflect.noun(lemma)}


def _carriers(events: Mapping[str, Any], inflect: Inflector) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    kinds: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for kind in ("light", "undergo", "claim", "claim_of", "stage"):
        for row in events.get(kind, []):
            for lemma in row["lemmas"]:
                for form, found in inflect.verb(lemma).items():
                    kinds.setdefault(form, set()).add(kind)
                    forms.setdefault(form, set()).update(found)
    return {form: (frozenset(kinds[form]), frozenset(forms[form])) for form in kinds}


def _idioms(
    rows: Iterable[Mapping[str, Any]],
    inflect: Inflector,
    classes: Mapping[str, frozenset[str]],
    participles: frozenset[str],
) -> dict[str, tuple[Idiom, ...]]:
    found: dict[str, list[Idiom]] = {}
    for row in rows:
        entry = entry_of(row, "phrase" if "lemmas" not in row else "noun")
        for pattern in (variant for written in row["patterns"] for variant in spelt(written)):
            idiom = Idiom(entry, pattern, tuple(_slots(pattern, inflect)), _first_kinds(pattern, inflect, participles))
            first = idiom.slots[0]
            for form in first.words or [f for f, names in classes.items() if names & first.classes]:
                found.setdefault(form, []).append(idiom)
    return {form: tuple(sorted(i, key=lambda idiom: -len(idiom.slots))) for form, i in found.items()}


def spelt(pattern: str) -> Iterator[str]:
    """A pattern as tokenisers may split it: "sit-in+ at|on" also as "sit - in+ at|on"."""
    yield pattern
    words = pattern.split()
    for i, word in enumerate(words):
        for part in word.split("|"):
            if "-" in part.strip("-"):
                yield " ".join((*words[:i], " - ".join(part.split("-")), *words[i + 1 :]))


def _of_several_words(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Rows of nouns as phrases, for lemmas that are no single token: "sit-in", "mise à sac"."""
    for row in rows:
        lemmas = [lemma for lemma in row["lemmas"] if "-" in lemma or " " in lemma]
        if lemmas:
            yield {**row, "patterns": [lemma.replace("'", "' ") + "+" for lemma in lemmas]}


def _slots(pattern: str, inflect: Inflector) -> Iterator[Slot]:
    """A pattern's words: "ouvrir~ le feu", "sauter~ sur ... {weapon}", "coup+ de filet", "le|la|l'"."""
    for word in pattern.split():
        if word.startswith("..."):
            yield Slot(gap=int(word[3:] or 3))
        elif word.startswith("{") and word.endswith("}") and word.count("{") == 1:
            yield Slot(classes=frozenset(word.strip("{}").split("|")))
        else:
            forms: set[str] = set()
            classes: set[str] = set()
            for part in word.split("|"):
                if part.startswith("{"):
                    classes.add(part.strip("{}"))
                elif part.endswith("~"):
                    forms |= set(inflect.verb(part[:-1]))
                elif part.endswith("+"):
                    forms |= inflect.noun(part[:-1])
                else:
                    forms.add(part)
            yield Slot(words=frozenset(forms | {fold(f) for f in forms}), classes=frozenset(classes))


def _first_kinds(pattern: str, inflect: Inflector, participles: frozenset[str]) -> dict[str, frozenset[str]]:
    """Which forms of the verb the first word of a pattern may be; a participle written out is one."""
    kinds: dict[str, frozenset[str]] = {}
    for part in pattern.split()[0].split("|"):
        if part.endswith("~"):
            for form, found in inflect.verb(part[:-1]).items():
                kinds[form] = kinds[fold(form)] = frozenset(found)
        elif part in participles:
            kinds[part] = frozenset({"past_participle"})
    return kinds


def _participles(rows: Mapping[str, Iterable[Mapping[str, Any]]], inflect: Inflector) -> frozenset[str]:
    """Every past participle of the tables: "pris (pour cible)" is one, "drone (strike)" is none."""
    lemmas = {lemma for row in rows["verb"] for lemma in row["lemmas"]}
    for row in rows["phrase"]:
        firsts = (pattern.split()[0].split("|") for pattern in row["patterns"])
        lemmas |= {word[:-1] for words in firsts for word in words if word.endswith("~")}
    forms = (inflect.verb(lemma) for lemma in lemmas)
    return frozenset(form for made in forms for form, kinds in made.items() if "past_participle" in kinds)


def _turn(row: Mapping[str, Any]) -> Turn:
    types, modes, kinds = (frozenset[str](row.get(key, [])) for key in ("from", "modes", "kinds"))
    return Turn(types, modes, kinds, entry_of(row, "turn"))


def entry_of(row: Mapping[str, Any], part: str) -> Entry:
    """The entry of a TOML row."""

    def classes(key: str) -> frozenset[str]:
        return frozenset(row.get(key, []))

    return Entry(
        id=row.get("id", row.get("name", "")),
        part=part,
        type=EventType(row["type"]) if "type" in row else None,
        mode=tuple(row.get("mode", [])),
        frame=row.get("frame", "transitive" if part == "verb" else "deed"),
        doer=classes("doer"),
        patient=classes("patient"),
        complement=classes("complement"),
        context=classes("context"),
        not_doer=classes("not_doer"),
        not_patient=classes("not_patient"),
        not_complement=classes("not_complement"),
        not_context=classes("not_context"),
        number=row.get("number", False),
        anaphor=row.get("anaphor", False),
        result=row.get("result", False),
        injury=row.get("injury", False),
        voice=row.get("voice", ""),
        definite=row.get("definite"),
        damage=row.get("damage", False),
        second=row.get("second", False),
        told=classes("told"),
        not_told=classes("not_told"),
    )
