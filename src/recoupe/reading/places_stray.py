"""Names that only far from everything else are names of places: "Sindian" in a report on Senegal is not that of Taiwan.

A village that the gazetteer lacks often has a namesake elsewhere. No place is better than one on another continent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recoupe.knowledge.gazetteer import Entry, kilometres
from recoupe.reading.places_names import Name
from recoupe.reading.places_people import Demonym
from recoupe.reading.places_resolve import Sense

KNOWN = 200_000  # inhabitants: a city that reports from anywhere may name
FAR_KM = 600.0  # from all other places of the report
TOLD = 2  # other names that say where the report is
LOCAL = frozenset(("city", "district", "quarter", "site", "base", "camp", "crossing"))


def strays(names: Sequence[Name], senses: Mapping[int, Sense], peoples: Iterable[Demonym]) -> frozenset[int]:
    """The names, by their first pieces, whose small place lies where nothing else in the report does."""
    places = {name.i: (name, senses[name.i].entry) for name in names if name.i in senses}
    told = {country for people in peoples for country in (*people.countries, *people.joint)}
    return frozenset(
        i
        for i, (name, entry) in places.items()
        if may_stray(name, entry) and entry.country not in told and is_alone(name, entry, places.values(), told)
    )


def may_stray(name: Name, entry: Entry) -> bool:
    """A small place that nothing right beside its name confirms."""
    return entry.kind in LOCAL and entry.population < KNOWN and not (entry.user or entry.capital or name.dateline)


def is_alone(name: Name, entry: Entry, places: Iterable[tuple[Name, Entry]], told: set[str]) -> bool:
    """No other name of the report is of its country or lies near it, and several are of others."""
    others = {other.folded: place for other, place in places if other.folded != name.folded}
    if len(others) + len(told) < TOLD:
        return False
    return not any(
        place.country == entry.country or (place.kind in LOCAL and kilometres(place.point, entry.point) < FAR_KM)
        for place in others.values()
    )
