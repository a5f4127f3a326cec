"""Days of EDTF values, for comparing dates."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache


@lru_cache(maxsize=1 << 14)
def bounds(edtf: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of an EDTF day, month, year or interval; None where an end is open or it is no date."""
    first, _, second = edtf.partition("/")
    start, end = end_of(first, last=False), end_of(second or first, last=True)
    return (start, end) if start is not None and end is not None else None


def end_of(part: str, last: bool) -> dt.date | None:
    """The first or last day of a day, month or year; qualifiers and clock times are left aside."""
    numbers = part.rstrip("~?%").split("T")[0].split("-")
    if not all(number.isdigit() for number in numbers):
        return None
    year = int(numbers[0])
    month = int(numbers[1]) if len(numbers) > 1 else 12 if last else 1
    try:
        day = int(numbers[2]) if len(numbers) > 2 else calendar.monthrange(year, month)[1] if last else 1
        return dt.date(year, month, day)
    except ValueError:
        return None
