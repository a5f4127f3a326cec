"""Records as rows of a flat table: numbers and lists of numbers that both DuckDB and Spark compare in plain SQL."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from recoupe.linking.blocks import blocks
from recoupe.linking.rarity import Rarity, coded, every_name, mode_terms, party_terms, place_terms
from recoupe.linking.records import EventRecord, Where

if TYPE_CHECKING:
    import pyarrow

KILOMETRES = 111.195  # of a degree of latitude
CHUNK = 20_000  # rows that are made at once
POINTS = 2  # that are compared of one event: "between Boni and Hombori"

COLUMNS = {
    "unique_id": "int64",
    "document": "int64",
    "outlet": "string",
    "first_day": "int32",
    "last_day": "int32",
    "published": "int32",
    "country": "string",
    "lat": "double",
    "lon": "double",
    "lat2": "double",
    "lon2": "double",
    "shrink": "double",
    "radius": "double",
    "place": "list<int64>",
    "actor": "list<int64>",
    "recipient": "list<int64>",
    "actor_kind": "list<string>",
    "recipient_kind": "list<string>",
    "type": "string",
    "mode": "list<int64>",
    "status": "string",
    "means": "list<string>",
    "killed_low": "int32",
    "killed_high": "int32",
    "injured_low": "int32",
    "injured_high": "int32",
    "people_low": "int32",
    "people_high": "int32",
    "ordinal": "int32",
    "claim": "list<int64>",
    "title": "list<int64>",
    "name": "list<int64>",
    "number": "list<string>",
}


def table(records: Sequence[EventRecord], known: Rarity) -> pyarrow.Table:
    """The rows of the records, numbered in their order."""
    import pyarrow as pa

    documents = {name: place for place, name in enumerate(sorted({record.document for record in records}))}
    code = lru_cache(maxsize=None)(known.code)
    schema = pa.schema([(name, arrow_type(kind)) for name, kind in COLUMNS.items()])
    parts = []
    for start in range(0, len(records), CHUNK):
        rows = [
            row(place, record, documents[record.document], code)
            for place, record in enumerate(records[start : start + CHUNK], start)
        ]
        columns = {name: [values[place] for values in rows] for place, name in enumerate(COLUMNS)}
        parts.append(pa.table(columns, schema=schema))
    made = pa.concat_tables(parts) if parts else schema.empty_table()
    keys, starts = blocks(records, known)
    return made.append_column("block", pa.LargeListArray.from_arrays(pa.array(starts), pa.array(keys)))


def arrow_type(kind: str) -> pyarrow.DataType:
    """The type of a column."""
    import pyarrow as pa

    inner = {"int32": pa.int32(), "int64": pa.int64(), "double": pa.float64(), "string": pa.string()}
    return pa.list_(inner[kind[5:-1]]) if kind.startswith("list<") else inner[kind]


def row(number: int, record: EventRecord, document: int, code: Callable[[str], int]) -> tuple[Any, ...]:
    """One record's values, in the order of the columns."""
    first, last = record.interval or (None, None)
    points = located(record.places)
    one = points[0] if points else None
    two = points[1] if len(points) > 1 else one
    return (
        number,
        document,
        record.outlet or None,
        first,
        last,
        record.published,
        next((place.country for place in record.places if place.country), None),
        one.lat if one else None,
        one.lon if one else None,
        two.lat if two else None,
        two.lon if two else None,
        math.cos(math.radians(one.lat)) if one and one.lat is not None else None,
        one.radius if one else None,
        listed(coded(place_terms(record), code)),
        listed(coded(party_terms(record.actors), code)),
        listed(coded(party_terms(record.recipients), code)),
        listed(kinds(record.actors)),
        listed(kinds(record.recipients)),
        record.type or None,
        listed(coded(mode_terms(record), code)),
        record.status or None,
        listed(record.means),
        *(record.killed or (None, None)),
        *(record.injured or (None, None)),
        *(record.people or (None, None)),
        record.ordinal,
        listed(coded(party_terms(record.claims), code)),
        listed(coded(record.title, code)),
        listed(coded(every_name(record), code)),
        listed(record.numbers),
    )


def listed(values: Iterable[Any]) -> list[Any] | None:
    """A list, or nothing where it would be empty: what is not said cannot differ."""
    return list(values) or None


def kinds(parties: Iterable[Any]) -> list[str]:
    """The classes of parties."""
    return sorted({kind for party in parties for kind in party.kinds})


def located(places: Iterable[Where]) -> list[Where]:
    """The places with a point, most exact first, as many as are compared."""
    return sorted((p for p in places if p.lat is not None), key=lambda p: p.radius)[:POINTS]
