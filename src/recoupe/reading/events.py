"""The events stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import EVENTS


@Language.factory("recoupe_events")
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the events of a Doc."""

    def read(doc: Doc) -> Doc:
        return EVENTS.put(doc, ())

    return read
