"""Documents and their readings in the tables: the functions take a connection, and a transaction is their caller's."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import Connection, Row, Select, delete, exists, insert, select, update

from recoupe.casefile import tables as t
from recoupe.casefile.changes import now
from recoupe.casefile.queries import restricted
from recoupe.casefile.values import Added, Addition, Appearance, Stored
from recoupe.model import CODED, Document, Reading, Region

if TYPE_CHECKING:
    from recoupe.ingest import Ingested

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "xtor", "at_medium", "at_campaign", "ref_src")
COMPLETED = ("outlet", "published", "title", "url", "author")  # what may be said of a document later
SHORT_ID = 8  # characters of an id that tell a document
BATCH = 200  # documents that are fetched at once: each may be megabytes with its text


def address(url: str) -> str:
    """A URL without what does not change the page: scheme, "www.", tracking parameters, fragment, last slash."""
    if url.startswith(CODED):
        return url
    try:
        parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
        query = [(key, value) for key, value in parse_qsl(parts.query) if not key.lower().startswith(TRACKING)]
    except ValueError:  # "Invalid IPv6 URL"
        return url.strip()
    return host + parts.path.rstrip("/") + (f"?{urlencode(sorted(query))}" if query else "")


# ---------------------------------------------------------------- adding


def known(connection: Connection, ingested: Ingested) -> Added | None:
    """What adding a document comes to whose text is in the case; None where it is not."""
    there = connection.execute(select(t.document).where(t.document.c.id == ingested.document.id)).first()
    if there is None:
        return None
    added = Added(Addition.KNOWN, there.id, there.name, outlet=ingested.document.outlet)
    return replace(added, addition=Addition.APPEARANCE) if appears_anew(connection, ingested.document) else added


def appears_anew(connection: Connection, document: Document) -> bool:
    """Whether an outlet not known to have printed a known text printed it, or an address not known.

    Where nobody says who the outlet is, it is called by the file's name, which tells nothing.
    """
    here = address(document.url)
    names = document.outlet != document.name
    c = t.appearance.c
    rows = connection.execute(select(c.outlet, c.address).where(c.document == document.id)).all()
    new_outlet = names and document.outlet not in {row.outlet for row in rows}
    return new_outlet or (bool(here) and here not in {row.address for row in rows})


def put(connection: Connection, ingested: Ingested) -> Added:
    """Store a document that is not there yet."""
    document = ingested.document
    earlier = earlier_version(connection, document)
    name = free_name(connection, document.name)
    connection.execute(insert(t.document).values(row_of(document, name, ingested.notices)))
    connection.execute(insert(t.content).values(content_of(document, ingested.data)))
    appear(connection, document)
    addition = Addition.VERSION if earlier else Addition.NEW
    return Added(addition, document.id, name, earlier, document.outlet, notices=ingested.notices)


def completed(connection: Connection, document: Document) -> Document | None:
    """A document of the case with what it lacked and this one of the same text says; None where that is nothing.

    Another outlet's print of the text says nothing of the one that is there.
    """
    row = connection.execute(select(t.document).where(t.document.c.id == document.id)).first()
    if row is None:
        return None
    there = Document(document.text, **{f.name: getattr(row, f.name) for f in fields(Document) if f.name != "text"})
    if is_named(there) and is_named(document) and storable(document.outlet) != there.outlet:
        return None
    if there.url and document.url and address(there.url) != address(document.url):
        return None
    given = {name: said for name in COMPLETED if (said := storable(getattr(document, name)))}
    added = {name: said for name, said in given.items() if not getattr(there, name)}
    if is_named(document) and not is_named(there):
        added["outlet"] = given["outlet"]
    return replace(there, **added) if added else None


def is_named(document: Document) -> bool:
    """Whether somebody said who published it: else it is called by its file's name, which a case may number."""
    return bool(document.outlet) and not re.fullmatch(rf"{re.escape(document.outlet)}(-\d+)?", document.name)


def complete(connection: Connection, document: Document, notices: Iterable[str]) -> None:
    """Store what is known of a document now, in the place of what was."""
    c, a = t.document.c, t.appearance.c
    before = connection.execute(select(c.outlet, c.address).where(c.id == document.id)).one()
    row = row_of(document, document.name, notices)
    connection.execute(update(t.document).where(c.id == document.id).values({**row, "added": c.added}))
    for outlet, place in ((before.outlet, before.address), (row["outlet"], row["address"])):
        same = (a.document == document.id) & (a.outlet == outlet) & (a.address == place)
        connection.execute(delete(t.appearance).where(same))
    appear(connection, document)


def put_again(connection: Connection, ingested: Ingested) -> Added | None:
    """Store what is new about a text that the case has; None where it has not."""
    there = known(connection, ingested)
    if there is not None and there.addition is Addition.APPEARANCE:
        appear(connection, ingested.document)
    return there


def row_of(document: Document, name: str, notices: Iterable[str]) -> dict[str, Any]:
    """A document's row."""
    said = {f.name: getattr(document, f.name) for f in fields(Document) if f.name not in ("text", "name")}
    return {
        **{column: storable(value) for column, value in said.items()},
        "id": document.id,
        "name": name,
        "address": storable(address(document.url)) if document.url else "",
        "notices": json.dumps(list(notices), ensure_ascii=False).replace("\0", ""),
        "added": now(),
    }


def storable(value: str) -> str:
    """A short text without the NULs that PostgreSQL's text type lacks."""
    return value.replace("\0", "\ufffd")


def content_of(document: Document, data: bytes) -> dict[str, Any]:
    """The text and the bytes it was published in."""
    text = document.text.encode("utf-8")
    return {
        "document": document.id,
        "text": text,
        "data": None if data in (b"", text) else data,
        "data_sha256": hashlib.sha256(data).hexdigest() if data else "",
    }


def free_name(connection: Connection, wanted: str) -> str:
    """The name, or the first of "name-2", "name-3" … that no document of the case has.

    Numbers are given in order, so that the first free one is found by halving: a thousand pages may be called "index".
    """
    wanted = storable(wanted) or "text"

    def name(number: int) -> str:
        return wanted if number == 1 else f"{wanted}-{number}"

    def is_taken(number: int) -> bool:
        return bool(connection.scalar(select(exists().where(t.document.c.name == name(number)))))

    high = 1
    while is_taken(high):
        high *= 2
    low = high // 2  # taken, or nothing
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_taken(middle) else (low, middle)
    return name(high)


def earlier_version(connection: Connection, document: Document) -> str:
    """The name of the text that was last added of the same address; "" where there is none."""
    if not document.url:
        return ""
    c = t.document.c
    query = select(c.name).where(c.address == storable(address(document.url))).order_by(c.number.desc()).limit(1)
    return connection.scalar(query) or ""


def appear(connection: Connection, document: Document) -> None:
    """Note that an outlet printed a text."""
    connection.execute(insert(t.appearance).values(appearance_of(document)))


def appearance_of(document: Document) -> dict[str, Any]:
    """The row that says who printed a text."""
    return {
        "document": document.id,
        "outlet": storable(document.outlet),
        "address": storable(address(document.url)) if document.url else "",
        "published": document.published,
        "url": storable(document.url),
        "added": now(),
    }


# ---------------------------------------------------------------- readings


def put_reading(connection: Connection, reading: Reading, reader: str) -> None:
    """Store a reading in place of the one that is there."""
    connection.execute(delete(t.reading).where(t.reading.c.document == reading.document.id))
    row = {"document": reading.document.id, "reader": reader, "made": now(), "data": packed(reading)}
    connection.execute(insert(t.reading).values(row))


def packed(reading: Reading) -> bytes:
    """A reading as compressed JSON; the document has a row of its own."""
    from recoupe.serialise import to_json

    written = to_json(reading)
    del written["document"]
    return zlib.compress(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def unpacked(data: bytes, document: Document, notices: Iterable[str]) -> Reading:
    """The reading that `packed` wrote, with the notices of taking the document in before its own.

    Where nobody said what the document is called, it is called by the headline that was read.
    """
    from recoupe.serialise import document_to_json, from_json

    written = json.loads(zlib.decompress(data))
    reading = from_json({**written, "document": document_to_json(document)})
    headline = next((span.text for region, span in reading.regions if region is Region.HEADLINE), "")
    document = replace(document, title=document.title or " ".join(headline.split()))
    return replace(reading, document=document, warnings=(*notices, *reading.warnings))


# ---------------------------------------------------------------- reading back


def stored_documents() -> Select[Any]:
    """All documents without their texts, in order of arrival."""
    joined = t.document.join(t.reading, t.reading.c.document == t.document.c.id)
    columns = [getattr(t.document.c, f.name) for f in fields(Stored) if f.name != "reader"]
    return select(*columns, t.reading.c.reader).select_from(joined).order_by(t.document.c.number)


def stored_of(row: Row[Any]) -> Stored:
    """A document without its text."""
    return Stored(**{f.name: getattr(row, f.name) for f in fields(Stored)})


def document_of(row: Row[Any]) -> Document:
    """A document with its text."""
    known = {f.name: getattr(row, f.name) for f in fields(Document) if f.name != "text"}
    return Document(text=row.text.decode("utf-8"), **known)


def documents(connection: Connection, ids: Iterable[str] | None) -> Iterator[Document]:
    """The documents of these ids, or all, in order of arrival, a few at a time in memory."""
    whole = select(t.document, t.content.c.text).join(t.content, t.content.c.document == t.document.c.id)
    yield from map(document_of, in_batches(connection, whole, ids))


def readings(connection: Connection, ids: Iterable[str] | None) -> Iterator[Reading]:
    """The readings of these documents, or of all, in order of arrival, a few at a time in memory."""
    whole = (
        select(t.document, t.content.c.text, t.reading.c.data)
        .join(t.content, t.content.c.document == t.document.c.id)
        .join(t.reading, t.reading.c.document == t.document.c.id)
    )
    for row in in_batches(connection, whole, ids):
        yield unpacked(row.data, document_of(row), json.loads(row.notices))


def in_batches(connection: Connection, whole: Select[Any], ids: Iterable[str] | None) -> Iterator[Row[Any]]:
    """The rows of documents by their number, fetched in batches; no list of ids is too long."""
    c = t.document.c
    numbers = numbers_of(connection, ids)
    for start in range(0, len(numbers), BATCH):
        yield from connection.execute(whole.where(c.number.in_(numbers[start : start + BATCH])).order_by(c.number))


def numbers_of(connection: Connection, ids: Iterable[str] | None) -> list[int]:
    """The numbers of documents in order."""
    c = t.document.c
    if ids is None:
        return list(connection.scalars(select(c.number).order_by(c.number)))
    wanted = list(dict.fromkeys(ids))
    found: list[int] = []
    for start in range(0, len(wanted), 500):
        found += connection.scalars(select(c.number).where(c.id.in_(wanted[start : start + 500])))
    return sorted(found)


def appearances(connection: Connection) -> Iterator[Appearance]:
    """Who printed each text."""
    c = t.appearance.c
    order = (t.document.c.number, c.published, c.outlet, c.address)
    query = select(c.document, c.outlet, c.published, c.url).join(t.document).order_by(*order)
    yield from (Appearance(*row) for row in connection.execute(query))


def find(connection: Connection, name: str) -> Stored | None:
    """The document of a name, or of an id or the first eight characters of it or more."""
    c = t.document.c
    row = connection.execute(stored_documents().where(c.name == name)).first()
    if row is None and len(name) >= SHORT_ID:
        rows = connection.execute(stored_documents().where(c.id.startswith(name, autoescape=True)).limit(2)).all()
        row = rows[0] if len(rows) == 1 else None
    return stored_of(row) if row else None


def names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The names of documents by their ids."""
    c = t.document.c
    queries = restricted(select(c.id, c.name), c.id, set(ids))
    return {row.id: row.name for query in queries for row in connection.execute(query)}


def is_judged(connection: Connection, id: str) -> bool:
    """Whether any judgement speaks of a document."""
    return bool(connection.scalar(select(exists().where(t.anchoring.c.document == id))))


def data(connection: Connection, id: str) -> bytes:
    """The bytes in which a document was published."""
    c = t.content.c
    row = connection.execute(select(c.text, c.data).where(c.document == id)).one()
    return bytes(row.text if row.data is None else row.data)


def versions(connection: Connection, id: str) -> list[Stored]:
    """All texts of a document's address, earliest first."""
    c = t.document.c
    place = connection.scalar(select(c.address).where(c.id == id))
    if not place:
        return [stored_of(row) for row in connection.execute(stored_documents().where(c.id == id))]
    query = stored_documents().where(c.address == place).order_by(None).order_by(c.published, c.number)
    return [stored_of(row) for row in connection.execute(query)]
