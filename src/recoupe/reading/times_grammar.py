"""The pattern language of the times tables: a cascade of finite patterns over words, compiled into one trie a level.

    pattern = "le? <weekday>? <dd> <month> <year>?"      what stands there: words, <classes>, optional with "?"
    pattern = "depuis [ <MONTH|YEAR> ]"                  context outside the brackets, alternatives with "|"
    pattern = "<weekday> ( prochain | qui vient )?"      groups
    is      = "day(dd, month, year)"                     the reckoning, over the slots: see times_reckoning
    makes   = "DAY"                                      what patterns of the next levels may ask for: <DAY>

Each level reads the words left by the one before it, with what that level made in place of the words it took. The
longest match wins, then the first in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from recoupe.reading.times_words import NOTHING, WORD, Word

TOKEN = re.compile(r"\)\?|[()\[\]|]|<[^>]+>\??|[^\s()\[\]|]+")
LEVELS = ("atom", "phrase", "frame")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of a table. `reckon` is its compiled `is`; None where the words are no time ("34 ans" is an age)."""

    id: str
    makes: str
    reckon: Callable[..., Any] | None
    alone: bool  # counts where no later level takes it up
    parts: bool = False  # an interval: its ends are times of their own
    order: int = 0  # its place in the table, which decides between matches of one length
    stamp: bool = False  # the date of writing, not of an event: "mis à jour le 3 mai"


@dataclass(slots=True)
class Item(Word):
    """Words that a pattern took, with the values of its slots: words' values, or Items of the level before."""

    pattern: Pattern | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A pattern without options: one symbol and slot a word, and which words are its own, not context."""

    pattern: Pattern
    symbols: tuple[str, ...]
    slots: tuple[str, ...]
    first: int
    last: int  # past the end


@dataclass(slots=True)
class Node:
    """A step of the trie."""

    next: dict[str, Node] = field(default_factory=dict)
    ends: list[Variant] = field(default_factory=list)


class Grammar:
    """The patterns of a language, one trie a level."""

    def __init__(self, table: Mapping[str, Any], compiled: Callable[[str], Callable[..., Any]]) -> None:
        self.roots: list[Node] = []
        self.reaches: list[int] = []  # how many words the longest pattern of a level takes
        for name in LEVELS:
            root = Node()
            for order, row in enumerate(table.get(name, ())):
                pattern = _pattern(row, order, compiled)
                for variant in variants(pattern, row["pattern"]):
                    _plant(root, variant)
            self.roots.append(root)
            self.reaches.append(max((len(variant.symbols) for variant in _all_below(root)), default=0))

    def triggers(self, members: Callable[[str], Iterable[str]]) -> tuple[frozenset[str], bool]:
        """Words one of which stands in every time, and whether a digit can take their place.

        `members` gives the words of a class. Sentences without any of these need no reading. Patterns of few words
        choose first; those that hold a word chosen already need no other.
        """
        words: set[str] = set()
        digits = False
        for variant in sorted(_variants_below(self.roots[0]), key=lambda variant: variant.last - variant.first):
            needs = [_needed(symbol, members) for symbol in variant.symbols[variant.first : variant.last]]
            if any(need.words and need.words <= words for need in needs) or (digits and any(n.digits for n in needs)):
                continue
            chosen = max(needs, key=lambda need: need.rarity)
            words |= chosen.words
            digits |= chosen.digits
        return frozenset(words), digits

    def items(self, words: list[Word], triggers: Set[str]) -> list[Word]:
        """The words of a text with everything the levels made in place of the words they took."""
        for level, (root, reach) in enumerate(zip(self.roots, self.reaches, strict=True)):
            if level == 0:
                needed = [i for i, word in enumerate(words) if word.values or word.symbols[0] in triggers]
            else:
                needed = [i for i, word in enumerate(words) if isinstance(word, Item)]
            words = _rewritten(words, root, _near(needed, reach))
        return words


DIGITS = frozenset(("<dd>", "<mm>", "<yy>", "<year>", "<minute>", "<hhmm>"))
COMMON = frozenset(("<number>", "<cardinal>", "<hour>", "<one>", "<approx>"))


def _all_below(node: Node) -> Iterator[Variant]:
    yield from node.ends
    for after in node.next.values():
        yield from _all_below(after)


def _variants_below(node: Node) -> Iterator[Variant]:
    return (variant for variant in _all_below(node) if variant.pattern.reckon is not None)


def _near(needed: Iterable[int], reach: int) -> Iterator[int]:
    """The places from which one of the needed words, in their order, can be reached, in order."""
    done = 0
    for i in needed:
        yield from range(max(done, i - reach + 1), i + 1)
        done = i + 1


class Need(NamedTuple):
    """What a symbol of a pattern asks of a sentence: one of some words, or a digit."""

    rarity: int
    words: frozenset[str]
    digits: bool


def _needed(symbol: str, members: Callable[[str], Iterable[str]]) -> Need:
    """Classes of time words are rarer than literals, and these rarer the longer they are; numbers are common."""
    names = [f"<{name}>" for name in symbol[1:-1].split("|")] if len(symbol) > 1 and symbol[0] == "<" else []
    if any(name in DIGITS for name in names):
        return Need(5, frozenset(), True)
    if any(name in COMMON for name in names):
        return Need(2 if symbol == "<hour>" else 0, frozenset(), symbol == "<hour>")
    if names:
        return Need(20, frozenset(word for name in names for word in members(name)), False)
    return Need(len(symbol), frozenset((symbol.lower(),)), False)


def _pattern(row: Mapping[str, Any], order: int, compiled: Callable[[str], Callable[..., Any]]) -> Pattern:
    reckon = compiled(row["is"]) if "is" in row else None
    return Pattern(
        row.get("id", ""),
        row.get("makes", ""),
        reckon,
        row.get("alone", True),
        row.get("parts", False),
        order,
        row.get("stamp", False),
    )


def variants(pattern: Pattern, source: str | Sequence[str]) -> Iterator[Variant]:
    """Every way to fill a pattern, its options taken or left."""
    for text in [source] if isinstance(source, str) else source:
        tokens = TOKEN.findall(text)
        for sequence in _expanded(_parsed(iter(tokens))):
            yield _variant(pattern, sequence)


def _parsed(tokens: Iterator[str], closing: tuple[str, ...] = ()) -> list[Any]:
    """A pattern as nested lists: ("any", [alternatives]) for a group, strings for the rest."""
    branches: list[list[Any]] = [[]]
    for token in tokens:
        if token in (")", ")?"):
            return [("any", [*branches, []] if token == ")?" else branches)]
        if token == "(":
            branches[-1] += _parsed(tokens)
        elif token == "|":
            branches.append([])
        elif token.endswith("?") and len(token) > 1:
            branches[-1].append(("any", [[token[:-1]], []]))
        else:
            branches[-1].append(token)
    return [("any", branches)]


def _expanded(parts: Sequence[Any]) -> Iterator[list[str]]:
    if not parts:
        yield []
        return
    head, rest = parts[0], parts[1:]
    if isinstance(head, str):
        for tail in _expanded(rest):
            yield [head, *tail]
        return
    for branch in head[1]:
        for start in _expanded(branch):
            for tail in _expanded(rest):
                yield [*start, *tail]


def _variant(pattern: Pattern, sequence: Iterable[str]) -> Variant:
    symbols: list[str] = []
    slots: list[str] = []
    first, last = 0, -1
    for token in sequence:
        if token == "[":
            first = len(symbols)
        elif token == "]":
            last = len(symbols)
        elif token.startswith("<"):
            slot, _, names = token[1:-1].rpartition(":")
            symbols.append(f"<{names}>")
            slots.append(slot or names)
        else:
            for part in WORD.findall(token):
                symbols.append(part)
                slots.append("")
    return Variant(pattern, tuple(symbols), tuple(slots), first, last if last >= 0 else len(symbols))


def _plant(root: Node, variant: Variant) -> None:
    """Put a variant into the trie; a class with alternatives, <DAY|MONTH>, goes into several branches."""
    nodes = [root]
    for symbol in variant.symbols:
        names = symbol[1:-1].split("|") if symbol.startswith("<") and len(symbol) > 1 else None
        keys = [f"<{name}>" for name in names] if names else [symbol]
        nodes = [node.next.setdefault(key, Node()) for node in nodes for key in keys]
    for node in nodes:
        node.ends.append(variant)


def _rewritten(words: list[Word], root: Node, places: Iterable[int]) -> list[Word]:
    """The words with what a level makes of them from some places on."""
    found: list[Word] = []
    done = 0  # words before it are in the list
    starts = root.next.keys()
    for i in places:
        if i < done or starts.isdisjoint(words[i].symbols):
            continue
        variant = _longest(words, i, root)
        if (
            variant is None
            or _better_later(words, i, variant, root)
            or _torn(words, i + variant.first, i + variant.last)
        ):
            continue
        found += words[done:i]
        found += _made(words[i : i + len(variant.symbols)], variant)
        done = i + variant.last
    return found + words[done:] if done else words


def _longest(words: list[Word], i: int, root: Node) -> Variant | None:
    """The longest match that starts at a word; of equal ones the first in the table."""
    best = None
    level = [root]
    length = 0
    while level and i + length < len(words):
        symbols = words[i + length].symbols
        level = [after for node in level for symbol in symbols if (after := node.next.get(symbol)) is not None]
        length += 1
        ends = [variant for node in level for variant in node.ends]
        if ends:
            best = min(ends, key=lambda variant: variant.pattern.order)
    return best


def _better_later(words: list[Word], i: int, variant: Variant, root: Node) -> bool:
    """A match whose context begins here gives way to one that begins in that context and reaches further.

    In "in the past three months", "in [the past]" must not hide "the past three months".
    """
    for j in range(i + 1, i + variant.first + 1):
        other = _longest(words, j, root)
        if other is not None and j + other.last > i + variant.last:
            return True
    return False


def _torn(words: list[Word], first: int, last: int) -> bool:
    """The words begin or end inside a longer one: the "16" of "RN16", the "30" of "30s"."""
    before = first > 0 and words[first - 1].end == words[first].start and words[first - 1].text[-1].isalnum()
    after = last < len(words) and words[last].start == words[last - 1].end and words[last].text[0].isalnum()
    return (before and words[first].text[0].isalnum()) or (after and words[last - 1].text[-1].isalnum())


def _made(words: list[Word], variant: Variant) -> Iterator[Word]:
    """What a match leaves: the item, or the words as they were but without their classes where they are no time."""
    own = words[variant.first : variant.last]
    pattern = variant.pattern
    yield from words[: variant.first]
    if pattern.reckon is None:
        yield from (Word(word.start, word.end, word.text, ("",), NOTHING) for word in own)
        return
    slots = {
        slot: value_of(word, symbol)
        for word, slot, symbol in zip(words, variant.slots, variant.symbols, strict=True)
        if slot
    }
    children = tuple(word for word in own if isinstance(word, Item))
    text = " ".join(word.text for word in own)
    item = Item(own[0].start, own[-1].end, text, (f"<{pattern.makes}>",), NOTHING, False, pattern, slots, children)
    item.values = {pattern.makes: item}
    yield item


def value_of(word: Word, symbol: str) -> Any:
    """The value a word has for a class, or the first of several classes that it has."""
    for name in symbol[1:-1].split("|"):
        if name in word.values:
            return word.values[name]
    return None
