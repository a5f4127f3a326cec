"""Reckonings of feasts: of a fixed day, from Easter, by the nth weekday, of the Islamic year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from recoupe.reading.times_calendar import When, day, day_when, easter, islamic_near, moved, weekday_from
from recoupe.reading.times_dates import op_day, year_of
from recoupe.reading.times_reckoner import Reckoner


def op_fixed(c: Reckoner, month: int, number: int, year: Any = None, way: str = "") -> When:
    """A feast of a fixed day: "Noël", "le 14-Juillet"."""
    if not year and way and c.now:
        years = (c.now.year - 1, c.now.year, c.now.year + 1)
        return _chosen(c, [found for y in years if (found := day(y, month, number))], way)
    return op_day(c, number, month, year)


def _chosen(c: Reckoner, days: list[date], way: str) -> When:
    assert c.now
    if way in ("past", "before"):
        found = max((d for d in days if d <= c.now), default=None)
    elif way in ("future", "after"):
        found = min((d for d in days if d >= c.now), default=None)
    else:
        found = min(days, key=lambda d: abs((d - c.now).days) if c.now else 0, default=None)
    return day_when(found, f"nearest to {c.now.isoformat()}")


def op_easter(c: Reckoner, shift: int, year: Any = None, way: str = "") -> When:
    """A feast counted from Easter: "le lundi de Pâques", "l'Ascension"."""
    given = year_of(year)
    if given:
        return day_when(easter(given) + timedelta(days=shift), "Easter reckoning")
    if c.now is None:
        return When("DATE", grain="D", note="no date of publication")
    days = [easter(c.now.year + k) + timedelta(days=shift) for k in (-1, 0, 1)]
    return _chosen(c, days, way or c.tense())


def op_nth_weekday(c: Reckoner, month: int, weekday: int, nth: int, way: str = "") -> When:
    """A feast on the nth weekday of a month: Thanksgiving is (11, 4, 4)."""
    if c.now is None:
        return When("DATE", grain="D", note="no date of publication")
    days = []
    for year in (c.now.year - 1, c.now.year, c.now.year + 1):
        first = weekday_from(date(year, month, 1), weekday, "future")
        if first:
            days.append(first + timedelta(weeks=nth - 1))
    return _chosen(c, days, way or c.tense())


def op_islamic(c: Reckoner, month: int, number: int | None = None) -> When:
    """A day or month of the Islamic year, nearest to the day of writing, within a day: "le premier jour du ramadan"."""
    if c.now is None:
        return When("DATE", grain="D", note="no date of publication")
    if number is not None:
        found = islamic_near(c.now, month, number)
        return replace(day_when(found, f"tabular Islamic calendar, nearest to {c.now.isoformat()}"), approximate=True)
    middle = islamic_near(c.now, month, 15)
    first, last = (moved(middle, -14, "D"), moved(middle, 14, "D")) if middle else (None, None)
    value = f"{first}/{last}" if first else None
    note = f"tabular Islamic calendar, nearest to {c.now.isoformat()}"
    return When("DATE", value, first, last, "W", approximate=True, note=note)
