"""Reckonings of parts of a date, of intervals and of open dates: "fin mai", "du 6 au 13 avril", "depuis lundi"."""

from __future__ import annotations

from dataclasses import replace

from recoupe.reading.times_calendar import When, day, day_when, month_when, moved, narrowed, unit_when
from recoupe.reading.times_dates import op_month
from recoupe.reading.times_reckoner import UNKNOWN, WRITTEN, Reckoner

HALF_A_YEAR = 180  # days: a month that ended longer ago is the coming one as a deadline


def op_same(c: Reckoner, when: When) -> When:
    """The value as it is, where only the words around it mattered."""
    return when


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


def op_day_after_in(c: Reckoner, number: int, other: When) -> When:
    """The last end of an interval that shares the month of the first: "March 5-7", not "18 March - 3 villages"."""
    return op_day_in(c, number, other) if other.last is not None and number > other.last.day else UNKNOWN


def op_month_in(c: Reckoner, month: int, other: When) -> When:
    """The first end of an interval that shares the year of the other: "de mai à juillet 2021"."""
    if other.first is None:
        return op_month(c, month)
    year = other.first.year - (other.grain != "Y" and month > other.first.month)
    return month_when(year, month, "the year of the other end")


def op_since(c: Reckoner, when: When) -> When:
    """From a date up to that of writing: "depuis lundi"; as exactly as it is told."""
    if when.first is None:
        return when
    if c.now is None or when.first > c.now:
        return op_after(c, when)
    if when.grain in ("D", ""):
        return replace(when, last=c.now, note=f"{when.note}; up to {c.now.isoformat()}")
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
    when = _coming(c, when)
    if when.last is None or c.now is None or when.type == "TIME":
        return when
    if when.last < c.now:
        return replace(when, open="before", note=f"{when.note}; up to then")
    return replace(when, first=c.now, open="", note=f"{when.note}; from {c.now.isoformat()} on")


def _coming(c: Reckoner, when: When) -> When:
    """A day or month that the tense put into the past, as the next of its name: a deadline lies ahead."""
    if when.last is None or c.now is None or when.last >= c.now or when.first is None:
        return when
    if when.grain == "M" and when.note.startswith("last") and (c.now - when.last).days > HALF_A_YEAR:
        return month_when(when.first.year + 1, when.first.month, f"first after {c.now.isoformat()}")
    if when.grain != "D":
        return when
    if when.note.startswith("last") and (c.now - when.last).days < 7:
        return day_when(moved(when.last, 7, "D"), f"first such day after {c.now.isoformat()}")
    return when


def op_before(c: Reckoner, when: When) -> When:
    """Up to a date: "avant le 1er octobre"; from the day of writing on where the date lies ahead."""
    when = _coming(c, when) if c.tense() != "past" or when.grain == "M" else when
    if when.last is not None and c.now is not None and when.last >= c.now:
        return op_until(c, when)
    return replace(when, open="before", note=f"{when.note}; up to then") if when.last else when


def op_after(c: Reckoner, when: When) -> When:
    """From a date on: "à compter du 11 novembre"."""
    return replace(when, open="after", note=f"{when.note}; from then on") if when.first else when
