"""A reading as JSON and back.

The form is fixed: a value that was not found is null or []; spans are code points of `document.text`, half open. Where
a source gives one number it stands alone ({"low": 3, …}), several stand in a list. Beyond what a consumer needs to
know who says what, every value carries under "why" the rule and the lexicon entry that gave it, so that a reading can
be rebuilt whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from recoupe.interface import DEFAULT, texts
from recoupe.model import (
    Account,
    Damage,
    Date,
    Details,
    Discrepancy,
    DiscrepancyKind,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Mark,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Region,
    Source,
    SourceKind,
    Span,
    Status,
)
from recoupe.render.words import explanation_words

Json = dict[str, Any]
NUMBERS = ("killed", "injured", "people")
FIELDS = tuple(f.name for f in fields(Details))


def to_line(reading: Reading) -> str:
    """The reading as one line of JSON, the same for the same reading."""
    return json.dumps(to_json(reading), ensure_ascii=False, separators=(",", ":"))


def to_text(reading: Reading) -> str:
    """The reading as indented JSON for a file."""
    return json.dumps(to_json(reading), ensure_ascii=False, indent=1) + "\n"


def from_text(text: str) -> Reading:
    """The reading that `to_line` or `to_text` wrote."""
    return from_json(json.loads(text))


# ---------------------------------------------------------------- writing


def to_json(reading: Reading) -> Json:
    """The reading as plain values."""
    return {
        "document": document_to_json(reading.document),
        "events": [event_to_json(event) for event in reading.events],
        "discrepancies": [discrepancy_to_json(discrepancy) for discrepancy in reading.discrepancies],
        "regions": [{"region": region.value, "start": s.start, "end": s.end} for region, s in reading.regions],
        "marks": [mark_to_json(mark) for mark in reading.marks],
        "warnings": list(reading.warnings),
    }


def document_to_json(document: Document) -> Json:
    """A document with its text; fields that are not known are null."""
    return {
        "id": document.id,
        "name": document.name,
        "language": document.language,
        "outlet": document.outlet,
        "published": document.published or None,
        "title": document.title or None,
        "url": document.url or None,
        "author": document.author or None,
        "text": document.text,
    }


def event_to_json(event: Event) -> Json:
    """An event with its accounts."""
    return {
        "id": event.id,
        "type": event.type.value,
        "mode": list(event.mode),
        "status": event.status.value,
        "mentions": [span_to_json(span) for span in event.mentions],
        **details_to_json(event.details),
        "accounts": [account_to_json(account) for account in event.accounts],
        "why": provenance_to_json(event.provenance),
    }


def account_to_json(account: Account) -> Json:
    """An account with what its source alone says."""
    return {
        "chain": [source_to_json(source) for source in account.sources],
        "form": account.form.value,
        "factuality": account.factuality.value,
        "status": account.status.value,
        "cue": span_to_json(account.cue) if account.cue else None,
        "content": [span_to_json(span) for span in account.content],
        "mentions": [span_to_json(span) for span in account.mentions],
        **details_to_json(account.details),
        "why": provenance_to_json(account.provenance),
        "why_factuality": provenance_to_json(account.factuality_provenance),
    }


def details_to_json(details: Details) -> Json:
    """The fields of an event or an account, in their fixed order."""
    written: Json = {}
    for name in FIELDS:
        values = [value_to_json(value) for value in getattr(details, name)]
        if name in NUMBERS:
            written[name] = None if not values else values[0] if len(values) == 1 else values
        else:
            written[name] = values
    return written


def value_to_json(value: Date | Place | Participant | Quantity | Damage) -> Json:
    """A value with the words it was read from and why."""
    match value:
        case Date():
            own: Json = {"edtf": value.edtf, **span_to_json(value.span)}
        case Place():
            own = {
                "name": value.name,
                "country": value.country or None,
                "lat": value.lat,
                "lon": value.lon,
                "precision": value.precision,
                "gazetteer": value.gazetteer or None,
                **span_to_json(value.span),
            }
        case Participant():
            own = {**span_to_json(value.span), "text": value.name, "id": value.id}
        case Quantity():
            own = {"low": value.low, "best": value.best, "high": value.high, **span_to_json(value.span)}
        case Damage():
            own = {**span_to_json(value.span), "text": value.name}
    return {**own, "why": provenance_to_json(value.provenance)}


def source_to_json(source: Source) -> Json:
    """A link of a chain; the outlet need not stand in the text."""
    place = {"start": source.span.start, "end": source.span.end} if source.span else {}
    return {"name": source.name, "kind": source.kind.value, **place, "why": provenance_to_json(source.provenance)}


def discrepancy_to_json(discrepancy: Discrepancy) -> Json:
    """A discrepancy with the words that show it."""
    return {
        "kind": discrepancy.kind.value,
        "event": discrepancy.event,
        "field": discrepancy.field,
        "explanation": explanation_words(discrepancy, texts(DEFAULT)),
        "values": [{"source": source, "value": value} for source, value in discrepancy.values],
        "spans": [span_to_json(span) for span in discrepancy.spans],
        "why": provenance_to_json(discrepancy.provenance),
    }


def mark_to_json(mark: Mark) -> Json:
    """A recognised stretch of text."""
    return {
        "layer": mark.layer,
        "start": mark.span.start,
        "end": mark.span.end,
        "label": mark.label,
        "why": provenance_to_json(mark.provenance),
    }


def span_to_json(span: Span) -> Json:
    """Words and where they stand."""
    return {"text": span.text, "start": span.start, "end": span.end}


def provenance_to_json(provenance: Provenance) -> Json:
    """Rule, and entry and note where there are any."""
    written = {"rule": provenance.rule, "entry": provenance.entry, "note": provenance.note}
    return {key: value for key, value in written.items() if value}


# ---------------------------------------------------------------- reading back


def from_json(data: Mapping[str, Any]) -> Reading:
    """The reading that `to_json` made plain values of."""
    document = document_from_json(data["document"])
    text = document.text
    return Reading(
        document=document,
        events=tuple(event_from_json(event, text) for event in data["events"]),
        discrepancies=tuple(discrepancy_from_json(d, text) for d in data["discrepancies"]),
        regions=tuple((Region(r["region"]), span_from_json(r, text)) for r in data["regions"]),
        marks=tuple(
            Mark(m["layer"], span_from_json(m, text), m["label"], provenance_from_json(m["why"])) for m in data["marks"]
        ),
        warnings=tuple(data["warnings"]),
    )


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The document with its text."""
    known = {f.name: data[f.name] or "" for f in fields(Document)}
    return Document(**known)


def event_from_json(data: Mapping[str, Any], text: str) -> Event:
    """The event with its accounts."""
    return Event(
        id=data["id"],
        type=EventType(data["type"]),
        mode=tuple(data["mode"]),
        status=Status(data["status"]),
        mentions=spans_from_json(data["mentions"], text),
        details=details_from_json(data, text),
        accounts=tuple(account_from_json(account, text) for account in data["accounts"]),
        provenance=provenance_from_json(data["why"]),
    )


def account_from_json(data: Mapping[str, Any], text: str) -> Account:
    """The account with what its source alone says."""
    return Account(
        sources=tuple(source_from_json(source, text) for source in data["chain"]),
        form=Form(data["form"]),
        factuality=Factuality(data["factuality"]),
        status=Status(data["status"]),
        cue=span_from_json(data["cue"], text) if data["cue"] else None,
        content=spans_from_json(data["content"], text),
        mentions=spans_from_json(data["mentions"], text),
        details=details_from_json(data, text),
        provenance=provenance_from_json(data["why"]),
        factuality_provenance=provenance_from_json(data["why_factuality"]),
    )


def details_from_json(data: Mapping[str, Any], text: str) -> Details:
    """The fields of an event or an account."""
    return Details(
        date=tuple(Date(d["edtf"], *_ground(d, text)) for d in data["date"]),
        place=tuple(place_from_json(place, text) for place in data["place"]),
        actor=participants_from_json(data["actor"], text),
        recipient=participants_from_json(data["recipient"], text),
        instrument=participants_from_json(data["instrument"], text),
        killed=quantities_from_json(data["killed"], text),
        people=quantities_from_json(data["people"], text),
        injured=quantities_from_json(data["injured"], text),
        damage=tuple(Damage(d["text"], *_ground(d, text)) for d in data["damage"]),
        claimed_by=participants_from_json(data["claimed_by"], text),
    )


def place_from_json(data: Mapping[str, Any], text: str) -> Place:
    """A place as it was located."""
    span, why = _ground(data, text)
    return Place(
        name=data["name"],
        country=data["country"] or "",
        lat=data["lat"],
        lon=data["lon"],
        precision=data["precision"],
        gazetteer=data["gazetteer"] or "",
        span=span,
        provenance=why,
    )


def participants_from_json(data: list[Mapping[str, Any]], text: str) -> tuple[Participant, ...]:
    """Who or what took part."""
    return tuple(Participant(p["text"], span_from_json(p, text), p["id"], provenance_from_json(p["why"])) for p in data)


def quantities_from_json(data: Any, text: str) -> tuple[Quantity, ...]:
    """None, one or several numbers."""
    held = data if isinstance(data, list) else [data] if data else []
    return tuple(Quantity(q["low"], q["best"], q["high"], *_ground(q, text)) for q in held)


def source_from_json(data: Mapping[str, Any], text: str) -> Source:
    """A link of a chain."""
    span = span_from_json(data, text) if "start" in data else None
    return Source(data["name"], SourceKind(data["kind"]), span, provenance_from_json(data["why"]))


def discrepancy_from_json(data: Mapping[str, Any], text: str) -> Discrepancy:
    """A discrepancy with the words that show it."""
    return Discrepancy(
        kind=DiscrepancyKind(data["kind"]),
        event=data["event"],
        field=data["field"],
        values=tuple((told["source"], told["value"]) for told in data["values"]),
        spans=spans_from_json(data["spans"], text),
        provenance=provenance_from_json(data["why"]),
    )


def spans_from_json(data: list[Mapping[str, Any]], text: str) -> tuple[Span, ...]:
    """Words and where they stand."""
    return tuple(span_from_json(span, text) for span in data)


def span_from_json(data: Mapping[str, Any], text: str) -> Span:
    """The span, its words taken from the text itself."""
    return Span(data["start"], data["end"], text[data["start"] : data["end"]])


def provenance_from_json(data: Mapping[str, str]) -> Provenance:
    """Rule, entry and note."""
    return Provenance(data["rule"], data.get("entry", ""), data.get("note", ""))


def _ground(data: Mapping[str, Any], text: str) -> tuple[Span, Provenance]:
    return span_from_json(data, text), provenance_from_json(data["why"])
