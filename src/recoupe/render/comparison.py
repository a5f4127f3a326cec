"""A comparison of coded data with a case, in the terminal and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from recoupe.comparing import Comparison, Have, Row
from recoupe.comparing.values import Compared, Standing
from recoupe.interface import Texts, texts
from recoupe.model import EventType, Weighed
from recoupe.render.incident_words import value_words
from recoupe.render.terminal import GAP, RULE, put, wrapped
from recoupe.render.words import date_words, one_line, shortened, what_words

Json = dict[str, Any]
WHO = 3  # names behind a value
LISTED = 40  # incidents of a list in the terminal; the page and --json have all


def print_comparison(found: Comparison, console: Console, locale: str) -> None:
    """Print what both have, what one has, and what differs."""
    for line in comparison_lines(found, console.width, texts(locale)):
        put(line, console)


def comparison_lines(found: Comparison, width: int, say: Texts) -> Iterator[Text]:
    """The counts, a line a field, what differs, and what one side alone has."""
    yield from head_lines(found, width, say)
    yield from standing_lines(found, width, say)
    differing = [row for row in found.of(Have.BOTH) if row.differs]
    yield from list_lines(say("comparison.differing"), differing, width, say, found.coder)
    theirs = say("comparison.only_theirs", coder=one_line(found.coder))
    yield from list_lines(theirs, found.of(Have.THEIRS), width, say, found.coder)
    yield from list_lines(say("comparison.only_ours"), found.of(Have.OURS), width, say, found.coder)


def head_lines(found: Comparison, width: int, say: Texts) -> Iterator[Text]:
    """How many incidents both have, and how many one alone."""
    yield from wrapped(Text(say("comparison.title", coder=one_line(found.coder)), "bold"), width, 0, 0)
    yield from wrapped(Text(" · ".join(count_words(found, say))), width, 0, 0)
    if found.outside:
        yield from wrapped(Text(outside_words(found, say), "dim"), width, 0, 0)
    yield Text(RULE * width, "dim")


def count_words(found: Comparison, say: Texts) -> tuple[str, ...]:
    """How many incidents both have, one alone, and how many are told otherwise."""
    coder, colon = one_line(found.coder), say("typography.colon")
    return (
        say("comparison.both", n=len(found.of(Have.BOTH)), colon=colon),
        say("comparison.n_differing", n=sum(row.differs for row in found.rows), colon=colon),
        say("comparison.n_theirs", n=len(found.of(Have.THEIRS)), coder=coder, colon=colon),
        say("comparison.n_ours", n=len(found.of(Have.OURS)), colon=colon),
    )


def outside_words(found: Comparison, say: Texts) -> str:
    """That others of ours lie where the coder has nothing."""
    return say("comparison.outside", n=found.outside, coder=one_line(found.coder), colon=say("typography.colon"))


def standing_lines(found: Comparison, width: int, say: Texts) -> Iterator[Text]:
    """How often the two sides agree on each field."""
    counted = found.standings()
    if not counted:
        return
    heads = [say(f"beside.{name}") for name in Standing]
    label = max(cell_len(say(f"field.{field}")) for field in counted) + GAP
    yield Text(" " * label + "".join(head.rjust(len(head) + GAP) for head in heads)[:width], "dim")
    for field, numbers in counted.items():
        line = Text(say(f"field.{field}").ljust(label))
        for name, head in zip(Standing, heads, strict=True):
            colour = "red" if name is Standing.DIFFER and numbers[name] else ""
            line.append(str(numbers[name]).rjust(len(head) + GAP), colour)
        yield line


def list_lines(head: str, rows: Sequence[Row], width: int, say: Texts, coder: str) -> Iterator[Text]:
    """Incidents under a heading."""
    if not rows:
        return
    yield Text()
    yield Text(f"{head} ({len(rows)})", "bold")
    for row in rows[:LISTED]:
        yield from row_lines(row, width, say, coder)
    if len(rows) > LISTED:
        yield Text(say("incident.more", n=len(rows) - LISTED), "dim")


def row_lines(row: Row, width: int, say: Texts, coder: str) -> Iterator[Text]:
    """What, when and where; then each field that differs, ours with those who say so."""
    what = what_words(row.type, row.mode, say)
    names = say("typography.comma").join(row.coded)
    head = Text.assemble((row.incident, "cyan"), "  ", what, ("  " + names if names else "", "dim"))
    yield from wrapped(head, width, 0, GAP)
    yield from wrapped(Text(scene(row, say), "dim"), width, GAP, GAP)
    for field in row.fields:
        if field.standing is Standing.DIFFER:
            line = Text.assemble((say(f"field.{field.field}"), "dim"), say("typography.colon"))
            line.append(f"{one_line(coder)} {side_words(field, field.theirs, say)}")
            line.append(f" / {say('comparison.here')} ").append(ours_words(row, field, say), "red")
            yield from wrapped(line, width, GAP, 2 * GAP)


def scene(row: Row, say: Texts) -> str:
    """When and where."""
    date = date_words(row.date, say) if row.date else say("incident.undated")
    return f"{date} · {value_words('place', row.place, say) if row.place else say('incident.unplaced')}"


def words(field: str, value: Weighed, say: Texts) -> str:
    """A value in words."""
    if field == "type":
        type, *modes = value.value.split("/")
        return what_words(EventType(type), modes, say)
    return value_words(field, value, say)


def side_words(field: Compared, values: Sequence[Weighed], say: Texts) -> str:
    """The values of a side."""
    return say("typography.comma").join(dict.fromkeys(words(field.field, v, say) for v in values))


def ours_words(row: Row, field: Compared, say: Texts) -> str:
    """Our values, each with those who give it: "9 (the army), 4 (a resident)"."""
    told = []
    for value in field.ours:
        names = list(dict.fromkeys(one_line(row.behind[t].who) for t in value.tellings if row.behind[t].who))
        who = say("typography.comma").join(shortened(name, 40) for name in names[:WHO])
        told.append(f"{words(field.field, value, say)} ({who})" if who else words(field.field, value, say))
    return say("typography.comma").join(told)


# ---------------------------------------------------------------- as plain values


def comparison_to_json(found: Comparison) -> Json:
    """A comparison as plain values."""
    return {
        "coder": found.coder,
        "from": found.first or None,
        "to": found.last or None,
        "both": len(found.of(Have.BOTH)),
        "differing": sum(row.differs for row in found.rows),
        "only_theirs": len(found.of(Have.THEIRS)),
        "only_ours": len(found.of(Have.OURS)),
        "outside": found.outside,
        "fields": {
            field: {name.value: n for name, n in numbers.items()} for field, numbers in found.standings().items()
        },
        "incidents": [row_to_json(row) for row in found.rows],
    }


def row_to_json(row: Row) -> Json:
    """An incident as plain values."""
    return {
        "have": row.have.value,
        "incident": row.incident,
        "coded": list(row.coded),
        "reports": list(row.reports),
        "type": row.type.value,
        "mode": list(row.mode),
        "date": row.date or None,
        "place": row.place.value if row.place else None,
        "fields": [
            {
                "field": field.field,
                "standing": field.standing.value,
                "theirs": [value_to_json(value, row) for value in field.theirs],
                "ours": [value_to_json(value, row) for value in field.ours],
            }
            for field in row.fields
        ],
    }


def value_to_json(value: Weighed, row: Row) -> Json:
    """A value with the accounts behind it."""
    place = value.place
    where = {"country": place.country or None, "lat": place.lat, "lon": place.lon} if place else {}
    told = [row.behind[telling] for telling in value.tellings]
    accounts = [
        {"source": b.who, "outlet": b.outlet, "report": b.report, "published": b.published or None, "words": b.words}
        for b in told
    ]
    return {"value": value.value, **where, "accounts": accounts}
