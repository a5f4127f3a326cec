"""Translations, found without a dictionary: what survives translation is compared sentence by sentence.

Names, numbers, dates and places (as the reading understood them), and where words are quoted, stay in their order when
a text is put into another language. Two reports of one event in two languages share the names of the event; only a
translation shares those of every sentence, one after the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recoupe.knowledge.gazetteer.fold import fold, skeleton
from recoupe.linking.copies_text import paragraphs, sentences, span_between
from recoupe.model import Copying, Mark, Overlap, Provenance, Reading

NUMBER = re.compile(r"\d+")
CAPITAL = re.compile(r"(?<![\w.])[^\W\d_a-z][\w'’-]+")
QUOTED = re.compile('[«“"”]')
COUNTRY = re.compile(r" \((\w*)\)$")
RARE = 20  # reports: an anchor that more have tells nothing
CANDIDATE = 4  # rare anchors in common
LEAST = 5  # sentences: shorter texts are alike by chance
SAME = 0.45  # of the anchors of two sentences: found on the development cases, where translations have 0.6 and more
TRANSLATED = 0.6  # of the teller's sentences; two reports on one event in two languages stay under 0.25


@dataclass(frozen=True, slots=True)
class Sentence:
    """What survives of a sentence in another language."""

    start: int
    end: int
    anchors: frozenset[str]


def skeleton_of(reading: Reading) -> tuple[Sentence, ...]:
    """The sentences of a report that have anything to compare."""
    text = reading.document.text
    found = [part for paragraph in paragraphs(reading) for part in sentences(paragraph, text)]
    marks = sorted(reading.marks, key=lambda m: m.span.start)
    starts = [mark.span.start for mark in marks]
    lines = []
    for part in found:
        inside = marks[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
        anchors = frozenset(anchors_of(text[part.start : part.end], inside))
        if anchors:
            lines.append(Sentence(part.start, part.end, anchors))
    return tuple(lines)


def anchors_of(words: str, marks: Sequence[Mark]) -> Iterator[str]:
    """What a translator leaves as it is: digits, names by their sound, dates, places, tolls, quotation marks."""
    yield from (f"number {int(n)}" for n in NUMBER.findall(words) if n.isascii())
    for name in CAPITAL.findall(words)[1:] if words[:1].isupper() else CAPITAL.findall(words):
        sound = skeleton(fold(name))
        if sound:
            yield f"name {sound}"
    for mark in marks:
        if mark.layer == "place" and (country := COUNTRY.search(mark.label)) and country[1]:
            yield f"country {country[1]}"
        elif mark.layer == "time" and mark.label[:1].isdigit():
            yield f"time {mark.label}"
        elif mark.layer == "quantity" and mark.label[:1].isdigit():
            yield f"toll {mark.label}"
    if QUOTED.search(words):
        yield "quotation"


def translation_candidates(readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    """Pairs of reports in two languages that share several anchors that few have."""
    holders: dict[str, set[str]] = defaultdict(set)
    languages = {}
    for reading in readings:
        languages[reading.document.id] = reading.document.language[:2]
        for sentence in skeleton_of(reading):
            for anchor in sentence.anchors:
                holders[anchor].add(reading.document.id)
    if len(set(languages.values())) < 2:
        return
    common: dict[tuple[str, str], int] = defaultdict(int)
    for documents in holders.values():
        if len(documents) <= RARE:
            for one, other in combinations(sorted(documents), 2):
                if languages[one] != languages[other]:
                    common[one, other] += 1
    yield from sorted(pair for pair, number in common.items() if number >= CANDIDATE)


def translation(teller: Reading, origin: Reading) -> Copying | None:
    """The teller as a translation of the origin, if its sentences are the origin's one after the other."""
    a, b = skeleton_of(teller), skeleton_of(origin)
    if min(len(a), len(b)) < LEAST:
        return None
    pairs = aligned(a, b)
    share = len(pairs) / len(a)
    if share < TRANSLATED:
        return None
    text = teller.document.text
    spans = tuple(span_between(text, a[i].start, a[i].end) for i, _ in pairs)
    note = f"{len(pairs)} of {len(a)} sentences share names, numbers, times and quotations in one order"
    provenance = Provenance("copies.translation", note=note)
    return Copying(teller.document.id, origin.document.id, Overlap.TRANSLATION, round(share, 3), spans, provenance)


def aligned(a: Sequence[Sentence], b: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The most pairs of like sentences that stand in one order in both texts."""
    rows, columns = len(a), len(b)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            value = likeness(a[i], b[j])
            pair = 1 + value + best[i + 1][j + 1] if value >= SAME else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def likeness(one: Sentence, other: Sentence) -> float:
    """The share of anchors of the two sentences that are in both."""
    return len(one.anchors & other.anchors) / len(one.anchors | other.anchors)
