"""Numbers in a text: digits, words, "une dizaine", "au moins", "entre 10 et 15".

A number is found token by token and knows nothing of what is counted; `quantities` joins it with its noun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from recoupe.reading.actors_lexicon import fold

T = TypeVar("T")
DIGITS = re.compile(r"\d+$")
THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+$")
SPAN_OF_DIGITS = re.compile(r"(\d+)[-–](\d+)$")
DECIMAL = re.compile(r"\d+[.,]\d+$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what stands before it: tokens [start, end)."""

    start: int
    end: int
    low: int
    best: int
    high: int | None
    entry: str = ""  # the unit, bound or range it was read with
    article: bool = False  # "un", "a": a number only where somebody is hurt, taken or freed
    unit: bool = False  # "une dizaine": what is counted follows after "de"


class Sequences(Generic[T]):
    """Sequences of words, found at a token; the longest wins. Case and accents do not matter."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, words: str, value: T) -> None:
        """A sequence and what it stands for."""
        elided = words.endswith("'")  # "d'" is a token of its own only before a word
        tokens = [token for token in self._tokenizer(words + "a" if elided else words) if not token.is_space]
        key = tuple(fold(token.text) for token in (tokens[:-1] if elided else tokens))
        held = self._by_first.setdefault(key[0], [])
        held.append((key, value))
        held.sort(key=lambda pair: -len(pair[0]))

    def at(self, folded: list[str], i: int) -> tuple[int, T] | None:
        """Length and value of the longest sequence that begins at token i."""
        for key, value in self._by_first.get(folded[i], ()):
            if tuple(folded[i : i + len(key)]) == key:
                return len(key), value
        return None

    def before(self, folded: list[str], i: int, longest: int = 4) -> tuple[int, T] | None:
        """The same for a sequence that ends just before token i."""
        for length in range(min(longest, i), 0, -1):
            hit = self.at(folded, i - length)
            if hit and hit[0] == length:
                return hit
        return None


@dataclass(frozen=True, slots=True)
class Bound:
    """ "au moins": what it does to the number after it."""

    entry: str
    gives: str  # at_least, about, at_most


@dataclass(frozen=True, slots=True)
class Range:
    """ "entre … et": how two numbers make one estimate."""

    entry: str
    before: tuple[str, ...]
    between: tuple[str, ...]
    not_after: tuple[str, ...]


class NumberReader:
    """Finds the numbers of a text with a language's `quantities` table."""

    def __init__(self, table: Mapping[str, Any], tokenizer: Tokenizer) -> None:
        number = table.get("number", {})
        self.words = {fold(w): int(v) for w, v in number.get("words", {}).items()}
        self.multipliers = {fold(w): int(v) for w, v in number.get("multipliers", {}).items()}
        self.joiners = {fold(w) for w in number.get("joiners", [])}
        self.articles = {fold(w) for w in number.get("singular", [])}
        self.vague = {fold(w) for w in number.get("vague", [])}
        self.none = {fold(w) for w in number.get("none", [])}
        self.decimal = str(number.get("decimal", "."))
        self.of = {fold(w) for w in table.get("grammar", {}).get("of", [])}
        self.phrases: Sequences[int] = Sequences(tokenizer)
        for words, value in number.get("phrases", {}).items():
            self.phrases.add(words, int(value))
        self.units = {
            fold(word): (int(value), Bound(row["id"], row["gives"]))
            for row in table.get("unit", [])
            for word, value in row["words"].items()
        }
        self.bounds: Sequences[Bound] = Sequences(tokenizer)
        for row in table.get("bound", []):
            for words in row["words"]:
                self.bounds.add(words, Bound(row["id"], row["gives"]))
        self.ranges = tuple(_range(row) for row in table.get("range", []))

    def find(self, doc: Doc, folded: list[str]) -> list[Number]:
        """The numbers of a text in their order, bounds and ranges included."""
        bare = [number for number in self._bare(doc, folded) if not self._is_vague(folded, number)]
        return [self._bounded(folded, number) for number in self._ranged(folded, bare)]

    def _is_vague(self, folded: list[str], number: Number) -> bool:
        """ "several thousand workers" gives no number; nor does a time of day: "at 0730"."""
        if folded[number.start].startswith("0") and len(folded[number.start]) > 1:
            return True
        opens = folded[number.start] in self.multipliers
        return opens and number.start > 0 and folded[number.start - 1] in self.vague

    def _bare(self, doc: Doc, folded: list[str]) -> list[Number]:
        found: list[Number] = []
        i = 0
        while i < len(folded):
            number = self._at(doc, folded, i)
            if number is None:
                i += 1
            else:
                found.append(number)
                i = number.end
        return found

    def _at(self, doc: Doc, folded: list[str], i: int) -> Number | None:
        phrase = self.phrases.at(folded, i)
        if phrase:
            return Number(i, i + phrase[0], phrase[1], phrase[1], phrase[1], unit=True)
        if folded[i] in self.none:
            return Number(i, i + 1, 0, 0, 0)
        if folded[i] in self.units and doc[i].morph.get("Number", []) != ["Plur"] and i and doc[i - 1].pos_ == "DET":
            value, bound = self.units[folded[i]]  # "la vingtaine de pillards"
            return Number(i, i + 1, value, value, value, bound.entry, unit=True)
        return self._digits(doc, folded, i) or self._spelled(doc, folded, i)

    def _digits(self, doc: Doc, folded: list[str], i: int) -> Number | None:
        word = folded[i]
        pair = SPAN_OF_DIGITS.match(word)
        if pair:
            low, high = int(pair[1]), int(pair[2])
            return Number(i, i + 1, low, low, high) if low < high else None
        if THOUSANDS.match(word):
            return self._multiplied(folded, i, i + 1, float(re.sub("[.,]", "", word)))
        if DECIMAL.match(word):
            following = folded[i + 1] if i + 1 < len(folded) else ""
            if following not in self.multipliers:
                return None
            return self._multiplied(folded, i, i + 1, float(word.replace(",", ".")))
        if not DIGITS.match(doc[i].text) or len(word) > 9:
            return None
        return self._multiplied(folded, i, *_grouped(doc, i))

    def _multiplied(self, folded: list[str], start: int, end: int, value: float) -> Number:
        """ "2 millions", "1,5 million", "3 douzaines"."""
        if end < len(folded) and folded[end] in self.multipliers:
            value, end = value * self.multipliers[folded[end]], end + 1
            unit = self.multipliers[folded[end - 1]] >= 1_000_000
            return Number(start, end, round(value), round(value), round(value), unit=unit)
        unit_of = self._unit(folded, end) if value > 1 else None
        if unit_of:
            value, end = value * unit_of[0], end + 1
            return Number(start, end, round(value), round(value), round(value), unit_of[1].entry, unit=True)
        return Number(start, end, round(value), round(value), round(value))

    def _unit(self, folded: list[str], i: int) -> tuple[int, Bound] | None:
        if i >= len(folded):
            return None
        return self.units.get(folded[i]) or self.units.get(folded[i].removesuffix("s"))

    def _spelled(self, doc: Doc, folded: list[str], i: int) -> Number | None:
        if folded[i] in self.articles:
            return self._after_article(doc, folded, i)
        total, current, end = 0, 0, i
        while end < len(folded):
            value = self._word_value(folded, end, current)
            if value is None:
                break
            amount, times, length = value
            if times >= 1000:
                total, current = total + max(current, 1) * times, 0
            else:
                current = max(current, 1) * times if times else current + amount
            end += length
        if end == i:
            zero = self.words.get(folded[i]) == 0
            return Number(i, i + 1, 0, 0, 0) if zero else None
        return self._multiplied(folded, i, end, float(total + current))

    def _word_value(self, folded: list[str], i: int, current: int) -> tuple[int, int, int] | None:
        """What the word adds, or multiplies by, and how many tokens it takes: "vingt", "cent", "- two", "et un"."""
        word = folded[i]
        if word in self.multipliers:
            return 0, self.multipliers[word], 1
        value = self._hyphenated(word)
        if value is not None and _may_add(current, value):
            return value, 0, 1
        joins = word in self.joiners or word == "-"
        if joins and current and i + 1 < len(folded):
            value = self._hyphenated(folded[i + 1])
            if value is not None and _may_add(current, value):
                return value, 0, 2
        return None

    def _hyphenated(self, word: str) -> int | None:
        """ "quatre-vingt-douze": the longest known parts, added up."""
        if word in self.words:
            return self.words[word] or None
        parts, total, i = word.split("-"), 0, 0
        if len(parts) < 2:
            return None
        while i < len(parts):
            for j in range(len(parts), i, -1):
                value = self._part("-".join(parts[i:j]))
                if value is not None:
                    total, i = total * value if value in (100, 1000) and total else total + value, j
                    break
            else:
                return None
        return total

    def _part(self, part: str) -> int | None:
        if part in self.joiners:
            return 0
        return self.words.get(part, self.multipliers.get(part))

    def _after_article(self, doc: Doc, folded: list[str], i: int) -> Number:
        """ "une dizaine", "une bonne centaine", "a hundred"; else the bare article."""
        for j in (i + 1, i + 2):
            if j < len(folded) and (j == i + 1 or doc[i + 1].pos_ == "ADJ"):
                unit = self.units.get(folded[j])
                if unit:
                    value, bound = unit
                    return Number(i, j + 1, value, value, value, bound.entry, unit=True)
        following = folded[i + 1] if i + 1 < len(folded) else ""
        if following in self.multipliers:
            value = self.multipliers[following]
            return Number(i, i + 2, value, value, value, unit=value >= 1_000_000)
        return Number(i, i + 1, 1, 1, 1, article=folded[i] in self.articles)

    def _ranged(self, folded: list[str], numbers: list[Number]) -> list[Number]:
        out: list[Number] = []
        for number in numbers:
            joined = self._join(folded, out[-1], number) if out else None
            if joined:
                out[-1] = joined
            else:
                out.append(number)
        return out

    def _join(self, folded: list[str], first: Number, second: Number) -> Number | None:
        if first.article or second.article or second.start != first.end + 1 or first.best >= second.best:
            return None
        for form in self.ranges:
            if folded[first.end] in form.between and self._opens(folded, first.start, form):
                opened = first.start and folded[first.start - 1] in form.before
                start = first.start - 1 if opened else first.start
                scale = 1_000_000 if second.unit and second.best >= 1_000_000 > first.best else 1
                low = first.best * scale  # "7 or 8 million"
                return Number(start, second.end, low, low, second.best, form.entry, unit=second.unit)
        return None

    def _opens(self, folded: list[str], start: int, form: Range) -> bool:
        before = folded[start - 1] if start else ""
        if any(word in form.not_after for word in folded[max(0, start - 4) : start]):
            return False
        return before in form.before or "" in form.before

    def _bounded(self, folded: list[str], number: Number) -> Number:
        if number.article or number.best == 0:
            return number
        hit = self.bounds.before(folded, number.start)
        if hit is None:
            return number
        length, bound = hit
        number = replace(number, start=number.start - length, entry=bound.entry)
        if bound.gives == "at_least":
            return replace(number, high=None)
        return replace(number, low=0) if bound.gives == "at_most" else number


def _range(row: Mapping[str, Any]) -> Range:
    return Range(
        row["id"],
        tuple(fold(w) for w in row["before"]),
        tuple(fold(w) for w in row["between"]),
        tuple(fold(w) for w in row.get("not_after", [])),
    )


def _may_add(current: int, value: int) -> bool:
    """ "soixante" may be followed by "douze", "vingt" by "deux", "cent" by "dix"; "deux" by nothing."""
    rest = current % 100
    if current == 0 or (rest == 0 and value < 100):
        return True
    return (rest in (60, 80) and value < 20) or (rest >= 20 and rest % 10 == 0 and value < 10)


def _grouped(doc: Doc, i: int) -> tuple[int, float]:
    """ "300 000" is two tokens: the end of the number and its value."""
    digits, end = doc[i].text, i + 1
    while len(doc[i].text) <= 3 and end < len(doc) and _is_group(doc, end):
        digits, end = digits + doc[end].text, end + 1
    return end, float(digits)


def _is_group(doc: Doc, i: int) -> bool:
    return len(doc[i].text) == 3 and doc[i].text.isdecimal() and doc[i - 1].whitespace_ == " "
