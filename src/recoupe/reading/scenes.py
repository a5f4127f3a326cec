"""What the text establishes: an event that is given no date or place of its own has those of the scene it stands in.

"Deux camions ont brûlé. Le chauffeur a été enlevé." The second deed is of the same day and place as the first. Which
day and place those are is weighed (`scenes_dates`, `scenes_places`); what has not happened has none, and a threat and a
release have no place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from recoupe.model import Event, EventType, Place, Status
from recoupe.reading.scenes_dates import Calendar
from recoupe.reading.scenes_places import Surroundings
from recoupe.reading.tellings import Told

HAPPENED = (Status.OCCURRED, Status.ONGOING)
ELSEWHERE = frozenset({"release", "return", "ceasefire"})  # PLOVER's modes of deeds that have no scene


def with_scenes(doc: Doc, events: Sequence[Event], told: Sequence[Told]) -> Iterator[Event]:
    """The events, with the date and place of their scene where they have none."""
    calendar, surroundings = Calendar(doc), Surroundings(doc)
    for event in map(with_exact_places, events):
        own = sorted((t for t in told if t.event == event.id), key=lambda t: t.mention.trigger.start)
        details = event.details
        if not details.date and event.status in HAPPENED:
            details = replace(details, date=calendar.date_for(own))
        if not details.place and has_scene(event):
            details = replace(details, place=surroundings.place_for(own))
        yield replace(event, details=details)


def has_scene(event: Event) -> bool:
    """Something that happened, or is denied, where other things did; not a threat, a plan, nor a release, which is
    told by where its people were taken, not by where they came free."""
    return (
        event.type is not EventType.THREATEN
        and event.status not in (Status.FUTURE, Status.HYPOTHETICAL)
        and not ELSEWHERE & set(event.mode)
    )


def with_exact_places(event: Event) -> Event:
    """The event and its accounts with the most exact places alone."""
    kept = most_exact(event.details.place)
    held = {(place.name, place.lat, place.lon) for place in kept}
    accounts = tuple(
        replace(
            a, details=replace(a.details, place=tuple(p for p in a.details.place if (p.name, p.lat, p.lon) in held))
        )
        for a in event.accounts
    )
    return replace(event, details=replace(event.details, place=kept), accounts=accounts)


def most_exact(places: Sequence[Place]) -> tuple[Place, ...]:
    """The most exact places that are said of an event: "à Djibo, dans la province du Soum" is Djibo.

    Of two coordinates under one name the described point is the more exact: "à 30 km au sud de Gossi".
    """
    finest = min((tier(place) for place in places), default=0)
    kept = [place for place in places if tier(place) == finest]
    described = {place.name for place in kept if place.precision == "relative"}
    return tuple(p for p in kept if p.precision == "relative" or p.name not in described)


def tier(place: Place) -> int:
    """0 for a point, 1 for a region or line, 2 for a country, 3 for a name without coordinates."""
    if place.lat is None:
        return 3
    return {"country": 2, "region": 1, "area": 1, "border": 1}.get(place.precision, 0)
