"""Readings made anew by the reader as it is now, without a change to what people judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from recoupe.casefile import documents, judging, records
from recoupe.casefile import tables as t
from recoupe.casefile.adding import AHEAD, Later, readers
from recoupe.casefile.anchors import renamed
from recoupe.casefile.changes import changed, now
from recoupe.casefile.database import Database
from recoupe.casefile.incidents import drop_empty
from recoupe.casefile.queries import in_parts
from recoupe.casefile.values import Reread
from recoupe.casefile.version import reader_version
from recoupe.errors import UnreadableFile
from recoupe.model import Document, Reading

Outcome = Reread | UnreadableFile


def outdated(connection: Connection) -> list[str]:
    """The documents whose readings another reader made than the one of now, in order of arrival."""
    query = select(t.reading.c.document).join(t.document).where(t.reading.c.reader != reader_version())
    return list(connection.scalars(query.order_by(t.document.c.number)))


def reread(database: Database, ids: list[str], processes: int) -> Iterator[Outcome]:
    """What reading each document anew came to, told as soon as it is stored.

    A document that is set aside keeps its reading. A call that was broken off goes on where it stopped, for what was
    read anew is outdated no more.
    """
    with readers(processes) as later:
        waiting: deque[Callable[[], Outcome]] = deque()
        for id in ids:
            with database.reading() as connection:
                (document,) = documents.documents(connection, [id])
            waiting.append(partial(renew, database, document, later(document, document.name)))
            if len(waiting) > (AHEAD * processes if processes > 1 else 0):
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


def renew(database: Database, document: Document, later: Later) -> Outcome:
    """Store a document's new reading as soon as it is there."""
    reading = later()
    if isinstance(reading, UnreadableFile):
        return reading
    version = reader_version()
    with database.writing() as connection:
        return put_anew(connection, reading, version)


def put_anew(connection: Connection, reading: Reading, version: str) -> Reread:
    """Put a reading in the place of the one that is there, and everything that speaks of its events after it."""
    document = reading.document
    (before,) = documents.readings(connection, [document.id])
    outcome = Reread(document.id, document.name, is_changed=False, events=len(reading.events))
    if (before.events, before.discrepancies) == (reading.events, reading.discrepancies):
        same = t.reading.c.document == document.id
        made = {"reader": version, "made": now(), "data": documents.packed(reading)}
        connection.execute(update(t.reading).where(same).values(made))
        return outcome
    held = lost_judgements(connection, document.id)
    documents.put_reading(connection, reading, version)
    judging.anchor_again(connection, reading)
    records.put_events(connection, reading, judging.corrections(connection, document.id))
    changed(connection, [document.id])
    rename(connection, document.id, renamed(before, reading))
    drop_empty(connection)
    holds = lost_judgements(connection, document.id)
    return replace(outcome, is_changed=True, lost=tuple(sorted(holds - held)), found=tuple(sorted(held - holds)))


def renew_records(database: Database) -> None:
    """Make the records anew that an earlier Recoupe made, from the readings that are there."""
    c = t.event.c
    with database.reading() as connection:
        old = list(connection.scalars(select(c.document).where(c.record_form != records.form()).distinct()))
    for some in in_parts(sorted(old)):
        with database.writing() as connection:
            judging.put_events_again(connection, some)


def lost_judgements(connection: Connection, document: str) -> set[int]:
    """The judgements, unless undone, on events that are read no more, if there are any on this document."""
    if not documents.is_judged(connection, document):
        return set()
    return {judgement.id for judgement in judging.judgements(connection) if judgement.lost and not judgement.undone_by}


def rename(connection: Connection, document: str, names: dict[str, str]) -> None:
    """Let links speak of a document's events by their new names; those of events that are gone go with them."""
    for table in (t.member, t.pair, t.part):
        for prefix in ("", "one_", "other_", "part_", "whole_"):
            if f"{prefix}document" not in table.c:
                continue
            ours = table.c[f"{prefix}document"] == document
            rows = [dict(row) for row in connection.execute(select(table).where(ours)).mappings()]
            connection.execute(delete(table).where(ours))
            kept: dict[tuple[str, ...], dict[str, Any]] = {}
            for row in rows:
                name = names.get(row[f"{prefix}event"])
                if name is not None:
                    row[f"{prefix}event"] = name
                    kept.setdefault(tuple(row[column.name] for column in table.primary_key), row)
            if kept:
                connection.execute(insert(table), list(kept.values()))
