"""Reckonings of days, weekdays, months and years: "8 novembre", "samedi dernier", "en mai"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from recoupe.reading.times_calendar import WEEKDAYS, When, day, day_when, month_when, moved, weekday_from, year_when
from recoupe.reading.times_reckoner import TOLD, UNKNOWN, WRITTEN, YEAR, Reckoner

SOON = 90  # days ahead within which a bare date may lie when no verb tells the direction: news looks back
FRESH = 14  # days before the day of writing that a report speaks of, whatever history it tells besides
TURN = 6  # months back from which a month without a year is one of the next year


def year_of(given: Any) -> int | None:
    """A year as written: 1998, or 98."""
    if given is None or given >= 100:
        return given  # type: ignore[no-any-return]
    return int(given) + (2000 if given <= 40 else 1900)


def told_year(c: Reckoner, month: int) -> int | None:
    """The year of a month in a history: after "en décembre 1941", "janvier" is 1942."""
    if c.told is None:
        return None
    return c.told.year + (c.told.month - month >= TURN)


def _best_year(c: Reckoner, candidates: Callable[[int], date | None], way: str) -> tuple[date | None, str]:
    """The year that a day or month without one means: by the verb's tense, else the nearest."""
    anchor = c.now
    if anchor is None:
        return None, "no date of publication"
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [found for year in years if (found := candidates(year))]
    tense = {"before": "past", "after": "future"}.get(way, way) or c.tense()
    nearest = min(days, key=lambda found: abs((found - anchor).days), default=None)
    past = max((found for found in days if found <= anchor), default=nearest)
    ahead = min((found for found in days if found >= anchor), default=nearest)
    chosen, how = past, "last on or before"
    if ahead and ahead == nearest and (ahead - anchor).days <= SOON:
        chosen, how = ahead, "nearest to"
    if tense == "future" and ahead and (ahead - anchor).days < 300:
        chosen, how = ahead, "first on or after"
    elif tense == "past" and past and (anchor - past).days < 345:
        chosen = past
    return chosen, f"{how} {anchor.isoformat()}"


def op_day(c: Reckoner, number: int, month: int, year: Any = None, weekday: int | None = None, way: str = "") -> When:
    """A day of a month: "8 novembre 2022", "Aug. 7", "mardi 8 novembre"."""
    given = year_of(year)
    if given is not None:
        return day_when(day(given, month, number), WRITTEN)

    def candidate(year: int) -> date | None:
        found = day(year, month, number)
        return found if found and (weekday is None or found.isoweekday() == weekday) else None

    told = told_year(c, month) if not way and weekday is None else None
    found, how = _best_year(c, candidate, way)
    if told is not None and not (found and c.now and 0 <= (c.now - found).days <= FRESH):
        return day_when(day(told, month, number), f"{TOLD} {told}")
    if found is None and weekday is not None:
        return op_day(c, number, month)
    return day_when(found, f"{YEAR} {how}")


def op_month(c: Reckoner, month: int, year: Any = None, way: str = "") -> When:
    """A month: "novembre 2022", "en mai", "last October"."""
    given = year_of(year)
    if given is not None:
        return month_when(given, month, WRITTEN)
    told = told_year(c, month) if not way else None
    if told is not None:
        return month_when(told, month, f"{TOLD} {told}")
    if c.now is None:
        return When("DATE", grain="M", note="no date of publication")
    if way in ("past", "before", "future", "after"):
        behind = (c.now.month - month) % 12
        ahead = (month - c.now.month) % 12
        if way == "before":
            behind = behind or 12
        if way == "after":
            ahead = ahead or 12
        first = moved(c.now.replace(day=1), -behind if way in ("past", "before") else ahead, "M")
        return month_when(first.year, first.month, f"{way} {c.now.isoformat()}") if first else UNKNOWN
    tense = c.tense()
    if c.now.month == month:
        return month_when(c.now.year, month, f"month of {c.now.isoformat()}")
    ahead = (month - c.now.month) % 12
    coming = tense == "future" or (tense == "" and ahead <= 3)
    first = moved(c.now.replace(day=1), ahead if coming else ahead - 12, "M")
    how = "first after" if coming else "last before"
    return month_when(first.year, first.month, f"{how} {c.now.isoformat()}") if first else UNKNOWN


def op_year(c: Reckoner, year: Any) -> When:
    """A year as written."""
    given = year_of(year)
    return year_when(given, WRITTEN) if given else UNKNOWN


def op_day_of_month(c: Reckoner, number: int, weekday: int | None = None) -> When:
    """A day by its number alone: "le 14", "mardi 8": of the month that is nearest, or of the one just told."""
    anchor = c.focus.first if c.focus and c.focus.first else c.now
    if anchor is None:
        return When("DATE", grain="D", note="no date of publication")
    days = []
    for shift in (-1, 0, 1):
        month = moved(anchor.replace(day=1), shift, "M")
        found = day(month.year, month.month, number) if month else None
        if found and (weekday is None or found.isoweekday() == weekday):
            days.append(found)
    nearest = min(days, key=lambda found: abs((found - anchor).days), default=None)
    return day_when(nearest, f"nearest to {anchor.isoformat()}")


def op_weekday(c: Reckoner, weekday: int, way: str = "", anchor: When | None = None) -> When:
    """A day of the week; without a way, the tense decides: "samedi", "lundi dernier", "will meet Thursday"."""
    start = anchor.first if anchor else c.now
    if start is None:
        return When("DATE", grain="D", note="no date of publication")
    if anchor is None:
        c.current, c.told = True, None
    if way == "this":  # the nearest, unless the verb tells
        near = "future" if (weekday - start.isoweekday()) % 7 <= 3 else "past"
        way = c.tense() or near
    way = way or c.tense() or "past"
    phrase = {"past": "last {} on or before", "before": "last {} before", "future": "first {} on or after"}
    words = phrase.get(way, "first {} after").format(WEEKDAYS[weekday - 1])
    return day_when(weekday_from(start, weekday, way), f"{words} {start.isoformat()}")


def op_weekday_of_week(c: Reckoner, weekday: int, count: int) -> When:
    """A day of the week some weeks away: "lundi de la semaine dernière"."""
    if c.now is None:
        return When("DATE", grain="D", note="no date of publication")
    week = moved(c.now, count, "W")
    found = week + timedelta(days=weekday - week.isoweekday()) if week else None
    return day_when(found, f"{WEEKDAYS[weekday - 1]} of the week {count:+} from {c.now.isoformat()}")


def op_weekday_before(c: Reckoner, weekday: int, other: When) -> When:
    """The last such weekday before the other end: "de mardi à mercredi" when Wednesday is known."""
    return op_weekday(c, weekday, "before", other) if other.first else UNKNOWN


def op_same_day(c: Reckoner) -> When:
    """The day just told: "ce jour-là", "the same day"."""
    base = c.day or (c.focus if c.focus and c.focus.grain == "D" else c.story or c.focus)
    if base is None or base.first is None:
        return When("DATE", grain="D", note="no day told before")
    return replace(
        base, type="DATE", value=base.first.isoformat() if base.grain == "D" else base.value, note="told before"
    )
