"""The regions stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import REGIONS


@Language.factory("recoupe_regions")
def make_regions(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the regions of a Doc."""

    def read(doc: Doc) -> Doc:
        return REGIONS.put(doc, ())

    return read
