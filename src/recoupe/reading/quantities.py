"""The quantities stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import QUANTITIES


@Language.factory("recoupe_quantities")
def make_quantities(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the quantities of a Doc."""

    def read(doc: Doc) -> Doc:
        return QUANTITIES.put(doc, ())

    return read
