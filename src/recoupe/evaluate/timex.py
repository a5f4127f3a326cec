"""Predictions of TIMEX3 for the referee of temporal expressions: spans, types and values by the times stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import TIMES, TimeExpression


def predict(record: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """The times of a record, read from its text, date of creation and language alone."""
    document = Document(record["text"], name=record["id"], language=record["lang"], published=record.get("dct") or "")
    doc = reader.parse(document)
    return {"id": record["id"], "timexes": list(timexes(TIMES.of(doc)))}


def timexes(items: Iterable[TimeExpression]) -> Iterator[dict[str, Any]]:
    """The expressions as TIMEX3: the two ends of an interval are expressions of their own there."""
    for item in items:
        if item.parts:
            yield from timexes(item.parts)
            continue
        phrase = item.phrase
        found = {"start": phrase.start_char, "end": phrase.end_char, "type": item.type}
        yield found | ({"value": item.value} if item.value else {})
