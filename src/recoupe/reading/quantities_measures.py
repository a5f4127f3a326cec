"""The words that tell what happened to those counted, and on which side of them the number stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from recoupe.reading.actors_lexicon import fold
from recoupe.reading.quantities_numbers import Sequences


@dataclass(frozen=True, slots=True)
class Trigger:
    """One lexicon entry: "tuer" and its kin."""

    entry: str
    measure: str
    subject: bool  # said of the victim: "périr"
    anything: bool  # whatever the noun counted, but for things and animals
    objects: frozenset[str]  # folded lemmas, or "armed"
    beside: frozenset[str]  # words one of which must follow: "atteint d'une balle"
    people_only: bool = False  # a noun with another complement than people is something else: "corps de métier"


@dataclass(frozen=True, slots=True)
class Use:
    """A trigger in one of its forms."""

    trigger: Trigger
    participle: bool = False  # may be passive: those counted stand before it
    active: bool = False  # may be active: those counted stand after it
    noun: bool = False  # is itself what is counted
    governs: bool = False  # a noun: those counted follow after "de"
    toll: bool = False  # "bilan": a bare number after it


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger in the text: tokens [start, end)."""

    start: int
    end: int
    use: Use


class MeasureLexicon:
    """Finds triggers. Forms are matched with their accents ("tue" is no "tué") unless the word is in capitals."""

    def __init__(self, table: Mapping[str, Any], tokenizer: Tokenizer) -> None:
        self.paradigms = {row["name"]: row for row in table.get("paradigm", [])}
        self.exact: dict[str, list[Use]] = {}
        self.folded: dict[str, list[Use]] = {}
        self.sequences: Sequences[list[Use]] = Sequences(tokenizer)
        self._sequences: dict[str, list[Use]] = {}
        for row in table.get("trigger", []):
            self._add_row(row)
        for words, uses in self._sequences.items():
            self.sequences.add(words, uses)

    def _add_row(self, row: Mapping[str, Any]) -> None:
        trigger = Trigger(
            row["id"],
            row["measure"],
            row.get("subject", False),
            row.get("any", False),
            frozenset(fold(w) for w in row.get("objects", [])),
            frozenset(fold(w) for w in row.get("with", [])),
            row.get("people_only", False),
        )
        for form, participle, active in self._verb_forms(row):
            # What is said of the victim takes it as its subject: the number stands before it.
            self._add(
                form, Use(trigger, participle=participle or trigger.subject, active=active and not trigger.subject)
            )
        for field, use in (
            ("nouns", Use(trigger, noun=True)),
            ("governs", Use(trigger, governs=True)),
            ("toll", Use(trigger, toll=True)),
            ("phrases", Use(trigger, active=True)),
            ("phrases_after", Use(trigger, participle=True)),
        ):
            for words in row.get(field, []):
                self._add(words, use)

    def _verb_forms(self, row: Mapping[str, Any]) -> Iterator[tuple[str, bool, bool]]:
        paradigm = self.paradigms.get(row.get("paradigm", ""), {})
        forms: dict[str, list[bool]] = {}
        for stem in row.get("verbs", []):
            for i, field in enumerate(("participles", "active")):
                for ending in paradigm.get(field, []):
                    forms.setdefault(stem + ending, [False, False])[i] = True
        for i, field in enumerate(("participles", "active")):
            for form in row.get(field, []):
                forms.setdefault(form, [False, False])[i] = True
        yield from ((form, both[0], both[1]) for form, both in forms.items())

    def _add(self, form: str, use: Use) -> None:
        if " " in form or "'" in form:
            self._sequences.setdefault(form, []).append(use)
            return
        self.exact.setdefault(form.lower(), []).append(use)
        self.folded.setdefault(fold(form), []).append(use)

    def find(self, doc: Doc, folded: list[str]) -> list[Found]:
        """Every use of a trigger in the text, in order; a sequence hides the words in it."""
        found: list[Found] = []
        i = 0
        while i < len(folded):
            sequence = self.sequences.at(folded, i)
            length, uses = sequence or (1, self._word_uses(doc, folded, i))
            found.extend(Found(i, i + length, use) for use in uses)
            i += length
        return found

    def _word_uses(self, doc: Doc, folded: list[str], i: int) -> list[Use]:
        word = doc[i].text
        if word.isupper() and len(word) > 1:
            return self.folded.get(folded[i], [])
        return self.exact.get(word.lower(), [])
