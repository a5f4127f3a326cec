"""The actors stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import ACTORS


@Language.factory("recoupe_actors")
def make_actors(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the actors of a Doc."""

    def read(doc: Doc) -> Doc:
        return ACTORS.put(doc, ())

    return read
