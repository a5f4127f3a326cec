"""Reckonings of seasons, quarters, halves, decades and centuries: "l'été 2021", "the third quarter"."""

from __future__ import annotations

from typing import Any

from recoupe.reading.times_calendar import (
    SEASONS,
    When,
    century_when,
    day,
    decade_when,
    quarter_when,
    season_when,
    unit_when,
)
from recoupe.reading.times_dates import year_of
from recoupe.reading.times_reckoner import TOLD, UNKNOWN, WRITTEN, Reckoner


def op_season(c: Reckoner, season: str, year: Any = None, way: str = "") -> When:
    """A season: "l'été 2021", "last fall", "cet hiver"."""
    given = year_of(year)
    if given is not None:
        return season_when(given, season, WRITTEN)
    if c.told is not None and not way:
        return season_when(c.told.year, season, f"{TOLD} {c.told.year}")
    if c.now is None:
        return When("DATE", grain="SE", note="no date of publication")
    way = way or c.tense()
    years = [c.now.year + k for k in (-1, 0, 1)]
    starts = {year: first for year in years if (first := day(year, SEASONS[season], 1))}
    past = max(year for year, first in starts.items() if first <= c.now)
    ahead = min(year for year, first in starts.items() if first > c.now)
    current = (c.now - starts[past]).days < 92
    if way == "before":
        chosen = past - 1 if current else past
    elif way in ("after", "future"):
        chosen = past if current and way == "future" else ahead
    elif way == "past" or current:
        chosen = past
    else:
        nearest = min(starts, key=lambda year: abs((starts[year] - c.now).days) if c.now else 0)
        chosen = nearest if way == "this" else past
    return season_when(chosen, season, f"{way or 'last'} from {c.now.isoformat()}")


def op_any_season(c: Reckoner, season: str) -> When:
    """A season of any year: "en été", "eté comme hiver"."""
    return When("DATE", f"XXXX-{season}", note="of any year")


def op_quarter(c: Reckoner, number: int, year: Any = None) -> When:
    """A quarter of a year; the last one begun where no year is told."""
    given = year_of(year)
    if given is not None:
        return quarter_when(given, number, WRITTEN)
    if c.now is None:
        return When("DATE", grain="Q", note="no date of publication")
    begun = number * 3 - 2 <= c.now.month
    return quarter_when(c.now.year if begun else c.now.year - 1, number, f"last begun on {c.now.isoformat()}")


def op_quarter_in(c: Reckoner, quarter: When, year: When) -> When:
    """A quarter moved to the year told with it: "the third quarter of last year"."""
    if quarter.first is None or year.first is None or year.grain != "Y":
        return quarter
    return quarter_when(year.first.year, (quarter.first.month + 2) // 3, f"of {year.edtf}")


def op_half(c: Reckoner, number: int, year: Any = None) -> When:
    """A half of a year: "au second semestre 2020"."""
    given = year_of(year) or (c.now.year if c.now else None)
    if given is None or number not in (1, 2):
        return When("DATE", grain="Q", note="no date of publication")
    first, last = day(given, number * 6 - 5, 1), day(given, number * 6, 30 if number == 1 else 31)
    return When("DATE", f"{given:04}-H{number}", first, last, "M", note=WRITTEN if year else "this year")


def op_before_christ(c: Reckoner, number: int) -> When:
    """A year before our era, which the calendar does not reach: "490 BC"."""
    return When("DATE", f"BC{int(number):04}", grain="Y", note=WRITTEN)


def op_decade(c: Reckoner, number: int) -> When:
    """A decade: "les années 1980", "the 80s"."""
    full = number if number >= 100 else 1900 + number
    return decade_when(full // 10 * 10, WRITTEN)


def op_century(c: Reckoner, number: int) -> When:
    """A century by its ordinal: "le XXe siècle"."""
    return century_when(number, WRITTEN) if 0 < number < 100 else UNKNOWN


def op_week_of(c: Reckoner, when: When) -> When:
    """The week that holds a day: "the week of March 6"."""
    return unit_when(when.first, "W", f"the week of {when.edtf}")
