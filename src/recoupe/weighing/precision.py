"""When and where an incident was, by a named rule, with the precision codes of ACLED and UCDP.

The codes are those of the two codebooks: ACLED's time precision 1 to 3 and geographic precision 1 to 3, UCDP's
`date_prec` 1 to 5 and `where_prec` 1 to 7. What they do not code (a bare country for ACLED) is None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recoupe.model import Incident, Place, Weighed
from recoupe.reading.dates import bounds

DEFAULT = "origins"
GEO: dict[str, tuple[int | None, int]] = {
    "site": (1, 1),
    "city": (1, 1),
    "relative": (2, 2),
    "area": (3, 5),
    "district": (2, 3),
    "region": (3, 4),
    "country": (None, 6),
}


@dataclass(frozen=True, slots=True)
class When:
    """A date with its first and last day, "" where it is open."""

    edtf: str
    start: str
    end: str
    acled: int | None
    ucdp: int | None
    value: Weighed


@dataclass(frozen=True, slots=True)
class Where:
    """A place with the codes of its precision."""

    place: Place
    acled: int | None
    ucdp: int | None
    value: Weighed


def when(incident: Incident, rule: str = DEFAULT) -> When | None:
    """The date that a rule chooses; None where nobody gives one."""
    values = weighed(incident, "date")
    if not values:
        return None
    chosen = RULES[rule](values)
    days = bounds(chosen.value)
    if days is None:
        return When(chosen.value, "", "", None, None, chosen)
    length = (days[1] - days[0]).days + 1
    acled, ucdp = codes(length)
    return When(chosen.value, days[0].isoformat(), days[1].isoformat(), acled, ucdp, chosen)


def codes(days: int) -> tuple[int | None, int]:
    """ACLED's and UCDP's precision of a stretch of days."""
    if days == 1:
        return 1, 1
    if days <= 6:
        return 2, 2
    if days == 7:
        return 2, 3
    return (3, 4) if days <= 31 else (None, 5)


def where(incident: Incident, rule: str = DEFAULT) -> Where | None:
    """The place that a rule chooses; None where nobody gives one."""
    values = [v for v in weighed(incident, "place") if v.place is not None]
    if not values:
        return None
    chosen = RULES[rule](values)
    if chosen.place is None:
        return None
    acled, ucdp = GEO.get(chosen.place.precision, (None, 5))
    return Where(chosen.place, acled, ucdp, chosen)


def weighed(incident: Incident, field: str) -> tuple[Weighed, ...]:
    """The values of a field."""
    return next((f.values for f in incident.fields if f.field == field), ())


def most_origins(values: Sequence[Weighed]) -> Weighed:
    """What most independent origins say; of as many the more exact, then the first told."""
    return max(values, key=lambda v: (len(v.origins), exactness(v), len(v.tellings)))


def most_exact(values: Sequence[Weighed]) -> Weighed:
    """The most exact; of as exact ones what more origins say."""
    return max(values, key=lambda v: (exactness(v), len(v.origins)))


def recent(values: Sequence[Weighed]) -> Weighed:
    """What was published last."""
    return max(values, key=lambda v: (v.day, len(v.origins)))


def exactness(value: Weighed) -> float:
    """The smaller the more days or the wider the area."""
    if value.place is not None:
        return -float(GEO.get(value.place.precision, (None, 5))[1])
    days = bounds(value.value)
    return -float((days[1] - days[0]).days) if days else -10_000.0


RULES: dict[str, Callable[[Sequence[Weighed]], Weighed]] = {
    "origins": most_origins,
    "exact": most_exact,
    "recent": recent,
}
