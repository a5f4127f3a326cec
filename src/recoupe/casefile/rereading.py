"""Readings made anew by the reader as it is now, without a change to what people judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import Connection, select

from recoupe.casefile import documents, judging, records
from recoupe.casefile import tables as t
from recoupe.casefile.adding import AHEAD, Later, readers
from recoupe.casefile.database import Database
from recoupe.casefile.queries import in_parts
from recoupe.casefile.renewing import put_anew
from recoupe.casefile.values import Reread
from recoupe.casefile.version import IMPORT, reader_version
from recoupe.errors import UnreadableFile
from recoupe.model import Document

Outcome = Reread | UnreadableFile


def outdated(connection: Connection) -> list[str]:
    """The documents whose readings another reader made than the one of now, in order of arrival.

    Rows of coded data were imported, and are read by nobody.
    """
    c = t.reading.c
    query = select(c.document).join(t.document).where(c.reader != reader_version(), c.reader.not_like(f"{IMPORT}%"))
    return list(connection.scalars(query.order_by(t.document.c.number)))


def reread(database: Database, ids: list[str], processes: int) -> Iterator[Outcome]:
    """What reading each document anew came to, told as soon as it is stored.

    A document that is set aside keeps its reading. A call that was broken off goes on where it stopped, for what was
    read anew is outdated no more. Imported rows are left alone.
    """
    with readers(processes) as later:
        waiting: deque[Callable[[], Outcome]] = deque()
        for id in ids:
            with database.reading() as connection:
                (document,) = documents.documents(connection, [id])
            if document.is_coded:
                continue
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


def renew_records(database: Database) -> None:
    """Make the records anew that an earlier Recoupe made, from the readings that are there."""
    c = t.event.c
    with database.reading() as connection:
        old = list(connection.scalars(select(c.document).where(c.record_form != records.form()).distinct()))
    for some in in_parts(sorted(old)):
        with database.writing() as connection:
            judging.put_events_again(connection, some)
