"""A trigger: words of a text that name an event, as the lexicon reads them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from recoupe.reading.events_clause import Slots
from recoupe.reading.events_lexicon import Entry


@dataclass(slots=True)
class Trigger:
    """Words that name an event, with the entry that says so and the slots of their clause."""

    entry: Entry
    head: Token
    start: int
    end: int
    slots: Slots
    definite: bool
