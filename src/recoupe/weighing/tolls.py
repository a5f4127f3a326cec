"""Tolls as low, best and high, by named rules: nothing is averaged, each number is one that somebody gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recoupe.model import Incident, Weighed
from recoupe.weighing.names import sound
from recoupe.weighing.numbers import bounds_of

DEFAULT = "ucdp"


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll of an incident by a rule; `high` is None where all that give it set no upper bound."""

    low: int
    best: int
    high: int | None
    rule: str
    value: Weighed  # the telling of it that is best


class UnknownRule(ValueError):
    """A toll rule that is not in the list."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"no toll rule {rule!r}: there are {', '.join((*RULES, 'party:NAME'))}")


def toll(incident: Incident, field: str, rule: str = DEFAULT) -> Toll | None:
    """The killed, injured or counted people of an incident by a rule; None where nobody gives a number.

    Figures that their own sources revised are left out, as long as others stand.

    Raises:
        UnknownRule: there is no such rule.
    """
    if rule not in RULES and not rule.startswith("party:"):
        raise UnknownRule(rule)
    weighed = next((f.values for f in incident.fields if f.field == field), ())
    standing = [v for v in weighed if not v.superseded] or list(weighed)
    if rule.startswith("party:"):
        standing = [v for v in standing if given_by(v, rule.partition(":")[2], incident)]
    if not standing:
        return None
    best = RULES.get(rule, recent)(standing)
    low, high = min(bounds_of(v.value)[0] for v in standing), highest(standing)
    return Toll(low, number(best), high, rule, best)


def highest(values: Sequence[Weighed]) -> int | None:
    """The highest number that any gives; "at least three" sets no bound but is three at least."""
    known = [high for v in values if (high := bounds_of(v.value)[2]) is not None]
    least = max(bounds_of(v.value)[1] for v in values)
    return max([*known, least]) if known else None


def number(value: Weighed) -> int:
    """The number that is told."""
    return bounds_of(value.value)[1]


def lowest(values: Sequence[Weighed]) -> Weighed:
    """ACLED's rule: of differing reports the lowest."""
    return min(values, key=lambda v: (bounds_of(v.value)[0], number(v)))


def best_estimate(values: Sequence[Weighed]) -> Weighed:
    """After UCDP's best estimate: what most independent origins give, then the latest, then the lower."""
    return max(values, key=lambda v: (len(v.origins), v.day, -number(v)))


def recent(values: Sequence[Weighed]) -> Weighed:
    """What was published last; of one day what more origins give."""
    return max(values, key=lambda v: (v.day, len(v.origins), -number(v)))


def most_origins(values: Sequence[Weighed]) -> Weighed:
    """What most independent origins give; of as many the lower."""
    return max(values, key=lambda v: (len(v.origins), -number(v)))


def given_by(value: Weighed, party: str, incident: Incident) -> bool:
    """An origin of that name gives it: "party:armée"."""
    wanted = {sound(word) for word in party.split()}
    names = (incident.origins[index].name for index in value.origins)
    return any(wanted <= {sound(word.strip("’',.()")) for word in split(name)} for name in names)


def split(name: str) -> list[str]:
    """The words of a name, elided articles apart."""
    return name.replace("’", " ").replace("'", " ").split()


RULES: dict[str, Callable[[Sequence[Weighed]], Weighed]] = {
    "acled": lowest,
    "ucdp": best_estimate,
    "recent": recent,
    "origins": most_origins,
}
