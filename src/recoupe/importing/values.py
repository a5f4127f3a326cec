"""Days, numbers and points as coded data write them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale

from recoupe import languages
from recoupe.knowledge.gazetteer.fold import fold

ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[ T].*)?$")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?$")
WORDS = re.compile(r"(?:[^\W\d]+\.?,? )?(\d{1,2})(?:st|nd|rd|th|er)?[ .\-/]*([^\W\d]+)\.?,?[ \-/]*(\d{4})(?:[ T].*)?$")
MONTH_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2}),? (\d{4})$")
SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?: .*)?$")
NUMBER = re.compile(r"(-?\d+)(?:[.,]0*)?$")
GROUPED = re.compile(r"-?\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+$")


class Day(NamedTuple):
    """A day, and whether it was written as the standard has it."""

    iso: str  # "" for no day
    standard: bool


@lru_cache(maxsize=1 << 16)
def day(value: str, style: str = "") -> Day:
    """A day in any of the usual styles, or in the one that is given as strptime has it.

    Of "05/06/2025" nobody can tell which is the month, so that it is none unless the style is given.
    """
    value = value.strip()
    if style:
        return styled(value, style)
    if found := ISO.match(value):
        return Day(checked(*map(int, found.groups())), True)
    if found := COMPACT.match(value):
        return Day(checked(*map(int, found.groups())), False)
    if found := WORDS.match(value):
        return Day(checked(int(found[3]), months().get(fold(found[2]), 0), int(found[1])), False)
    if found := MONTH_FIRST.match(value):
        return Day(checked(int(found[3]), months().get(fold(found[1]), 0), int(found[2])), False)
    if found := SLASHED.match(value):
        return Day(slashed(*map(int, found.groups())), False)
    return Day("", False)


def styled(value: str, style: str) -> Day:
    """A day in a style that is given: "%d/%m/%Y"."""
    try:
        return Day(dt.datetime.strptime(value, style).date().isoformat(), True)
    except ValueError:
        return Day("", False)


def slashed(one: int, two: int, three: int) -> str:
    """ "2025/05/16", and "16/05/2025" where the day is beyond twelve."""
    if one > 31:
        return checked(one, two, three)
    if one > 12 >= two:
        return checked(three, two, one)
    return checked(three, one, two) if two > 12 >= one or one == two else ""


def checked(year: int, month: int, day: int) -> str:
    """The day, if there is one."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


@cache
def months() -> dict[str, int]:
    """The names of the months in the languages that Recoupe reads, whole and short."""
    return {
        fold(name.rstrip(".")): number
        for code in languages.codes()
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(code).months["format"][width].items()
    }


class Whole(NamedTuple):
    """A number of people; None for none that can be read."""

    number: int | None
    standard: bool


@lru_cache(maxsize=1 << 14)
def whole(value: str) -> Whole:
    """ "12", "12.0", "1 200". Less than nothing is a code for unknown, and no number."""
    value = value.strip()
    if found := NUMBER.match(value):
        return Whole(int(found[1]), found.end(1) == len(value))
    if GROUPED.match(value):
        return Whole(int(re.sub(r"[^\d-]", "", value)), False)
    return Whole(None, False)


class Degrees(NamedTuple):
    """A coordinate."""

    number: float | None
    standard: bool


@lru_cache(maxsize=1 << 15)
def degrees(value: str) -> Degrees:
    """ "12.37", and "12,37" of a spreadsheet that writes commas."""
    value = value.strip()
    try:
        return Degrees(float(value.replace(",", ".")), "," not in value)
    except ValueError:
        return Degrees(None, False)


def point(lat: float, lon: float) -> tuple[float, float, bool] | None:
    """Latitude and longitude, and whether they stood as they should; None for no point on earth."""
    if abs(lat) <= 90 and abs(lon) <= 180:
        return lat, lon, True
    if abs(lon) <= 90 and abs(lat) <= 180:
        return lon, lat, False
    return None
