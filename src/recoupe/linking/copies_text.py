"""The words of a report for comparing it with others: folded, with their places, page residue left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from recoupe.model import Reading, Region, Span

WORD = re.compile(r"[^\W_]+")
PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")  # lines may be wrapped: a blank line ends a paragraph
SENTENCE_END = re.compile(r"[.!?…]+[»”\"’')\]]*\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without case and accents, and where it stands in the text as published."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or a sentence with its words."""

    start: int
    end: int
    words: tuple[Word, ...]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of a stretch of text; punctuation, kinds of quotation marks and of apostrophes make no difference."""
    stop = len(text) if end is None else end
    return tuple(Word(fold(m.group()), m.start(), m.end()) for m in WORD.finditer(text, start, stop))


def paragraphs(reading: Reading) -> Iterator[Part]:
    """The paragraphs of a report that are its own: navigation, share buttons and the like are on many pages alike."""
    text = reading.document.text
    read = [(s.start, s.end) for region, s in reading.regions if region is not Region.RESIDUE]
    plain = [match.span() for match in PARAGRAPH.finditer(text)]
    for start, end in read if reading.regions else plain:
        words = words_of(text, start, end)
        if words:
            yield Part(start, end, words)


def sentences(part: Part, text: str) -> Iterator[Part]:
    """The sentences of a paragraph, by their final marks alone: a wrong end makes two short parts, no harm here."""
    start = part.start
    for end in [*(m.end() for m in SENTENCE_END.finditer(text, part.start, part.end)), part.end]:
        words = tuple(word for word in part.words if start <= word.start < end)
        if words:
            yield Part(start, end, words)
        start = end


def span_between(text: str, start: int, end: int) -> Span:
    """The span of a stretch of the text."""
    return Span(start, end, text[start:end])
