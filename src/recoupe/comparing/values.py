"""What a comparison of coded data with a case comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recoupe.model import EventType, Telling, Weighed


class Have(StrEnum):
    """Who has an incident."""

    BOTH = "both"
    THEIRS = "theirs"
    OURS = "ours"


class Standing(StrEnum):
    """How the two sides stand to each other on a field."""

    SAME = "same"  # some value of the one can stand with some value of the other
    DIFFER = "differ"  # none can
    WORDED = "worded"  # two names of which nobody can tell whether they are one
    THEIRS = "theirs"  # only the coder says something
    OURS = "ours"  # only the reports do


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of an incident on both sides, best supported first."""

    field: str
    standing: Standing
    theirs: tuple[Weighed, ...]
    ours: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """An account behind a value."""

    who: str
    outlet: str
    report: str
    published: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One incident, as far as a comparison shows it."""

    have: Have
    incident: str
    coded: tuple[str, ...]  # names of the coded rows
    reports: tuple[str, ...]  # names of the reports
    type: EventType
    mode: tuple[str, ...]
    date: str  # EDTF; "" where unknown
    place: Weighed | None
    fields: tuple[Compared, ...]
    behind: Mapping[Telling, Behind]

    @property
    def differs(self) -> bool:
        """Whether the two sides differ on anything."""
        return any(field.standing is Standing.DIFFER for field in self.fields)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Coded data and a case, incident by incident."""

    coder: str
    rows: tuple[Row, ...]
    outside: int  # incidents of ours on days, in countries or of types that the coder has none of
    first: str  # the days that the coder's data span
    last: str

    def of(self, have: Have) -> tuple[Row, ...]:
        """The incidents that both have, or one alone."""
        return tuple(row for row in self.rows if row.have is have)

    def standings(self) -> dict[str, dict[Standing, int]]:
        """For each field, how often the two sides stood how."""
        counted: dict[str, dict[Standing, int]] = {}
        for row in self.rows:
            for field in row.fields:
                held = counted.setdefault(field.field, dict.fromkeys(Standing, 0))
                held[field.standing] += 1
        return counted
