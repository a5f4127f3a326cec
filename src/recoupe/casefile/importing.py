"""Rows of coded data into the tables, many in one transaction: what is there already is found once for all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from recoupe.casefile import documents, records
from recoupe.casefile import tables as t
from recoupe.casefile.changes import changed, now
from recoupe.casefile.queries import restricted
from recoupe.casefile.values import Addition
from recoupe.model import Reading

TABLES = ("document", "content", "appearance", "reading", "event")  # in the order in which they refer to each other


def put_all(connection: Connection, readings: Sequence[Reading], reader: str) -> Counter[Addition]:
    """Store readings whose texts the case has not, and say how many were new, new versions, and known."""
    fresh = unknown(connection, readings)
    counted = Counter({Addition.KNOWN: len(readings) - len(fresh)})
    if not fresh:
        return counted
    earlier = addresses(connection, [documents.address(reading.document.url) for reading in fresh])
    names = free_names(connection, [reading.document.name for reading in fresh])
    for reading in fresh:
        address = documents.address(reading.document.url)
        counted[Addition.VERSION if address in earlier else Addition.NEW] += 1
        earlier.add(address)
    store(connection, fresh, names, reader)
    changed(connection, [reading.document.id for reading in fresh])
    return counted


def unknown(connection: Connection, readings: Sequence[Reading]) -> list[Reading]:
    """The readings whose texts are not in the case, each once."""
    by_id = {reading.document.id: reading for reading in readings}
    c = t.document.c
    known = {id for query in restricted(select(c.id), c.id, by_id.keys()) for id in connection.scalars(query)}
    return [reading for id, reading in by_id.items() if id not in known]


def addresses(connection: Connection, asked: Sequence[str]) -> set[str]:
    """Which of these addresses the case has a text of."""
    c = t.document.c
    return {
        address
        for query in restricted(select(c.address).distinct(), c.address, set(asked))
        for address in connection.scalars(query)
    }


def free_names(connection: Connection, wanted: Sequence[str]) -> list[str]:
    """A name for each document that no other has: the one that is wanted wherever it is free."""
    c = t.document.c
    asked = {documents.storable(name) or "text" for name in wanted}
    taken = {name for query in restricted(select(c.name), c.name, asked) for name in connection.scalars(query)}
    given = []
    for name in wanted:
        free = documents.storable(name) or "text"
        if free in taken:
            free = documents.free_name(connection, free)
            while free in taken:
                stem, _, number = free.rpartition("-")
                free = f"{stem}-{int(number) + 1}"
        taken.add(free)
        given.append(free)
    return given


def store(connection: Connection, readings: Sequence[Reading], names: Sequence[str], reader: str) -> None:
    """The rows of new documents, of one table after the other."""
    from recoupe.linking.records import records_of, to_json

    time = now()
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("document", "content", "appearance", "reading", "event")
    }
    for reading, name in zip(readings, names, strict=True):
        document = reading.document
        rows["document"].append(documents.row_of(document, name, ()))
        rows["content"].append(documents.content_of(document, b""))
        rows["appearance"].append(documents.appearance_of(document))
        packed = documents.packed(reading)
        rows["reading"].append({"document": document.id, "reader": reader, "made": time, "data": packed})
        written = {record.event: json.dumps(to_json(record), ensure_ascii=True) for record in records_of(reading)}
        rows["event"] += [
            {
                **records.event_row(document.id, number, event),
                "record": written.get(event.id, ""),
                "record_form": records.form(),
            }
            for number, event in enumerate(reading.events)
        ]
    for table, held in rows.items():
        connection.execute(insert(t.metadata.tables[table]), held)
