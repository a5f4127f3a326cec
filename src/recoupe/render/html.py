"""Readings as one page that needs no network: the report on the left, its events and accounts on the right."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from recoupe import __version__
from recoupe.interface import Texts, texts
from recoupe.model import Account, Discrepancy, Event, Mark, Reading, Region, Span
from recoupe.render.highlight import Block, Stretch, blocks_of
from recoupe.render.words import (
    FIELDS,
    date_words,
    distinct,
    event_title,
    evidence,
    explanation_words,
    headline_words,
    language_words,
    loaded_words,
    one_line,
    quotation,
    safe,
)

HERE = Path(__file__).parent / "page"
LAYER_OF_FIELD = {"date": "time", "place": "place", "killed": "quantity", "injured": "quantity", "people": "quantity"}
LAYERS = ("event", "source", "hedge", "loaded", "time", "place", "actor", "quantity")
HIDDEN_AT_FIRST = ("actor", "quantity")  # nearly every noun: shown when asked for
QUOTATION = 220


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the places in the text that gave it: "12-40 88-93"."""

    words: str
    spans: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A field with its values."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One source of a chain."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the page shows it."""

    key: str
    chain: tuple[Link, ...]
    grade: str  # "CT+"
    certainty: str
    meaning: str
    strength: int
    polarity: int
    words: str
    rows: tuple[Row, ...]
    spans: str


@dataclass(frozen=True, slots=True)
class DiscrepancyView:
    """A discrepancy as the page shows it."""

    key: str
    label: str
    explanation: str
    quotes: tuple[Value, ...]
    spans: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as the page shows it."""

    key: str
    id: str
    title: str
    status: str
    code: str
    rows: tuple[Row, ...]
    accounts: tuple[AccountView, ...]
    discrepancies: tuple[DiscrepancyView, ...]
    spans: str


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One report as the page shows it."""

    key: str
    language: str
    headline: str
    headline_in_text: bool
    outlet: str
    facts: tuple[str, ...]
    url: str
    counts: tuple[str, ...]
    blocks: tuple[Block, ...]
    events: tuple[EventView, ...]
    discrepancies: tuple[DiscrepancyView, ...]
    notes: tuple[str, ...]
    digest: str


def page(readings: Sequence[Reading], locale: str) -> str:
    """The whole page for some readings."""
    say = texts(locale)
    style, script = asset("page.css"), asset("page.js")
    return template().render(
        say=say,
        style=Markup(style),
        script=Markup(script),
        policy=content_policy(style, script),
        documents=[reading_view(reading, f"r{number}", say) for number, reading in enumerate(readings, 1)],
        keys=Markup(say("page.keys")),
        layers=LAYERS,
        hidden=HIDDEN_AT_FIRST,
        version=__version__,
    )


@cache
def environment() -> Environment:
    """The templates of our pages; everything put into them is escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = safe
    return made


@cache
def template() -> Template:
    """The template of the page of readings."""
    return environment().get_template("page.html.jinja")


@cache
def asset(name: str) -> str:
    """Our own style sheet or script, to stand inside the page."""
    return (HERE / name).read_text("utf-8")


def content_policy(style: str, script: str) -> str:
    """Only our own script and style may run: nothing is fetched, and no text can bring its own."""
    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(source: str) -> str:
    """The hash of an inline element as Content Security Policy wants it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def reading_view(reading: Reading, key: str, say: Texts) -> ReadingView:
    """Everything the page shows of one report."""
    document = reading.document
    stretches = list(all_stretches(reading, key, say))
    blocks = tuple(blocks_of(document.text, reading.regions, stretches))
    known = {event.id for event in reading.events}
    numbered = [(f"{key}-d{number}", item) for number, item in enumerate(reading.discrepancies, 1)]
    return ReadingView(
        key=key,
        language=document.language,
        headline=headline_words(reading, say),
        headline_in_text=any(block.region is Region.HEADLINE for block in blocks),
        outlet=one_line(document.outlet) or say("terminal.no_outlet"),
        facts=(
            date_words(document.published, say) if document.published else say("terminal.undated"),
            *([language_words(document.language, say)] if document.language else []),
            *([one_line(document.author)] if document.author else []),
        ),
        url=web_address(document.url),
        counts=counts(reading, say),
        blocks=blocks,
        events=tuple(event_view(event, reading, key, numbered, say) for event in reading.events),
        discrepancies=tuple(
            discrepancy_view(k, item, reading.document.text, say) for k, item in numbered if item.event not in known
        ),
        notes=tuple(say.message(one_line(warning)) for warning in reading.warnings),
        digest=document.text and document_digest(document.text),
    )


def document_digest(text: str) -> str:
    """The digest of a text; halves of surrogate pairs, which UTF-8 cannot hold, count as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def counts(reading: Reading, say: Texts) -> tuple[str, ...]:
    """How much was found: "2 events", "5 accounts", "1 discrepancy"."""
    accounts = sum(len(event.accounts) for event in reading.events)
    found = [say.count("event", len(reading.events)), say.count("account", accounts)]
    if reading.discrepancies:
        found.append(say.count("discrepancy", len(reading.discrepancies)))
    return tuple(found)


def web_address(url: str) -> str:
    """An address that may be linked: a script may not."""
    return url if urlsplit(url).scheme in ("http", "https") else ""


def event_view(
    event: Event, reading: Reading, key: str, numbered: Iterable[tuple[str, Discrepancy]], say: Texts
) -> EventView:
    """An event with its accounts and the discrepancies between them."""
    own = f"{key}-{event.id}"
    return EventView(
        key=own,
        id=event.id,
        title=event_title(event, say),
        status=say(f"status.{event.status.value}"),
        code=" ".join((event.type.value, *event.mode)),
        rows=tuple(rows(event, say)),
        accounts=tuple(
            account_view(account, event, f"{own}-a{number}", reading.document.text, say)
            for number, account in enumerate(event.accounts, 1)
        ),
        discrepancies=tuple(
            discrepancy_view(k, item, reading.document.text, say) for k, item in numbered if item.event == event.id
        ),
        spans=positions(event.mentions, "m"),
    )


def rows(holder: Event | Account, say: Texts, shared: Event | None = None) -> Iterator[Row]:
    """The fields that have a value; for an account only what differs from the event's."""
    for name in FIELDS:
        values = distinct(getattr(holder.details, name), say)
        if shared is not None and same_words(values, distinct(getattr(shared.details, name), say)):
            continue
        shown = tuple(value_view(words, alike) for words, alike in values)
        if shown:
            yield Row(say(f"field.{name}"), shown)


def same_words(one: Iterable[tuple[str, object]], other: Iterable[tuple[str, object]]) -> bool:
    """The values read alike, in whatever order."""
    return {words for words, _ in one} == {words for words, _ in other}


def value_view(words: str, alike: Sequence[object]) -> Value:
    """A value with the places it was read from and the reckoning behind it."""
    spans = [span for value in alike if (span := getattr(value, "span", None))]
    value = alike[0]
    provenance = getattr(value, "provenance", None)
    notes = [getattr(value, "edtf", ""), getattr(value, "gazetteer", ""), provenance.note if provenance else ""]
    return Value(words, positions(dict.fromkeys(spans), "m"), " · ".join(note for note in notes if note))


def account_view(account: Account, event: Event, key: str, text: str, say: Texts) -> AccountView:
    """An account with the words it was read from."""
    grade = account.factuality
    return AccountView(
        key=key,
        chain=tuple(
            Link(one_line(source.name) or say("terminal.unnamed_outlet"), say(f"kind.{source.kind.value}"))
            for source in account.sources
        ),
        grade=grade.value,
        certainty=say(f"factuality.{grade.value}"),
        meaning=say(f"factuality_long.{grade.value}"),
        strength=grade.strength,
        polarity=grade.polarity,
        words=quotation(account, event, text, QUOTATION),
        rows=tuple(rows(account, say, shared=event)) if len(event.accounts) > 1 else (),
        spans=account_positions(account, event),
    )


def account_positions(account: Account, event: Event) -> str:
    """Where an account stands: what it says (c), who says it (s), by which word (q), and the event itself (m)."""
    own = account.mentions or (() if account.content else event.mentions[:1])
    parts = (
        positions(account.content, "c"),
        positions([source.span for source in account.sources if source.span], "s"),
        positions([account.cue] if account.cue else [], "q"),
        positions(own, "m"),
    )
    return " ".join(part for part in parts if part)


def positions(spans: Iterable[Span], role: str) -> str:
    """Spans as the page's script reads them: "m12-40 m88-93"."""
    return " ".join(f"{role}{span.start}-{span.end}" for span in spans if span.start < span.end)


def discrepancy_view(key: str, discrepancy: Discrepancy, text: str, say: Texts) -> DiscrepancyView:
    """A discrepancy with the words that show it."""
    return DiscrepancyView(
        key=key,
        label=say(f"discrepancy.{discrepancy.kind.value}"),
        explanation=explanation_words(discrepancy, say),
        quotes=tuple(quotes(discrepancy, text)),
        spans=positions(discrepancy.spans, "m"),
    )


def quotes(discrepancy: Discrepancy, text: str) -> Iterator[Value]:
    """The words that show a discrepancy; those of one sentence once."""
    shown: dict[str, list[Span]] = {}
    for span in discrepancy.spans:
        shown.setdefault(evidence(span, text, QUOTATION), []).append(span)
    for words, spans in shown.items():
        yield Value(words, positions(spans, "m"))


def all_stretches(reading: Reading, key: str, say: Texts) -> Iterator[Stretch]:
    """Everything to be marked in the text of a report."""
    for mark in reading.marks:
        if mark.layer not in ("event", "content"):
            yield Stretch(mark.span.start, mark.span.end, mark.layer, mark_label(mark, say))
    for event in reading.events:
        own = f"{key}-{event.id}"
        yield from (stretch(span, "event", own) for span in event.mentions)
        for name in FIELDS:
            for value in getattr(event.details, name):
                yield stretch(value.span, LAYER_OF_FIELD.get(name, "actor"), own)
        for number, account in enumerate(event.accounts, 1):
            yield from account_stretches(account, f"{own}-a{number}")
    for number, discrepancy in enumerate(reading.discrepancies, 1):
        yield from (stretch(span, "discrepancy", f"{key}-d{number}") for span in discrepancy.spans)


def account_stretches(account: Account, key: str) -> Iterator[Stretch]:
    """The words of an account: a click on any of them shows it."""
    yield from (stretch(span, "content", key) for span in account.content)
    yield from (stretch(source.span, "source", key) for source in account.sources if source.span)
    if account.cue:
        yield stretch(account.cue, "cue", key)
    yield from (stretch(span, "mention", key) for span in account.mentions)


def stretch(span: Span, layer: str, item: str) -> Stretch:
    """A stretch that leads to an item of the page."""
    return Stretch(span.start, span.end, layer, "", item)


def mark_label(mark: Mark, say: Texts) -> str:
    """What a mark was read as, for the pointer that rests on it: "time: 13 March 2021"."""
    match mark.layer:
        case "time":
            label = date_words(mark.label, say)
        case "loaded":
            label = loaded_words(mark.label, say)
        case _:
            label = one_line(mark.label)
    name = say(f"layer_one.{mark.layer}")
    return f"{name}{say('typography.colon')}{label}" if label else name
