"""The words behind each value: the sentence of a report with the very words that gave the value marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recoupe.export.accounts import Row, rows_of, values_of
from recoupe.interface import Texts
from recoupe.model import FieldStatus, Incident, Span, Telling, Weighed, WeighedField
from recoupe.render.incident_words import SHOWN, teller, value_words
from recoupe.render.words import date_words, sentence_around, telling, undirected
from recoupe.weighing.fields import SAME, Saying, same_value, saying
from recoupe.weighing.whole import Whole

WIDTH = 300  # characters of a quotation
QUOTES = 3  # quotations of a value, each of another origin
VALUES = 8  # values of a field that are shown with their words; all of them stand in the table
SPACES = str.maketrans("\n\r\t\v\f", "     ")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report around the marked ones, and who says them."""

    before: str
    marked: str
    after: str
    who: str
    day: str
    number: str  # of the account in the matrix
    key: str  # its anchor


@dataclass(frozen=True, slots=True)
class Behind:
    """A value with its passages."""

    words: str
    superseded: bool
    passages: tuple[Passage, ...]
    more: int  # tellings that are not quoted


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with its values."""

    label: str
    status: str
    disputed: bool
    values: tuple[Behind, ...]
    more: int


def fields_with_words(
    whole: Whole, incident: Incident, numbers: dict[Telling, tuple[str, str]], say: Texts
) -> Iterator[Shown]:
    """The fields of an incident, each value with quotations; `numbers` are the numbers and anchors of accounts."""
    rows = {row.told.telling: row for row in rows_of(whole, incident)}
    held = {field.field: field for field in incident.fields}
    for name in (name for name in SHOWN if name in held):
        field = held[name]
        values = tuple(behind(whole, field, value, rows, numbers, say) for value in field.values[:VALUES])
        told = tuple(value for value in values if value.passages)
        if told and (name != "factuality" or len(field.values) > 1):
            status = say(f"field_status.{field.status.value}")
            disputed = field.status in (FieldStatus.DISPUTED, FieldStatus.DENIED)
            yield Shown(say(f"field.{name}"), status, disputed, told, len(field.values) - len(told))


def behind(
    whole: Whole,
    field: WeighedField,
    value: Weighed,
    rows: dict[Telling, Row],
    numbers: dict[Telling, tuple[str, str]],
    say: Texts,
) -> Behind:
    """A value with a quotation of each of its origins, the first to say so."""
    found: list[Passage] = []
    origins: set[str] = set()
    for telling_ in value.tellings:
        row = rows.get(telling_)
        span = span_of(row, field.field, value) if row else None
        if row is None or span is None or span.start >= span.end:
            continue
        origin = numbers.get(telling_, ("", ""))[0].partition(".")[0]
        if origin in origins or len(found) == QUOTES:
            continue
        origins.add(origin)
        found.append(passage(whole, row, span, numbers.get(telling_, ("", "")), say))
    return Behind(
        value_words(field.field, value, say), value.superseded, tuple(found), len(value.tellings) - len(found)
    )


def span_of(row: Row, field: str, value: Weighed) -> Span | None:
    """The words that gave a value to an account."""
    told = row.told
    if field in ("factuality", "status"):
        focus, limit = telling(told.account, told.event)
        return focus or limit or next(iter(told.event.mentions), None)
    same = SAME.get(field, same_value)
    wanted = Saying(value.value, told, value.place, told.document.language if field not in ("date",) else "")
    given: Sequence[object] = values_of(row, field)
    fitting = (one for one in given if same(saying(field, one, told), wanted))
    span: Span | None = getattr(next(fitting, None), "span", None)
    return span


def passage(whole: Whole, row: Row, span: Span, number: tuple[str, str], say: Texts) -> Passage:
    """The sentence around some words, cut at words where it is long."""
    document = row.told.document
    text = document.text
    start, end = sentence_around(text, span)
    room = max(40, (WIDTH - (span.end - span.start)) // 2)
    day = date_words(document.published[:10], say) if document.published else say("terminal.undated")
    return Passage(
        before=before(text, start, span.start, room),
        marked=undirected(span.text.translate(SPACES)),
        after=after(text, span.end, end, room),
        who=teller(row.told.telling, whole, say),
        day=day,
        number=number[0],
        key=number[1],
    )


def before(text: str, start: int, end: int, room: int) -> str:
    """What stands before the words, from a word on."""
    words = undirected(text[start:end].translate(SPACES)).lstrip()
    if len(words) <= room:
        return words
    return f"…{words[-room:].partition(' ')[2]}"


def after(text: str, start: int, end: int, room: int) -> str:
    """What stands behind the words, up to a word, with the mark that ends the sentence."""
    words = undirected(text[start : end + 1].translate(SPACES)).rstrip()
    if len(words) <= room:
        return words
    return f"{words[:room].rpartition(' ')[0].rstrip(' ,;:')}…"
