"""Predictions of who said what, in the form that attribution corpora are scored in."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import SOURCES, Attribution

Record = dict[str, Any]


def predict(record: Record, reader: Reader) -> Record:
    """The attributions of a record's text: character spans of source, cue and content."""
    document = Document(record["text"], language=record["lang"], published=record.get("date", ""))
    return prediction(record, reader.parse(document))


def prediction(record: Record, doc: Doc) -> Record:
    """The attributions on a Doc as the prediction for its record."""
    return {"id": record["id"], "attributions": [spans(a) for a in SOURCES.of(doc)]}


def spans(attribution: Attribution) -> Record:
    """One attribution as lists of `[start, end)`."""
    source = attribution.source.phrase if attribution.source else None
    return {
        "source": [ends(source)] if source is not None else [],
        "cue": [ends(attribution.cue)] if attribution.cue is not None else [],
        "content": [ends(phrase) for phrase in attribution.content],
    }


def ends(phrase: Phrase) -> list[int]:
    """The characters of a phrase."""
    return [phrase.start_char, phrase.end_char]
