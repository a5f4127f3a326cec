"""The factuality stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import FACTUALITY


@Language.factory("recoupe_factuality")
def make_factuality(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the factuality of a Doc."""

    def read(doc: Doc) -> Doc:
        return FACTUALITY.put(doc, ())

    return read
