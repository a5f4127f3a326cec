"""An incident in the terminal: what is said field by field, who the origins are, what does not fit, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from recoupe.interface import Texts, texts
from recoupe.model import FieldStatus, Incident, Origin, Telling, Weighed, WeighedField
from recoupe.render.incident_words import (
    SHOWN,
    behind_words,
    collapse_words,
    discrepancy_words,
    open_questions,
    range_words,
    teller,
    title,
    value_words,
    when_words,
    where_words,
    words_of,
)
from recoupe.render.terminal import GAP, INDENT, RULE, put, wrapped
from recoupe.render.words import date_words, one_line, shortened
from recoupe.weighing import toll, when, where
from recoupe.weighing.sources import Standing
from recoupe.weighing.told import TOLLS
from recoupe.weighing.tolls import DEFAULT
from recoupe.weighing.whole import Whole

COLOURS = {
    FieldStatus.AGREED: "green",
    FieldStatus.DISPUTED: "red",
    FieldStatus.DENIED: "red",
    FieldStatus.SINGLE_ORIGIN: "yellow",
}
SHOWN_VALUES = 6


def print_incident(whole: Whole, incident: Incident, console: Console, locale: str, rule: str = DEFAULT) -> None:
    """Print one incident in full."""
    for line in incident_lines(whole, incident, console.width, texts(locale), rule):
        put(line, console)


def print_why(whole: Whole, incident: Incident, console: Console, locale: str) -> None:
    """Print why the origins of an incident are these: every collapse with the words it rests on."""
    for line in why_lines(whole, incident, console.width, texts(locale)):
        put(line, console)


def print_sources(standings: Sequence[Standing], console: Console, locale: str) -> None:
    """Print the sources of a case, one line each."""
    for line in sources_lines(standings, console.width, texts(locale)):
        put(line, console)


def scene_words(incident: Incident, say: Texts) -> str:
    """ "8 November 2022 · Boni (Mali)"; what is unknown is said so."""
    date, place = when(incident), where(incident)
    parts = (
        date_words(date.edtf, say) if date else say("incident.undated"),
        value_words("place", place.value, say) if place else say("incident.unplaced"),
    )
    return " · ".join(parts)


# ---------------------------------------------------------------- one incident


def incident_lines(whole: Whole, incident: Incident, width: int, say: Texts, rule: str) -> Iterator[Text]:
    """Every line of the view of an incident."""
    yield from head_lines(whole, incident, width, say)
    yield from field_lines(whole, incident, width, say, rule)
    yield Text()
    yield from origin_lines(whole, incident, width, say)
    yield from flag_lines(incident, width, say)
    yield from question_lines(whole, incident, width, say)


def head_lines(whole: Whole, incident: Incident, width: int, say: Texts) -> Iterator[Text]:
    """What it is, when and where, and how much stands behind it."""
    yield from wrapped(Text.assemble((incident.id + "  ", "cyan"), (title(incident, say), "bold")), width, 0, 0)
    yield from wrapped(Text(scene_words(incident, say)), width, 0, 0)
    accounts = sum(len(origin.tellings) for origin in incident.origins)
    documents = len({member.document for member in incident.members})
    counts = (
        say.count("origin", len(incident.origins)),
        say.count("account", accounts),
        say.count("report", documents),
    )
    yield from wrapped(Text(" · ".join(counts), "dim"), width, 0, 0)
    if incident.part_of:
        yield from wrapped(Text(say("incident.part_of", ids=", ".join(incident.part_of)), "dim"), width, 0, 0)
    yield Text(RULE * width, "dim")


def field_lines(whole: Whole, incident: Incident, width: int, say: Texts, rule: str) -> Iterator[Text]:
    """Each field with its values, and who stands behind each."""
    label_width = max(cell_len(say(f"field.{name}")) for name in SHOWN)
    held = {field.field: field for field in incident.fields}
    for name in (name for name in SHOWN if name in held):
        field = held[name]
        label = say(f"field.{name}").ljust(label_width + GAP)
        head = Text.assemble((label, "dim"), (say(f"field_status.{field.status.value}"), COLOURS[field.status]))
        head.append(summary(incident, name, say, rule), "dim")
        yield from wrapped(head, width, 0, label_width + GAP)
        for value in field.values[:SHOWN_VALUES]:
            yield from value_lines(whole, field, value, width, label_width + GAP, say)
        if len(field.values) > SHOWN_VALUES:
            rest = say("incident.more", n=len(field.values) - SHOWN_VALUES)
            yield Text(" " * (label_width + GAP)).append(rest, "dim")


def summary(incident: Incident, name: str, say: Texts, rule: str) -> str:
    """The toll by a rule, or the codes of precision, behind the state of a field."""
    words = ""
    if name in TOLLS:
        found = toll(incident, name, rule)
        words = f"{range_words(found, say)} ({rule})" if found else ""
    elif name == "date" and (date := when(incident)):
        words = when_words(date, say)
    elif name == "place" and (place := where(incident)):
        words = where_words(place, say)
    return f"  {words}" if words else ""


def value_lines(
    whole: Whole, field: WeighedField, value: Weighed, width: int, indent: int, say: Texts
) -> Iterator[Text]:
    """A value, then who stands behind it."""
    words = value_words(field.field, value, say)
    line = Text(words, "strike" if value.superseded else "bold")
    line.append(f"  {behind_words(whole, value, say)}")
    if value.superseded:
        line.append(f"  {say('incident.superseded')}", "dim")
    yield from wrapped(line, width, indent, indent + 2)


def origin_lines(whole: Whole, incident: Incident, width: int, say: Texts) -> Iterator[Text]:
    """The origins, each with those who repeat it and why they count no more."""
    yield Text(say("incident.origins"), "bold")
    for number, origin in enumerate(incident.origins, 1):
        yield from one_origin(whole, origin, number, width, say)


def one_origin(whole: Whole, origin: Origin, number: int, width: int, say: Texts) -> Iterator[Text]:
    """Who it is, its words, and who repeats it."""
    first = origin.tellings[0]
    published = whole.readings[first.document].document.published
    grade = whole.grade(first)
    head = Text.assemble((f"{number:>2}  ", "cyan"), (teller(first, whole, say), "bold"))
    facts = [say(f"kind.{origin.kind.value}"), *([date_words(published[:10], say)] if published else [])]
    if grade:
        facts.append(say("incident.grade", grade=grade))
    head.append("  " + " · ".join(facts), "dim")
    yield from wrapped(head, width, 0, INDENT)
    words = words_of(first, whole, width - INDENT - len(say.quoted("")))
    if words:
        yield Text(" " * INDENT).append(say.quoted(words), "italic")
    for collapse in origin.collapsed:
        line = Text.assemble(("← ", "dim"), teller(collapse.telling, whole, say))
        line.append(say("typography.colon") + collapse_words(collapse, whole, say), "dim")
        yield from wrapped(line, width, INDENT, INDENT + 2)


def flag_lines(incident: Incident, width: int, say: Texts) -> Iterator[Text]:
    """What does not fit."""
    if incident.discrepancies:
        yield Text()
        yield Text(say("terminal.unplaced"), "bold")
    for discrepancy in incident.discrepancies:
        line = Text.assemble(("! ", "red"), (say(f"discrepancy.{discrepancy.kind.value}"), "red"))
        words = discrepancy_words(discrepancy, say)
        if words:
            line.append(say("typography.colon") + words)
        yield from wrapped(line, width, INDENT - 2, INDENT)


def question_lines(whole: Whole, incident: Incident, width: int, say: Texts) -> Iterator[Text]:
    """What is open."""
    questions = list(dict.fromkeys(open_questions(incident, whole, say)))
    if questions:
        yield Text()
        yield Text(say("incident.questions"), "bold")
    for question in questions:
        yield from wrapped(Text.assemble(("? ", "yellow"), question), width, INDENT - 2, INDENT)


# ---------------------------------------------------------------- why


def why_lines(whole: Whole, incident: Incident, width: int, say: Texts) -> Iterator[Text]:
    """Each origin, and each telling that was taken back to it, with its own words and those it goes back to."""
    yield from wrapped(Text(say.count("origin", len(incident.origins)), "bold"), width, 0, 0)
    for number, origin in enumerate(incident.origins, 1):
        yield Text()
        first = origin.tellings[0]
        head = Text.assemble((f"{number:>2}  ", "cyan"), (teller(first, whole, say), "bold"))
        yield from wrapped(head, width, 0, INDENT)
        yield from located(whole, first, width, INDENT, say)
        for collapse in origin.collapsed:
            line = Text.assemble(("← ", "dim"), teller(collapse.telling, whole, say))
            line.append(say("typography.colon") + collapse_words(collapse, whole, say), "cyan")
            yield from wrapped(line, width, INDENT, INDENT + 2)
            yield from located(whole, collapse.telling, width, INDENT + 2, say)


def located(whole: Whole, telling: Telling, width: int, indent: int, say: Texts) -> Iterator[Text]:
    """The words of a telling, the report and the place in it."""
    account = whole.account(telling)
    spans = [*account.mentions, *account.content, *([account.cue] if account.cue else [])]
    words = words_of(telling, whole, max(width - indent, 20) * 2)
    where_it_is = f"{whole.name(telling.document)} {telling.event}"
    if spans:
        where_it_is += f" {min(s.start for s in spans)}-{max(s.end for s in spans)}"
    line = Text(say.quoted(words) if words else "", "italic")
    line.append(f"  {where_it_is}", "dim")
    yield from wrapped(line, width, indent, indent)


# ---------------------------------------------------------------- sources


COLUMNS = ("told", "origin", "repeats", "single", "disputed", "retracted")


def sources_lines(standings: Sequence[Standing], width: int, say: Texts) -> Iterator[Text]:
    """A table: the source, then its counts."""
    labels = [say(f"standing.{name}") for name in COLUMNS]
    widths = [cell_len(label) + GAP for label in labels]
    room = width - sum(widths)
    yield Text(" " * room).append("".join(label.rjust(w) for label, w in zip(labels, widths, strict=True)), "dim")
    for standing in standings:
        name = one_line(standing.name) + (f" [{standing.grade}]" if standing.grade else "")
        shown = shortened(name, room - GAP)
        line = Text(shown + " " * (room - cell_len(shown)))
        for column, w in zip(COLUMNS, widths, strict=True):
            number = getattr(standing, column)
            line.append((str(number) if number else "·").rjust(w), "" if number else "dim")
        yield line
