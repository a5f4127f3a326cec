"""The accounts stage."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.reading.layers import ACCOUNTS


@Language.factory("recoupe_accounts")
def make_accounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the accounts of a Doc."""

    def read(doc: Doc) -> Doc:
        return ACCOUNTS.put(doc, ())

    return read
