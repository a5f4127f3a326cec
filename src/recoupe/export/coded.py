"""An incident as coders look at it: who against whom, when, where, how many dead, by whose word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from recoupe.export.parties import Party, Sides, happened, sides_of
from recoupe.export.sites import Site, site_of
from recoupe.interface import Texts
from recoupe.knowledge.countries import Country, country
from recoupe.knowledge.crosswalks import Candidate, Parties, crosswalk
from recoupe.knowledge.ontology import ontology
from recoupe.model import Document, EventType, Incident
from recoupe.weighing import toll, when, where
from recoupe.weighing.precision import When, Where, weighed
from recoupe.weighing.told import Told
from recoupe.weighing.tolls import Toll
from recoupe.weighing.whole import Whole

NEAR = (2, 2)  # both schemes: by a named place
CROWD_CONTROL = "crowd-control"
VIOLENT = ("riot", "vandalize")  # modes of a demonstration
SEVERAL_DAYS = 3  # "in the night from Thursday to Friday" is one night
INTERVAL = "times.interval"  # the rule that reads "from Monday to Wednesday": it went on, and is not only roughly dated


@dataclass(frozen=True)
class Coded:
    """An incident with what every coded format asks of it. Nothing is chosen that nobody says."""

    whole: Whole
    incident: Incident
    rule: str  # how tolls are told

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """All its tellings, the earliest published first."""
        return tuple(self.whole.told(self.incident).values())

    @cached_property
    def asserting(self) -> tuple[Told, ...]:
        """Those that say that it happened."""
        return tuple(t for t in self.told if happened(t))

    @cached_property
    def denying(self) -> tuple[Told, ...]:
        """Those that say that it did not."""
        return tuple(t for t in self.told if t.polarity < 0)

    @cached_property
    def when(self) -> When | None:
        """Its date; None where nobody gives one that has a day, month or year."""
        found = when(self.incident)
        return found if found and found.start else None

    @cached_property
    def where(self) -> Where | None:
        """Its place."""
        return where(self.incident)

    @cached_property
    def site(self) -> Site:
        """The place with the names of its divisions."""
        return site_of(self.where.place if self.where else None)

    @property
    def place_codes(self) -> tuple[int | None, int | None]:
        """The precision of the place for ACLED and UCDP; "south of Goré" is near a town, and no region of its own."""
        if self.where is None:
            return None, None
        return NEAR if self.site.near else (self.where.acled, self.where.ucdp)

    @cached_property
    def country(self) -> Country:
        """Where it was; without codes where nobody says in which country."""
        return country(self.site.country)

    @cached_property
    def sides(self) -> Sides:
        """Who did it and to whom."""
        return sides_of(self.whole, self.incident, self.site.country)

    @cached_property
    def killed(self) -> Toll | None:
        """The dead by the rule of the export; None where nobody counts them."""
        return toll(self.incident, "killed", self.rule)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The reports that tell of it, the earliest first."""
        return tuple({t.document.id: t.document for t in self.told}.values())

    @property
    def published(self) -> str:
        """The first day on which it was told, "" where no report is dated."""
        return min((t.day for t in self.told if t.day), default="")

    @property
    def modes(self) -> tuple[str, ...]:
        """Its modes that are of its type; a report that read another type may have given others."""
        return tuple(mode for mode in self.incident.mode if mode in ontology().modes[self.incident.type])

    @property
    def deadly(self) -> bool | None:
        """Whether anybody died; None where nobody says."""
        return None if self.killed is None else (self.killed.high or self.killed.best) > 0

    @property
    def goes_on(self) -> bool:
        """Its days are told as a stretch over which it went on."""
        if self.when is None or (days_between(self.when) < SEVERAL_DAYS):
            return False
        rules = {
            date.provenance.rule
            for t in self.told
            for date in (*t.details.date, *t.event.details.date)
            if date.edtf == self.when.edtf
        }
        return INTERVAL in rules

    def candidates(self, scheme: str) -> list[Candidate]:
        """The codes it may have in a scheme, likeliest first. A demonstration that turned violent is a violent one."""
        modes = self.incident.mode
        if self.incident.type is EventType.PROTEST:
            modes = tuple(mode for mode in modes if mode in VIOLENT) or modes
        return crosswalk(scheme, self.incident.type, modes, self.parties)

    @cached_property
    def parties(self) -> Parties:
        """What crosswalks ask of the parties.

        Whom a demonstration is against says nothing of who came to it; means of crowd control presuppose a crowd.
        """
        first = self.sides.targets[0] if self.sides.targets else None
        target = "" if first is None else "civilians" if first.person and not first.side else first.side
        if self.incident.type is EventType.PROTEST:
            target = ""
        if CROWD_CONTROL in self.incident.mode and target in ("", "civilians"):
            target = "protesters"
        doer = self.sides.doers[0].side if self.sides.doers else ""
        return Parties(set_of(doer), set_of(target), self.sides.civilians if target else None, self.deadly)

    @property
    def day(self) -> str:
        """Its first day; the day it was first told, where nobody dates it: event data made from news does so."""
        return self.when.start if self.when else self.published

    def value(self, field: str) -> str:
        """What most origins say on a field, in data form; "" for nothing."""
        values = [v for v in weighed(self.incident, field) if not v.superseded]
        return values[0].value if values else ""


def days_between(when: When) -> int:
    """How many days a date covers."""
    return (dt.date.fromisoformat(when.end) - dt.date.fromisoformat(when.start)).days + 1


def set_of(name: str) -> frozenset[str]:
    """A name as a set, empty for none."""
    return frozenset((name,)) if name else frozenset()


class LeftOut:
    """Incidents that a format has no place for, by reason: a key of the interface's texts under [export]."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, reason: str) -> None:
        """One more of this reason."""
        self.counts[reason] += 1

    def notes(self, say: Texts) -> tuple[str, ...]:
        """What a person should know."""
        return tuple(say(f"export.{reason}", what=say.count("incident", n)) for reason, n in self.counts.items())


def coded(wholes: Iterable[Whole], rule: str) -> Iterator[tuple[Coded, str]]:
    """Every incident, and why it is no event of any dataset: "" where it is one.

    Events that were only planned, thought of or denied are none, nor is the sum of others that have rows of their own.
    """
    for whole in wholes:
        sums = {id for incident in whole.incidents for id in incident.part_of}
        for incident in whole.incidents:
            one = Coded(whole, incident, rule)
            yield one, "not_happened" if not one.asserting else "sum" if incident.id in sums else ""


def first_or_none(parties: Sequence[Party]) -> Party | None:
    """The first of some parties."""
    return parties[0] if parties else None
