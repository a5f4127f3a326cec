"""The values of an event's fields in data form: as a person gives them and as the machine read them."""

from __future__ import annotations

import re
from dataclasses import fields

from recoupe.casefile.errors import UnusableJudgement
from recoupe.knowledge.ontology import ontology
from recoupe.model import Damage, Date, Details, Event, EventType, Participant, Place, Quantity, Status
from recoupe.reading.dates import bounds

DETAILS = tuple(f.name for f in fields(Details))
FIELDS = (*DETAILS, "type", "mode", "status")
NUMBERS = ("killed", "injured", "people")
NUMBER = re.compile(r"\d+(-\d*)?")  # 12, 2-5, 3- for at least three
BETWEEN = " | "  # values of one field


def checked(field: str, value: str) -> str:
    """The value that a person gives a field, if it is one; "" says that nothing is to stand there.

    Raises:
        UnusableJudgement: there is no such field, or this is none of its values.
    """
    value = value.strip()
    if field not in FIELDS:
        raise UnusableJudgement(f"no field {field!r}", f"give one of {', '.join(FIELDS)}")
    if field in ("type", "status"):
        known = {item.value for item in (EventType if field == "type" else Status)}
        if value not in known:
            raise UnusableJudgement(f"no {field} {value!r}", f"give one of {', '.join(sorted(known))}")
    elif field == "mode":
        known = {mode for modes in ontology().modes.values() for mode in modes}
        value = BETWEEN.join(part.strip() for part in value.split("|") if part.strip())
        if strange := [mode for mode in value.split(BETWEEN) if value and mode not in known]:
            raise UnusableJudgement(f"no mode {strange[0]!r}", f"give one of {', '.join(sorted(known))}")
    elif value and field in NUMBERS and not NUMBER.fullmatch(value):
        raise UnusableJudgement(f"no number {value!r}", "give 12, 2-5, or 3- for at least three")
    elif value and field == "date" and not any(map(bounds, value.split("/"))):
        raise UnusableJudgement(f"no date {value!r}", "give 2024-09-12, 2024-09, or 2024-09-12/2024-09-14")
    return value


def machine_value(event: Event, field: str, account: int | None) -> str:
    """What was read of a field, for the event or for one account of it."""
    if field == "type":
        return event.type.value
    if field == "mode":
        return BETWEEN.join(event.mode)
    if field == "status":
        return (event.status if account is None else event.accounts[account].status).value
    details = event.details if account is None else event.accounts[account].details
    return BETWEEN.join(dict.fromkeys(map(data_form, getattr(details, field))))


def data_form(value: Date | Place | Participant | Quantity | Damage) -> str:
    """A value without the words it was read from."""
    match value:
        case Date():
            return value.edtf
        case Place():
            return f"{value.name}, {value.country}" if value.country else value.name
        case Quantity():
            high = "" if value.high is None else str(value.high)
            return high if str(value.low) == high else f"{value.low}-{high}"
        case _:
            return value.name
