"""What linking gives: incidents as clusters of events, the evidence between events, and what is part of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from recoupe.model import Member


class SameOrDifferent(Protocol):
    """A person's judgement on two events, as the case file keeps it."""

    @property
    def one(self) -> Member: ...
    @property
    def other(self) -> Member: ...
    @property
    def same(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """That a person held two events for one incident, or for two."""

    one: Member
    other: Member
    same: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events that were compared, smaller member first.

    `weight` is in bits: 0 is even odds that they are one incident, each bit doubles the odds. `levels` is the level
    that each comparison reached, in the model's order, -1 where one of the two says nothing.
    """

    one: Member
    other: Member
    weight: float
    levels: tuple[int, ...]

    @property
    def probability(self) -> float:
        """How likely the two are one incident, for the model."""
        return float(1.0 / (1.0 + 2.0 ** -max(min(self.weight, 100.0), -100.0)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One bar of a pair's waterfall: what was compared, how it came out, and how many bits it adds or takes."""

    comparison: str  # "dates", "places" …; "prior" is where all pairs start
    level: str  # "same day", "within 5 km" …, in data words
    weight: float
    one: str  # the value of the first event, in data form
    other: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The events of one incident. The id stays when members come and go."""

    id: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    """A single event that a roundup, a series or a total counts among its own. They are linked, and not merged."""

    part: Member
    whole: Member
    reason: str  # "parts.interval", "parts.count" …


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a case, or of a part of it."""

    clusters: tuple[Cluster, ...]
    pairs: tuple[Pair, ...] = ()  # those that speak for one incident, or not clearly against it
    parts: tuple[PartOf, ...] = ()
    model: str = ""  # which weights made them
    retired: Mapping[str, str] = field(default_factory=dict)  # former ids of incidents, with the one that took them in

    def incident_of(self) -> dict[Member, str]:
        """Each member with the id of its incident."""
        return {member: cluster.id for cluster in self.clusters for member in cluster.members}

    def incident_parts(self) -> dict[str, tuple[str, ...]]:
        """Each incident that is part of others, with their ids."""
        incident = self.incident_of()
        found: dict[str, set[str]] = {}
        for relation in self.parts:
            part, whole = incident.get(relation.part), incident.get(relation.whole)
            if part and whole and part != whole:
                found.setdefault(part, set()).add(whole)
        return {part: tuple(sorted(wholes)) for part, wholes in sorted(found.items())}


def links_to_json(links: Links) -> dict[str, Any]:
    """The links as plain values."""
    return {
        "model": links.model,
        "clusters": [{"id": c.id, "members": [[m.document, m.event] for m in c.members]} for c in links.clusters],
        "pairs": [
            [p.one.document, p.one.event, p.other.document, p.other.event, round(p.weight, 3), list(p.levels)]
            for p in links.pairs
        ],
        "parts": [[p.part.document, p.part.event, p.whole.document, p.whole.event, p.reason] for p in links.parts],
        "retired": dict(links.retired),
    }


def links_from_json(data: Mapping[str, Any]) -> Links:
    """The links that `links_to_json` made plain values of."""
    return Links(
        clusters=tuple(Cluster(c["id"], tuple(Member(*m) for m in c["members"])) for c in data["clusters"]),
        pairs=tuple(Pair(Member(a, b), Member(c, d), w, tuple(levels)) for a, b, c, d, w, levels in data["pairs"]),
        parts=tuple(PartOf(Member(a, b), Member(c, d), reason) for a, b, c, d, reason in data["parts"]),
        model=data["model"],
        retired=dict(data["retired"]),
    )
