"""The times stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import TIMES


@Language.factory("recoupe_times")
def make_times(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the times of a Doc."""

    def read(doc: Doc) -> Doc:
        return TIMES.put(doc, ())

    return read
