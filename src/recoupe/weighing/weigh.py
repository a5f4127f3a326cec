"""One incident with everything that stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from recoupe.model import Citation, Copying, EventType, Incident, Member, Reading, Telling
from recoupe.weighing.discrepancies import discrepancies
from recoupe.weighing.fields import weighed_fields
from recoupe.weighing.independence import origins
from recoupe.weighing.told import Told, told_of


def weigh(
    id: str,
    members: Iterable[Member],
    readings: Mapping[str, Reading],
    copies: Iterable[Copying] = (),
    citations: Iterable[Citation] = (),
    *,
    rejected: Collection[Telling] = (),
    part_of: tuple[str, ...] = (),
) -> Incident:
    """Weigh the events of one incident: its independent origins, its values field by field, its discrepancies.

    `readings` are by document id and hold those of all members. Tellings that a person rejected count nowhere.
    """
    members = tuple(sorted(members))
    told = [t for t in told_of(members, readings) if t.telling not in rejected]
    documents = {member.document for member in members}
    between = [c for c in copies if c.teller in documents and c.origin in documents]
    cited = [c for c in citations if c.teller in members]
    first_holders = origins(told, between, cited)
    fields = weighed_fields(told, first_holders)
    return Incident(
        id=id,
        members=members,
        type=leading_type(told, readings, members),
        mode=modes(told),
        origins=first_holders,
        fields=fields,
        discrepancies=discrepancies(told, first_holders, fields, cited),
        part_of=part_of,
    )


def leading_type(told: Sequence[Told], readings: Mapping[str, Reading], members: Sequence[Member]) -> EventType:
    """The type that most events of the incident have; the first published breaks a tie."""
    if told:
        return Counter(t.event.type for t in told).most_common(1)[0][0]
    events = {e.id: e for e in readings[members[0].document].events}
    return events[members[0].event].type


def modes(told: Sequence[Told]) -> tuple[str, ...]:
    """All modes that are told, the most frequent first."""
    events = {(t.telling.document, t.telling.event): t.event for t in told}
    return tuple(mode for mode, _ in Counter(m for e in events.values() for m in e.mode).most_common())
