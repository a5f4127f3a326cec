"""What a language's tables tell linking: classes of nouns, ordinals and numbers, so that values meet across languages.

"deux militaires maliens" and "two Malian soldiers" share no word, but both are troops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from recoupe import languages
from recoupe.knowledge.gazetteer.fold import fold

ENDING = 2  # letters that an inflected form may add to the singular of a table: "soldiers", "camions"
BROAD = frozenset({"quantity", "event", "activity", "goods"})  # classes of nouns that say nothing of who a party is


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that linking knows, folded."""

    targets: Mapping[str, tuple[str, ...]]  # noun -> classes
    weapons: Mapping[str, tuple[str, ...]]
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]

    def kinds(self, words: Iterable[str]) -> tuple[str, ...]:
        """The classes of a party's nouns: ("troop",) for "quatre militaires maliens"."""
        return classes(words, self.targets)

    def means(self, words: Iterable[str]) -> tuple[str, ...]:
        """The classes of weapons named: ("bomb",) for "mine artisanale"."""
        return classes(words, self.weapons)


def classes(words: Iterable[str], table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every class that some word belongs to, whatever its ending."""
    found = {name for word in words for name in known_form(word, table)}
    return tuple(sorted(found))


def known_form(word: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The classes of a word as it stands, or without an ending of one or two letters."""
    for cut in range(ENDING + 1):
        stem = word[: len(word) - cut]
        if len(stem) >= 3 and stem in table:
            return table[stem]
    return ()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; empty for one that Recoupe does not read, as coded data may have."""
    if language.split("-")[0].lower() not in languages.codes():
        return Lexicon({}, {}, {}, {})
    data = languages.load(language)
    events, quantities = data.table("events"), data.table("quantities")
    return Lexicon(
        targets=by_noun(data.table("targets").get("class", []), leave=BROAD),
        weapons=by_noun(data.table("weapons").get("class", [])),
        ordinals={fold(word): row["value"] for row in events.get("ordinal", []) for word in row["words"]},
        numbers=number_words(quantities),
    )


def by_noun(rows: Iterable[Mapping[str, Any]], leave: frozenset[str] = frozenset()) -> dict[str, tuple[str, ...]]:
    """Noun -> names of its classes."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["name"] not in leave:
            for noun in row["words"]:
                found.setdefault(fold(noun), []).append(row["name"])
    return {noun: tuple(names) for noun, names in found.items()}


def number_words(table: Mapping[str, Any]) -> dict[str, int]:
    """Number words and collective numerals with their values: "cinq", "vingtaine"."""
    words = {fold(word): int(value) for word, value in table.get("number", {}).get("words", {}).items()}
    for row in table.get("unit", []):
        words |= {fold(word): int(value) for word, value in row["words"].items()}
    return words
