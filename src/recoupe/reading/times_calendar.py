"""The calendar behind the times stage: values of TIMEX3 and EDTF, and arithmetic on them. It knows no language."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

DAYS = {"D": 1, "W": 7}
MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
CLOCK = {"H", "MIN", "S"}
NAMES = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}
NAMES |= {"H": "hour", "MIN": "minute", "S": "second", "WE": "weekend"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month in which each begins, in the north


@dataclass(frozen=True, slots=True)
class When:
    """A temporal value: what TIMEX3 calls it, and the days of the calendar it covers where it covers any."""

    type: str  # DATE, TIME, DURATION, SET
    value: str | None = None  # TIMEX3
    first: date | None = None  # the first and the last day covered; None where unknown or unbounded
    last: date | None = None
    grain: str = ""  # "D", "W", "WE", "M", "Q", "Y" …: the unit it names
    open: str = ""  # "before": all up to `last`; "after": all from `first`
    approximate: bool = False
    note: str = ""
    passing: bool = False  # later times do not lean on it: a time of day without a day, a year-ago comparison
    amount: float | None = None  # of a length of time; None where it is vague

    @property
    def edtf(self) -> str | None:
        """Days, months, years, intervals and approximate values of EDTF; None where no day is known."""
        about = "~" if self.approximate else ""
        if self.open == "after" and self.first:
            return f"{self._end(self.first)}{about}/.."
        if self.open == "before" and self.last:
            return f"../{self._end(self.last)}{about}"
        if not self.first or not self.last:
            return None
        first, last = self._end(self.first), self._end(self.last)
        return first + about if first == last else f"{first}{about}/{last}{about}"

    def _end(self, day: date) -> str:
        return shown(day, self.grain)


def shown(day: date, grain: str) -> str:
    """A day as exactly as the grain allows: "2021-03-13", "2021-03", "2021"."""
    if grain in ("Y", "DE", "CE"):
        return f"{day.year:04}"
    if grain in ("M", "Q", "SE"):
        return f"{day.year:04}-{day.month:02}"
    return day.isoformat()


def day(year: int, month: int, number: int) -> date | None:
    """A day of the calendar, None where there is none: 31 February, the year 0."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def moved(day: date, count: float, unit: str) -> date | None:
    """A day moved by a number of units; months that are too short end on their last day."""
    try:
        if unit in DAYS:
            return day + timedelta(days=round(count * DAYS[unit]))
        if unit in MONTHS:
            return _by_months(day, round(count * MONTHS[unit]))
        hours = {"H": 1.0, "MIN": 1 / 60, "S": 1 / 3600}[unit]
        return day + timedelta(days=int(count * hours / 24))
    except OverflowError:
        return None


def _by_months(start: date, count: int) -> date | None:
    months = start.year * 12 + start.month - 1 + count
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def day_when(found: date | None, note: str = "") -> When:
    """The value of one day."""
    if found is None:
        return When("DATE", None, grain="D", note=note)
    return When("DATE", found.isoformat(), found, found, "D", note=note)


def week_when(inside: date | None, note: str = "") -> When:
    """The value of the ISO week that holds a day."""
    if inside is None:
        return When("DATE", None, grain="W", note=note)
    monday = inside - timedelta(days=min(inside.weekday(), inside.toordinal() - 1))
    year, week, _ = inside.isocalendar()
    sunday = moved(monday, 6, "D")
    return When("DATE", f"{year:04}-W{week:02}", monday, sunday, "W", note=note)


def weekend_when(inside: date | None, note: str = "") -> When:
    """The value of the weekend of the ISO week that holds a day."""
    week = week_when(inside, note)
    if week.first is None or week.last is None:
        return When("DATE", None, grain="WE", note=note)
    return When("DATE", f"{week.value}-WE", week.last - timedelta(days=1), week.last, "WE", note=note)


def month_when(year: int, month: int, note: str = "") -> When:
    """The value of a month."""
    first = day(year, month, 1)
    if first is None:
        return When("DATE", None, grain="M", note=note)
    return When("DATE", f"{year:04}-{month:02}", first, end_of_month(first), "M", note=note)


def year_when(year: int, note: str = "") -> When:
    """The value of a year."""
    return When("DATE", f"{year:04}", day(year, 1, 1), day(year, 12, 31), "Y", note=note)


def decade_when(year: int, note: str = "") -> When:
    """The value of the decade that a year opens: "les années 1980"."""
    return When("DATE", f"{year // 10:03}", day(year, 1, 1), day(year + 9, 12, 31), "DE", note=note)


def century_when(number: int, note: str = "") -> When:
    """The value of a century by its ordinal: the 20th runs from 1901 to 2000, and TIMEX3 writes it 19."""
    first, last = day(number * 100 - 99, 1, 1), day(number * 100, 12, 31)
    return When("DATE", f"{number - 1:02}", first, last, "CE", note=note)


def season_when(year: int, season: str, note: str = "") -> When:
    """The value of a season, of three whole months: "cet été", "last fall"."""
    first = day(year, SEASONS[season], 1)
    last = moved(first, 2, "M") if first else None
    return When("DATE", f"{year:04}-{season}", first, end_of_month(last) if last else None, "SE", note=note)


def quarter_when(year: int, quarter: int, note: str = "") -> When:
    """The value of a quarter of a year."""
    first = day(year, quarter * 3 - 2, 1)
    last = moved(first, 2, "M") if first else None
    return When("DATE", f"{year:04}-Q{quarter}", first, end_of_month(last) if last else None, "Q", note=note)


def end_of_month(inside: date) -> date:
    """The last day of the month that holds a day."""
    return inside.replace(day=monthrange(inside.year, inside.month)[1])


def unit_when(inside: date | None, unit: str, note: str = "") -> When:
    """The unit of the calendar that holds a day: its week, month, quarter, year …"""
    if inside is None:
        return When("DATE", None, grain=unit, note=note)
    if unit == "W":
        return week_when(inside, note)
    if unit == "WE":
        return weekend_when(inside, note)
    if unit == "M":
        return month_when(inside.year, inside.month, note)
    if unit == "Q":
        return quarter_when(inside.year, (inside.month + 2) // 3, note)
    if unit == "Y":
        return year_when(inside.year, note)
    if unit == "DE":
        return decade_when(inside.year // 10 * 10, note)
    if unit == "CE":
        return century_when((inside.year + 99) // 100, note)
    return day_when(inside, note)


def weekday_from(anchor: date, weekday: int, direction: str) -> date | None:
    """The nearest such weekday: "past" and "future" include the anchor, "before" and "after" do not. Monday is 1."""
    behind = (anchor.isoweekday() - weekday) % 7
    ahead = (weekday - anchor.isoweekday()) % 7
    if direction == "before":
        return moved(anchor, -(behind or 7), "D")
    if direction == "after":
        return moved(anchor, ahead or 7, "D")
    if direction == "future":
        return moved(anchor, ahead, "D")
    return moved(anchor, -behind, "D")


def narrowed(when: When, part: str) -> When:
    """The beginning, middle or end of a value: "fin septembre" is the 30th or so, "mi-mars" the 15th or so.

    A year is cut into thirds of months; what has no days of the calendar stays as it is.
    """
    if when.first is None or when.last is None or when.grain in ("D", ""):
        return when
    first, last = _third(when, part)
    if when.grain == "M":
        middle = {"start": first, "mid": first.replace(day=15), "end": last}[part]
        return replace(when, first=middle, last=middle, grain="D", approximate=True)
    return replace(when, first=first, last=last, grain="M" if when.grain in ("Y", "Q", "SE") else when.grain)


def _third(when: When, part: str) -> tuple[date, date]:
    assert when.first
    assert when.last
    if when.grain in ("DE", "CE"):
        years = when.last.year - when.first.year + 1
        cuts = [when.first.year + round(years * k / 3) for k in range(4)]
        k = {"start": 0, "mid": 1, "end": 2}[part]
        return date(cuts[k], 1, 1), date(cuts[k + 1] - 1, 12, 31)
    if when.grain in ("Y", "Q", "SE"):
        months = {"Y": 4, "Q": 1, "SE": 1}[when.grain]
        k = {"start": 0, "mid": 1, "end": 2}[part]
        first = moved(when.first, k * months, "M") or when.first
        return first, end_of_month(moved(first, months - 1, "M") or first)
    length = (when.last - when.first).days + 1
    k = {"start": 0, "mid": 1, "end": 2}[part]
    return when.first + timedelta(days=length * k // 3), when.first + timedelta(days=max(0, length * (k + 1) // 3 - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, number + 1)


def islamic(year: int, month: int, number: int) -> date | None:
    """A day of the tabular Islamic calendar, within a day or so of the moon that is sighted."""
    days = number + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    try:
        return date.fromordinal(days)
    except (OverflowError, ValueError):
        return None


def islamic_near(anchor: date, month: int, number: int) -> date | None:
    """The occurrence of a day of the Islamic year that is nearest to an anchor."""
    about = int((anchor.toordinal() - 227014) / 354.367) + 1
    days = [found for year in (about - 1, about, about + 1) if (found := islamic(year, month, number))]
    return min(days, key=lambda found: abs((found - anchor).days), default=None)
