"""What the text establishes: an event that is given no date or place of its own has those of the scene it stands in.

"Deux camions ont brûlé. Le chauffeur a été enlevé." The second deed is of the same day and place as the first. Which
day and place those are is weighed (`scenes_dates`, `scenes_places`); what has not happened has none, and a threat and a
release have no place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from recoupe.model import Details, Event, EventType, Place, Status
from recoupe.reading.layers import document_of
from recoupe.reading.places_lexicon import lexicon
from recoupe.reading.scenes_dates import Calendar, is_ahead, until
from recoupe.reading.scenes_exact import COUNTRY, tier, with_exact_places
from recoupe.reading.scenes_places import Surroundings
from recoupe.reading.tellings import Told

HAPPENED = (Status.OCCURRED, Status.ONGOING)
ELSEWHERE = frozenset({"release", "return", "ceasefire"})  # PLOVER's modes of deeds that have no scene


def with_scenes(doc: Doc, events: Sequence[Event], told: Sequence[Told]) -> Iterator[Event]:
    """The events, with the date and place of their scene where they have none."""
    calendar, surroundings = Calendar(doc), Surroundings(doc)
    away = lexicon(doc.lang_).away
    for event in events:
        own = sorted((t for t in told if t.event == event.id), key=lambda t: t.mention.trigger.start)
        exact = with_exact_places(event, own, away)
        exact = so_far(exact, document_of(doc).published)
        details = exact.details
        if not details.date and event.status in HAPPENED:
            details = replace(details, date=calendar.date_for(own))
        if has_scene(event) and all(tier(place) >= COUNTRY for place in details.place):
            details = replace(details, place=finer(details.place, surroundings.place_for(own)))
        yield replace(exact, details=details)


def so_far(event: Event, published: str) -> Event:
    """What happened, with its dates up to the publication: "menacent de fermer la mairie lundi" threatens today."""
    if event.type is not EventType.THREATEN or event.status is not Status.OCCURRED:
        return event

    def of(details: Details) -> Details:
        dates = (replace(d, edtf=until(d.edtf, published)) for d in details.date if not is_ahead(d.edtf, published))
        return replace(details, date=tuple(dates))

    accounts = tuple(replace(account, details=of(account.details)) for account in event.accounts)
    return replace(event, details=of(event.details), accounts=accounts)


def finer(own: Sequence[Place], scene: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the scene, unless the event has a country of its own that they do not lie in."""
    countries = {place.country for place in own}
    return tuple(scene) if not own or any(place.country in countries for place in scene) else tuple(own)


def has_scene(event: Event) -> bool:
    """Something that happened, or is denied, where other things did; not a threat, a plan, nor a release, which is
    told by where its people were taken, not by where they came free."""
    return (
        event.type is not EventType.THREATEN
        and event.status not in (Status.FUTURE, Status.HYPOTHETICAL)
        and not ELSEWHERE & set(event.mode)
    )
