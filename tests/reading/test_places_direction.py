"""A direction without a distance is no point."""

from __future__ import annotations

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import PLACES


def test_a_direction_alone_names_an_area() -> None:
    text = "Une mine a explosé à Tessalit, au nord de Gao."
    doc = default_reader().parse(Document(text, language="fr"))
    precisions = {t.place.name: t.place.precision for t in PLACES.of(doc) if t.place is not None}
    assert precisions["Gao"] == "area"
    assert precisions["Tessalit"] != "area"
