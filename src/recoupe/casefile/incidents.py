"""The links of a case and the incidents they make, in the tables: stored as a whole or in part, listed and filtered."""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import islice
from math import cos, radians
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from recoupe.casefile import tables as t
from recoupe.casefile.changes import LINKS, counted, fact, set_fact
from recoupe.casefile.codec import from_plain, to_plain
from recoupe.casefile.errors import OutdatedLinks
from recoupe.casefile.queries import MANY, in_parts, restricted
from recoupe.casefile.values import Filter, Listed, Pending
from recoupe.model import EventType, FieldStatus, Incident, Member, Status

if TYPE_CHECKING:
    from recoupe.linking.links import Cluster, Links, Pair, PartOf

T = TypeVar("T")
KILOMETRES_A_DEGREE = 111.2
MODEL = "model"
SHORT_ID = 4  # characters of an incident's id that may tell it


# ---------------------------------------------------------------- storing


def store(connection: Connection, links: Links, linked: Pending, whole: bool) -> None:
    """Store links in place of those that are there.

    Args:
        links: of the whole case, or of a part of it; every cluster with all its members.
        linked: what was pending when the records were fetched: these documents have no other links from now on.
        whole: nothing else of the links that are there is to stay.

    Raises:
        OutdatedLinks: somebody stored links after `linked` was asked; nothing is stored.
    """
    if counted(connection, LINKS) != linked.links:
        raise OutdatedLinks
    set_fact(connection, LINKS, str(linked.links + 1))
    set_fact(connection, MODEL, links.model)
    clear_pairs(connection, None if whole else linked.documents)
    replaced = former(connection, links, linked, whole)
    if not whole:
        refuse_parts(links, replaced, set(linked.documents))
    store_clusters(connection, links.clusters, replaced)
    store_pairs(connection, links.pairs)
    store_parts(connection, links.parts)
    for id, into in links.retired.items():
        connection.execute(delete(t.retired).where(t.retired.c.id == id))
        connection.execute(insert(t.retired).values(id=id, into=into))
    connection.execute(delete(t.pending).where(t.pending.c.change <= linked.change))


def former(connection: Connection, links: Links, linked: Pending, whole: bool) -> dict[str, frozenset[Member]]:
    """The incidents that the new links take the place of, with their members."""
    if whole:
        return members_of(connection, None)
    members = {member for cluster in links.clusters for member in cluster.members}
    ids = {cluster.id for cluster in links.clusters} | incidents_of(connection, linked.documents, members)
    return members_of(connection, ids)


def incidents_of(connection: Connection, documents: Collection[str], members: Collection[Member]) -> set[str]:
    """The incidents that any event of these documents, or one of these events, belongs to."""
    c = t.member.c
    among = {*documents, *(member.document for member in members)}
    all_of, some_of = frozenset(documents), frozenset(members)
    return {
        row.incident
        for query in restricted(select(c.document, c.event, c.incident), c.document, among)
        for row in connection.execute(query)
        if row.document in all_of or Member(row.document, row.event) in some_of
    }


def refuse_parts(links: Links, replaced: dict[str, frozenset[Member]], documents: set[str]) -> None:
    """An event that was linked and not looked at again must be in a new cluster: else it would be lost."""
    held = {member for cluster in links.clusters for member in cluster.members}
    lost = {m for members in replaced.values() for m in members if m not in held and m.document not in documents}
    if lost:
        raise ValueError(f"clusters without all their members: {len(lost)} events are in none, as {min(lost)}")


def members_of(connection: Connection, ids: Collection[str] | None) -> dict[str, frozenset[Member]]:
    """The members of these incidents, or of all."""
    c = t.member.c
    found: dict[str, set[Member]] = defaultdict(set)
    for query in restricted(select(c.document, c.event, c.incident), c.incident, ids):
        for document, event, incident in connection.execute(query):
            found[incident].add(Member(document, event))
    return {id: frozenset(members) for id, members in found.items()}


def store_clusters(connection: Connection, clusters: Sequence[Cluster], former: dict[str, frozenset[Member]]) -> None:
    """Store incidents in place of former ones. One whose members stay keeps what was weighed of it.

    An event that a reading made meanwhile no longer has is left out: its document waits to be linked again.
    """
    stale = set(connection.scalars(select(t.incident.c.id).where(t.incident.c.stale)))
    kept = {c.id for c in clusters if former.get(c.id) == frozenset(c.members) and c.id not in stale}
    gone = former.keys() - kept
    for some in in_parts(sorted(gone)):
        connection.execute(delete(t.weighed).where(t.weighed.c.incident.in_(some)))
        connection.execute(delete(t.member).where(t.member.c.incident.in_(some)))
        connection.execute(delete(t.incident).where(t.incident.c.id.in_(some)))
    fresh = [cluster for cluster in clusters if cluster.id not in kept]
    for new in in_parts(fresh):
        rows = event_rows(connection, [member for cluster in new for member in cluster.members])
        held = {cluster.id: [m for m in cluster.members if m in rows] for cluster in new}
        incidents = [incident_row(id, members, rows) for id, members in held.items() if members]
        members = [{"document": m.document, "event": m.event, "incident": id} for id in held for m in held[id]]
        if incidents:
            connection.execute(insert(t.incident), incidents)
        if members:
            connection.execute(insert(t.member), members)


def drop_empty(connection: Connection) -> None:
    """Forget incidents whose every event is read no more."""
    empty = select(t.incident.c.id).where(t.incident.c.stale, ~exists().where(t.member.c.incident == t.incident.c.id))
    for some in in_parts(list(connection.scalars(empty))):
        connection.execute(delete(t.weighed).where(t.weighed.c.incident.in_(some)))
        connection.execute(delete(t.incident).where(t.incident.c.id.in_(some)))


def event_rows(connection: Connection, members: Iterable[Member]) -> dict[Member, Any]:
    """The rows of events."""
    c = t.event.c
    columns = (c.document, c.event, c.type, c.mode, c.status, c.time_low, c.time_high, c.place, c.country, c.lat, c.lon)
    wanted = frozenset(members)
    queries = restricted(select(*columns), c.document, {member.document for member in wanted})
    rows = (row for query in queries for row in connection.execute(query))
    return {member: row for row in rows if (member := Member(row.document, row.event)) in wanted}


def incident_row(id: str, members: Sequence[Member], rows: dict[Member, Any]) -> dict[str, Any]:
    """What an incident can be found by: of its events' values the commonest, of its modes all."""
    events = [rows[member] for member in members]
    days = commonest([(e.time_low, e.time_high) for e in events if e.time_low]) or ("", "")
    place = commonest([(e.place, e.country, e.lat, e.lon) for e in events if e.lat is not None])
    place = place or commonest([(e.place, e.country, e.lat, e.lon) for e in events if e.place])
    name, country, lat, lon = place or ("", "", None, None)
    modes = dict.fromkeys(mode for e in events for mode in e.mode.split("|") if mode)
    statuses = [e.status for e in events]
    return {
        "id": id,
        "type": commonest([e.type for e in events]) or "",
        "mode": "".join(f"|{mode}" for mode in modes) + "|",
        "status": next((s.value for s in Status if s.value in statuses), ""),  # the realest: Status is in this order
        "time_low": days[0],
        "time_high": days[1],
        "place": name,
        "country": country,
        "lat": lat,
        "lon": lon,
        "events": len(members),
        "documents": len({member.document for member in members}),
        "origins": None,
        "disputed": False,
        "single_origin": False,
        "stale": False,
    }


def commonest(values: Sequence[T]) -> T | None:
    """The commonest value; of several the first."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value]) if counted else None


def store_weighed(connection: Connection, incidents: Iterable[Incident]) -> int:
    """Store what was weighed of incidents; one whose members are others by now is left out. How many were stored."""
    stored = 0
    for some in batches(incidents):
        members = members_of(connection, [incident.id for incident in some])
        fitting = [incident for incident in some if members.get(incident.id) == frozenset(incident.members)]
        replace_rows(connection, t.weighed, [{"incident": i.id, "data": packed(i)} for i in fitting])
        if fitting:
            row = update(t.incident).where(t.incident.c.id == bindparam("of"))
            connection.execute(row, [{"of": incident.id, **weighed_columns(incident)} for incident in fitting])
        stored += len(fitting)
    return stored


def weighed_columns(incident: Incident) -> dict[str, Any]:
    """What an incident can be found by once it is weighed."""
    conflicts = (FieldStatus.DISPUTED, FieldStatus.DENIED)
    return {
        "type": incident.type.value,
        "mode": "".join(f"|{mode}" for mode in incident.mode) + "|",
        "origins": len(incident.origins),
        "disputed": any(field.status in conflicts for field in incident.fields),
        "single_origin": len(incident.origins) == 1,
    }


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Values, so many at a time as one query takes."""
    held = iter(values)
    while some := list(islice(held, MANY)):
        yield some


def packed(incident: Incident) -> bytes:
    """An incident as compressed JSON."""
    return zlib.compress(json.dumps(to_plain(incident), ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def weighed(connection: Connection, ids: Collection[str] | None) -> Iterator[Incident]:
    """What was weighed of these incidents, or of all, in order of id."""
    c = t.weighed.c
    for query in restricted(select(c.data).order_by(c.incident), c.incident, ids):
        for data in connection.scalars(query):
            yield from_plain(Incident, json.loads(zlib.decompress(data)))


def unweighed(connection: Connection) -> list[str]:
    """The incidents that are still to be weighed."""
    c = t.incident.c
    return list(connection.scalars(select(c.id).where(~exists().where(t.weighed.c.incident == c.id)).order_by(c.id)))


def current_id(connection: Connection, id: str) -> str:
    """The id of an incident now, given its id or a former one, which may be shortened; "" where there is none."""
    seen = set()
    while id not in seen:
        seen.add(id)
        into = connection.scalar(select(t.retired.c.into).where(t.retired.c.id == id))
        id = into or id
    c = t.incident.c.id
    if connection.scalar(select(c).where(c == id)):
        return id
    like = connection.scalars(select(c).where(c.startswith(id, autoescape=True)).limit(2)).all()
    return str(like[0]) if len(like) == 1 and len(id) >= SHORT_ID else ""


def clear_pairs(connection: Connection, documents: Collection[str] | None) -> None:
    """Forget the evidence and the parts of these documents, or of all."""
    ends = ((t.pair, ("one_document", "other_document")), (t.part, ("part_document", "whole_document")))
    for table, columns in ends:
        if documents is None:
            connection.execute(delete(table))
            continue
        for some in in_parts(sorted(documents)):
            connection.execute(delete(table).where(or_(*(table.c[column].in_(some) for column in columns))))


def store_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Store the evidence between events, in place of what was there for the same two."""
    rows = [
        {
            "one_document": pair.one.document,
            "one_event": pair.one.event,
            "other_document": pair.other.document,
            "other_event": pair.other.event,
            "weight": pair.weight,
            "levels": json.dumps(pair.levels, separators=(",", ":")),
        }
        for pair in pairs
    ]
    replace_rows(connection, t.pair, rows)


def store_parts(connection: Connection, parts: Iterable[PartOf]) -> None:
    """Store what is part of what."""
    rows = [
        {
            "part_document": relation.part.document,
            "part_event": relation.part.event,
            "whole_document": relation.whole.document,
            "whole_event": relation.whole.event,
            "reason": relation.reason,
        }
        for relation in parts
    ]
    replace_rows(connection, t.part, rows)


def replace_rows(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Store rows in place of those with the same keys."""
    if not rows:
        return
    new: Any
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        new = sqlite.insert(table)
    else:
        from sqlalchemy.dialects import postgresql

        new = postgresql.insert(table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: new.excluded[column.name] for column in table.c if column.name not in keys}
    connection.execute(new.on_conflict_do_update(index_elements=keys, set_=others), rows)


# ---------------------------------------------------------------- reading back


def links(connection: Connection, ids: Collection[str] | None) -> Links:
    """The links of these incidents, or of all: with the evidence on their events, and what they are part of."""
    from recoupe.linking.links import Cluster, Links

    members = members_of(connection, ids)
    documents = None if ids is None else sorted({m.document for held in members.values() for m in held})
    held = {member for some in members.values() for member in some}
    pairs = [pair for pair in pairs_of(connection, documents) if ids is None or pair.one in held or pair.other in held]
    parts = [part for part in parts_of(connection, documents) if ids is None or part.part in held or part.whole in held]
    r = t.retired.c
    retired = {
        row.id: row.into for some in restricted(select(r.id, r.into), r.into, ids) for row in connection.execute(some)
    }
    return Links(
        clusters=tuple(Cluster(id, tuple(sorted(members[id]))) for id in sorted(members)),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.one, pair.other))),
        parts=tuple(sorted(parts, key=lambda part: (part.part, part.whole))),
        model=fact(connection, MODEL),
        retired=retired,
    )


def pairs_of(connection: Connection, documents: Collection[str] | None) -> Iterator[Pair]:
    """The evidence on the events of these documents, or all, each pair once."""
    from recoupe.linking.links import Pair

    c = t.pair.c
    for row in touching(connection, select(t.pair), (c.one_document, c.other_document), documents):
        one, other = Member(row.one_document, row.one_event), Member(row.other_document, row.other_event)
        yield Pair(one, other, row.weight, tuple(json.loads(row.levels)))


def parts_of(connection: Connection, documents: Collection[str] | None) -> Iterator[PartOf]:
    """What is part of what among the events of these documents, or all, each relation once."""
    from recoupe.linking.links import PartOf

    c = t.part.c
    for row in touching(connection, select(t.part), (c.part_document, c.whole_document), documents):
        yield PartOf(Member(row.part_document, row.part_event), Member(row.whole_document, row.whole_event), row.reason)


def touching(
    connection: Connection,
    query: Select[Any],
    ends: Sequence[ColumnElement[str]],
    documents: Collection[str] | None,
) -> Iterator[Row[Any]]:
    """The rows with one of these documents at either end, each once."""
    seen = set()
    for end in ends if documents is not None else ends[:1]:
        for some in restricted(query, end, documents):
            for row in connection.execute(some):
                if row[:4] not in seen:
                    seen.add(row[:4])
                    yield row


# ---------------------------------------------------------------- listing


def listed(connection: Connection, wanted: Filter, limit: int | None, offset: int) -> list[Listed]:
    """The incidents that a filter lets through, latest first."""
    c = t.incident.c
    query = select(t.incident).where(*conditions(wanted)).order_by(c.time_low.desc(), c.id)
    if wanted.near is None:
        query = query.limit(limit).offset(offset)
    rows = [row for row in connection.execute(query) if is_near(row, wanted)]
    if wanted.near is not None:
        rows = rows[offset : None if limit is None else offset + limit]
    return [listed_of(row) for row in rows]


def count(connection: Connection, wanted: Filter) -> int:
    """How many incidents a filter lets through."""
    if wanted.near is not None:
        return len(listed(connection, wanted, None, 0))
    return connection.scalar(select(func.count()).select_from(t.incident).where(*conditions(wanted))) or 0


def conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """What a filter asks of the columns of an incident."""
    c = t.incident.c
    if wanted.since:
        yield c.time_high >= wanted.since
    if wanted.until:
        yield c.time_low <= wanted.until
    if wanted.since or wanted.until:
        yield c.time_low != ""
    if wanted.place:
        yield c.place.icontains(wanted.place, autoescape=True)
    if wanted.mode:
        yield c.mode.contains(f"|{wanted.mode}|", autoescape=True)
    for name in ("country", "type", "status"):
        if getattr(wanted, name):
            yield c[name] == str(getattr(wanted, name))
    for name in ("disputed", "single_origin"):
        if getattr(wanted, name) is not None:
            yield c[name].is_(getattr(wanted, name))
    if wanted.near is not None:
        lat, lon, distance = wanted.near
        high = distance / KILOMETRES_A_DEGREE
        wide = high / max(cos(radians(min(abs(lat) + high, 89.0))), 0.01)
        yield c.lat.between(lat - high, lat + high)
        if abs(lon) + wide < 180:  # a box across the date line is all longitudes
            yield c.lon.between(lon - wide, lon + wide)


def is_near(row: Row[Any], wanted: Filter) -> bool:
    """Whether an incident within the box of a filter is within its circle."""
    if wanted.near is None:
        return True
    from recoupe.knowledge.gazetteer.entry import kilometres, unit

    lat, lon, distance = wanted.near
    return kilometres(unit(lat, lon), unit(row.lat, row.lon)) <= distance


def listed_of(row: Row[Any]) -> Listed:
    """A row as a value."""
    said = {f.name: getattr(row, f.name) for f in fields(Listed)}
    modes = tuple(mode for mode in row.mode.split("|") if mode)
    return Listed(**{**said, "type": EventType(row.type), "mode": modes, "status": Status(row.status)})
