"""Who repeats and who cites whom, in the tables: stored for all documents or for those that were looked at again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, insert, select

from recoupe.casefile import tables as t
from recoupe.casefile.codec import from_plain, to_plain
from recoupe.casefile.queries import in_parts
from recoupe.model import Citation, Copying

T = TypeVar("T")
COPYING = ("teller", "origin")  # columns with document ids
CITATION = ("document", "cited")


def store_copies(connection: Connection, copies: Iterable[Copying], touched: Collection[str] | None) -> None:
    """Store copies in the place of those of the touched documents, or of all."""
    rows = [{"teller": copying.teller, "origin": copying.origin, "data": written(copying)} for copying in copies]
    put(connection, t.copying, COPYING, rows, touched)


def store_citations(connection: Connection, citations: Iterable[Citation], touched: Collection[str] | None) -> None:
    """Store citations in the place of those of the touched documents, or of all."""
    rows = [
        {
            "document": citation.teller.document,
            "event": citation.teller.event,
            "account": citation.account,
            "link": citation.link,
            "cited": citation.cited.document if citation.cited else "",
            "data": written(citation),
        }
        for citation in citations
    ]
    put(connection, t.citation, CITATION, rows, touched)


def put(
    connection: Connection,
    table: Table,
    ends: Sequence[str],
    rows: list[dict[str, Any]],
    touched: Collection[str] | None,
) -> None:
    """Store rows in the place of all, or of those with a touched document at either end."""
    if touched is None:
        connection.execute(delete(table))
    else:
        for some in in_parts(sorted(touched)):
            for end in ends:
                connection.execute(delete(table).where(table.c[end].in_(some)))
    if rows:
        connection.execute(insert(table), rows)


def copies(connection: Connection, ids: Collection[str] | None) -> list[Copying]:
    """Who repeats whom among all documents, or with one of these at either end."""
    return list(touching(connection, t.copying, COPYING, Copying, ids))


def citations(connection: Connection, ids: Collection[str] | None) -> list[Citation]:
    """Who cites whom among all documents, or with one of these at either end."""
    return list(touching(connection, t.citation, CITATION, Citation, ids))


def touching(
    connection: Connection, table: Table, ends: Sequence[str], kind: type[T], ids: Collection[str] | None
) -> Iterator[T]:
    """The values of a table with one of these documents at either end, or all, each once, in order of the key."""
    found: dict[tuple[Any, ...], str] = {}
    queries = [select(table)]
    if ids is not None:
        queries = [select(table).where(table.c[end].in_(some)) for some in in_parts(sorted(ids)) for end in ends]
    for query in queries:
        for row in connection.execute(query).mappings():
            found[tuple(row[column.name] for column in table.primary_key)] = row["data"]
    yield from (from_plain(kind, json.loads(found[key])) for key in sorted(found))


def written(value: Copying | Citation) -> str:
    """A value as JSON."""
    return json.dumps(to_plain(value), separators=(",", ":"))
