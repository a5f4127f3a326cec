"""Reckonings of what lies so far from a known day: "hier", "two weeks ago", "le lendemain", "deux jours plus tard"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recoupe.reading.times_calendar import CLOCK, NAMES, When, day_when, moved, unit_when
from recoupe.reading.times_reckoner import Reckoner

NIGHT = "TNI"  # how TIMEX3 ends the value of a night


def op_this(c: Reckoner, unit: str, count: float = 0) -> When:
    """A unit of the calendar counted from the day of writing: "hier" (day, -1), "last week" (week, -1)."""
    if c.now is None:
        return When("DATE", grain=unit, note="no date of publication")
    c.current, c.told = True, None
    note = f"{NAMES[unit]} of {c.now.isoformat()}" if count == 0 else f"{c.now.isoformat()} {count:+g} {NAMES[unit]}"
    if unit == "WE":
        return unit_when(moved(c.now, count, "W"), unit, note)
    return unit_when(moved(c.now, count, unit), unit, note)


def op_weekend(c: Reckoner, count: int | None = None) -> When:
    """A weekend: the last one of the past unless it is Saturday or Sunday or the verb is in the future."""
    if c.now is None or count is not None:
        return op_this(c, "WE", count or 0)
    if c.now.isoweekday() >= 6 or c.tense() == "future":
        return op_this(c, "WE", 0)
    return op_this(c, "WE", -1)


def op_that(c: Reckoner, unit: str, count: float = 0) -> When:
    """A unit counted from the date just told: "la veille" (day, -1), "le lendemain" (day, 1), "that year"."""
    focus = c.day if unit in ("D", "WE", "W") and c.day else c.focus
    if focus is None or focus.first is None or focus.last is None:
        return When("DATE", grain=unit, note="no date told before")
    night = unit == "D" and (focus.value or "").endswith(NIGHT)  # the day after a night is its second
    start = focus.last if count > 0 and not night else focus.first
    note = f"{focus.edtf} {count:+g} {NAMES[unit]}"
    if unit == "D" and focus.grain not in ("D", "", "WE"):
        return When("DATE", grain="D", note=f"no day told before, only {focus.edtf}")
    there = unit_when(moved(start, count, "W" if unit == "WE" else unit), unit, note)
    return replace(there, passing=count < 0)  # "la veille" looks back once, and the story stays where it was


def _shifted(start: date, count: float, unit: str, note: str) -> When:
    """A day moved by an amount, as exactly as its unit: three days are exact, three weeks are about a day."""
    if unit in ("DE", "CE"):  # "a decade ago" is ten years, not the decade before
        count, unit = count * {"DE": 10, "CE": 100}[unit], "Y"
    there = moved(start, count, unit)
    if there is None:
        return When("DATE", None, grain=unit, note=note)
    if unit == "W":
        week = unit_when(there, "W", note)
        return replace(week, first=there, last=there, grain="D", approximate=True)
    if unit in CLOCK:
        return replace(day_when(there, note), type="TIME")
    return unit_when(there, unit, note)


def op_ago(c: Reckoner, length: When) -> When:
    """So much before the day of writing: "il y a deux semaines", "three days ago"; vague without a number.

    A year before a quarter is that quarter: "losses in the third quarter doubled from a year ago".
    """
    if c.focus and c.focus.grain == "Q" and length.grain == "Y" and length.amount == 1:
        return op_later(c, length, -1)
    return _away(c.now, length, -1)


def op_ahead(c: Reckoner, length: When) -> When:
    """So much after the day of writing: "dans trois jours", "in two weeks"."""
    return _away(c.now, length, 1)


def _away(start: date | None, length: When, sign: int) -> When:
    unit = length.grain
    if length.amount is None:
        if unit in CLOCK and start:
            return replace(day_when(start, f"some {NAMES[unit]}s from {start.isoformat()}"), type="TIME")
        return When("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", note="vague")
    if start is None:
        return When("DATE", None, grain=unit, note="no date of publication")
    return _shifted(start, sign * length.amount, unit, f"{start.isoformat()} {sign * length.amount:+g} {NAMES[unit]}")


def op_anniversary(c: Reckoner, length: When) -> When:
    """So much before the day of writing, to the day: "cinq ans jour pour jour après l'attaque"."""
    there = op_ago(c, length)
    exact = moved(c.now, -length.amount, length.grain) if c.now and length.amount else None
    return replace(there, first=exact, last=exact, grain="D", approximate=False) if exact else there


def op_later(c: Reckoner, length: When, sign: int = 1) -> When:
    """So much after the date just told: "deux jours plus tard", "quelques heures plus tôt"."""
    unit, amount = length.grain, length.amount
    focus = c.day if unit in CLOCK | {"D"} and c.day else c.focus
    if focus is None or focus.first is None or focus.last is None:
        return When("DATE", None, grain=unit, note="no date told before")
    start = focus.last if sign > 0 else focus.first
    if unit in CLOCK:
        return replace(day_when(moved(start, (amount or 0) * sign, unit), f"{focus.edtf}, hours away"), type="TIME")
    if amount is None:
        return When("DATE", None, grain=unit, note=f"vaguely away from {focus.edtf}")
    note = f"{focus.edtf} {sign * amount:+g} {NAMES[unit]}"
    if unit == "Y" and focus.grain in ("Q", "M"):
        return replace(unit_when(moved(start, sign * amount, unit), focus.grain, note), passing=True)
    there = _shifted(start, sign * amount, unit, note)
    if focus.grain == "D" and unit in ("W", "M", "Y") and there.first:
        exact = moved(start, sign * amount, unit)
        return replace(there, first=exact, last=exact, grain="D", approximate=True)
    return replace(there, approximate=there.approximate or focus.approximate)


def op_earlier(c: Reckoner, length: When) -> When:
    """So much before the date just told: "trois jours plus tôt"."""
    return op_later(c, length, -1)


def op_coming(c: Reckoner, length: When) -> When:
    """A length of time after "in", which is a date where the verb looks ahead: "will be redeemed in five years"."""
    return op_ahead(c, length) if c.tense() == "future" and length.amount is not None else length


def op_ref(c: Reckoner, value: str, type: str = "DATE") -> When:
    """A vague time: PAST_REF, PRESENT_REF, FUTURE_REF."""
    return When(type, value, note="vague")
