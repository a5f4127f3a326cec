"""Which of the places that are told of an event are its own: the most exact ones, of the words that speak of it most.

"À Djibo, dans la province du Soum" is Djibo, "à Nkwen, à Bamenda" the quarter Nkwen. Several mentions of one event
often name several places, of which all but one are of something else in the sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence, Set
from dataclasses import replace

from recoupe.model import Details, Event, Place
from recoupe.reading.geometry import kilometres
from recoupe.reading.tellings import Told, said

QUARTER_KM = 15.0  # from a town to the quarters and sites of it
SAME_KM = 6.0  # two places so near to each other are one and its part
COUNTRY = 3


def with_exact_places(event: Event, own: Sequence[Told], away: Set[str]) -> Event:
    """The event and its accounts with the most exact places alone.

    Args:
        event: as its accounts tell it.
        own: its tellings, in the order of the text.
        away: ids of the cues that tell where somebody comes from or goes to.
    """
    there = [place for place in event.details.place if place.provenance.entry not in away]
    exact = most_exact(there)
    kept = one_of_each(most_told(exact, own))
    return with_places(event, {said(place) for place in kept})


def with_places(event: Event, kept: Collection[str]) -> Event:
    """The event and its accounts with some of their places."""

    def of(details: Details) -> Details:
        return replace(details, place=tuple(place for place in details.place if said(place) in kept))

    accounts = tuple(replace(account, details=of(account.details)) for account in event.accounts)
    return replace(event, details=of(event.details), accounts=accounts)


def most_exact(places: Sequence[Place]) -> tuple[Place, ...]:
    """The most exact places that are said of an event: "à Djibo, dans la province du Soum" is Djibo.

    Of two coordinates under one name the described point is the more exact: "à 30 km au sud de Gossi".
    """
    finest = min((tier(place) for place in places), default=0)
    kept = [place for place in places if tier(place) == finest]
    described = {place.name for place in kept if place.precision == "relative"}
    return tuple(p for p in kept if p.precision == "relative" or p.name not in described)


def tier(place: Place) -> int:
    """0 for a point, 1 for a district, 2 for a region or line, 3 for a country, 4 for a name without coordinates."""
    if place.lat is None:
        return COUNTRY + 1
    return {"country": COUNTRY, "region": 2, "area": 2, "border": 2, "district": 1}.get(place.precision, 0)


def most_told(places: Sequence[Place], own: Sequence[Told]) -> tuple[Place, ...]:
    """Of the places those of the one mention whose place is told most often, of several the first."""
    held = {said(place) for place in places}
    groups = [[said(place) for place in told.details.place if said(place) in held] for told in own]
    times = Counter(place for group in groups for place in group)
    best = max((group for group in groups if group), key=lambda group: max(times[p] for p in group), default=None)
    return tuple(place for place in places if best is None or said(place) in best)


def one_of_each(places: Sequence[Place]) -> tuple[Place, ...]:
    """No town beside its own quarter: of two places next to each other the finer one, else the one named first."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: place.precision != "site"):
        if not any(are_next(place, other) for other in kept):
            kept.append(place)
    return tuple(place for place in places if place in kept)


def are_next(one: Place, other: Place) -> bool:
    """A town and its quarter, or two places that touch."""
    reach = QUARTER_KM if "site" in (one.precision, other.precision) else SAME_KM
    return 0 < kilometres(one, other) < reach
