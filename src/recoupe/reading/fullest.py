"""One participant, one entry: "convoi" and "convoi de la coalition" of one event are one, in its fullest form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from recoupe.model import Details, Event, Participant, Place
from recoupe.reading.chains import key_of

SHORT = 2  # letters: "de", "la", "of" tell nothing


def with_fullest(event: Event) -> Event:
    """The event and its accounts with each participant in its fullest form, each place once."""
    held = (event.details, *(account.details for account in event.accounts))
    details = standing_for(event.details, held)
    accounts = tuple(replace(a, details=standing_for(a.details, held)) for a in event.accounts)
    return replace(event, details=details, accounts=accounts)


def standing_for(details: Details, held: Sequence[Details]) -> Details:
    """The details with each value replaced by the one that stands for it in all details of the event."""
    return replace(
        details,
        place=merged_places(details.place, [p for d in held for p in d.place]),
        actor=merged(details.actor, [p for d in held for p in (*d.actor, *d.claimed_by)]),
        recipient=merged(details.recipient, [p for d in held for p in d.recipient]),
        instrument=merged(details.instrument, [p for d in held for p in d.instrument]),
        claimed_by=merged(details.claimed_by, [p for d in held for p in (*d.actor, *d.claimed_by)]),
    )


def merged(own: Sequence[Participant], others: Sequence[Participant]) -> tuple[Participant, ...]:
    """Each participant as the fullest of those that name the same, without repetition."""
    return tuple(dict.fromkeys(fullest(one, others) for one in own))


def fullest(one: Participant, others: Sequence[Participant]) -> Participant:
    """The longest name among the participants that are this one; the first in the text where several are."""
    same = [one, *(other for other in others if is_same(one, other))]  # a name of marks alone is like none, even itself
    return min(same, key=lambda other: (-len(words(other.name)), other.span.start, other.span.end))


def is_same(one: Participant, other: Participant) -> bool:
    """One register entry, or all words of one name among those of the other."""
    if one.id is not None and other.id is not None:
        return one.id == other.id
    a, b = words(one.name), words(other.name)
    return bool(a and b) and (a <= b or b <= a)


def words(name: str) -> frozenset[str]:
    """The words of a name that tell something."""
    found = key_of(name).split()
    return frozenset(word for word in found if len(word) > SHORT) or frozenset(found)


def merged_places(own: Sequence[Place], others: Sequence[Place]) -> tuple[Place, ...]:
    """Each place as first read, without repetition."""
    return tuple(dict.fromkeys(min((o for o in others if same_place(p, o)), key=lambda o: o.span) for p in own))


def same_place(one: Place, other: Place) -> bool:
    """One gazetteer entry or name at one point."""
    point = (one.lat, one.lon) == (other.lat, other.lon)
    return point and (
        key_of(one.name) == key_of(other.name) or bool(one.gazetteer and one.gazetteer == other.gazetteer)
    )
