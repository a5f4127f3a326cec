"""The table of accounts: a row is what one source says of one event in one report, with the words it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from recoupe.export.columns import Cell, Column, Kind
from recoupe.model import (
    Collapse,
    Date,
    EventType,
    Factuality,
    Form,
    Incident,
    Mark,
    Origin,
    Participant,
    Place,
    Quantity,
    Source,
    SourceKind,
    Span,
    Status,
    Telling,
)
from recoupe.reading.dates import bounds
from recoupe.weighing.told import TOLLS, Told
from recoupe.weighing.whole import Whole

PARTIES = ("actor", "recipient", "instrument", "claimed_by")


@dataclass(frozen=True, slots=True)
class Row:
    """An account with its place in the incident."""

    whole: Whole
    incident: Incident
    told: Told
    origin: Origin | None  # None where a person rejected the account
    collapse: Collapse | None  # None where it is the origin's own


def rows_of(whole: Whole, incident: Incident) -> Iterator[Row]:
    """The accounts of an incident in the order of publication."""
    origins = {telling: origin for origin in incident.origins for telling in origin.tellings}
    collapsed = {c.telling: c for origin in incident.origins for c in origin.collapsed}
    for telling, told in whole.told(incident).items():
        yield Row(whole, incident, told, origins.get(telling), collapsed.get(telling))


def account_id(telling: Telling) -> str:
    """ "3f2a91c07b12-e1-0": the beginning of the report's id, the event, the index of the account."""
    return f"{telling.document[:12]}-{telling.event}-{telling.account}"


# ---------------------------------------------------------------- what a row says of a field


def values_of(row: Row, field: str) -> tuple[Any, ...]:
    """What the account says on a field; what only the event as a whole is given stands with its first account."""
    own: tuple[Any, ...] = getattr(row.told.details, field)
    event = row.told.event
    if own or row.told.telling.account or any(getattr(a.details, field) for a in event.accounts):
        return own
    shared: tuple[Any, ...] = getattr(event.details, field)
    return shared


def each(field: str, of: Callable[[Any], str | int | float | None]) -> Callable[[Row], Cell]:
    """Something of every value of a field."""
    return lambda row: [of(value) for value in values_of(row, field)]


def column(name: str, kind: Kind, about: str, of: Callable[[Row], Cell], codes: Sequence[str] = ()) -> Column[Row]:
    """A column of this table."""
    return Column(name, kind, about, of, tuple(codes))


def spans(name: str, about: str, of: Callable[[Row], Sequence[Span]]) -> Iterator[Column[Row]]:
    """The words and where they stand: code points of the report's text, from start up to end."""
    yield column(f"{name}_words", Kind.STRINGS, f"{about}: the words", lambda row: [s.text for s in of(row)])
    yield column(
        f"{name}_char_start",
        Kind.INTEGERS,
        f"{about}: first code point of the words",
        lambda row: [s.start for s in of(row)],
    )
    yield column(
        f"{name}_char_end", Kind.INTEGERS, f"{about}: code point after the words", lambda row: [s.end for s in of(row)]
    )


def grounds(field: str) -> Iterator[Column[Row]]:
    """The words of a field's values, and why they are its values."""
    yield from spans(field, field, lambda row: [value.span for value in values_of(row, field)])
    yield column(
        f"{field}_rule", Kind.STRINGS, f"{field}: the rules that gave it", each(field, lambda v: v.provenance.rule)
    )
    yield column(
        f"{field}_entry",
        Kind.STRINGS,
        f"{field}: the lexicon entries behind it",
        each(field, lambda v: v.provenance.entry),
    )
    yield column(f"{field}_note", Kind.STRINGS, f"{field}: the reckoning", each(field, lambda v: v.provenance.note))


def day(value: Date, which: int) -> str | None:
    """The first or the last day of a date."""
    days = bounds(value.edtf)
    return days[which].isoformat() if days else None


def dates() -> Iterator[Column[Row]]:
    """When it was, as the account says."""
    yield column("date", Kind.STRINGS, "when, in EDTF", each("date", lambda v: v.edtf))
    yield column("date_first", Kind.STRINGS, "first day that the date may mean", each("date", lambda v: day(v, 0)))
    yield column("date_last", Kind.STRINGS, "last day that the date may mean", each("date", lambda v: day(v, 1)))
    yield from grounds("date")


def places() -> Iterator[Column[Row]]:
    """Where it was, as the account says."""
    kept: list[tuple[str, Kind, str, Callable[[Place], str | float | None]]] = [
        ("place", Kind.STRINGS, "where, as the text spells it", lambda p: p.name),
        ("place_country", Kind.STRINGS, "ISO 3166-1 alpha-2", lambda p: p.country),
        ("place_lat", Kind.NUMBERS, "degrees north, WGS 84; empty where unlocated", lambda p: p.lat),
        ("place_lon", Kind.NUMBERS, "degrees east, WGS 84", lambda p: p.lon),
        (
            "place_precision",
            Kind.STRINGS,
            "site, city, district, region, country, area or relative",
            lambda p: p.precision,
        ),
        (
            "place_gazetteer",
            Kind.STRINGS,
            "id in GeoNames (geonames:…) or in Recoupe's own list",
            lambda p: p.gazetteer,
        ),
    ]
    for name, kind, about, of in kept:
        yield column(name, kind, about, each("place", of))
    yield from grounds("place")


def participants(field: str, about: str) -> Iterator[Column[Row]]:
    """Who or what took part."""
    name: Callable[[Participant], str] = lambda v: v.name  # noqa: E731
    yield column(field, Kind.STRINGS, about, each(field, name))
    yield column(f"{field}_id", Kind.STRINGS, f"{field}: id in the actor register", each(field, lambda v: v.id))
    yield from grounds(field)


def tolls(field: str, about: str) -> Iterator[Column[Row]]:
    """A number of people."""
    least: Callable[[Quantity], int] = lambda v: v.low  # noqa: E731
    yield column(f"{field}_low", Kind.INTEGERS, f"{about}: at least", each(field, least))
    yield column(f"{field}_best", Kind.INTEGERS, f"{about}: the number told", each(field, lambda v: v.best))
    yield column(
        f"{field}_high", Kind.INTEGERS, f"{about}: at most; empty where no bound is set", each(field, lambda v: v.high)
    )
    yield from grounds(field)


# ---------------------------------------------------------------- the columns


def identity() -> Iterator[Column[Row]]:
    """What the account is and where it stands."""
    yield column("account", Kind.STRING, "its id: key of this table", lambda row: account_id(row.told.telling))
    yield column("incident", Kind.STRING, "the incident: key of the other table", lambda row: row.incident.id)
    yield column("report", Kind.STRING, "the report's name in the case", lambda row: row.told.document.name)
    yield column("document", Kind.STRING, "SHA-256 of the report's text", lambda row: row.told.document.id)
    yield column("event", Kind.STRING, "the event within the report", lambda row: row.told.telling.event)
    yield column("number", Kind.INTEGER, "index of the account within the event", lambda row: row.told.telling.account)
    for name, about in (
        ("outlet", "who published the report"),
        ("published", "when, day or second"),
        ("language", "BCP 47"),
        ("title", "headline"),
        ("url", "address"),
        ("author", "as signed"),
    ):
        yield column(name, Kind.STRING, f"report: {about}", lambda row, name=name: getattr(row.told.document, name))  # type: ignore[misc]


def attribution() -> Iterator[Column[Row]]:
    """Who says so, through whom, how, and how certain."""
    link: Callable[[Source], str] = lambda source: source.name  # noqa: E731
    yield column(
        "chain",
        Kind.STRINGS,
        "sources, the outlet first, the origin last",
        lambda row: [*map(link, row.told.account.sources)],
    )
    yield column(
        "chain_kinds",
        Kind.STRINGS,
        "what each source is",
        lambda row: [s.kind.value for s in row.told.account.sources],
        [*SourceKind],
    )
    yield column(
        "chain_char_start",
        Kind.INTEGERS,
        "where each is named; empty for the outlet",
        lambda row: [s.span.start if s.span else None for s in row.told.account.sources],
    )
    yield column(
        "chain_char_end",
        Kind.INTEGERS,
        "code point after each name",
        lambda row: [s.span.end if s.span else None for s in row.told.account.sources],
    )
    yield column(
        "chain_rule",
        Kind.STRINGS,
        "the rules that found each",
        lambda row: [s.provenance.rule for s in row.told.account.sources],
    )
    yield column("form", Kind.STRING, "form of attribution", lambda row: row.told.account.form.value, [*Form])
    yield column("rule", Kind.STRING, "the rule of the attribution", lambda row: row.told.account.provenance.rule)
    yield column("entry", Kind.STRING, "its lexicon entry", lambda row: row.told.account.provenance.entry)
    yield column(
        "factuality",
        Kind.STRING,
        "how far the source commits itself (FactBank)",
        lambda row: row.told.account.factuality.value,
        [*Factuality],
    )
    yield column(
        "factuality_rule", Kind.STRING, "the rule of it", lambda row: row.told.account.factuality_provenance.rule
    )
    yield column(
        "factuality_entry", Kind.STRING, "its lexicon entry", lambda row: row.told.account.factuality_provenance.entry
    )
    yield column(
        "grade", Kind.STRING, "what a person gave on the Admiralty scale", lambda row: row.whole.grade(row.told.telling)
    )
    yield from spans("cue", "word of attribution", lambda row: [row.told.account.cue] if row.told.account.cue else [])
    yield from spans("content", "what the source says", lambda row: row.told.account.content)
    yield from spans("mention", "words that name the event", lambda row: row.told.account.mentions)


def independence() -> Iterator[Column[Row]]:
    """Whether it counts as an origin."""
    yield column(
        "origin",
        Kind.STRING,
        "the independent origin it goes back to",
        lambda row: row.origin.name if row.origin else None,
    )
    yield column(
        "is_origin",
        Kind.BOOLEAN,
        "whether it is that origin's own telling",
        lambda row: row.origin is not None and row.collapse is None,
    )
    yield column(
        "repeats",
        Kind.STRING,
        "the account that it repeats",
        lambda row: account_id(row.collapse.into) if row.collapse else None,
    )
    yield column(
        "repeats_rule",
        Kind.STRING,
        "why it counts as repeating",
        lambda row: row.collapse.reason.rule if row.collapse else None,
    )


def event() -> Iterator[Column[Row]]:
    """What happened."""
    yield column("type", Kind.STRING, "event type of PLOVER", lambda row: row.told.event.type.value, [*EventType])
    yield column("mode", Kind.STRINGS, "its modes", lambda row: row.told.event.mode)
    yield column("type_rule", Kind.STRING, "the rule that read the event", lambda row: row.told.event.provenance.rule)
    yield column("type_entry", Kind.STRING, "its lexicon entry", lambda row: row.told.event.provenance.entry)
    yield column(
        "status",
        Kind.STRING,
        "where this source places it in time and reality",
        lambda row: row.told.account.status.value,
        [*Status],
    )


def marks_in(row: Row, layer: str) -> list[Mark]:
    """The marks of a layer within what the account says, or within the sentence parts that name the event."""
    where = row.told.account.content or row.told.account.mentions
    return [
        mark
        for mark in row.told.reading.marks
        if mark.layer == layer and any(s.start <= mark.span.start and mark.span.end <= s.end for s in where)
    ]


def loaded() -> Iterator[Column[Row]]:
    """Words that judge, and whose they are."""
    about = "words by which the teller judges, within what this account says"
    yield from spans("loaded", about, lambda row: [mark.span for mark in marks_in(row, "loaded")])
    yield column(
        "loaded_label",
        Kind.STRINGS,
        "kind of each, and who uses it",
        lambda row: [m.label for m in marks_in(row, "loaded")],
    )


COLUMNS: tuple[Column[Row], ...] = tuple(
    chain(
        identity(),
        attribution(),
        independence(),
        event(),
        dates(),
        places(),
        participants("actor", "who did it"),
        participants("recipient", "whom it was done to"),
        participants("instrument", "with what"),
        participants("claimed_by", "who claims it"),
        *(
            tolls(field, about)
            for field, about in zip(
                TOLLS, ("killed", "injured", "people taken, held, freed, displaced or marching"), strict=True
            )
        ),
        [column("damage", Kind.STRINGS, "what was damaged or destroyed", each("damage", lambda v: v.name))],
        grounds("damage"),
        loaded(),
    )
)
