"""Days of coded data: the one day that stands for a stretch, and the days over which something went on."""

from __future__ import annotations

import datetime as dt

from recoupe.weighing.precision import When

LONGEST = 31  # days of a stretch that ACLED still codes
EDGE = 10  # days from which "the beginning of March" is the whole month


def day_of(when: When) -> dt.date:
    """ACLED's day for a date: the middle of a week or a month, the first or last day of its beginning or end."""
    first, last = dt.date.fromisoformat(when.start), dt.date.fromisoformat(when.end)
    length = (last - first).days + 1
    if 7 < length <= EDGE + 1 and first.day == 1:
        return first
    if 7 < length <= EDGE + 1 and (last + dt.timedelta(1)).day == 1:
        return last
    return first + dt.timedelta((length - 1) // 2)


def days_of(when: When) -> list[dt.date]:
    """Every day of a stretch."""
    first, last = dt.date.fromisoformat(when.start), dt.date.fromisoformat(when.end)
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]


def shared_out(total: int, days: int) -> list[int]:
    """A toll over days: as many each day, the remainder on the first."""
    each, rest = divmod(total, days)
    return [each + rest, *[each] * (days - 1)]
