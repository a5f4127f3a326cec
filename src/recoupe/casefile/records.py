"""What linking compares of each event, kept with it: to link a few reports, their neighbours alone are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select

from recoupe.casefile import documents
from recoupe.casefile import tables as t
from recoupe.casefile.correcting import corrected
from recoupe.casefile.database import Database
from recoupe.casefile.judgements import Correction
from recoupe.casefile.queries import restricted
from recoupe.model import Event, Reading
from recoupe.reading.dates import bounds

if TYPE_CHECKING:
    from recoupe.linking.records import EventRecord

LINKING = Path(__file__).parents[1] / "linking"


@cache
def form() -> str:
    """Of which form records are now: a digest of the code that makes them."""
    return hashlib.sha256(
        b"".join((LINKING / f"{name}.py").read_bytes() for name in ("records", "lexicon"))
    ).hexdigest()[:12]


def put_events(connection: Connection, reading: Reading, corrections: Iterable[Correction] = ()) -> None:
    """Store the events of a reading, as people corrected them, in the place of those that are there."""
    from recoupe.linking.records import records_of, to_json

    document = reading.document.id
    right = corrected(reading, corrections)
    written = {record.event: json.dumps(to_json(record), ensure_ascii=True) for record in records_of(right)}
    connection.execute(delete(t.event).where(t.event.c.document == document))
    rows = [
        {**event_row(document, number, event), "record": written.get(event.id, ""), "record_form": form()}
        for number, event in enumerate(right.events)
    ]
    if rows:
        connection.execute(insert(t.event), rows)


def event_row(document: str, number: int, event: Event) -> dict[str, Any]:
    """An event's row: what is best supported of when and where."""
    days = next((found for date in event.details.date if (found := bounds(date.edtf))), None)
    place = event.details.place[0] if event.details.place else None
    return {
        "document": document,
        "event": event.id,
        "number": number,
        "type": event.type.value,
        "mode": "".join(f"|{mode}" for mode in event.mode) + "|",
        "status": event.status.value,
        "time_low": days[0].isoformat() if days else "",
        "time_high": days[1].isoformat() if days else "",
        "place": documents.storable(place.name) if place else "",
        "country": place.country if place else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "accounts": len(event.accounts),
    }


def records(database: Database, ids: Collection[str] | None, between: tuple[str, str] | None) -> Iterator[EventRecord]:
    """The records of these documents, or of all; of events between two days, and of those without a day."""
    from recoupe.linking.records import from_json

    c = t.event.c
    joined = select(c.record).join(t.document, t.document.c.id == c.document)
    query = joined.order_by(t.document.c.number, c.number)
    if between is not None:
        query = query.where(within(between))
    with database.reading() as connection:
        if ids is None:
            found: Iterable[str] = connection.execution_options(yield_per=2000).scalars(query)
        else:
            found = (record for some in restricted(query, c.document, ids) for record in connection.scalars(some))
        yield from (from_json(json.loads(record)) for record in found if record)


def within(between: tuple[str, str]) -> ColumnElement[bool]:
    """Events that may have been between two days: of those without one, what was published then, or at no known day."""
    c, published = t.event.c, t.document.c.published
    first, last = between
    undated = (c.time_low == "") & (
        (published == "") | (published >= first) & (published < last + "U")
    )  # "T…": an hour
    return or_(undated, (c.time_low <= last) & (c.time_high >= first))
