"""What people judged: frozen values, and which of them are in force.

A judgement is never changed or deleted. It is undone by another, with an author and a reason of its own, and that one
can be undone in turn. The machine's value always stays beside the person's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import ClassVar

from recoupe.model import Member, Telling

GRADE = re.compile(r"[A-F][1-6]?|[1-6]")  # the Admiralty scale: reliability of the source, credibility of the words


@dataclass(frozen=True, slots=True)
class Identity:
    """Two events are the same incident, or they are not."""

    kind: ClassVar[str] = "identity"
    one: Member
    other: Member
    same: bool

    @property
    def about(self) -> Hashable:
        """What a later judgement on the same thing takes the place of."""
        return (self.kind, *sorted((self.one, self.other)))


@dataclass(frozen=True, slots=True)
class Grouping:
    """More than two events are one incident; or the events of each group are of another incident than the others'."""

    kind: ClassVar[str] = "grouping"
    groups: tuple[tuple[Member, ...], ...]  # the events of each incident that was named, or single events
    same: bool

    @property
    def about(self) -> Hashable:
        """What a later judgement on the same thing takes the place of."""
        return (self.kind, frozenset(frozenset(group) for group in self.groups))

    def identities(self) -> list[Identity]:
        """The same in pairs: as few as hold all together, or all between two groups."""
        if self.same:
            first, *others = dict.fromkeys(member for group in self.groups for member in group)
            return [Identity(first, other, same=True) for other in others]
        between = (product(one, other) for one, other in combinations(self.groups, 2))
        return [Identity(one, other, same=False) for pairs in between for one, other in pairs if one != other]

    def called(self, names: Iterable[Member]) -> Grouping:
        """The same on its events by what they are called elsewhere, in their order."""
        rest = iter(names)
        return replace(self, groups=tuple(tuple(next(rest) for _ in group) for group in self.groups))

    def among(self, held: Collection[Member]) -> Grouping:
        """What is left of it where only some of its events are there."""
        groups = (tuple(dict.fromkeys(member for member in group if member in held)) for group in self.groups)
        return replace(self, groups=tuple(group for group in groups if group))


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an event, or of one account of it, has another value than was read."""

    kind: ClassVar[str] = "correction"
    member: Member
    field: str  # of `Details`, or "type", "mode", "status"
    value: str  # in data form: "12", "2-5", "2024-09-12", "Bria, CF"; "" where nothing is to stand
    account: int | None = None  # index of the account; None: the event as a whole
    machine: str = ""  # what was read when it was judged

    @property
    def about(self) -> Hashable:
        """What a later judgement on the same thing takes the place of."""
        return (self.kind, self.member, self.field, self.account)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An account was misread, or is no account of this event: it counts for nothing."""

    kind: ClassVar[str] = "rejection"
    telling: Telling

    @property
    def about(self) -> Hashable:
        """What a later judgement on the same thing takes the place of."""
        return (self.kind, self.telling)


@dataclass(frozen=True, slots=True)
class Grade:
    """How reliable a source is (A to F) and how credible what it tells (1 to 6), on the Admiralty scale."""

    kind: ClassVar[str] = "grade"
    source: str  # its name
    grade: str  # "B", "2", "B2"
    telling: Telling | None = None  # this account alone; None: the source wherever it speaks

    @property
    def about(self) -> Hashable:
        """What a later judgement on the same thing takes the place of."""
        return (self.kind, self.source.casefold(), self.telling)


@dataclass(frozen=True, slots=True)
class Undoing:
    """Another judgement no longer holds."""

    kind: ClassVar[str] = "undoing"
    judgement: int

    @property
    def about(self) -> Hashable:
        """Nothing takes its place but another undoing of it."""
        return (self.kind, self.judgement)


Verdict = Identity | Grouping | Correction | Rejection | Grade | Undoing
KINDS: dict[str, type[Identity | Grouping | Correction | Rejection | Grade | Undoing]] = {
    kind.kind: kind for kind in (Identity, Grouping, Correction, Rejection, Grade, Undoing)
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person judged, when, and why.

    The events of the verdict are those of the readings as they are now. An event that a new reading no longer has is
    `lost`: the judgement stays, and holds again when the event is back.
    """

    id: int
    author: str
    time: str  # UTC, "2024-09-13T08:30:00Z"
    reason: str
    verdict: Verdict
    undone_by: int | None = None
    replaced_by: int | None = None  # a later judgement on the same thing
    lost: tuple[Member, ...] = ()  # events, as they were called when it was judged, without which it means nothing
    missing: tuple[Member, ...] = ()  # events that are read no more, without which it holds for the others

    @property
    def holds(self) -> bool:
        """Whether linking and weighing go by it."""
        undoes = isinstance(self.verdict, Undoing)
        return self.undone_by is None and self.replaced_by is None and not self.lost and not undoes


def settled(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements in order, each with what undid it or took its place. An undoing that is undone undoes nothing."""
    found = sorted(judgements, key=lambda judgement: judgement.id)
    undone: dict[int, int] = {}
    later: dict[Hashable, int] = {}
    replaced: dict[int, int] = {}
    for judgement in reversed(found):
        if judgement.id in undone:
            continue
        if isinstance(judgement.verdict, Undoing):
            undone.setdefault(judgement.verdict.judgement, judgement.id)
        elif not judgement.lost:
            about = judgement.verdict.about
            if about in later:
                replaced[judgement.id] = later[about]
            else:
                later[about] = judgement.id
    return [replace(j, undone_by=undone.get(j.id), replaced_by=replaced.get(j.id)) for j in found]


def members(verdict: Verdict) -> tuple[Member, ...]:
    """The events that a verdict speaks of."""
    match verdict:
        case Identity():
            return (verdict.one, verdict.other)
        case Grouping():
            return tuple(member for group in verdict.groups for member in group)
        case Correction():
            return (verdict.member,)
        case Rejection() | Grade(telling=Telling()):
            assert verdict.telling is not None
            return (Member(verdict.telling.document, verdict.telling.event),)
        case _:
            return ()


def account(verdict: Verdict) -> int | None:
    """The account that a verdict speaks of."""
    match verdict:
        case Correction():
            return verdict.account
        case Rejection() | Grade(telling=Telling()):
            assert verdict.telling is not None
            return verdict.telling.account
        case _:
            return None


def moved(verdict: Verdict, to: tuple[Member, ...], number: int | None) -> Verdict:
    """The verdict on the same events and account by what they are called in other readings."""
    match verdict:
        case Identity():
            return replace(verdict, one=to[0], other=to[1])
        case Grouping():
            return verdict.called(to)
        case Correction():
            return replace(verdict, member=to[0], account=number)
        case Rejection() | Grade(telling=Telling()):
            assert number is not None
            return replace(verdict, telling=Telling(to[0].document, to[0].event, number))
        case _:
            return verdict
