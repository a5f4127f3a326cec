"""The flat record of an event that linking works on, made from a reading or from coded data.

A record holds what an event can be recognised by in another document, in forms that meet across languages: days as
numbers, points with a radius, folded names, classes of nouns, numbers. It holds no text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from recoupe.knowledge.gazetteer.fold import fold, skeleton
from recoupe.linking.lexicon import Lexicon, lexicon
from recoupe.model import Date, Document, Event, Mark, Member, Participant, Place, Quantity, Reading, Span
from recoupe.reading.dates import bounds

RADIUS = {
    "site": 3.0,
    "city": 10.0,
    "relative": 25.0,
    "district": 30.0,
    "area": 75.0,
    "region": 120.0,
    "country": 600.0,
}
OPEN = 30  # days that an interval without an end is taken to reach
APPROXIMATE = 3  # days by which "~" widens a date
NEAR_DATES = 7  # days within which rival dates of one event are one interval
WORD = re.compile(r"[^\W_]+")  # "l'armée" and "Boni-Hombori" are two words each
SENTENCE_END = re.compile(r"[.!?…]['\"»”’)]*\s+|\n\s*\n")
BEFORE = 4  # words before a mention in which its ordinal or number stands


@dataclass(frozen=True, slots=True)
class Where:
    """A place as linking compares it."""

    name: str  # folded
    country: str  # ISO 3166-1 alpha-2
    lat: float | None
    lon: float | None
    radius: float  # kilometres by which the point may be off, given how exact the place is
    id: str = ""  # of the gazetteer


@dataclass(frozen=True, slots=True)
class Party:
    """Who or what took part, as linking compares it."""

    name: str  # as told, for display
    terms: tuple[str, ...]  # its words in the form in which spellings meet
    id: str = ""  # of the actor register
    kinds: tuple[str, ...] = ()  # classes of its nouns: "troop", "vehicle"


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event of one document. An empty value: nothing is said, which is no difference."""

    document: str
    event: str
    outlet: str = ""
    published: int | None = None  # day as `date.toordinal` counts
    language: str = ""
    type: str = ""  # PLOVER
    mode: tuple[str, ...] = ()
    status: str = ""
    dates: tuple[tuple[int, int], ...] = ()  # first and last day, best supported first
    places: tuple[Where, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    means: tuple[str, ...] = ()  # classes of weapons
    killed: tuple[int, int] | None = None  # lowest and highest figure told
    injured: tuple[int, int] | None = None
    people: tuple[int, int] | None = None  # taken, held, freed, marching
    ordinal: int | None = None  # "the fourth attack": 4
    count: int | None = None  # "six convoys were attacked": 6
    claims: tuple[Party, ...] = ()
    title: tuple[str, ...] = ()  # words of the headline
    names: tuple[str, ...] = ()  # names in the sentences that tell of it
    numbers: tuple[str, ...] = ()  # numbers in them

    @property
    def member(self) -> Member:
        """What it is called in a case."""
        return Member(self.document, self.event)

    @property
    def interval(self) -> tuple[int, int] | None:
        """First and last day: of its best supported date, with rival dates near it."""
        if not self.dates:
            return None
        first, last = self.dates[0]
        near = [d for d in self.dates if d[0] <= last + NEAR_DATES and d[1] >= first - NEAR_DATES]
        return min(d[0] for d in near), max(d[1] for d in near)


def records_of(reading: Reading) -> list[EventRecord]:
    """The records of all events of a reading that happened, are happening or are announced."""
    document = reading.document
    known = lexicon(document.language)
    title = tuple(sorted(set(terms(document.title))))
    deeds = event_marks(reading.marks)
    return [record_of(event, document, known, title, deeds) for event in reading.events]


def record_of(
    event: Event, document: Document, known: Lexicon, title: tuple[str, ...], deeds: frozenset[int]
) -> EventRecord:
    """The record of one event."""
    details = event.details
    sentences = coded_words(event.mentions) if document.is_coded else sentences_of(event.mentions, document.text)
    before = [words_before(mention.start, document.text) for mention in event.mentions if mention.start in deeds]
    return EventRecord(
        document=document.id,
        event=event.id,
        outlet=document.outlet,
        published=day_of(document.published),
        language=document.language,
        type=event.type.value,
        mode=tuple(sorted(event.mode)),
        status=event.status.value,
        dates=tuple(dict.fromkeys(days for date in dates_of(event) if (days := days_of(date.edtf)))),
        places=tuple(dict.fromkeys(where(place) for place in details.place)),
        actors=parties(details.actor, known),
        recipients=parties(details.recipient, known),
        means=means_of(details.instrument, known),
        killed=span_of_figures(details.killed),
        injured=span_of_figures(details.injured),
        people=span_of_figures(details.people),
        ordinal=first_number(before, known.ordinals),
        count=first_number(before, known.numbers),
        claims=parties(details.claimed_by, known),
        title=title,
        names=tuple(sorted({term for sentence in sentences for term in names_in(sentence)})),
        numbers=tuple(sorted({number for sentence in sentences for number in numbers_in(sentence)})),
    )


# ---------------------------------------------------------------- when and where


def dates_of(event: Event) -> Iterator[Date]:
    """The dates of the event, then those that single accounts give."""
    yield from event.details.date
    for account in event.accounts:
        yield from account.details.date


def days_of(edtf: str) -> tuple[int, int] | None:
    """First and last day of an EDTF value; an open end reaches a month."""
    known = bounds(edtf)
    if known is None:
        first, _, last = edtf.partition("/")
        ends = [bounds(part) for part in (first, last)]
        start, end = ends[0], ends[1]
        if start is None and end is None:
            return None
        if start is None:
            assert end is not None
            return end[0].toordinal() - OPEN, end[1].toordinal()
        return start[0].toordinal(), start[1].toordinal() + OPEN
    wider = APPROXIMATE if edtf.endswith(("~", "%")) else 0
    return known[0].toordinal() - wider, known[1].toordinal() + wider


def day_of(edtf: str) -> int | None:
    """The first day of an EDTF value."""
    days = days_of(edtf) if edtf else None
    return days[0] if days else None


def day(ordinal: int) -> str:
    """A day as EDTF writes it."""
    return dt.date.fromordinal(ordinal).isoformat()


def where(place: Place) -> Where:
    """A place as linking compares it."""
    radius = RADIUS.get(place.precision, RADIUS["city"])
    return Where(fold(place.name), place.country, place.lat, place.lon, radius, place.gazetteer)


# ---------------------------------------------------------------- who and how many


def parties(participants: Iterable[Participant], known: Lexicon) -> tuple[Party, ...]:
    """Participants as linking compares them."""
    return tuple(party(p.name, p.id or "", known) for p in participants)


def party(name: str, id: str, known: Lexicon) -> Party:
    """A participant by its name, its id and the classes of its nouns."""
    return Party(name, tuple(sorted(set(terms(name)))), id, known.kinds(fold(word) for word in WORD.findall(name)))


def means_of(instruments: Iterable[Participant], known: Lexicon) -> tuple[str, ...]:
    """The classes of the weapons named."""
    return known.means(fold(word) for instrument in instruments for word in WORD.findall(instrument.name))


def span_of_figures(quantities: Sequence[Quantity]) -> tuple[int, int] | None:
    """The lowest and the highest figure that any source gives."""
    if not quantities:
        return None
    return min(q.low for q in quantities), max(q.high if q.high is not None else q.best for q in quantities)


# ---------------------------------------------------------------- words


def terms(text: str) -> Iterator[str]:
    """The words of a text in the form in which spellings meet; words of two letters and less are none."""
    for word in WORD.findall(text):
        if not word.isdigit() and len(word) > 2:
            yield key(word)


@lru_cache(maxsize=1 << 17)
def key(word: str) -> str:
    """How a word sounds, or the folded word where it is too short to tell."""
    folded = fold(word)
    return skeleton(folded.replace(" ", "")) or folded


def names_in(sentence: str) -> Iterator[str]:
    """The words that are written as names: capitals anywhere but at the sentence's head, unless all are capitals."""
    words = list(WORD.finditer(sentence))
    if sentence.isupper():
        return
    for place, match in enumerate(words):
        word = match.group()
        if word[0].isupper() and len(word) > 2 and (place > 0 or word.isupper()):
            yield key(word)


def numbers_in(sentence: str) -> Iterator[str]:
    """The numbers of a sentence as digits."""
    yield from re.findall(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])", sentence)


def sentences_of(mentions: Iterable[Span], text: str) -> list[str]:
    """The sentences that the mentions stand in, each once."""
    found: dict[tuple[int, int], str] = {}
    for mention in mentions:
        start = max((m.end() for m in SENTENCE_END.finditer(text, 0, mention.start)), default=0)
        after = SENTENCE_END.search(text, mention.end)
        end = after.start() if after else len(text)
        found[start, end] = text[start:end]
    return list(found.values())


def coded_words(mentions: Iterable[Span]) -> list[str]:
    """The values of a coded row that tell of its event: their first word is no sentence's, and may be a name."""
    return [f"a {mention.text}" for mention in mentions]


def event_marks(marks: Iterable[Mark]) -> frozenset[int]:
    """Where the nouns stand that name deeds: an ordinal or a number before one counts events, and no people."""
    return frozenset(
        mark.span.start for mark in marks if mark.layer == "event" and mark.provenance.rule == "events.noun.deed"
    )


def words_before(start: int, text: str) -> list[str]:
    """The words before a place in the text, nearest first, within its sentence."""
    lead = text[max(0, start - 60) : start]
    lead = SENTENCE_END.split(lead)[-1]
    return [fold(word) for word in reversed(WORD.findall(lead))][:BEFORE]


def first_number(before: Iterable[Sequence[str]], values: Mapping[str, int]) -> int | None:
    """The first word before some mention that is a number above one, or a figure in digits."""
    for words in before:
        for word in words[:2]:
            value = values.get(word)
            if value is not None and value > 1:
                return value
    return None


# ---------------------------------------------------------------- as plain values


def to_json(record: EventRecord) -> dict[str, Any]:
    """The record as plain values; what is empty is left out."""
    written: dict[str, Any] = {}
    for field in fields(EventRecord):
        value = getattr(record, field.name)
        if value in ("", (), None):
            continue
        written[field.name] = [plain(item) for item in value] if isinstance(value, tuple) else value
    return written


def plain(value: Any) -> Any:
    """A part of a record as plain values."""
    if isinstance(value, (Where, Party)):
        return [getattr(value, field.name) for field in fields(value)]
    return list(value) if isinstance(value, tuple) else value


def from_json(data: Mapping[str, Any]) -> EventRecord:
    """The record that `to_json` made plain values of."""
    made = dict(data)
    for name in ("mode", "means", "title", "names", "numbers", "killed", "injured", "people"):
        if name in made:
            made[name] = tuple(made[name])
    made["dates"] = tuple((first, last) for first, last in made.get("dates", ()))
    made["places"] = tuple(Where(*values) for values in made.get("places", ()))
    for name in ("actors", "recipients", "claims"):
        made[name] = tuple(Party(n, tuple(t), i, tuple(k)) for n, t, i, k in made.get(name, ()))
    return EventRecord(**made)
