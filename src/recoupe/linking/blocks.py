"""Which events are compared at all: those that share a key of time and place, of time and a name, or of time and type.

A key is a window of days with a cell of the map, a place name, a name, or the type and mode. What a crowd shares says
little: keys of place that too many events share are made finer by day and type, keys of names and types are dropped. In
a small case a common name brings its reports together; in a large one it would bring together all.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.knowledge.gazetteer.fold import digest
from recoupe.linking.rarity import Rarity, party_terms
from recoupe.linking.records import EventRecord, Where

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

DAYS = 4  # of a window
SLACK = 1  # days by which an interval is widened: reports differ by a day or two
CELL = 0.5  # degrees
REACH = 15.0  # kilometres within which a point is also of the next cell
LONGEST = 40  # windows that an event is looked for in; longer ones are background, sought at both ends and the middle
BEFORE = 4  # days before publication that an event without a date is looked for in
BLURRED = 150.0  # a radius in kilometres beyond which a point says too little to meet others by
NAMES = 8  # names that make keys, the rarest
CROWD = 60  # events that a key of a name or a type may bring together …
AFFORDED = 12  # … or fewer: as many as make twelve pairs an event, over all such keys
THRONG = 300  # events that a key of a place may bring together before it is made finer
BITS = (1 << 62) - 1
STEP = 0x9E3779B97F4A7C15  # spreads windows over the bits of a key


def blocks(records: Sequence[EventRecord], known: Rarity) -> tuple[Numbers, Numbers]:
    """The keys of all records one after the other, and where each record's begin."""
    import numpy as np

    firm, loose = Keys(), Keys()
    for place, record in enumerate(records):
        days = windows(record)
        firm.add(place, days, places(record))
        loose.add(place, days, others(record, known))
    sure, rest = finer(records, *firm.arrays()), bounded(len(records), *loose.arrays())
    owner, key = (np.concatenate(both) for both in zip(sure, rest, strict=True))
    order = np.lexsort((key, owner))
    owner, key = owner[order], key[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = (owner[1:] != owner[:-1]) | (key[1:] != key[:-1])
    starts = np.searchsorted(owner[first], np.arange(len(records) + 1))
    return key[first], starts


class Keys:
    """Keys with the records they are of, as they are made."""

    def __init__(self) -> None:
        self.owner = array("q")
        self.key = array("q")

    def add(self, owner: int, days: Sequence[int], anchors: Iterable[str]) -> None:
        """Each anchor in each window of days."""
        numbers = [hashed(anchor) for anchor in anchors]
        made = [(number ^ (window * STEP)) & BITS for window in days for number in numbers]
        self.key.extend(made)
        self.owner.extend([owner] * len(made))

    def arrays(self) -> tuple[Numbers, Numbers]:
        """Owners and keys."""
        import numpy as np

        return np.frombuffer(self.owner, dtype=np.int64), np.frombuffer(self.key, dtype=np.int64)


@lru_cache(maxsize=1 << 18)
def hashed(anchor: str) -> int:
    """An anchor as a number."""
    return digest(anchor) & BITS


def bounded(records: int, owner: Numbers, key: Numbers) -> tuple[Numbers, Numbers]:
    """The keys that bring together two events or more, but no crowd."""
    import numpy as np

    _, place, number = np.unique(key, return_inverse=True, return_counts=True)
    sizes = np.bincount(np.minimum(number, CROWD + 1), minlength=CROWD + 2)[: CROWD + 1]
    each = np.arange(CROWD + 1)
    pairs = np.cumsum(sizes * each * (each - 1) // 2)
    most = max(3, int(np.searchsorted(pairs, AFFORDED * max(records, 1000), side="right")) - 1)
    kept = (number[place] > 1) & (number[place] <= min(most, CROWD))
    return owner[kept], key[kept]


def finer(records: Sequence[EventRecord], owner: Numbers, key: Numbers) -> tuple[Numbers, Numbers]:
    """The keys, those of a throng made finer by day and type."""
    import numpy as np

    _, place, number = np.unique(key, return_inverse=True, return_counts=True)
    throng = number[place] > THRONG
    split = Keys()
    for who, what in zip(owner[throng].tolist(), key[throng].tolist(), strict=True):
        record = records[who]
        split.add(who, days_of(record), (f"{what} {record.type}",))
    more = split.arrays()
    return np.concatenate([owner[~throng], more[0]]), np.concatenate([key[~throng], more[1]])


def days_of(record: EventRecord) -> list[int]:
    """The days of an event and those beside it; of a long one, its first and last."""
    interval = record.interval or ((record.published or 0) - 1, record.published or 0)
    first, last = interval[0] - SLACK, interval[1] + SLACK
    return list(range(first, last + 1)) if last - first < 2 * DAYS else [first, first + 1, last - 1, last]


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


def places(record: EventRecord) -> Iterator[str]:
    """Where others are met."""
    for place in record.places:
        yield from cells(place)
        if place.radius < BLURRED:
            yield f"at {place.name}"


def others(record: EventRecord, known: Rarity) -> Iterator[str]:
    """By which names, and as what, others are met."""
    named = {*record.title, *record.names, *party_terms(record.actors), *party_terms(record.claims)}
    rarest = sorted((-known.steps(term), term) for term in named)[:NAMES]
    yield from (f"by {term}" for _, term in rarest)
    if record.type:
        yield f"as {record.type}"
        yield from (f"as {record.type} {mode}" for mode in record.mode)


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
