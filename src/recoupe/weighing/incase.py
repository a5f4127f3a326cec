"""Weighing in a case file: which incidents are to be weighed, from which readings, and as people judged them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from recoupe.casefile.correcting import corrected, value_of
from recoupe.casefile.judgements import Correction, Grade, Judgement, Rejection
from recoupe.casefile.values_of_fields import BETWEEN
from recoupe.linking.citations import citations
from recoupe.linking.copies import copies
from recoupe.model import Citation, Copying, Event, Incident, Member, Reading, Telling
from recoupe.weighing.weigh import weigh
from recoupe.weighing.whole import Whole

if TYPE_CHECKING:
    from recoupe.casefile import Case

BATCH = 200  # incidents: their readings are in memory at once


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people judged, as weighing needs it."""

    corrections: tuple[Correction, ...]
    rejected: frozenset[Telling]
    grades: dict[str, str]  # by the name of a source
    told: dict[Telling, str]  # grades of single tellings


def verdicts_of(judgements: Iterable[Judgement]) -> Verdicts:
    """The judgements that hold, sorted by what they are about."""
    held = [judgement.verdict for judgement in judgements]
    grades = [v for v in held if isinstance(v, Grade)]
    return Verdicts(
        corrections=tuple(v for v in held if isinstance(v, Correction)),
        rejected=frozenset(v.telling for v in held if isinstance(v, Rejection)),
        grades={v.source.casefold(): v.grade for v in grades if v.telling is None},
        told={v.telling: v.grade for v in grades if v.telling is not None},
    )


def weigh_case(case: Case, progress: Callable[[float], None] | None = None) -> int:
    """Weigh the incidents that linking made or changed, and store them; how many. Called again, it goes on."""
    waiting = case.unweighed()
    verdicts = verdicts_of(case.judgements())
    done = 0
    for start in range(0, len(waiting), BATCH):
        ids = waiting[start : start + BATCH]
        links = case.links(ids)
        clusters = [cluster for cluster in links.clusters if cluster.id in set(ids)]
        readings = readings_of(case, {m.document for c in clusters for m in c.members}, verdicts)
        parts = links.incident_parts()
        weighed = (weighed_one(c.id, c.members, readings, verdicts, parts.get(c.id, ())) for c in clusters)
        done += case.store_weighed(weighed)
        if progress is not None:
            progress(min(1.0, (start + len(ids)) / len(waiting)))
    return done


def weighed_one(
    id: str,
    members: Sequence[Member],
    readings: dict[str, Reading],
    verdicts: Verdicts,
    part_of: tuple[str, ...],
) -> Incident:
    """One incident; copies and citations are looked for among its own reports, for only these bear on it."""
    between, cited = among(
        [readings[d] for d in dict.fromkeys(m.document for m in members)], dict.fromkeys(members, id)
    )
    return weigh(id, members, readings, between, cited, rejected=verdicts.rejected, part_of=part_of)


def among(readings: Sequence[Reading], incident_of: dict[Member, str]) -> tuple[list[Copying], list[Citation]]:
    """Who copies and who cites whom among the reports of some incidents."""
    return (copies(readings) if len(readings) > 1 else []), citations(readings, incident_of)


def readings_of(case: Case, documents: Iterable[str], verdicts: Verdicts) -> dict[str, Reading]:
    """Some readings as people corrected them, by document id."""
    by_document: dict[str, list[Correction]] = {}
    for correction in verdicts.corrections:
        by_document.setdefault(correction.member.document, []).append(correction)
    return {
        reading.document.id: as_judged(reading, by_document.get(reading.document.id, []))
        for reading in case.readings(sorted(set(documents)))
    }


def as_judged(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """A reading with the values that people gave its events, and single accounts of them."""
    if not corrections:
        return reading
    whole_events = corrected(reading, corrections)
    single = [c for c in corrections if c.account is not None]
    return replace(whole_events, events=tuple(with_accounts(e, single) for e in whole_events.events))


def with_accounts(event: Event, corrections: Iterable[Correction]) -> Event:
    """An event with the values that people gave single accounts of it."""
    accounts = list(event.accounts)
    for correction in corrections:
        index = correction.account
        if correction.member.event == event.id and index is not None and index < len(accounts):
            values = correction.value.split(BETWEEN) if correction.value else []
            held: Any = {correction.field: tuple(value_of(correction.field, v, event.mentions[0]) for v in values)}
            accounts[index] = replace(accounts[index], details=replace(accounts[index].details, **held))
    return replace(event, accounts=tuple(accounts))


def in_parts(case: Case, progress: Callable[[float], None] | None = None) -> Iterator[Whole]:
    """All weighed incidents of a case, a few at a time with their reports, without what is between these."""
    verdicts = verdicts_of(case.judgements())
    ids = [listed.id for listed in case.incidents()]
    for start in range(0, len(ids), BATCH):
        some = tuple(case.weighed(ids[start : start + BATCH]))
        readings = readings_of(case, (m.document for i in some for m in i.members), verdicts)
        yield Whole(some, readings, (), (), verdicts.grades, verdicts.told)
        if progress is not None:
            progress(min(1.0, (start + BATCH) / len(ids)))


def whole_of(case: Case, incidents: Iterable[Incident]) -> Whole:
    """Some weighed incidents with the reports they stand in."""
    incidents = tuple(incidents)
    verdicts = verdicts_of(case.judgements())
    readings = readings_of(case, (m.document for i in incidents for m in i.members), verdicts)
    incident_of = {member: incident.id for incident in incidents for member in incident.members}
    between, cited = among(list(readings.values()), incident_of)
    return Whole(incidents, readings, tuple(between), tuple(cited), verdicts.grades, verdicts.told)
