"""The text of a Doc: spaCy joins its tokens anew each time it is asked, which was a fifth of the places stage.

Whoever made the Doc from a text puts it here; else it is joined once.
"""

from __future__ import annotations

from spacy.tokens import Doc

from recoupe.reading.layers import Layer

TEXT: Layer[str] = Layer("text")  # one item: the text as the pipeline sees it


def text_of(doc: Doc) -> str:
    """The text of a Doc as the pipeline sees it."""
    kept = TEXT.of(doc)
    if not kept:
        kept = (doc.text,)
        TEXT.put(doc, kept)
    return kept[0]
