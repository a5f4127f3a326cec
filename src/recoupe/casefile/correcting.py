"""Readings as people corrected them: what linking goes by. The reading itself stays as the machine made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from recoupe.casefile.judgements import Correction
from recoupe.casefile.values_of_fields import BETWEEN, DETAILS
from recoupe.model import (
    Damage,
    Date,
    Event,
    EventType,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Span,
    Status,
)

JUDGED = Provenance("judgement.correction")
NUMBERS = ("killed", "injured", "people")


def corrected(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with the values that people gave whole events; those of single accounts are for weighing."""
    by_event: dict[str, list[Correction]] = {}
    for correction in corrections:
        if correction.account is None:
            by_event.setdefault(correction.member.event, []).append(correction)
    if not by_event:
        return reading
    events = tuple(with_values(event, by_event.get(event.id, [])) for event in reading.events)
    return replace(reading, events=events)


def with_values(event: Event, corrections: Iterable[Correction]) -> Event:
    """An event with the values that people gave it."""
    for correction in corrections:
        values = correction.value.split(BETWEEN) if correction.value else []
        match correction.field:
            case "type":
                event = replace(event, type=EventType(correction.value))
            case "status":
                event = replace(event, status=Status(correction.value))
            case "mode":
                event = replace(event, mode=tuple(values))
            case field if field in DETAILS:
                held: Any = {field: tuple(value_of(field, value, event.mentions[0]) for value in values)}
                accounts = tuple(replace(a, details=replace(a.details, **{field: ()})) for a in event.accounts)
                event = replace(event, details=replace(event.details, **held), accounts=accounts)
    return event


def value_of(field: str, value: str, span: Span) -> Date | Place | Participant | Quantity | Damage:
    """A value as a person gives it; it stands at the words that name the event."""
    if field == "date":
        return Date(value, span, JUDGED)
    if field == "place":
        return place_of(value, span)
    if field == "damage":
        return Damage(value, span, JUDGED)
    if field in NUMBERS:
        low, dash, high = value.partition("-")
        return Quantity(int(low), int(low), int(high) if high else None if dash else int(low), span, JUDGED)
    return Participant(value, span, None, JUDGED)


def place_of(value: str, span: Span) -> Place:
    """A place by its name, country and point: "Bria, CF, 6.54, 21.99"; what is left out, the gazetteer tells."""
    name, country, lat, lon = (*(part.strip() for part in value.split(",")), "", "", "")[:4]
    if lat and lon:
        return Place(name, country, float(lat), float(lon), "city", "", span, JUDGED)
    from recoupe.knowledge import gazetteer

    found = next((c.entry for c in gazetteer.find(name) if country in ("", c.entry.country)), None)
    if found is None:
        return Place(name, country, None, None, "area", "", span, JUDGED)
    return Place(name, found.country, found.lat, found.lon, "city", found.id, span, JUDGED)
