"""The sources of a case: how often each was an origin, only repeated, stood alone, was disputed, took back a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recoupe.model import DiscrepancyKind, FieldStatus, Incident, SourceKind, Telling
from recoupe.weighing.told import Told
from recoupe.weighing.whole import Whole


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source is in a case. Counts are of incidents."""

    name: str
    kind: SourceKind
    told: int  # incidents that it tells of
    origin: int  # of which it is a first holder
    repeats: int  # of which it only repeats others
    single: int  # of which it is the only origin
    disputed: int  # in which another origin contradicts it
    retracted: int  # in which it gave another figure later, or denied what it had said
    grade: str = ""  # what a person gave it on the Admiralty scale


@dataclass
class _Tally:
    name: str
    kind: SourceKind
    told: set[str]
    origin: set[str]
    single: set[str]
    disputed: set[str]
    retracted: set[str]


def standings(whole: Whole) -> list[Standing]:
    """Every source of a case, outlets among them, those that are most often origins first."""
    return standings_of([whole])


def standings_of(wholes: Iterable[Whole]) -> list[Standing]:
    """The same of a case that is gone through in parts, of which no two hold one incident."""
    tallies: dict[str, _Tally] = {}
    grades: dict[str, str] = {}
    for whole in wholes:
        grades |= whole.grades
        for incident in whole.incidents:
            for told in whole.told(incident).values():
                tally = tallies.setdefault(
                    key(told), _Tally(told.source.name, told.source.kind, *(set() for _ in range(5)))
                )
                count(tally, told, incident)
    found = (
        Standing(
            name=t.name,
            kind=t.kind,
            told=len(t.told),
            origin=len(t.origin),
            repeats=len(t.told - t.origin),
            single=len(t.single),
            disputed=len(t.disputed),
            retracted=len(t.retracted),
            grade=grades.get(t.name.casefold(), ""),
        )
        for t in tallies.values()
    )
    return sorted(found, key=lambda s: (-s.origin, -s.told, s.name))


def key(told: Told) -> str:
    """One source under its spellings: an outlet by the register, an army by its country, a named one by its sound.

    Others are one within their outlet.
    """
    if told.is_own_voice:
        return f"outlet {told.outlet}"
    if told.body is not None:
        countries = (place.country for place in told.event.details.place if place.country)
        return f"{told.body.sector} {told.body.which or next(countries, '')}"
    if told.name.proper:
        return f"{told.source.kind.value} {' '.join(sorted(told.name.sounds))}"
    return f"{told.outlet} {' '.join(sorted(told.name.sounds))}"


def count(tally: _Tally, told: Told, incident: Incident) -> None:
    """Add what one telling shows of its source."""
    tally.told.add(incident.id)
    roots = [origin.tellings[0] for origin in incident.origins]
    if told.telling in roots:
        tally.origin.add(incident.id)
        if len(roots) == 1:
            tally.single.add(incident.id)
    if told.telling in set(contested(incident)):
        tally.disputed.add(incident.id)
    if told.telling in set(taken_back(incident)):
        tally.retracted.add(incident.id)


def contested(incident: Incident) -> Iterator[Telling]:
    """The tellings of values that others contradict."""
    for field in incident.fields:
        if field.status in (FieldStatus.DISPUTED, FieldStatus.DENIED):
            yield from telling_of(field.field, incident)


def telling_of(field: str, incident: Incident) -> Iterable[Telling]:
    """The tellings that a discrepancy of a field names."""
    return (t for d in incident.discrepancies if d.field == field for t in d.tellings)


def taken_back(incident: Incident) -> Iterator[Telling]:
    """The tellings whose figure was revised by their own source."""
    for discrepancy in incident.discrepancies:
        if discrepancy.kind is DiscrepancyKind.TOLL_REVISED:
            yield discrepancy.tellings[0]
