"""A text cut into segments, so that marks may nest and overlap: each segment knows every mark that covers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recoupe.model import Region, Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text to be marked: its layer, what it was read as, which item of the page it shows."""

    start: int
    end: int
    layer: str
    label: str = ""
    item: str = ""  # id of the event, account or discrepancy that a click leads to


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that the same marks cover."""

    start: int
    end: int
    text: str
    layers: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # the narrowest first
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # ids of events whose mention ends here
    opens: bool = False  # an event mention begins here: a place for the keyboard to stop


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with its region."""

    region: Region
    segments: tuple[Segment, ...]


def blocks_of(text: str, regions: Iterable[tuple[Region, Span]], stretches: Iterable[Stretch]) -> Iterator[Block]:
    """The whole text as paragraphs of segments: every character that is not white space is in exactly one of them."""
    waiting = sorted(stretches, key=lambda item: item.start)
    taken = 0
    reaching: list[Stretch] = []  # marks that began earlier and may reach into this paragraph
    for region, start, end in paragraphs(text, regions):
        while taken < len(waiting) and waiting[taken].start < end:
            reaching.append(waiting[taken])
            taken += 1
        reaching = [item for item in reaching if item.end > start]
        segments = tuple(segments_of(text, start, end, reaching))
        if segments:
            yield Block(region, segments)


def paragraphs(text: str, regions: Iterable[tuple[Region, Span]]) -> Iterator[tuple[Region, int, int]]:
    """The regions in order, and as body whatever no region holds."""
    position = 0
    for region, span in sorted(regions, key=lambda item: (item[1].start, item[1].end)):
        yield from bare_paragraphs(text, position, span.start)
        start = max(span.start, position)
        if start < span.end:
            yield region, start, span.end
        position = max(position, span.end)
    yield from bare_paragraphs(text, position, len(text))


def bare_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[Region, int, int]]:
    """Paragraphs between blank lines, without the white space around them."""
    for part in text[start:end].split("\n\n") if start < end else ():
        stripped = part.strip()
        if stripped:
            begin = start + len(part) - len(part.lstrip())
            yield Region.BODY, begin, begin + len(stripped)
        start += len(part) + 2


def segments_of(text: str, start: int, end: int, stretches: Sequence[Stretch]) -> Iterator[Segment]:
    """The text between two positions, cut wherever a mark begins or ends."""
    inside = [item for item in stretches if item.start < end and item.end > start and item.start < item.end]
    beginning: dict[int, list[Stretch]] = {}
    cuts = {start, end}
    for item in inside:
        cuts.update((max(start, item.start), min(end, item.end)))
        beginning.setdefault(max(start, item.start), []).append(item)
    covering: list[Stretch] = []
    for left, right in pairwise(sorted(cuts)):
        covering = [item for item in covering if item.end > left] + beginning.get(left, [])
        yield segment(text, left, right, covering)


def segment(text: str, start: int, end: int, covering: Sequence[Stretch]) -> Segment:
    """One segment with what covers it, the shortest stretch first: a click is about the narrowest thing under it."""
    narrow_first = sorted(covering, key=lambda item: (item.end - item.start, item.start))
    mentions = [item for item in narrow_first if item.layer == "event" and item.item]
    return Segment(
        start,
        end,
        text[start:end],
        unique(item.layer for item in covering),
        unique(item.item for item in narrow_first if item.item),
        unique(item.label for item in narrow_first if item.label),
        unique(item.item for item in mentions if item.end == end),
        any(item.start == start for item in mentions),
    )


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Values once each, in the order of their first appearance."""
    return tuple(dict.fromkeys(values))
