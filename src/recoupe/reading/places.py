"""The places stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import PLACES


@Language.factory("recoupe_places")
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the places of a Doc."""

    def read(doc: Doc) -> Doc:
        return PLACES.put(doc, ())

    return read
