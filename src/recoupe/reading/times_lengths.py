"""Reckonings of lengths of time and of what recurs: "trois jours", "the next two weeks", "tous les jeudis"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from recoupe.reading.times_calendar import CLOCK, When, moved
from recoupe.reading.times_reckoner import Reckoner


def op_length(c: Reckoner, amount: Any, unit: str) -> When:
    """A length of time: "trois jours", "a five-hour visit"; "X" is a vague amount."""
    number = amount if isinstance(amount, (int, float)) else None
    return When("DURATION", length_value(number, unit), grain=unit, note="a length of time", amount=number)


def op_length_and_half(c: Reckoner, amount: Any, unit: str) -> When:
    """A length of time and half its unit: "deux ans et demi"."""
    return op_length(c, amount + 0.5, unit) if isinstance(amount, (int, float)) else op_length(c, amount, unit)


def length_value(number: float | None, unit: str) -> str:
    """P3D, PT16H, PXY; decades and centuries are counted in years."""
    if unit in ("DE", "CE"):
        number, unit = (None if number is None else number * {"DE": 10, "CE": 100}[unit]), "Y"
    letter = {"MIN": "M", "WE": "WE"}.get(unit, unit)
    if number is not None and unit == "Y" and number % 1 == 0.5:
        return f"P{int(number)}Y6M" if number > 1 else "P6M"
    if number is not None and unit == "H" and number % 1 == 0.5:
        return f"PT{int(number)}H30M" if number > 1 else "PT30M"
    return f"P{'T' if unit in CLOCK else ''}{'X' if number is None else f'{number:g}'}{letter}"


def op_past_length(c: Reckoner, length: When) -> When:
    """A length of time that ends with the day of writing: "over the past 24 hours", "depuis trois jours"."""
    if c.now is None or length.amount is None:
        return length
    first = moved(c.now, -length.amount, length.grain)
    return replace(length, first=first, last=c.now, grain="D", note=f"up to {c.now.isoformat()}")


def op_next_length(c: Reckoner, length: When) -> When:
    """A length of time that begins with the day of writing: "the next two weeks"."""
    if c.now is None or length.amount is None:
        return length
    last = moved(c.now, length.amount, length.grain)
    return replace(length, first=c.now, last=last, grain="D", note=f"from {c.now.isoformat()} on")


def op_length_from(c: Reckoner, length: When, start: When) -> When:
    """An interval by its first day and its length: "48 heures à partir de jeudi"."""
    days = {"H": 1 / 24, "D": 1.0, "W": 7.0}.get(length.grain)
    if start.first is None or length.amount is None or days is None:
        return replace(start, value=None, first=None, last=None, note="an interval whose ends are not known")
    last = moved(start.first, max(round(length.amount * days), 1) - 1, "D")
    note = f"{length.value} from {start.edtf} on"
    return When("DATE", f"{start.first}/{last}", start.first, last, "D", note=note)


def op_every(c: Reckoner, amount: Any, unit: str) -> When:
    """A repetition: "chaque jour", "tous les trois mois"."""
    return When("SET", length_value(amount or 1, unit), note="repeated")


def op_every_weekday(c: Reckoner, weekday: int) -> When:
    """A weekday that recurs: "tous les jeudis", "on Sundays"."""
    return When("SET", f"XXXX-WXX-{weekday}", note="repeated")


def op_every_month(c: Reckoner, month: int) -> When:
    """A month of each year: "each July"."""
    return When("SET", f"XXXX-{month:02}", note="repeated")
