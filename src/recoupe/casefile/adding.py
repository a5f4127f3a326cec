"""Reports into a case: taken in, read on one or several processes, and stored one by one."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from recoupe.casefile import documents, records
from recoupe.casefile.changes import changed
from recoupe.casefile.database import Database
from recoupe.casefile.renewing import put_anew
from recoupe.casefile.values import Added, Addition
from recoupe.casefile.version import reader_version
from recoupe.errors import UnreadableFile
from recoupe.ingest import Ingested
from recoupe.ingest.reports import Report, read_document, take_in
from recoupe.model import Document, Reading

AHEAD = 4  # documents a process that are read ahead of the one that is stored

Later = Callable[[], Reading | UnreadableFile]
Outcome = Added | UnreadableFile


def add(database: Database, reports: Iterable[Report | UnreadableFile], processes: int) -> Iterator[Outcome]:
    """What adding each report came to, in order. When it is told, it is stored.

    A text that the case has is not read again, so that a call that was broken off is simply called again.
    """
    with readers(processes) as later:
        waiting: deque[Callable[[], Outcome]] = deque()
        for report in reports:
            waiting.append(start(database, report, later))
            if len(waiting) > (AHEAD * processes if processes > 1 else 0):
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


def start(
    database: Database, report: Report | UnreadableFile, later: Callable[[Document, str], Later]
) -> Callable[[], Outcome]:
    """Take a report in and set a process to read it, if it is to be read: what then stores it."""
    if isinstance(report, UnreadableFile):
        return lambda: report
    ingested = take_in(report)
    if isinstance(ingested, UnreadableFile):
        return lambda: ingested
    with database.reading() as connection:
        is_known = documents.known(connection, ingested) is not None
        document = documents.completed(connection, ingested.document) if is_known else ingested.document
    if document is None:
        return partial(store_again, database, ingested)
    return partial(store, database, ingested, later(document, str(report.path)))


def store(database: Database, ingested: Ingested, later: Later) -> Outcome:
    """Store a document as soon as it is read."""
    reading = later()
    if isinstance(reading, UnreadableFile):
        return reading
    version = reader_version()
    with database.writing() as connection:
        return put(connection, ingested, reading, version)


def put(connection: Connection, ingested: Ingested, reading: Reading, reader: str) -> Added:
    """Store a document with its reading, or what is new about a known one."""
    if documents.known(connection, ingested) is not None:
        return put_more(connection, ingested, reading, reader)
    added = documents.put(connection, ingested)
    documents.put_reading(connection, reading, reader)
    records.put_events(connection, reading)
    changed(connection, [added.document])
    accounts = sum(len(event.accounts) for event in reading.events)
    notices = (*added.notices, *reading.warnings)
    return replace(added, events=len(reading.events), accounts=accounts, notices=notices)


def put_more(connection: Connection, ingested: Ingested, reading: Reading, reader: str) -> Added:
    """Store what is new about a known document: what it lacked, with the reading that goes by it, or who printed it."""
    document = documents.completed(connection, ingested.document)
    if document is None or not is_read_as(document, reading.document):
        there = documents.put_again(connection, ingested)
        assert there is not None, "a document never leaves a case"
        return there
    documents.complete(connection, document, ingested.notices)
    reread = put_anew(connection, replace(reading, document=document), reader, otherwise=True)
    accounts = sum(len(event.accounts) for event in reading.events)
    added = Added(Addition.COMPLETED, document.id, document.name, outlet=document.outlet, lost=reread.lost)
    return replace(added, events=len(reading.events), accounts=accounts, notices=reading.warnings)


def is_read_as(document: Document, read: Document) -> bool:
    """Whether a reading went by what is known of a document; a headline it finds itself."""
    return replace(document, name=read.name, title=read.title) == read


def store_again(database: Database, ingested: Ingested) -> Added:
    """Store what is new about a text that the case has."""
    with database.writing() as connection:
        again = documents.put_again(connection, ingested)
    assert again is not None, "a document never leaves a case"
    return again


@contextmanager
def readers(processes: int) -> Iterator[Callable[[Document, str], Later]]:
    """What sets a document to be read: in this process when it is asked for, or in others at once."""
    if processes == 1:
        yield lambda document, path: partial(read_document, document, path)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes, initializer=live_with, initargs=(os.getpid(),)) as pool:
        try:
            yield lambda document, path: pool.submit(read_document, document, path).result
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def live_with(parent: int) -> None:
    """Let a process that reads end with the one that started it, which may be killed and cannot say so then.

    Ctrl-C is the other's to answer: it stores what is told, and ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
