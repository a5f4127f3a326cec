"""Predictions of place names and their coordinates for the referee of toponyms, by the places stage.

With `oracle` the spans are given and only what they mean is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import PLACES, Toponym
from recoupe.reading.places import places_of

Prediction = dict[str, Any]


def predict(record: Mapping[str, Any], reader: Reader, oracle: bool = False) -> Prediction:
    """The toponyms of a record, read from its text, date and language alone; with `oracle` those of the given spans."""
    language = record.get("lang") or "en"
    document = Document(record["text"], name=record["id"], language=language, published=record.get("date") or "")
    doc = reader.parse(document)
    if oracle:
        spans = [(toponym["start"], toponym["end"]) for toponym in record["toponyms"]]
        points = places_of(doc).points(doc, spans)
        found = [_point(start, end, point) for (start, end), point in zip(spans, points, strict=True)]
    else:
        found = list(_predicted(PLACES.of(doc)))
    return {"id": record["id"], "toponyms": found}


def _point(start: int, end: int, point: tuple[float, float] | None) -> Prediction:
    known = {} if point is None else {"lat": point[0], "lon": point[1]}
    return {"start": start, "end": end, **known}


def _predicted(toponyms: tuple[Toponym, ...]) -> Iterator[Prediction]:
    """Names of places, also where they stand for people; a border is none, nor is an adjective."""
    for toponym in toponyms:
        place = toponym.place
        if toponym.provenance.rule in ("places.border", "places.demonym"):
            continue
        start, end = toponym.phrase.start_char, toponym.phrase.end_char
        yield _point(start, end, None if place is None or place.lat is None else (place.lat, place.lon or 0.0))
