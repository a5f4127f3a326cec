"""The fields of one incident on two sides: whether some value of the one can stand with some value of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from recoupe.comparing.values import Compared, Standing
from recoupe.linking.records import RADIUS, days_of
from recoupe.model import Incident, Place, Weighed
from recoupe.reading.geometry import kilometres
from recoupe.weighing.fields import EXACT, FAR, rival_kinds, rival_names
from recoupe.weighing.names import name_of
from recoupe.weighing.numbers import may_agree
from recoupe.weighing.precision import weighed
from recoupe.weighing.whole import Whole

TOLLS = ("killed", "injured", "people")
PARTIES = ("actor", "recipient")
FIELDS = ("type", "date", "place", *PARTIES, *TOLLS)
Said = tuple[Weighed, str]  # a value and the language it is written in


def compared(whole: Whole, theirs: Incident, ours: Incident) -> Iterator[Compared]:
    """Every field that one side says something on."""
    for field in FIELDS:
        one, other = values(field, theirs), values(field, ours)
        if one or other:
            yield Compared(field, standing(field, one, other, whole, ours), one, other)


def values(field: str, incident: Incident) -> tuple[Weighed, ...]:
    """The values of a field; figures that their own sources revised are left out."""
    if field == "type":
        tellings = tuple(t for origin in incident.origins for t in origin.tellings)
        return (Weighed("/".join((incident.type.value, *incident.mode)), tellings, ()),)
    held = weighed(incident, field)
    return tuple(v for v in held if not v.superseded) or held


def standing(
    field: str, theirs: Sequence[Weighed], ours: Sequence[Weighed], whole: Whole, incident: Incident
) -> Standing:
    """How the two sides stand to each other."""
    if not theirs or not ours:
        return Standing.THEIRS if theirs else Standing.OURS
    if field in PARTIES:
        return parties(field, spoken(theirs, whole), spoken(ours, whole), whole, incident)
    meets = MEETS.get(field, may_agree_on_toll)
    return Standing.SAME if any(meets(a, b) for a in theirs for b in ours) else Standing.DIFFER


def may_agree_on_toll(one: Weighed, other: Weighed) -> bool:
    """One number fits both."""
    return may_agree(one.value, other.value)


def same_kind(one: Weighed, other: Weighed) -> bool:
    """One type, and no modes of which none is shared."""
    (type, *modes), (type2, *modes2) = one.value.split("/"), other.value.split("/")
    return type == type2 and (not modes or not modes2 or bool(set(modes) & set(modes2)))


def same_days(one: Weighed, other: Weighed) -> bool:
    """Some day is in both; "about" reaches a few days."""
    a, b = days_of(one.value), days_of(other.value)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def same_place(one: Weighed, other: Weighed) -> bool:
    """One name, or no farther apart than they are exact."""
    a, b = one.place, other.place
    if a is None or b is None:
        return one.value.casefold() == other.value.casefold()
    sounds, sounds2 = name_of(a.name, "en").sounds, name_of(b.name, "en").sounds
    if sounds and sounds2 and (sounds <= sounds2 or sounds2 <= sounds):
        return True
    return kilometres(a, b) <= max(FAR, *(RADIUS.get(place.precision, 0) for place in rough(a, b)), 0)


def rough(*places: Place) -> Iterator[Place]:
    """Those that are not known to the town."""
    return (place for place in places if place.precision not in EXACT)


MEETS: dict[str, Callable[[Weighed, Weighed], bool]] = {"type": same_kind, "date": same_days, "place": same_place}


# ---------------------------------------------------------------- who


def spoken(values: Sequence[Weighed], whole: Whole) -> list[Said]:
    """Names with the language they are written in."""
    return [(v, whole.readings[v.tellings[0].document].document.language) for v in values]


def parties(field: str, theirs: Sequence[Said], ours: Sequence[Said], whole: Whole, incident: Incident) -> Standing:
    """Who took part. In coded data of fighting the two sides stand in any order: the other side is looked at, too."""
    if any(same_party(a, b) for a in theirs for b in ours):
        return Standing.SAME
    across = spoken(values("recipient" if field == "actor" else "actor", incident), whole)
    if any(same_party(a, b) for a in theirs for b in across):
        return Standing.WORDED
    rivals = rival_names if field == "actor" else rival_kinds
    clash = all(rivals(a.value, code, b.value, code2) for a, code in theirs for b, code2 in ours)
    return Standing.DIFFER if clash else Standing.WORDED


def same_party(one: Said, other: Said) -> bool:
    """All telling words of one name are in the other, by their sound."""
    a, b = name_of(one[0].value, one[1]).sounds, name_of(other[0].value, other[1]).sounds
    return bool(a and b) and (a <= b or b <= a)
