"""The times stage's own cut of a text into words, numbers and signs, finer than any tokeniser: "18h40", "mi-mars".

Each word carries the symbols by which a pattern may ask for it: itself, and the classes the language's table gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

WORD = re.compile(r"\d+|[^\W\d_]+|\n|[^\w\s]|_")
SENTENCE_END = frozenset(".!?…\n")
CENTURIES = (19, 20)
HUNDREDS = range(13, 21)  # "nineteen ninety-seven"
YEARS = range(1000, 2101)
FOLD = str.maketrans("àâäéèêëîïôöùûüçÀÂÄÉÈÊËÎÏÔÖÙÛÜÇ", "aaaeeeeiioouuucAAAEEEEIIOOUUUC")
KEPT = 100_000  # words whose entry is kept before all are forgotten, so that memory stays flat
ENDING = 6  # words no longer than this are not judged by their ending
FOLDABLE = 4  # shorter words lose themselves without their accents: "à" and "a", "dès" and "des"


NOTHING: Mapping[str, Any] = {}


@dataclass(slots=True)
class Word:
    """A word, number or sign of the text, or several that a table takes as one: "après-midi", "vingt-quatre"."""

    start: int
    end: int
    text: str
    symbols: tuple[str, ...]
    values: Mapping[str, Any]  # by class
    joins: bool = False  # may be one with the words after it: "vingt", "petit", "30"


class Entry(NamedTuple):
    """What the table says of one word: its classes, with a value each."""

    symbols: tuple[str, ...]
    values: Mapping[str, Any]
    joins: bool


class Lexicon:
    """The words of a language's table that have classes, compiled once."""

    def __init__(
        self, classes: Mapping[str, Mapping[str, Any]], endings: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        self.endings = endings or {}
        self.entries: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = {}
        for name, members in classes.items():
            for words, value in members.items():
                self._add(tuple(WORD.findall(words)), name, value)
        for options in self.phrases.values():
            options.sort(key=lambda option: -len(option[0]))
        self.compiled = Compiled(self)

    def _add(self, parts: tuple[str, ...], name: str, value: Any) -> None:
        folded = tuple(part.translate(FOLD) if len(part) >= FOLDABLE else part for part in parts)
        for form in {parts, folded}:
            if len(form) == 1:
                self.entries.setdefault(form[0], {}).setdefault(name, value)
                continue
            options = self.phrases.setdefault(form[0].lower(), [])
            known = next((values for phrase, values in options if phrase == form), None)
            if known is None:
                options.append((form, known := {}))
            known.setdefault(name, value)

    def members(self, symbol: str) -> set[str]:
        """The words of a class, "<month>"; of words of several parts the longest."""
        name = symbol[1:-1]
        found = {word.lower() for word, values in self.entries.items() if name in values}
        for options in self.phrases.values():
            found |= {max(parts, key=len).lower() for parts, values in options if name in values}
        return found

    def century_words(self) -> set[str]:
        """Numbers that begin a year in words: "nineteen ninety-six"."""
        return {word for word, values in self.entries.items() if values.get("cardinal") in CENTURIES}

    def entry(self, text: str) -> Entry:
        """The symbols and values of a word as it is written."""
        if text.isdecimal():
            return _number(text)
        low = text.lower()
        values = dict(self.entries.get(low, ()))
        if text[0].isupper():
            values |= self.entries.get(low.capitalize(), {}) | self.entries.get(text, {})
        for name, endings in self.endings.items():
            if name not in values and len(low) > ENDING:
                values.update((name, value) for ending, value in endings.items() if low.endswith(ending))
        if "cardinal" in values:
            values = _cardinal_values(values)
        joins = low in self.phrases or "cardinal" in values
        forms = (low,) if low == text else (low, text)
        return Entry((*forms, *_symbols(values)), values or NOTHING, joins)

    def words(self, text: str, stretches: Iterable[tuple[int, int]] | None = None) -> list[Word]:
        """The words of a text, or of stretches of it, those of several parts and numbers made one."""
        compiled = self.compiled
        found = [
            Word(match.start(), match.end(), part := match[0], *compiled[part])
            for start, end in (((0, len(text)),) if stretches is None else stretches)
            for match in WORD.finditer(text, start, end)
        ]
        return merged_where(merged_where(found, self._phrase_at), _number_at)

    def _phrase_at(self, words: list[Word], i: int) -> tuple[int, Mapping[str, Any] | None]:
        """How many words from one on make a phrase of the table, and its values."""
        options = self.phrases.get(words[i].symbols[0])
        return self._phrase(words, i, options) if options else (1, None)

    @staticmethod
    def _phrase(words: list[Word], i: int, options: Iterable[tuple[tuple[str, ...], dict[str, Any]]]) -> Any:
        for parts, values in options:
            there = words[i : i + len(parts)]
            if len(there) == len(parts) and all(
                part in (w.symbols[0], w.text) for w, part in zip(there, parts, strict=True)
            ):
                return len(parts), values
        return 1, None


def merged_where(
    words: list[Word], at: Callable[[list[Word], int], tuple[int, Mapping[str, Any] | None]]
) -> list[Word]:
    """The words with some made one: `at` tells for a word that may join others how many, and the values of all."""
    found: list[Word] = []
    done = 0
    for i in [i for i, word in enumerate(words) if word.joins]:
        if i < done:
            continue
        length, values = at(words, i)
        if values is not None:
            found += words[done:i]
            found.append(_merged(words[i : i + length], values))
            done = i + length
    return found + words[done:] if done else words


def _number_at(words: list[Word], i: int) -> tuple[int, Mapping[str, Any] | None]:
    """Numbers of several words made one: "vingt-quatre", "a hundred and ten", "30,4", "2 1/2"."""
    length = _number_length(words, i)
    return (length, _number_values(words[i : i + length])) if length > 1 else (1, None)


class Compiled(dict[str, Entry]):
    """Entries by the words as written, looked up once each, as words recur."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, text: str) -> Entry:
        if len(self) > KEPT:
            self.clear()
        found = self[text] = self.lexicon.entry(text)
        return found


def _symbols(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"<{name}>" for name in values)


def _cardinal_values(values: Mapping[str, Any]) -> dict[str, Any]:
    number = values["cardinal"]
    hour = {"hour": number} if number <= 24 else {}
    return {**values, "number": number, **hour}


def _number(text: str) -> Entry:
    number = int(text) if len(text) < 9 else 10**9
    values: dict[str, Any] = {"number": number, "digits": text}
    if len(text) <= 2 and 1 <= number <= 31:
        values["dd"] = number
    if len(text) <= 2 and 1 <= number <= 12:
        values["mm"] = number
    if len(text) <= 2 and number <= 24:
        values["hour"] = number
    if len(text) == 2:
        values["yy"] = number
        if number < 60:
            values["minute"] = number
    if len(text) == 4 and number in YEARS:
        values["year"] = number
    if len(text) == 4 and number // 100 <= 24 and number % 100 < 60:
        values["hhmm"] = number
    return Entry((text, *(f"<{name}>" for name in values)), values, True)


def _merged(words: list[Word], values: Mapping[str, Any]) -> Word:
    text = " ".join(word.text for word in words)
    joins = "cardinal" in values or "digits" in values
    return Word(words[0].start, words[-1].end, text, (text.lower(), *_symbols(values)), values, joins)


def _glued(one: Word, other: Word) -> bool:
    return one.end == other.start


def _goes_on(words: list[Word], i: int) -> bool:
    """A number that another is joined to: "4.5.2021", "1.5/2"; a full stop at the sentence's end joins none."""
    after = words[i + 1 : i + 3]
    joined = len(after) == 2 and after[0].text in "/." and _glued(words[i], after[0]) and _glued(*after)
    return joined and "digits" in after[1].values


def _number_length(words: list[Word], i: int) -> int:
    word = words[i]
    if "digits" in word.values:
        if (
            i + 2 < len(words)
            and words[i + 1].text in ",."
            and "digits" in words[i + 2].values
            and _glued(word, words[i + 1])
            and _glued(words[i + 1], words[i + 2])
            and not _goes_on(words, i + 2)
        ):
            return 3
        if (
            i + 3 < len(words)
            and words[i + 2].text == "/"
            and words[i + 1].text == "1"
            and words[i + 3].text in ("2", "4")
        ):
            return 4
        return 1
    if "cardinal" not in word.values:
        return 1
    end = i + 1
    while end < len(words):
        skip = end + 1 if "number_link" in words[end].values and end + 1 < len(words) else end
        if "cardinal" not in words[skip].values or not _continues(
            words[skip - 1 if skip == end else end - 1], words[skip]
        ):
            break
        end = skip + 1
    return end - i


def _continues(one: Word, other: Word) -> bool:
    """Twenty goes on with four, a hundred with ten, three with hundred, but two not with three."""
    a, b = one.values["cardinal"], other.values["cardinal"]
    return bool(b in (100, 1000) or (a >= 20 and a > b) or (a == 4 and b == 20) or (a in HUNDREDS and 20 <= b <= 90))


def _number_values(words: list[Word]) -> dict[str, Any]:
    if "digits" in words[0].values:
        if len(words) == 4:
            number = int(words[0].text) + 1 / int(words[3].text)
        else:
            number = float(f"{words[0].text}.{words[2].text}")
        return {"number": number}
    cardinals = [word.values["cardinal"] for word in words if "cardinal" in word.values]
    if cardinals[0] in HUNDREDS and len(cardinals) > 1 and 20 <= cardinals[1] <= 90:
        return {"year": cardinals[0] * 100 + sum(cardinals[1:])}
    total = 0
    for value in cardinals:
        total = max(total, 1) * value if value in (100, 1000) or (value == 20 and total == 4) else total + value
    return _cardinal_values({"cardinal": total})
