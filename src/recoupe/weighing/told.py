"""A telling of an incident with what is asked of it again and again: who, when, how certain, which numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from recoupe.knowledge.outlets import normal, outlets
from recoupe.model import (
    Account,
    Details,
    Document,
    Event,
    Factuality,
    Member,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Status,
    Telling,
)
from recoupe.weighing.bodies import Body, body_of
from recoupe.weighing.names import Name, name_of

TOLLS = ("killed", "injured", "people")
OUTLETS = (SourceKind.OUTLET, SourceKind.AGENCY)
NAMED = (SourceKind.PERSON, SourceKind.OTHER)


@dataclass(frozen=True)
class Told:
    """An account within an incident."""

    telling: Telling
    account: Account
    event: Event
    reading: Reading

    @property
    def document(self) -> Document:
        """The report it stands in."""
        return self.reading.document

    @property
    def source(self) -> Source:
        """The innermost link of its chain: who is said to know."""
        return self.account.sources[-1]

    @cached_property
    def details(self) -> Details:
        """What it says; where its event has no other account, all that the event says."""
        if len(self.event.accounts) > 1:
            return self.account.details
        own, shared = self.account.details, self.event.details
        return Details(**{f.name: getattr(own, f.name) or getattr(shared, f.name) for f in fields(Details)})

    @property
    def is_own_voice(self) -> bool:
        """The outlet says so itself."""
        return len(self.account.sources) == 1

    @cached_property
    def is_reporter(self) -> bool:
        """Its source is the outlet's own: "our stringer", who signs the report, or through whom others speak."""
        if len(self.account.sources) != 2:
            return False
        name = self.source.name
        if self.document.author and name.casefold() in self.document.author.casefold():
            return True
        if self.name.own:
            return True
        chains = (a.sources for e in self.reading.events for a in e.accounts)
        return self.source.kind in NAMED and any(len(c) > 2 and c[1].name == name for c in chains)

    @cached_property
    def name(self) -> Name:
        """The name of its source, taken apart."""
        return name_of(self.source.name, self.document.language)

    @cached_property
    def outlet(self) -> str:
        """Who published it, by one name for all its spellings."""
        return outlet_key(self.document.outlet or self.document.name)

    @cached_property
    def body(self) -> Body | None:
        """The army, police or armed group that its source speaks for."""
        return body_of(self)

    @property
    def polarity(self) -> int:
        """1 for who asserts, -1 for who denies, 0 for who leaves it open."""
        return self.account.factuality.polarity

    @property
    def day(self) -> str:
        """The day it was published, "" where unknown."""
        return self.document.published[:10]

    def numbers(self, field: str) -> frozenset[int]:
        """The tolls it gives."""
        return frozenset(q.best for q in getattr(self.details, field))

    @cached_property
    def tolls(self) -> frozenset[tuple[str, int]]:
        """All numbers it gives."""
        return frozenset((field, n) for field in TOLLS for n in self.numbers(field))

    def quantities(self, field: str) -> tuple[Quantity, ...]:
        """The tolls it gives, with their bounds."""
        found: tuple[Quantity, ...] = getattr(self.details, field)
        return found


def outlet_key(name: str) -> str:
    """An outlet's name, the same for all the forms that the register knows."""
    known = outlets().find(name)
    return normal(known.name if known else name)


def told_of(members: Iterable[Member], readings: Mapping[str, Reading]) -> list[Told]:
    """All tellings of some events, the earliest published first."""
    found = list(_told(members, readings))
    return sorted(found, key=lambda t: (t.day or "9999", t.document.name, t.telling.event, t.telling.account))


def _told(members: Iterable[Member], readings: Mapping[str, Reading]) -> Iterator[Told]:
    for member in members:
        reading = readings[member.document]
        for event in reading.events:
            if event.id == member.event:
                for number, account in enumerate(event.accounts):
                    yield Told(Telling(member.document, member.event, number), account, event, reading)


def is_before(one: Told, other: Told) -> bool:
    """Published on an earlier day; unknown days are not earlier."""
    return bool(one.day and other.day) and one.day < other.day


def has_happened(told: Told) -> bool:
    """It tells of something that took place or goes on."""
    return told.account.status in (Status.OCCURRED, Status.ONGOING)


def is_firm(told: Told) -> bool:
    """It states the event as certain."""
    return told.account.factuality is Factuality.CERTAIN
