"""The small language of reckonings that the times tables use, and what it is reckoned from.

`is = "weekday(weekday, 'before')"` calls one of OPERATIONS with slots of the pattern, constants, and other calls. An
operation gets the Reckoner first: the day of writing, the day the story has reached, the direction of the verb.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from recoupe.reading.times_calendar import (
    CLOCK,
    NAMES,
    SEASONS,
    WEEKDAYS,
    When,
    century_when,
    day,
    day_when,
    decade_when,
    easter,
    islamic_near,
    month_when,
    moved,
    narrowed,
    quarter_when,
    season_when,
    unit_when,
    weekday_from,
    year_when,
)
from recoupe.reading.times_grammar import Item

RECENT = 40  # days around the publication within which a day can be the story's own
SOON = 90  # days ahead within which a bare date may lie when no verb tells the direction: news looks back
UNKNOWN = When("DATE")
WRITTEN = "as written"
YEAR = "the year"
TOLD = "going on from"
TURN = 6  # months back from which a month without a year is one of the next year


@dataclass(slots=True)
class Reckoner:
    """What the times of a text are reckoned from; it moves on with the text."""

    published: date | None
    now: date | None  # the publication, or the dated entry of a live page
    direction: Callable[[Item], str] = lambda item: ""  # "past", "future" or "" for the verb around an item
    focus: When | None = None  # the last date of the text
    day: When | None = None  # the last exact day of the paragraph, else of the story
    story: When | None = None  # the last exact day near the publication
    told: date | None = None  # the last date with its year in a history, which later dates go on from
    current: bool = False  # a text that speaks of today or of weekdays is no history
    item: Item | None = None
    found: dict[int, When] = field(default_factory=dict)

    def tense(self) -> str:
        """The direction of the verb around the item that is being reckoned."""
        return self.direction(self.item) if self.item else ""

    def value(self, item: Item) -> When:
        """The value of an item, reckoned once."""
        kept = self.found.get(id(item))
        if kept is None:
            before, self.item = self.item, self.item or item
            assert item.pattern
            assert item.pattern.reckon
            kept = self.found[id(item)] = item.pattern.reckon(self, item.slots)
            self.item = before
        return kept

    def move_on(self, when: When) -> None:
        """Remember the date just read: later ones lean on it."""
        if when.first is None or when.last is None or when.type not in ("DATE", "TIME") or when.open:
            return
        if when.passing:
            return
        self.focus = when
        if when.note.startswith((WRITTEN, TOLD)) and when.grain in ("D", "M", "Y", "SE"):
            near = self.now is not None and when.first.year >= self.now.year - 1
            self.told = None if near or self.current else when.first
        if when.grain == "D" and not when.approximate and (when.last - when.first).days <= 1:
            self.day = when
            if self.now and abs((when.first - self.now).days) <= RECENT:
                self.story = when

    def new_paragraph(self) -> None:
        """Days of another paragraph give way to the story's own."""
        self.day = None

    def any_day(self) -> When | None:
        """The day a time of day belongs to where it names none."""
        if self.day or self.story:
            return self.day or self.story
        return day_when(self.now) if self.now else None


# --- operations: named in the tables ---------------------------------------------------------------------------


def _year_of(given: Any) -> int | None:
    """A year as written: 1998, or 98."""
    if given is None or given >= 100:
        return given  # type: ignore[no-any-return]
    return int(given) + (2000 if given <= 40 else 1900)


def _told_year(c: Reckoner, month: int) -> int | None:
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
    given = _year_of(year)
    if given is not None:
        return day_when(day(given, month, number), WRITTEN)

    def candidate(year: int) -> date | None:
        found = day(year, month, number)
        return found if found and (weekday is None or found.isoweekday() == weekday) else None

    told = _told_year(c, month) if not way and weekday is None else None
    if told is not None:
        return day_when(day(told, month, number), f"{TOLD} {told}")
    found, how = _best_year(c, candidate, way)
    if found is None and weekday is not None:
        return op_day(c, number, month)
    return day_when(found, f"{YEAR} {how}")


def op_month(c: Reckoner, month: int, year: Any = None, way: str = "") -> When:
    """A month: "novembre 2022", "en mai", "last October"."""
    given = _year_of(year)
    if given is not None:
        return month_when(given, month, WRITTEN)
    told = _told_year(c, month) if not way else None
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
    given = _year_of(year)
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
    start = focus.last if count > 0 else focus.first
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


def op_length_from(c: Reckoner, length: When, start: When) -> When:
    """An interval by its first day and its length: "48 heures à partir de jeudi"."""
    days = {"H": 1 / 24, "D": 1.0, "W": 7.0}.get(length.grain)
    if start.first is None or length.amount is None or days is None:
        return replace(start, value=None, first=None, last=None, note="an interval whose ends are not known")
    last = moved(start.first, max(round(length.amount * days), 1) - 1, "D")
    note = f"{length.value} from {start.edtf} on"
    return When("DATE", f"{start.first}/{last}", start.first, last, "D", note=note)


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


def op_season(c: Reckoner, season: str, year: Any = None, way: str = "") -> When:
    """A season: "l'été 2021", "last fall", "cet hiver"."""
    given = _year_of(year)
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
    given = _year_of(year)
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


def op_week_of(c: Reckoner, when: When) -> When:
    """The week that holds a day: "the week of March 6"."""
    return unit_when(when.first, "W", f"the week of {when.edtf}")


def op_half(c: Reckoner, number: int, year: Any = None) -> When:
    """A half of a year: "au second semestre 2020"."""
    given = _year_of(year) or (c.now.year if c.now else None)
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


def op_part(c: Reckoner, part: str, of: When | None = None) -> When:
    """A part of a day: "mardi matin", "hier soir"; alone, of the day just told: "dans la soirée"."""
    base = of or c.any_day()
    note = of.note if of else f"of the day told before, {base.edtf}" if base else "no day told before"
    if base is None or base.first is None:
        return When("TIME", f"T{part}" if base is None else None, grain="D", note=note, passing=True)
    last = moved(base.first, 1, "D") if part == "NI" and of is None else base.last
    value = base.value[:10] if base.value and base.grain == "D" else base.value
    return When(
        "TIME",
        f"{value}T{part}",
        base.first,
        last,
        base.grain,
        approximate=base.approximate,
        note=note,
        passing=of is None,
    )


def op_this_part(c: Reckoner, part: str) -> When:
    """A part of the day of writing: "ce matin"; "cette nuit" is the one before, unless the verb looks ahead."""
    if c.now is None:
        return When("TIME", grain="D", note="no date of publication")
    first = last = c.now
    note = f"on {c.now.isoformat()}"
    if part == "NI" and c.tense() == "future":
        last = moved(c.now, 1, "D") or c.now
        note = f"the night after {c.now.isoformat()}"
    elif part == "NI":
        first = moved(c.now, -1, "D") or c.now
        note = f"the night before {c.now.isoformat()}"
    return When("TIME", f"{c.now.isoformat()}T{part}", first, last, "D", note=note)


def op_clock(c: Reckoner, hour: int, minute: int = 0, half: str = "", of: When | None = None) -> When:
    """A time of the clock: "18 h 40", "3 a.m."; on the day told with it, else the one told before."""
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    base = of or c.any_day()
    time = f"T{hour:02}:{minute or 0:02}"
    if base is None or base.first is None or base.grain != "D":
        return When("TIME", None if base else time, grain="D", note="no day told before", passing=True)
    where = "told with it" if of else "told before"
    note = f"on the day {where}, {base.edtf}"
    first = base.last if not of and hour < 6 and base.last and base.first != base.last else base.first
    assert first
    return When("TIME", f"{first.isoformat()}{time}", first, first, "D", base.open, base.approximate, note, of is None)


def op_clock_digits(c: Reckoner, number: int) -> When:
    """A time of four digits: "0735 GMT"."""
    return op_clock(c, number // 100, number % 100)


def op_on(c: Reckoner, time: When, day: When) -> When:
    """A time of day moved to the day told with it: "10 p.m. Wednesday"."""
    if day.first is None or day.grain != "D":
        return When("TIME", None, grain="D", note=day.note)
    tail = (time.value or "").partition("T")[2]
    return When("TIME", f"{day.first.isoformat()}T{tail}", day.first, day.last, "D", note=day.note)


def op_same_day(c: Reckoner) -> When:
    """The day just told: "ce jour-là", "the same day"."""
    base = c.day or c.focus
    if base is None or base.first is None:
        return When("DATE", grain="D", note="no day told before")
    return replace(
        base, type="DATE", value=base.first.isoformat() if base.grain == "D" else base.value, note="told before"
    )


def op_length(c: Reckoner, amount: Any, unit: str) -> When:
    """A length of time: "trois jours", "a five-hour visit"; "X" is a vague amount."""
    number = amount if isinstance(amount, (int, float)) else None
    return When("DURATION", _length(number, unit), grain=unit, note="a length of time", amount=number)


def op_length_and_half(c: Reckoner, amount: Any, unit: str) -> When:
    """A length of time and half its unit: "deux ans et demi"."""
    return op_length(c, amount + 0.5, unit) if isinstance(amount, (int, float)) else op_length(c, amount, unit)


def _length(number: float | None, unit: str) -> str:
    """P3D, PT16H, PXY; decades and centuries are counted in years."""
    if unit in ("DE", "CE"):
        number, unit = (None if number is None else number * {"DE": 10, "CE": 100}[unit]), "Y"
    letter = {"MIN": "M", "WE": "WE"}.get(unit, unit)
    if number is not None and unit == "Y" and number % 1 == 0.5:
        return f"P{int(number)}Y6M" if number > 1 else "P6M"
    if number is not None and unit == "H" and number % 1 == 0.5:
        return f"PT{int(number)}H30M" if number > 1 else "PT30M"
    return f"P{'T' if unit in CLOCK else ''}{'X' if number is None else f'{number:g}'}{letter}"


def op_same(c: Reckoner, when: When) -> When:
    """The value as it is, where only the words around it mattered."""
    return when


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


def op_coming(c: Reckoner, length: When) -> When:
    """A length of time after "in", which is a date where the verb looks ahead: "will be redeemed in five years"."""
    return op_ahead(c, length) if c.tense() == "future" and length.amount is not None else length


def op_every(c: Reckoner, amount: Any, unit: str) -> When:
    """A repetition: "chaque jour", "tous les trois mois"."""
    return When("SET", _length(amount or 1, unit), note="repeated")


def op_every_weekday(c: Reckoner, weekday: int) -> When:
    """A weekday that recurs: "tous les jeudis", "on Sundays"."""
    return When("SET", f"XXXX-WXX-{weekday}", note="repeated")


def op_every_month(c: Reckoner, month: int) -> When:
    """A month of each year: "each July"."""
    return When("SET", f"XXXX-{month:02}", note="repeated")


def op_ref(c: Reckoner, value: str, type: str = "DATE") -> When:
    """A vague time: PAST_REF, PRESENT_REF, FUTURE_REF."""
    return When(type, value, note="vague")


def op_start(c: Reckoner, when: When) -> When:
    """The beginning of a date: "début octobre"."""
    return narrowed(when, "start")


def op_mid(c: Reckoner, when: When) -> When:
    """The middle of a date: "mi-octobre"."""
    return narrowed(when, "mid")


def op_end(c: Reckoner, when: When) -> When:
    """The end of a date: "fin septembre"."""
    return narrowed(when, "end")


def op_last_day(c: Reckoner, when: When) -> When:
    """The last day of a date: "by the end of the month", "year-end"."""
    return day_when(when.last, f"last day of {when.edtf}") if when.last else UNKNOWN


def op_about(c: Reckoner, when: When) -> When:
    """A date that the words leave loose: "vers le 15 mars"."""
    return replace(when, approximate=True)


def op_interval(c: Reckoner, first: When, last: When) -> When:
    """From one date to another: "du lundi 21 au vendredi 25"."""
    first = _brought_near(first, last)
    if first.first is None or last.last is None or first.first > last.last:
        return replace(last, first=None, last=None, value=None, note="an interval whose ends are not known")
    grain = first.grain if first.grain == last.grain else "D"
    value = f"{_bare(first)}/{_bare(last)}"
    approximate = first.approximate or last.approximate
    note = f"from {first.edtf} to {last.edtf}"
    return When("DATE", value, first.first, last.last, grain, approximate=approximate, note=note)


def _brought_near(first: When, last: When) -> When:
    """The first end with the year of the other, where it has none of its own: "du 28 mai au 3 juin 2021"."""
    if first.first is None or last.last is None or first.note == WRITTEN or first.grain not in ("D", "M"):
        return first
    if first.first <= last.last and last.note != WRITTEN:
        return first
    if first.grain == "D" and (first.first - last.last).days < 7 and last.note != WRITTEN:
        there = moved(first.first, -7, "D")
        return day_when(there, f"the week before {last.edtf}")
    year = last.last.year - ((first.first.month, first.first.day) > (last.last.month, last.last.day))
    if first.grain == "M":
        return month_when(year, first.first.month, "the year of the other end")
    return day_when(day(year, first.first.month, first.first.day), "the year of the other end")


def _bare(when: When) -> str:
    return (when.value or "").partition("T")[0]


def op_day_in(c: Reckoner, number: int, other: When) -> When:
    """The first end of an interval that shares the month of the other: "du 6 au 13 avril"."""
    if other.first is None:
        return UNKNOWN
    return day_when(day(other.first.year, other.first.month, number), "the month of the other end")


def op_month_in(c: Reckoner, month: int, other: When) -> When:
    """The first end of an interval that shares the year of the other: "de mai à juillet 2021"."""
    if other.first is None:
        return op_month(c, month)
    year = other.first.year - (other.grain != "Y" and month > other.first.month)
    return month_when(year, month, "the year of the other end")


def op_night(c: Reckoner, first: When, last: When | None = None) -> When:
    """The night between two days: "la nuit de mardi à mercredi", "the night of 9-10 November"."""
    if first.first is None:
        return When("TIME", None, grain="D", note=first.note)
    end = moved(first.first, 1, "D")
    if last and last.last and 0 < (last.last - first.first).days <= 2:
        end = last.last
    value = f"{first.first.isoformat()}TNI"
    return When("TIME", value, first.first, end, "D", note=f"the night after {first.first.isoformat()}")


def op_night_before(c: Reckoner, last: When) -> When:
    """The night that ends in a day: "the night before Sunday", "overnight into Monday"."""
    if last.first is None:
        return When("TIME", None, grain="D", note=last.note)
    first = moved(last.first, -1, "D") or last.first
    return When("TIME", f"{first.isoformat()}TNI", first, last.last, "D", note=f"the night before {last.edtf}")


def op_weekday_before(c: Reckoner, weekday: int, other: When) -> When:
    """The last such weekday before the other end: "de mardi à mercredi" when Wednesday is known."""
    return op_weekday(c, weekday, "before", other) if other.first else UNKNOWN


def op_since(c: Reckoner, when: When) -> When:
    """From a date on: up to the month or year of writing for months and years, open for days."""
    if when.first is None:
        return when
    if when.grain in ("D", "") or c.now is None or when.first > c.now:
        return replace(when, open="after", note=f"{when.note}; from then on")
    last = unit_when(c.now, "M" if when.grain in ("M", "Q", "SE") else when.grain)
    return replace(when, last=max(last.last or c.now, when.first), note=f"{when.note}; up to {c.now.isoformat()}")


def op_since_year(c: Reckoner, when: When) -> When:
    """Since the beginning of a year or month: from its first month up to that of writing."""
    if when.first is None or c.now is None:
        return when
    grain = "M" if when.grain == "Y" else "D"
    last = unit_when(c.now, grain).last or c.now
    return replace(when, last=last, grain=grain, approximate=False, note=f"{when.note}; up to {c.now.isoformat()}")


def op_until(c: Reckoner, when: When) -> When:
    """From the day of writing to a date: "d'ici à vendredi", which is ahead whatever the verb."""
    if when.grain == "D" and when.last and c.now and 0 < (c.now - when.last).days < 7 and when.note.startswith("last"):
        when = day_when(moved(when.last, 7, "D"), f"first such day after {c.now.isoformat()}")
    if when.last is None or c.now is None or when.last < c.now:
        return when
    return replace(when, first=c.now, note=f"{when.note}; from {c.now.isoformat()} on")


def op_before(c: Reckoner, when: When) -> When:
    """Up to a date: "avant le 1er octobre"."""
    return replace(when, open="before", note=f"{when.note}; up to then") if when.last else when


def op_after(c: Reckoner, when: When) -> When:
    """From a date on: "à compter du 11 novembre"."""
    return replace(when, open="after", note=f"{when.note}; from then on") if when.first else when


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
    given = _year_of(year)
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


OPERATIONS: Mapping[str, Callable[..., When]] = {
    name.removeprefix("op_"): function for name, function in list(globals().items()) if name.startswith("op_")
}


def compiled(source: str) -> Callable[[Reckoner, Mapping[str, Any]], When]:
    """A reckoning of the tables, "day(dd, month, year)", as a function of the Reckoner and the pattern's slots."""
    return _compiled(ast.parse(source, mode="eval").body, source)


def _compiled(node: ast.expr, source: str) -> Callable[[Reckoner, Mapping[str, Any]], Any]:
    if isinstance(node, ast.Constant):
        constant = node.value
        return lambda c, slots: constant
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand = _compiled(node.operand, source)
        return lambda c, slots: -operand(c, slots)
    if isinstance(node, ast.Name):
        name = node.id
        return lambda c, slots: _slot(c, slots.get(name))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPERATIONS:
        operation = OPERATIONS[node.func.id]
        arguments = [_compiled(argument, source) for argument in node.args]
        named = {str(keyword.arg): _compiled(keyword.value, source) for keyword in node.keywords}
        return lambda c, slots: operation(
            c, *(argument(c, slots) for argument in arguments), **{k: v(c, slots) for k, v in named.items()}
        )
    raise ValueError(f"not a reckoning: {source!r}; known are {', '.join(sorted(OPERATIONS))}")


def _slot(c: Reckoner, value: Any) -> Any:
    return c.value(value) if isinstance(value, Item) else value
