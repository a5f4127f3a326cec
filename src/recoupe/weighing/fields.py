"""What the accounts of an incident say, field by field: each value with those behind it, and how the values stand.

Nothing is averaged. Values that can stand together ("at least three", "five") agree; a source that raised its figure
disputes nobody's, its earlier figure is superseded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from recoupe.model import (
    Factuality,
    FieldStatus,
    Origin,
    Place,
    SourceKind,
    Telling,
    Weighed,
    WeighedField,
)
from recoupe.reading.dates import bounds
from recoupe.reading.geometry import kilometres
from recoupe.weighing.bodies import same_body
from recoupe.weighing.names import name_of
from recoupe.weighing.numbers import bounds_of, data_form, may_agree
from recoupe.weighing.told import TOLLS, Told

FAR = 15.0  # kilometres between two exact places, beyond which they are rival tellings
EXACT = ("site", "city", "relative")
PHRASES = ("actor", "recipient", "instrument", "claimed_by", "damage")
FIELDS = ("factuality", "status", "date", "place", "actor", "recipient", "instrument", *TOLLS, "damage", "claimed_by")
STATE, ARMED = frozenset(("MIL", "COP")), frozenset(("REB", "UAF", "PRM", "CRM"))
FIGHTERS = frozenset(("MIL", "COP", "REB", "UAF", "PRM", "CRM"))
CIVILIANS = frozenset(("CVL", "HLH", "JRN", "AGR", "EDU", "LAB"))


@dataclass(frozen=True, slots=True)
class Saying:
    """One value as one telling gives it."""

    value: str
    told: Told
    place: Place | None = None
    language: str = ""


def weighed_fields(told: Sequence[Told], origins: Sequence[Origin]) -> tuple[WeighedField, ...]:
    """Every field that somebody says something on."""
    of = origin_of(origins)
    found = (weighed_field(field, list(sayings(field, told)), of) for field in FIELDS)
    return tuple(field for field in found if field is not None)


def origin_of(origins: Sequence[Origin]) -> dict[Telling, int]:
    """The origin that each telling goes back to, as its place in the list."""
    return {telling: index for index, origin in enumerate(origins) for telling in origin.tellings}


def sayings(field: str, told: Sequence[Told]) -> Iterator[Saying]:
    """What each telling says on a field; what only the event as a whole is given is the first telling's."""
    for t in told:
        first = t.telling.account == 0
        if field == "factuality":
            yield Saying(t.account.factuality.value, t)
            continue
        if field == "status":
            yield Saying(t.account.status.value, t)
            continue
        values = getattr(t.details, field)
        if not values and first and not any(getattr(a.details, field) for a in t.event.accounts):
            values = getattr(t.event.details, field)
        for value in values:
            yield saying(field, value, t)


def saying(field: str, value: object, told: Told) -> Saying:
    """A value of `Details` in data form."""
    language = told.document.language
    if isinstance(value, Place):
        return Saying(value.name, told, value, language)
    if field == "date":
        return Saying(getattr(value, "edtf", ""), told)
    if field in TOLLS:
        return Saying(data_form(value), told)  # type: ignore[arg-type]
    return Saying(getattr(value, "name", ""), told, None, language)


def weighed_field(field: str, said: Sequence[Saying], of: dict[Telling, int]) -> WeighedField | None:
    """The values of a field, best supported first; None where nobody says anything."""
    if not said:
        return None
    values = tuple(
        sorted(
            superseded((weighed(group, of) for group in grouped(said, SAME.get(field, same_value))), said, field, of),
            key=lambda w: (w.superseded, -len(w.origins), -len(w.tellings), w.value),
        )
    )
    return WeighedField(field, status_of(field, values, said, of), values)


def grouped(said: Iterable[Saying], same: Callable[[Saying, Saying], bool]) -> list[list[Saying]]:
    """Sayings that are one value, in the order of publication."""
    groups: list[list[Saying]] = []
    for one in said:
        home = next((group for group in groups if same(group[0], one)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def weighed(group: Sequence[Saying], of: dict[Telling, int]) -> Weighed:
    """A value with the tellings and origins behind it; names stand in their fullest form."""
    tellings = tuple(dict.fromkeys(one.told.telling for one in group))
    fullest = max(group, key=lambda one: len(one.value)) if group[0].language and not group[0].place else group[0]
    return Weighed(
        value=fullest.value,
        tellings=tellings,
        origins=tuple(sorted({of[t] for t in tellings if t in of})),
        day=max((one.told.day for one in group), default=""),
        place=group[0].place,
    )


# ---------------------------------------------------------------- which values are one


def same_value(one: Saying, other: Saying) -> bool:
    """The same in data form."""
    return one.value == other.value


def same_place(one: Saying, other: Saying) -> bool:
    """One name, or near each other and as exact."""
    if one.place is None or other.place is None:
        return one.value == other.value
    near = kilometres(one.place, other.place) <= FAR and (one.place.precision in EXACT) == (
        other.place.precision in EXACT
    )
    return near or same_name(one, other)


def same_name(one: Saying, other: Saying) -> bool:
    """All telling words of one name are in the other, by their sound."""
    a, b = name_of(one.value, one.language), name_of(other.value, other.language)
    return bool(a.sounds and b.sounds) and (a.sounds <= b.sounds or b.sounds <= a.sounds)


SAME: dict[str, Callable[[Saying, Saying], bool]] = {"place": same_place, **dict.fromkeys(PHRASES, same_name)}


# ---------------------------------------------------------------- how they stand


def superseded(
    values: Iterable[Weighed], said: Sequence[Saying], field: str, of: dict[Telling, int]
) -> Iterator[Weighed]:
    """Tolls that every origin behind them has since revised are marked; who still repeats them revives none."""
    for value in values:
        revised = {
            of.get(s.told.telling)
            for s in said
            if field in TOLLS and s.told.telling in value.tellings and s.value == value.value and revision(s, said)
        }
        yield replace(value, superseded=bool(value.origins) and set(value.origins) <= revised)


def revision(said: Saying, others: Sequence[Saying]) -> Saying | None:
    """A figure that the same source, or the same outlet in its own voice, gave first on a later day than this one."""
    own = [s for s in others if is_same_teller(said.told, s.told) and s.told.day]
    first = min((s.told.day for s in own if best_of(s.value) == best_of(said.value)), default="")
    together = {best_of(s.value) for s in own if s.told.telling == said.told.telling}
    for other in own:
        days = [s.told.day for s in own if best_of(s.value) == best_of(other.value)]
        if first and best_of(other.value) not in together and min(days) > first:
            return other
    return None


def best_of(value: str) -> int:
    """The number of a toll in data form."""
    return bounds_of(value)[1]


def is_same_teller(one: Told, other: Told) -> bool:
    """One source in two of its reports: an outlet itself, an institution by its name, an army or police by its body."""
    if one.is_own_voice or other.is_own_voice:
        own = one.is_own_voice and other.is_own_voice and one.outlet == other.outlet
        return own or bool(one.body and one.body == other.body)
    if one.body is not None and other.body is not None:
        return same_body(one.body, other.body) and one.polarity == other.polarity
    return one.name.sounds == other.name.sounds and one.source.kind is other.source.kind is not SourceKind.WITNESS


def status_of(field: str, values: Sequence[Weighed], said: Sequence[Saying], of: dict[Telling, int]) -> FieldStatus:
    """How the accounts stand to each other on a field."""
    if field == "factuality":
        sides = {Factuality(v.value).polarity for v in values}
        if {1, -1} <= sides:
            return FieldStatus.DENIED
    elif field == "actor" and any(s.told.polarity < 0 for s in said) and any(s.told.polarity > 0 for s in said):
        return FieldStatus.DENIED
    elif rivals(field, values, said):
        return FieldStatus.DISPUTED
    origins = {index for value in values for index in value.origins}
    return FieldStatus.AGREED if len(origins) > 1 else FieldStatus.SINGLE_ORIGIN


def rivals(field: str, values: Sequence[Weighed], said: Sequence[Saying]) -> list[tuple[Weighed, Weighed]]:
    """Pairs of standing values that cannot both be right, told by different origins; the best supported first.

    Between two origins that share a value there is no dispute: who names both ends of a road, or the army's figure
    beside his own, contradicts nobody who gives one of them.
    """
    standing = [v for v in values if not v.superseded]
    found = [
        (one, other)
        for one, other in combinations(standing, 2)
        if clash(field, one, other, said) and opposed(field, one, other, standing, said)
    ]
    return sorted(found, key=lambda pair: -len(pair[0].origins) - len(pair[1].origins))


def opposed(field: str, one: Weighed, other: Weighed, standing: Sequence[Weighed], said: Sequence[Saying]) -> bool:
    """Some origin of the one and some origin of the other agree on nothing."""
    if field in TOLLS:
        return not set(one.origins) & set(other.origins)
    return any(
        a != b and all(clash(field, x, y, said) for x in held_by(a, standing) for y in held_by(b, standing))
        for a in one.origins
        for b in other.origins
    )


def held_by(origin: int, values: Sequence[Weighed]) -> list[Weighed]:
    """The values that an origin gives."""
    return [v for v in values if origin in v.origins]


def clash(field: str, one: Weighed, other: Weighed, said: Sequence[Saying]) -> bool:
    """Two values that cannot both be right."""
    if field in TOLLS:
        return not may_agree(one.value, other.value)
    if field == "date":
        days, days2 = bounds(one.value), bounds(other.value)
        return days is not None and days2 is not None and (days[0] > days2[1] or days2[0] > days[1])
    if field == "place":
        return is_exact(one.place) and is_exact(other.place) and distance(one.place, other.place) > FAR
    if field in ("actor", "recipient"):
        a, b = language_of(one, said), language_of(other, said)
        return (
            rival_names(one.value, a, other.value, b) if field == "actor" else rival_kinds(one.value, a, other.value, b)
        )
    return False


def language_of(value: Weighed, said: Sequence[Saying]) -> str:
    """The language that a name is written in."""
    return next((s.language for s in said if s.value == value.value), "")


def is_exact(place: Place | None) -> bool:
    """A place known to the town."""
    return place is not None and place.precision in EXACT and place.lat is not None


def distance(one: Place | None, other: Place | None) -> float:
    """Kilometres between two places."""
    return kilometres(one, other) if one is not None and other is not None else 0.0


def rival_names(one: str, language: str, other: str, language2: str) -> bool:
    """Two names of different parties; "armed men" may be the men of any name."""
    a, b = name_of(one, language), name_of(other, language2)
    named = bool(a.proper and b.proper) and not a.proper & b.proper
    state, others = [bool(n.sectors & STATE) for n in (a, b)], [bool(n.sectors & ARMED) for n in (a, b)]
    return named or (state != others and state == others[::-1] and any(state))


def rival_kinds(one: str, language: str, other: str, language2: str) -> bool:
    """Fighters for one, civilians for the other."""
    a, b = name_of(one, language), name_of(other, language2)
    kinds = (a.sectors | a.marked, b.sectors | b.marked)
    fighters, civilians = [bool(k & FIGHTERS) for k in kinds], [bool(k & CIVILIANS) for k in kinds]
    return (fighters[0] and civilians[1] and not civilians[0] and not fighters[1]) or (
        fighters[1] and civilians[0] and not civilians[1] and not fighters[0]
    )
