"""What is part of what: a roundup, a series or a total, and the single events that it counts among its own.

"Six convoys were attacked on 6 July" is no seventh attack, and no single one of them: it is linked with each, and
merged with none. The same holds within one document, where a background total ("five attacks since January") stands
beside the latest attack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from recoupe.linking.distance import apart
from recoupe.linking.links import PartOf
from recoupe.linking.records import EventRecord

LONG = 7  # days from which an event that counts none is a series: "since January"
SLACK = 1  # days by which a part may lie outside
WINDOW = 8  # days, of the index of single events
LONGEST = 1500  # days of a series that is looked into


def parts_of(records: Sequence[EventRecord]) -> list[PartOf]:
    """Every single event with the wholes that it is part of, in order."""
    singles = index(records)
    found = []
    for whole in records:
        if not is_whole(whole):
            continue
        for single in near(whole, singles):
            if single.member != whole.member and belongs(single, whole):
                reason = "parts.count" if whole.count else "parts.interval"
                found.append(PartOf(single.member, whole.member, reason))
    return sorted(set(found), key=lambda relation: (relation.part, relation.whole))


def is_whole(record: EventRecord) -> bool:
    """Whether a record counts several events, or runs over a time that holds several."""
    interval = record.interval
    return interval is not None and bool(record.count or interval[1] - interval[0] >= LONG)


def index(records: Sequence[EventRecord]) -> dict[tuple[str, int], list[EventRecord]]:
    """Single events by type and window of days."""
    found: dict[tuple[str, int], list[EventRecord]] = defaultdict(list)
    for record in records:
        interval = record.interval
        if interval is not None and record.count is None and interval[1] - interval[0] < LONG:
            found[record.type, interval[0] // WINDOW].append(record)
    return found


def near(whole: EventRecord, singles: dict[tuple[str, int], list[EventRecord]]) -> Iterator[EventRecord]:
    """Single events of the type and the time of a whole."""
    interval = whole.interval
    if interval is None or interval[1] - interval[0] > LONGEST:
        return
    for window in range((interval[0] - SLACK) // WINDOW, (interval[1] + SLACK) // WINDOW + 1):
        yield from singles.get((whole.type, window), ())


def belongs(single: EventRecord, whole: EventRecord) -> bool:
    """Whether a single event lies within a whole in time, place, mode and toll."""
    inner, outer = single.interval, whole.interval
    if inner is None or outer is None or inner[0] < outer[0] - SLACK or inner[1] > outer[1] + SLACK:
        return False
    if whole.mode and single.mode and not set(whole.mode) & set(single.mode):
        return False
    if whole.killed and single.killed and single.killed[0] > whole.killed[1]:
        return False
    return within(single, whole)


def within(single: EventRecord, whole: EventRecord) -> bool:
    """Whether the place of a single event is one of the whole's, or lies in one. A whole without a place holds those
    of its own document, and those that name a party of its own."""
    if whole.places and single.places:
        return any(
            inner.name == outer.name
            or ((gap := apart(inner, outer)) is not None and gap <= outer.radius + inner.radius)
            or (outer.radius >= 600 and outer.country != "" and outer.country == inner.country)
            for inner in single.places
            for outer in whole.places
        )
    return single.document == whole.document or bool(parties(single) & parties(whole))


def parties(record: EventRecord) -> set[str]:
    """The names of those who act or are held to have acted: ids where there are any."""
    return {party.id or " ".join(party.terms) for party in (*record.actors, *record.claims) if party.terms}
