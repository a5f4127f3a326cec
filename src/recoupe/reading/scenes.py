"""What the text establishes: an event that is given no date or place of its own has those of the scene it stands in.

"Deux camions ont brûlé. Le chauffeur a été enlevé." The second deed is of the same day and place as the first. Only
what stands before it in the same paragraph counts, only for what happened, and never what is told as earlier still
("avait enlevé").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from spacy.tokens import Token

from recoupe.model import Date, Event, Place, Status
from recoupe.reading.grammar import has
from recoupe.reading.layers import REGIONS
from recoupe.reading.tellings import Told

HAPPENED = (Status.OCCURRED, Status.ONGOING)


def with_scenes(events: Sequence[Event], told: Sequence[Told]) -> Iterator[Event]:
    """The events, with the date and place of their scene where they have none."""
    in_order = sorted(told, key=lambda t: t.mention.trigger.start)
    happened = {event.id for event in events if event.status in HAPPENED}
    for event in events:
        own = [t for t in in_order if t.event == event.id]
        details = event.details
        if event.id in happened and not any(is_earlier(t.mention.trigger.root) for t in own):
            others = [t for t in in_order if t.event != event.id and t.event in happened]
            if not details.date:
                details = replace(details, date=inherited(own, others, "date"))
            if not details.place:
                details = replace(details, place=inherited(own, others, "place"))
        yield replace(event, details=details)


def inherited(own: Sequence[Told], others: Sequence[Told], field: str) -> tuple[Any, ...]:
    """The values of the nearest telling before the event in its paragraph, else of the rest of its sentence."""
    for mention in own:
        for other in reversed([t for t in others if is_in_scene(t, mention)]):
            values: tuple[Date | Place, ...] = getattr(other.details, field)
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
