"""The sources stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import SOURCES


@Language.factory("recoupe_sources")
def make_sources(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the sources of a Doc."""

    def read(doc: Doc) -> Doc:
        return SOURCES.put(doc, ())

    return read
