"""Which events are compared at all: those that share a key of time and place, or of time and a rare name.

A key is a window of days with a cell of the map, a place name, or a name. A case file can index the keys: the records
that a new report may belong with are those that share a key with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from recoupe.knowledge.gazetteer.fold import digest
from recoupe.linking.rarity import Rarity, party_terms
from recoupe.linking.records import EventRecord, Where

DAYS = 4  # of a window
SLACK = 1  # days by which an interval is widened: reports differ by a day or two
CELL = 0.5  # degrees
REACH = 15.0  # kilometres within which a point is also of the next cell
LONGEST = 40  # windows that an event is looked for in; longer ones are background, sought at both ends and the middle
BEFORE = 4  # days before publication that an event without a date is looked for in
BLURRED = 150.0  # a radius in kilometres beyond which a point says too little to meet others by
RARE = 7  # sixteenths: terms common to more documents make no key
NAMES = 6  # names that make keys, the rarest


def blocks(record: EventRecord, known: Rarity) -> list[int]:
    """The keys of a record, as numbers."""
    found = {digest(f"{days}|{where}") >> 1 for days in windows(record) for where in anchors(record, known)}
    return sorted(found)


def windows(record: EventRecord) -> list[int]:
    """The windows of days that the event may stand in."""
    interval = record.interval
    if interval is None:
        if record.published is None:
            return [-1]
        interval = record.published - BEFORE, record.published
    first, last = (interval[0] - SLACK) // DAYS, (interval[1] + SLACK) // DAYS
    if last - first < LONGEST:
        return list(range(first, last + 1))
    return [first, (first + last) // 2, last]


def anchors(record: EventRecord, known: Rarity) -> Iterator[str]:
    """Where, and by which names, others are met."""
    for place in record.places:
        yield from cells(place)
        if place.radius < BLURRED:
            yield f"at {place.name}"
    named = {*record.title, *record.names, *party_terms(record.actors), *party_terms(record.claims)}
    rare = sorted((-known.steps(term), term) for term in named if known.steps(term) >= RARE)
    yield from (f"by {term}" for _, term in rare[:NAMES])


def cells(place: Where) -> Iterable[str]:
    """The cells of the map that a place may be in: its own, and those within reach."""
    if place.lat is None or place.lon is None or place.radius > BLURRED:
        return set()
    wide = max(math.cos(math.radians(place.lat)), 0.1)
    up, across = REACH / 111.195, REACH / 111.195 / wide
    return {
        f"in {math.floor((place.lat + north) / CELL)} {math.floor((place.lon + east) / CELL)}"
        for north in (-up, up)
        for east in (-across, across)
    }
