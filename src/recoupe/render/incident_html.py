"""An incident as one page that needs no network: the matrix of accounts, their words, who goes back to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from recoupe import __version__
from recoupe.interface import Texts, texts
from recoupe.model import Collapse, Incident, Origin, Telling, WeighedField
from recoupe.render.copies import compared
from recoupe.render.html import asset, content_policy, environment, web_address
from recoupe.render.incident import scene_words, summary
from recoupe.render.incident_words import (
    SHOWN,
    behind_words,
    collapse_words,
    discrepancy_words,
    open_questions,
    title,
    value_words,
    words_of,
)
from recoupe.render.words import date_words, headline_words, one_line
from recoupe.weighing.tolls import DEFAULT
from recoupe.weighing.whole import Whole

COLUMNS = ("date", "place", "actor", "recipient", "killed", "injured", "people", "damage", "factuality")
QUOTE = 320
STEP = 74  # pixels between two rows of the graph
WIDE = 290  # pixels of a name in the graph
LINE = 33  # characters of a name in the graph
SMALL_LINE = 44


@dataclass(frozen=True, slots=True)
class Cell:
    """What one telling says on one field, and whether somebody contradicts it."""

    words: tuple[str, ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One telling in the matrix."""

    key: str
    who: str
    outlet: str
    day: str
    kind: str
    origin: int  # its number, from 1
    is_origin: bool
    reason: str  # why it is none
    words: str
    cells: tuple[Cell, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field with its values and who stands behind each."""

    label: str
    status: str
    state: str  # for the style sheet
    summary: str
    values: tuple[tuple[str, str, bool], ...]  # value, who, superseded


@dataclass(frozen=True, slots=True)
class Node:
    """A telling in the graph."""

    x: int
    y: int
    who: str
    outlet: str
    origin: bool
    key: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A telling goes back to another."""

    path: str
    reason: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Graph:
    """The retelling graph, laid out: origins to the left, those who repeat them to the right."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def incident_page(whole: Whole, incident: Incident, locale: str, rule: str = DEFAULT) -> str:
    """The whole page for one incident."""
    say = texts(locale)
    style = asset("page.css") + asset("incident.css")
    shown = [name for name in COLUMNS if any(f.field == name for f in incident.fields)]
    rows = tuple(matrix(whole, incident, shown, say))
    return (
        environment()
        .get_template("incident.html.jinja")
        .render(
            say=say,
            style=Markup(style),
            policy=content_policy(style, ""),
            title=title(incident, say),
            scene=scene_words(incident, say),
            incident=incident,
            counts=counts(incident, say),
            columns=[say(f"field.{name}") for name in shown],
            rows=rows,
            fields=tuple(field_views(whole, incident, say, rule)),
            graph=graph(whole, incident, say),
            flags=[(say(f"discrepancy.{d.kind.value}"), discrepancy_words(d, say)) for d in incident.discrepancies],
            questions=list(dict.fromkeys(open_questions(incident, whole, say))),
            copies=tuple(compared(whole, incident, say)),
            reports=tuple(reports(whole, incident, say)),
            version=__version__,
            wide=WIDE,
        )
    )


def counts(incident: Incident, say: Texts) -> str:
    """ "5 origins · 26 accounts · 9 reports"."""
    accounts = sum(len(origin.tellings) for origin in incident.origins)
    documents = len({member.document for member in incident.members})
    parts = (say.count("account", accounts), say.count("report", documents))
    return " · ".join(parts)


def matrix(whole: Whole, incident: Incident, shown: list[str], say: Texts) -> Iterator[Row]:
    """Each telling, origins first, each followed by those who repeat it."""
    fields = {field.field: field for field in incident.fields}
    for number, origin in enumerate(incident.origins, 1):
        reasons = {c.telling: c for c in origin.collapsed}
        for telling in origin.tellings:
            cells = tuple(cell(fields[name], telling, say) for name in shown)
            yield row(whole, origin, number, telling, reasons.get(telling), cells, say)


def row(
    whole: Whole,
    origin: Origin,
    number: int,
    telling: Telling,
    collapse: Collapse | None,
    cells: tuple[Cell, ...],
    say: Texts,
) -> Row:
    """One telling in the matrix."""
    document = whole.readings[telling.document].document
    account = whole.account(telling)
    return Row(
        key=key(telling),
        who=one_line(account.sources[-1].name) or say("terminal.unnamed_outlet"),
        outlet="" if len(account.sources) == 1 else one_line(document.outlet),
        day=date_words(document.published[:10], say) if document.published else say("terminal.undated"),
        kind=say(f"kind.{account.sources[-1].kind.value}"),
        origin=number,
        is_origin=telling == origin.tellings[0],
        reason=collapse_words(collapse, whole, say) if collapse else "",
        words=words_of(telling, whole, QUOTE),
        cells=cells,
        grade=whole.grade(telling),
    )


def key(telling: Telling) -> str:
    """An anchor of the page."""
    return f"t-{telling.document[:12]}-{telling.event}-{telling.account}"


def cell(field: WeighedField, telling: Telling, say: Texts) -> Cell:
    """What a telling says on a field."""
    values = [value for value in field.values if telling in value.tellings]
    words = tuple(dict.fromkeys(value_words(field.field, value, say) for value in values))
    state = field.status.value in ("disputed", "denied") and field.field != "actor"
    return Cell(words, bool(values) and state and not all(v.superseded for v in values))


def field_views(whole: Whole, incident: Incident, say: Texts, rule: str) -> Iterator[FieldView]:
    """Each field with all its values."""
    held = {field.field: field for field in incident.fields}
    for name in (name for name in SHOWN if name in held):
        field = held[name]
        values = tuple(
            (
                value_words(name, value, say),
                behind_words(whole, value, say),
                value.superseded,
            )
            for value in field.values
        )
        yield FieldView(
            label=say(f"field.{name}"),
            status=say(f"field_status.{field.status.value}"),
            state=field.status.value.replace(" ", "-"),
            summary=summary(incident, name, say, rule).strip(),
            values=values,
        )


def reports(whole: Whole, incident: Incident, say: Texts) -> Iterator[tuple[str, str, str, str]]:
    """The reports: outlet, day, headline, address."""
    held = dict.fromkeys(member.document for member in incident.members)
    for document in sorted(held, key=lambda d: (whole.readings[d].document.published or "9999", whole.name(d))):
        reading = whole.readings[document]
        published = reading.document.published
        day = date_words(published[:10], say) if published else say("terminal.undated")
        yield one_line(reading.document.outlet), day, headline_words(reading, say), web_address(reading.document.url)


# ---------------------------------------------------------------- the graph


def graph(whole: Whole, incident: Incident, say: Texts) -> Graph:
    """Who goes back to whom: one column for each step from the origin, one row for each telling."""
    nodes: dict[Telling, Node] = {}
    edges = []
    line = 0
    for origin in incident.origins:
        depth = depths(origin)
        for telling in walk(origin):
            account = whole.account(telling)
            document = whole.readings[telling.document].document
            outlet = one_line(document.outlet)
            quoted_in = "" if len(account.sources) == 1 else outlet
            day = date_words(document.published[:10], say) if document.published else ""
            nodes[telling] = Node(
                x=10 + depth[telling] * (WIDE + 60),
                y=10 + line * STEP,
                who=shortened(one_line(account.sources[-1].name) or outlet, LINE),
                outlet=shortened(" · ".join(part for part in (quoted_in, day) if part), SMALL_LINE),
                origin=telling == origin.tellings[0],
                key=key(telling),
            )
            line += 1
        edges += [edge(nodes[c.telling], nodes[c.into], collapse_words(c, whole, say)) for c in origin.collapsed]
    width = max((node.x for node in nodes.values()), default=0) + WIDE + 20
    return Graph(width, 10 + line * STEP, tuple(nodes.values()), tuple(edges))


def depths(origin: Origin) -> dict[Telling, int]:
    """How many steps each telling is from the origin."""
    into = {c.telling: c.into for c in origin.collapsed}

    def depth(telling: Telling) -> int:
        return 1 + depth(into[telling]) if telling in into else 0

    return {telling: depth(telling) for telling in origin.tellings}


def walk(origin: Origin) -> Iterator[Telling]:
    """The tellings of an origin, each before those that go back to it."""
    behind: dict[Telling, list[Telling]] = {}
    for collapse in origin.collapsed:
        behind.setdefault(collapse.into, []).append(collapse.telling)
    waiting = [origin.tellings[0]]
    while waiting:
        telling = waiting.pop()
        yield telling
        waiting += reversed(behind.get(telling, []))


def edge(told: Node, into: Node, reason: str) -> Edge:
    """A line from under the one that is repeated to the left side of the one that repeats it."""
    x, y, end = into.x + 16, into.y + STEP - 26, told.y + 24
    return Edge(f"M{x} {y} V{end - 8} Q{x} {end} {x + 8} {end} H{told.x}", reason, told.x, told.y)


def shortened(name: str, length: int) -> str:
    """A name that fits into its box."""
    return name if len(name) <= length else f"{name[: length - 1].rstrip()}…"
