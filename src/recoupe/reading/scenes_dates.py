"""When an event happened that is told without a time: the day of the report that stands best for it.

"Gunmen attacked Dori on Monday. Two died." The days of the sentence, of the words before it in the paragraph, of the
event told last and of the opening each speak for themselves; a month or a year is too vague to say much.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from recoupe.model import Date, Provenance
from recoupe.reading.dates import bounds
from recoupe.reading.layers import EVENTS, REGIONS, TIMES, TimeExpression, document_of, span_of
from recoupe.reading.tellings import Told

# Found on the train part of the corpus and on gold apart from it, in steps of a quarter: F1 of such dates rose from 54
# to 68 and from 65 to 78. Rerun `recoupe evaluate gold` when they move.
SENTENCE = 1.5  # told in a sentence that tells of the event
NEAREST = 0.5  # the nearest to it there
PARAGRAPH = 1.75  # the last before it in its paragraph
EVENT_BEFORE = 0.5  # the last before it that is the date of another event
OPENING = 1.0  # told in the headline or the first paragraphs
EXACT = 1.25  # a day or a night
VAGUE = -1.0  # more than a week
OPEN = -0.5  # "depuis lundi"
DATELINE = -0.5
LATER = -0.25  # told only after the event
ENOUGH = 0.75

FIRST_PARAGRAPHS = 3
NIGHT = 1  # days after the first: "dans la nuit de mardi à mercredi"
WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the report with all the words that tell it."""

    edtf: str
    told: tuple[TimeExpression, ...]
    weight: float  # what speaks for it wherever the event is told


class Calendar:
    """The dates of a report, and how much is said of each."""

    def __init__(self, doc: Doc) -> None:
        self.paragraphs = [part.phrase for part in REGIONS.of(doc)]
        self.taken = {time.phrase.start for mention in EVENTS.of(doc) for time in mention.times}
        self.times = [time for time in TIMES.of(doc) if time.edtf]
        grouped: dict[str, list[TimeExpression]] = defaultdict(list)
        for time in self.times:
            grouped[time.edtf or ""].append(time)
        published = document_of(doc).published
        self.days = [self._day(edtf, told) for edtf, told in grouped.items() if not is_ahead(edtf, published)]

    def _day(self, edtf: str, told: Sequence[TimeExpression]) -> Day:
        """A date with what speaks for it wherever the event is told."""
        opening = self.paragraphs[:FIRST_PARAGRAPHS][-1].end if self.paragraphs else 0
        weight = OPENING * any(t.phrase.start < opening and not t.is_dateline for t in told)
        weight += EXACT * (length(edtf) <= NIGHT) + VAGUE * (length(edtf) > WEEK) + OPEN * (".." in edtf)
        return Day(edtf, tuple(told), weight + DATELINE * any(t.is_dateline for t in told))

    def date_for(self, own: Sequence[Told]) -> tuple[Date, ...]:
        """The date for which most is said around the tellings of an event; none where too little is said."""
        roots = [told.mention.trigger.root for told in own]
        beside = self._beside(roots)
        weighed = [(self._weigh(day, roots, beside), day) for day in self.days]
        weight, day = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
        if day is None or weight < ENOUGH:
            return ()
        first = day.told[0]
        note = f"of the scene: {first.provenance.note or span_of(first.phrase).text}"
        return (Date(day.edtf, span_of(first.phrase), Provenance("accounts.scene", first.provenance.entry, note)),)

    def _beside(self, roots: Sequence[Token]) -> list[tuple[float, TimeExpression | None]]:
        """The times that stand best to the tellings of one event, each with what that counts."""
        found: list[tuple[float, TimeExpression | None]] = []
        body = [time for time in self.times if not time.is_dateline]
        for root in roots:
            inside = [t for t in body if root.sent.start <= t.phrase.start < root.sent.end]
            found.append((NEAREST, min(inside, key=lambda t: abs(t.phrase.start - root.i), default=None)))
            start = self._paragraph(root.i)
            found.append((PARAGRAPH, last(t for t in body if start <= t.phrase.start < root.i)))
        first = min(root.i for root in roots)
        found.append((EVENT_BEFORE, last(t for t in body if t.phrase.start < first and t.phrase.start in self.taken)))
        return found

    def _weigh(self, day: Day, roots: Sequence[Token], beside: list[tuple[float, TimeExpression | None]]) -> float:
        """What speaks for a date beside the tellings of one event, all in all; each reason once."""
        starts = [time.phrase.start for time in day.told if not time.is_dateline]
        weight = day.weight + SENTENCE * any(r.sent.start <= i < r.sent.end for r in roots for i in starts)
        weight += sum({points for points, time in beside if time is not None and time.edtf == day.edtf})
        return weight + LATER * all(time.phrase.start > roots[0].i for time in day.told)

    def _paragraph(self, i: int) -> int:
        """The first token of the paragraph of a token."""
        return next((phrase.start for phrase in self.paragraphs if phrase.start <= i < phrase.end), i)


def is_ahead(edtf: str, published: str) -> bool:
    """A date lies after the publication: what happened has another."""
    ends, written = bounds(edtf), bounds(published[:10])
    return ends is not None and written is not None and ends[0] > written[1]


def until(edtf: str, published: str) -> str:
    """A date without the days after the publication."""
    ends, written = bounds(edtf), bounds(published[:10])
    if ends is None or written is None or not ends[0] <= written[1] < ends[1] or "/" not in edtf:
        return edtf
    first, last = edtf.partition("/")[0], written[1].isoformat()
    return last if first == last else f"{first}/{last}"


def last(times: Iterable[TimeExpression]) -> TimeExpression | None:
    """The last of some times, in the order of the text."""
    return max(times, key=lambda time: time.phrase.start, default=None)


def length(edtf: str) -> float:
    """Days from the first to the last of a date; without end where it is open."""
    ends = bounds(edtf)
    return (ends[1] - ends[0]).days if ends else math.inf
