"""The retelling graph for paper: a line an account, a column a day, an arrow from who tells to who retells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recoupe.interface import Texts
from recoupe.model import Incident, Origin, Telling
from recoupe.render.incident_html import walk
from recoupe.render.incident_words import collapse_words, teller
from recoupe.render.words import date_words, shortened
from recoupe.weighing.whole import Whole

WIDTH = 700
LINE, REASON_LINE = 20, 10  # pixels between two accounts, and more where a reason stands under the first
HEAD = 34  # above the first line, for the days
NAMES = 420  # where the names end and the days begin
DAYS = WIDTH - NAMES  # how wide the days are together
EDGE = 40  # from the sides to the first and the last day, for half of their names
NAME, REASON = 76, 92  # characters
LINES = 30  # of one drawing: a page holds so many
DAY_NAME, DAY_NUMBER = 80, 46  # pixels between two of them


@dataclass(frozen=True, slots=True)
class Line:
    """An account: its name at the left, a dot at its day, why it is no origin at the right."""

    y: int
    x: int
    number: str
    name: str
    reason: str
    is_origin: bool
    first_of_origin: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the account that is repeated to the one that repeats it."""

    path: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day of publication."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """As many accounts as a page holds."""

    height: int
    lines: tuple[Line, ...]
    arrows: tuple[Arrow, ...]
    columns: tuple[Column, ...]


def drawings(whole: Whole, incident: Incident, numbers: dict[Telling, tuple[str, str]], say: Texts) -> list[Drawing]:
    """The whole graph, in parts that each fit on a page; an origin stays whole where it can."""
    days = sorted({day_of(whole, telling) for origin in incident.origins for telling in origin.tellings} - {""})
    places = {day: column_of(index, len(days)) for index, day in enumerate(days)}
    return [drawing(whole, part, numbers, places, say) for part in parts(incident.origins)]


def parts(origins: Sequence[Origin]) -> Iterator[list[tuple[Origin, list[Telling]]]]:
    """Origins with their accounts, as many as fit together."""
    part: list[tuple[Origin, list[Telling]]] = []
    for origin in origins:
        told = list(walk(origin))
        for start in range(0, len(told), LINES):
            some = told[start : start + LINES]
            if part and sum(len(held) for _, held in part) + len(some) > LINES:
                yield part
                part = []
            part.append((origin, some))
    if part:
        yield part


def drawing(
    whole: Whole,
    part: list[tuple[Origin, list[Telling]]],
    numbers: dict[Telling, tuple[str, str]],
    places: dict[str, int],
    say: Texts,
) -> Drawing:
    """One drawing."""
    lines: dict[Telling, Line] = {}
    arrows: list[Arrow] = []
    y = HEAD
    for origin, told in part:
        reasons = {c.telling: c for c in origin.collapsed}
        for telling in told:
            collapse = reasons.get(telling)
            lines[telling] = Line(
                y=y,
                x=places.get(day_of(whole, telling), NAMES + EDGE // 2),
                number=numbers[telling][0],
                name=shortened(teller(telling, whole, say), NAME),
                reason=shortened(collapse_words(collapse, whole, say), REASON) if collapse else "",
                is_origin=collapse is None,
                first_of_origin=telling == origin.tellings[0],
            )
            y += LINE + (REASON_LINE if collapse else 0)
        arrows += [
            Arrow(path(lines[c.into], lines[c.telling]))
            for c in origin.collapsed
            if c.into in lines and c.telling in lines
        ]
        y += LINE // 2
    return Drawing(y + 4, tuple(lines.values()), tuple(arrows), tuple(columns(places, say)))


def path(origin: Line, told: Line) -> str:
    """Down from the one, then across to the other; a bow where both are of one day."""
    x, y, x2, y2 = origin.x, origin.y, told.x, told.y
    if x == x2:
        bow = x - min(9 + 2 * (abs(y2 - y) // LINE), 26)
        return f"M{x - 5} {y} C{bow} {y} {bow} {y2} {x - 6} {y2}"
    side, turn = (1 if x2 > x else -1), (1 if y2 > y else -1)
    return f"M{x} {y + 5 * turn} V{y2 - 7 * turn} Q{x} {y2} {x + 7 * side} {y2} H{x2 - 6 * side}"


def columns(places: dict[str, int], say: Texts) -> Iterator[Column]:
    """The days: in words where there is room, else the day of the month alone, else nothing."""
    last = max(places.values(), default=0)
    taken = -WIDTH
    for day, x in places.items():
        room = WIDTH if x == last else min(x - taken, last - x)
        label = date_words(day, say) if room >= DAY_NAME else day[8:10].lstrip("0") if room >= DAY_NUMBER else ""
        taken = x if label else taken
        yield Column(x, label)


def column_of(index: int, count: int) -> int:
    """Where a day stands; the days in their order, not to scale."""
    return NAMES + EDGE + (round(index * (DAYS - 2 * EDGE) / (count - 1)) if count > 1 else 0)


def day_of(whole: Whole, telling: Telling) -> str:
    """The day its report was published."""
    return whole.readings[telling.document].document.published[:10]
