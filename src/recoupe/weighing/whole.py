"""All incidents of a case, weighed: what the views of a case are made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from recoupe.linking.citations import citations
from recoupe.linking.copies import copies
from recoupe.linking.links import Links
from recoupe.model import Account, Citation, Copying, Event, Incident, Member, Reading, Telling
from recoupe.weighing.told import Told, told_of
from recoupe.weighing.weigh import weigh


@dataclass(frozen=True, slots=True)
class Whole:
    """Incidents with the reports they stand in, and what is known between these reports."""

    incidents: tuple[Incident, ...]
    readings: Mapping[str, Reading]  # by document id
    copies: tuple[Copying, ...] = ()
    citations: tuple[Citation, ...] = ()
    grades: Mapping[str, str] = field(default_factory=dict)  # what people gave: "B2" by the folded name of a source
    told_grades: Mapping[Telling, str] = field(default_factory=dict)  # and to single tellings

    def incident(self, id: str) -> Incident | None:
        """The incident of an id."""
        return next((incident for incident in self.incidents if incident.id == id), None)

    def event(self, member: Member) -> Event:
        """An event of a report."""
        return next(e for e in self.readings[member.document].events if e.id == member.event)

    def account(self, telling: Telling) -> Account:
        """The account of a telling."""
        return self.event(Member(telling.document, telling.event)).accounts[telling.account]

    def told(self, incident: Incident) -> dict[Telling, Told]:
        """The tellings of an incident, in the order of publication."""
        return {t.telling: t for t in told_of(incident.members, self.readings)}

    def grade(self, telling: Telling) -> str:
        """What people gave a telling, or its source, on the Admiralty scale; "" where they gave nothing."""
        name = self.account(telling).sources[-1].name
        return self.told_grades.get(telling) or self.grades.get(name.casefold(), "")

    def name(self, document: str) -> str:
        """What people call a report: the name it was given."""
        return self.readings[document].document.name or document[:12]


def weigh_all(
    readings: Iterable[Reading],
    links: Links,
    *,
    rejected: Collection[Telling] = (),
    grades: Mapping[str, str] | None = None,
) -> Whole:
    """Weigh every incident of some links.

    Args:
        readings: the reports that the links speak of.
        links: which events are one incident.
        rejected: tellings that a person threw out.
        grades: what people gave sources, by name.
    """
    held = {reading.document.id: reading for reading in readings}
    incident_of = {m: c.id for c in links.clusters for m in c.members}
    between, cited = copies(held.values()), citations(held.values(), incident_of)
    parts = links.incident_parts()
    by_incident: dict[str, list[Citation]] = {}
    for citation in cited:
        by_incident.setdefault(incident_of.get(citation.teller, ""), []).append(citation)
    incidents = tuple(
        weigh(
            cluster.id,
            cluster.members,
            held,
            between,
            by_incident.get(cluster.id, ()),
            rejected=rejected,
            part_of=parts.get(cluster.id, ()),
        )
        for cluster in links.clusters
    )
    return Whole(incidents, held, tuple(between), tuple(cited), dict(grades or {}))
