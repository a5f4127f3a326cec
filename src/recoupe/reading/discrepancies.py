"""The discrepancies stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import DISCREPANCIES


@Language.factory("recoupe_discrepancies")
def make_discrepancies(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the discrepancies of a Doc."""

    def read(doc: Doc) -> Doc:
        return DISCREPANCIES.put(doc, ())

    return read
