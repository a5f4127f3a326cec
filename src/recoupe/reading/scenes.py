"""What the text establishes: an event that is given no date or place of its own has those of the scene it stands in.

"Deux camions ont brûlé. Le chauffeur a été enlevé." The second deed is of the same day and place as the first. What
stands before it counts, in its own paragraph first, and no date for what is told as earlier still ("avait enlevé").
The place is that of which the report speaks most (`scenes_places`); a threat and a release have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from recoupe.model import Date, Event, EventType, Place, Status
from recoupe.reading.grammar import has
from recoupe.reading.layers import REGIONS
from recoupe.reading.scenes_places import Surroundings
from recoupe.reading.tellings import Told

HAPPENED = (Status.OCCURRED, Status.ONGOING)
ELSEWHERE = frozenset({"release", "return", "ceasefire"})  # PLOVER's modes of deeds that have no scene


def with_scenes(doc: Doc, events: Sequence[Event], told: Sequence[Told]) -> Iterator[Event]:
    """The events, with the date and place of their scene where they have none."""
    in_order = sorted(told, key=lambda t: t.mention.trigger.start)
    happened = {event.id for event in events if event.status in HAPPENED}
    surroundings = Surroundings(doc)
    for event in map(with_exact_places, events):
        own = [t for t in in_order if t.event == event.id]
        details = event.details
        if event.type is not EventType.THREATEN and not any(is_earlier(t.mention.trigger.root) for t in own):
            others = [t for t in in_order if t.event != event.id and t.event in happened]
            if not details.date and event.id in happened:
                details = replace(details, date=inherited(own, others, "date"))
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


def inherited(own: Sequence[Told], others: Sequence[Told], field: str) -> tuple[Any, ...]:
    """The values of the nearest telling before the event in its paragraph, else of the rest of its sentence."""
    for mention in own:
        for other in reversed([t for t in others if is_in_scene(t, mention)]):
            values: tuple[Date | Place, ...] = getattr(other.details, field)
            if values and not is_earlier(other.mention.trigger.root):
                return tuple(as_inherited(value, other) for value in values)
    for mention in own:
        for other in reversed([t for t in others if t.mention.trigger.start < mention.mention.trigger.start]):
            values = getattr(other.details, field)
            if values and not is_earlier(other.mention.trigger.root):
                return tuple(as_inherited(value, other) for value in values)
    return ()


def is_in_scene(other: Told, told: Told) -> bool:
    """It stands before the telling in the same paragraph, or anywhere in the same sentence."""
    one, two = other.mention.trigger.root, told.mention.trigger.root
    if one.sent.start == two.sent.start:
        return True
    return one.i < two.i and paragraph_of(one) == paragraph_of(two)


def paragraph_of(token: Token) -> int:
    """The first token of the paragraph of a token."""
    return next((p.phrase.start for p in REGIONS.of(token.doc) if p.phrase.start <= token.i < p.phrase.end), -1)


def is_earlier(verb: Token) -> bool:
    """A pluperfect steps back before the scene: "avait enlevé", "had kidnapped"."""
    perfect = [c for c in verb.children if c.dep_ in ("aux", "aux:tense") and has(c, "VerbForm", "Fin")]
    return has(verb, "VerbForm", "Part") and any(has(c, "Tense", "Imp", "Past") for c in perfect)


def as_inherited(value: Date | Place, told: Told) -> Date | Place:
    """The value, saying whose it was first."""
    note = f"of the same scene as “{told.mention.trigger.text}”"
    return replace(value, provenance=replace(value.provenance, rule="accounts.scene", note=note))
