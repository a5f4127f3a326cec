"""Reckonings of parts of the day, times of the clock and nights: "mardi matin", "18 h 40", "overnight into Monday"."""

from __future__ import annotations

from recoupe.reading.times_calendar import When, moved
from recoupe.reading.times_reckoner import Reckoner


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
