"""From the layers of a Doc to a Reading: plain values that hold no spaCy object and travel between processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import Mark, Provenance, Reading, Region, Span
from recoupe.reading.layers import (
    ACCOUNTS,
    ACTORS,
    DISCREPANCIES,
    EVENTS,
    FACTUALITY,
    LOADED,
    PLACES,
    QUANTITIES,
    REGIONS,
    SOURCES,
    TIMES,
    document_of,
    span_of,
)


def reading_of(doc: Doc) -> Reading:
    """Everything the stages found in a Doc."""
    document = document_of(doc)
    warnings = () if document.published else (undated(doc),)
    if not document.title:
        headlines = (span_of(part.phrase).text for part in REGIONS.of(doc) if part.kind is Region.HEADLINE)
        document = replace(document, title=" ".join(next(headlines, "").split()))
    return Reading(
        document=document,
        events=ACCOUNTS.of(doc),
        discrepancies=DISCREPANCIES.of(doc),
        regions=tuple((part.kind, span_of(part.phrase)) for part in REGIONS.of(doc)),
        marks=tuple(sorted(set(marks(doc)), key=in_text)),
        warnings=warnings,
    )


def undated(doc: Doc) -> str:
    """What is to be said of a report without a date of publication: "BRIA, 13 sept 2024 -" may give its days one."""
    stamps = (time for time in TIMES.of(doc) if time.is_dateline and time.edtf)
    first = next(stamps, None)
    if first is None:
        return "no publication date: relative dates stay unresolved; give --published"
    words = " ".join(span_of(first.phrase).text.split())
    return f"no publication date: relative dates are counted from “{words}” in the text; give --published"


def in_text(mark: Mark) -> tuple[Span, str, str, str, str, str]:
    """The place of a mark among others: no two have the same, so that the order never depends on the run."""
    why = mark.provenance
    return mark.span, mark.layer, mark.label, why.rule, why.entry, why.note


def marks(doc: Doc) -> Iterator[Mark]:
    """Every stretch of text that a stage recognised, with what it was read as and why."""

    def mark(layer: str, phrase: Phrase, label: str, provenance: Provenance) -> Mark:
        return Mark(layer, span_of(phrase), label, provenance)

    for time in TIMES.of(doc):
        yield mark("time", time.phrase, time.edtf or time.value or "", time.provenance)
    for toponym in PLACES.of(doc):
        place = toponym.place
        label = f"{place.name} ({place.country})" if place else ""
        yield mark("place", toponym.phrase, label, toponym.provenance)
    for actor in ACTORS.of(doc):
        yield mark("actor", actor.phrase, actor.name, actor.provenance)
    for count in QUANTITIES.of(doc):
        yield mark("quantity", count.phrase, f"{count.best} {count.measure}".strip(), count.provenance)
        if count.trigger is not None:
            yield mark("quantity", count.trigger, count.measure, count.provenance)
    for attribution in SOURCES.of(doc):
        name = attribution.source.name if attribution.source else ""
        if attribution.source is not None:
            yield mark("source", attribution.source.phrase, name, attribution.source.provenance)
        for source in attribution.via:
            yield mark("source", source.phrase, source.name, source.provenance)
        if attribution.cue is not None:
            yield mark("cue", attribution.cue, name, attribution.provenance)
        for content in attribution.content:
            yield mark("content", content, name, attribution.provenance)
    for word in LOADED.of(doc):
        yield mark("loaded", word.phrase, f"{word.kind}: {word.teller}", word.provenance)
    for mention in EVENTS.of(doc):
        yield mark("event", mention.trigger, mention.type.value, mention.provenance)
    for judgement in FACTUALITY.of(doc):
        for signal in judgement.signals:
            layer = "hedge" if signal.phrase == judgement.hedge else "signal"
            yield mark(layer, signal.phrase, judgement.factuality.value, signal.provenance)
    for part in REGIONS.of(doc):
        yield mark("region", part.phrase, part.kind.value, part.provenance)
