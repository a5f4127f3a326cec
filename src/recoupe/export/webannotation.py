"""W3C Web Annotations: one a claim, on the words of the report in which a source makes it.

The target is what the source says, by quotation and by position in code points. The bodies tell what it was read as:
the code of the event (tagging), how far the source commits itself (classifying), who speaks (identifying), what is told
(describing), and the incident that it belongs to (linking). Nothing assesses: that is for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from recoupe import __version__
from recoupe.export import Options, Written
from recoupe.export.accounts import Row, rows_of, values_of
from recoupe.export.names import named, report_name, text_name
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.stream import Json, listed
from recoupe.model import Document, Place, Quantity, Span
from recoupe.serialise import FIELDS
from recoupe.weighing.numbers import data_form
from recoupe.weighing.whole import Whole

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quotation, so that it is found again in a text that was edited
SOFTWARE = {"id": named("software"), "type": "Software", "name": "Recoupe", "schema:softwareVersion": __version__}


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write a page of annotations with the collection that it is of, and beside it the accounts behind them."""
    page, rows = named("page", options.title), 0
    head = {"@context": CONTEXT, "id": page, "type": "AnnotationPage", "startIndex": 0}
    with listed(out, "items", head, lambda count: collection(page, count, options)) as add, sidecar(out) as keep:
        for whole in wholes:
            for incident in whole.incidents:
                told = [annotation(row) for row in rows_of(whole, incident)]
                for one in told:
                    add(one)
                keep(whole, incident, [one["id"] for one in told])
                rows += len(told)
    return Written((out, path_of(out)), rows)


def collection(page: str, count: int, options: Options) -> Json:
    """The collection whose only page this is."""
    label = {"label": options.title} if options.title else {}
    id = named("annotations", options.title)
    return {"partOf": {"id": id, "type": "AnnotationCollection", **label, "total": count, "first": page, "last": page}}


def annotation(row: Row) -> Json:
    """What one source says of one incident in one report."""
    incident, telling = row.incident, row.told.telling
    targets = [target(row.told.document, span) for span in words(row)]
    return {
        "id": named("account", incident.id, telling.document, telling.event, telling.account),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": SOFTWARE,
        "body": list(bodies(row)),
        "target": targets[0] if len(targets) == 1 else targets or report_name(row.told.document),
    }


# ---------------------------------------------------------------- what it is on


def words(row: Row) -> list[Span]:
    """What the source says; where its words are none of their own, those that name the event."""
    account, event = row.told.account, row.told.event
    found = account.content or account.mentions or event.mentions[:1]
    return [span for span in dict.fromkeys(found) if span.start < span.end]


def target(document: Document, span: Span) -> Json:
    """Words of a report, by what they are and by where they stand in the text that was read.

    A page on the web is no plain text: the state says which text the positions count in.
    """
    source, text = report_name(document), text_name(document)
    return {
        "type": "SpecificResource",
        "source": source,
        **({"state": {"type": "TimeState", "cached": text}} if source != text else {}),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.text,
                "prefix": document.text[max(0, span.start - AROUND) : span.start],
                "suffix": document.text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


# ---------------------------------------------------------------- what is said of it


def bodies(row: Row) -> Iterator[Json]:
    """What the words were read as."""
    account, event = row.told.account, row.told.event
    yield text("tagging", "/".join((event.type.value, *event.mode)))
    yield text("classifying", account.factuality.value)
    yield text("identifying", account.sources[-1].name)
    yield text("describing", " > ".join(source.name for source in account.sources))
    for field in FIELDS:
        for value in values_of(row, field):
            yield text("describing", f"{field}: {value_form(value)}")
    source = {"id": named("incident", row.incident.id), "type": "Dataset", "label": row.incident.id}
    yield {"type": "SpecificResource", "purpose": "linking", "source": source}


def text(purpose: str, value: str) -> Json:
    """A body of plain text."""
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def value_form(value: object) -> str:
    """A value in data form: "2024-03-12", "Goré (TD)", "3+", a name."""
    if isinstance(value, Quantity):
        return data_form(value)
    if isinstance(value, Place):
        return f"{value.name} ({value.country})" if value.country else value.name
    return str(getattr(value, "edtf", "") or getattr(value, "name", ""))
