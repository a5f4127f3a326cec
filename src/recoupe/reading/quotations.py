"""Where a text stands between quotation marks, or after the dash of a dialogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

OPENING = {"«": "»", "“": "”", "„": "“", "‘": "’"}
CLOSING = {"»", "”"}
STRAIGHT = '"'
DASHES = "—–"
LONGEST = 6000  # characters a quotation may run over when the next paragraph does not open again


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters between two marks, marks included; one part for every paragraph it runs over."""

    parts: tuple[tuple[int, int], ...]
    depth: int  # 0: not inside another quotation
    closed: bool
    dash: bool = False

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def phrases(self, doc: Doc) -> tuple[Phrase, ...]:
        """The parts as slices of tokens."""
        found = (doc.char_span(start, end, alignment_mode="expand") for start, end in self.parts)
        return tuple(phrase for phrase in found if phrase is not None)


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, outer before inner, in the order of the text.

    A quotation whose paragraph ends without a closing mark goes on in the next one if that opens with a mark again
    ("« Ils sont venus. ¶ « Nous avons fui. »"), or if a lone closing guillemet follows.
    """
    found = list(joined(paragraph_quotations(plain_marks(text)), plain_marks(text)))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def plain_marks(text: str) -> str:
    """Doubled apostrophes and backticks, which agencies send for quotation marks, as one mark and a joiner."""
    return text.replace("''", '"\u2060').replace("``", '"\u2060').replace("’’", '"\u2060')


def paragraph_quotations(text: str) -> Iterator[Quotation]:
    """The quotations of each paragraph on its own."""
    start = 0
    for line in text.split("\n"):
        yield from line_quotations(line, start)
        start += len(line) + 1


def line_quotations(line: str, offset: int) -> Iterator[Quotation]:
    """Pairs the marks of one paragraph with a stack; what stays open is yielded as not closed."""
    stack: list[tuple[str, int]] = []
    for at, mark in enumerate(line):
        if mark not in OPENING and mark not in CLOSING and mark not in (STRAIGHT, "’"):
            continue
        closes = closing_index(stack, mark, line, at)
        if closes is not None:
            yield Quotation(((offset + stack[closes][1], offset + at + 1),), closes, True)
            del stack[closes:]
        elif opens(stack, mark, line, at):
            stack.append((OPENING.get(mark, STRAIGHT), at))
    for depth, (mark, at) in enumerate(stack[:1]):
        end = len(line.rstrip())
        junk = mark == STRAIGHT and len(stack) > 1
        if end - at > 1 and not junk and stands_open(line, at):
            yield Quotation(((offset + at, offset + end),), depth, False)


def closing_index(stack: list[tuple[str, int]], mark: str, line: str, at: int) -> int | None:
    """Which open mark this one closes, None where it closes none."""
    after = line[at + 1 : at + 3].removeprefix("\u2060")[:1]
    before = line[at - 1 : at]
    if mark == "’" and (after.isalnum() or before.isspace()):
        return None
    if mark == STRAIGHT and starts_word(before, after) and stack:
        return None
    if mark in OPENING and mark != "“":
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] == mark or {stack[depth][0], mark} == {STRAIGHT, "”"}:
            return depth
    return None


def opens(stack: list[tuple[str, int]], mark: str, line: str, at: int) -> bool:
    """Whether a mark opens a quotation here."""
    if mark in CLOSING or mark == "’" or len(stack) > 2:
        return False
    if mark == "‘":
        return not line[at - 1 : at].isalnum() if at else True
    return True


def starts_word(before: str, after: str) -> bool:
    """`"` between a space and a letter opens: 'C'est "la Résistance" qui' inside a quotation never closed."""
    return (not before or before.isspace() or before in "(['’«“") and bool(after) and not after.isspace()


def stands_open(line: str, at: int) -> bool:
    """An unclosed mark is a quotation at the head of its paragraph or after a colon or comma; else a slip."""
    before = line[:at].rstrip(" —–-")
    return not before or before[-1] in ":,.?!»”;…"


def joined(found: Iterator[Quotation], text: str) -> Iterator[Quotation]:
    """Quotations that run over paragraphs made one."""
    waiting: Quotation | None = None
    for quotation in found:
        if waiting is not None and quotation.depth == 0:
            if goes_on(waiting, quotation, text):
                waiting = replace(waiting, parts=waiting.parts + quotation.parts, closed=quotation.closed)
                if quotation.closed:
                    yield waiting
                    waiting = None
                continue
            yield closed_later(waiting, text)
            waiting = None
        if quotation.closed:
            yield quotation
        else:
            waiting = quotation
    if waiting is not None:
        yield closed_later(waiting, text)


def goes_on(waiting: Quotation, then: Quotation, text: str) -> bool:
    """The next quotation opens the very next paragraph with the same mark."""
    if text[waiting.start] == STRAIGHT and not (clean(waiting, text) and clean(then, text)):
        return False
    between = text[waiting.end : then.start]
    return between.strip(" \n—–-") == "" and "\n" in between and text[waiting.start] == text[then.start]


def clean(quotation: Quotation, text: str) -> bool:
    """No other mark of the same kind inside: straight marks that pair badly prove nothing."""
    start, end = quotation.parts[-1]
    return STRAIGHT not in text[start + 1 : end - 1]


def closed_later(quotation: Quotation, text: str) -> Quotation:
    """A guillemet that opens and whose closing mark stands in a later paragraph, with no other one between."""
    mark = text[quotation.start]
    closing = OPENING.get(mark)
    if closing not in CLOSING:
        return quotation
    end = text.find(closing, quotation.end, quotation.end + LONGEST)
    again = text.find(mark, quotation.end, quotation.end + LONGEST)
    if end < 0 or (0 <= again < end):
        return quotation
    return replace(quotation, parts=(*quotation.parts, *lines_of(text, quotation.end, end + 1)), closed=True)


def lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch of text, without the white space around them."""
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            lead = len(line) - len(line.lstrip())
            yield at + lead, at + len(line.rstrip())
        at += len(line) + 1


def dialogue(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs that a dash opens, in a text that has at least two of them: dash and all."""
    lines = [(s, e) for s, e in lines_of(text, 0, len(text)) if text[s] in DASHES and text[s + 1 : s + 2].isspace()]
    if len(lines) >= 2:
        yield from lines
