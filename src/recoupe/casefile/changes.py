"""What changed since the case was last linked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from recoupe.casefile import tables as t
from recoupe.casefile.queries import in_parts
from recoupe.casefile.values import Pending

CHANGE, LINKS = "change", "links"  # counters: changes of documents and judgements, times that links were stored


def now() -> str:
    """This second, UTC."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def changed(connection: Connection, documents: Iterable[str]) -> None:
    """Note that documents are to be linked, and that the incidents they are part of are out of date."""
    count = counted(connection, CHANGE) + 1
    set_fact(connection, CHANGE, str(count))
    for some in in_parts(list(dict.fromkeys(documents))):
        connection.execute(delete(t.pending).where(t.pending.c.document.in_(some)))
        connection.execute(insert(t.pending), [{"document": document, "change": count} for document in some])
        touched = select(t.member.c.incident).where(t.member.c.document.in_(some))
        connection.execute(update(t.incident).where(t.incident.c.id.in_(touched)).values(stale=True))


def pending(connection: Connection) -> Pending:
    """The documents that wait to be linked, in the order in which they changed."""
    c = t.pending.c
    waiting = tuple(connection.scalars(select(c.document).order_by(c.change, c.document)))
    return Pending(waiting, counted(connection, CHANGE), counted(connection, LINKS))


def fact(connection: Connection, key: str) -> str:
    """What is noted of the case under a key; "" where nothing is."""
    return connection.scalar(select(t.fact.c.value).where(t.fact.c.key == key)) or ""


def set_fact(connection: Connection, key: str, value: str) -> None:
    """Note something of the case under a key."""
    connection.execute(delete(t.fact).where(t.fact.c.key == key))
    connection.execute(insert(t.fact).values(key=key, value=value))


def counted(connection: Connection, key: str) -> int:
    """A counter of the case."""
    return int(fact(connection, key) or 0)
