"""A Doc with hand-made layers, so that the tests of later stages ask about their rules and not about the earlier ones.

Phrases are named by their words: `told.phrase("deux soldats")`. The incidents are invented.
"""

from __future__ import annotations

from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import Document, EventType, Factuality, Form, Provenance, Region, SourceKind, Status
from recoupe.reading.layers import (
    DOCUMENT,
    EVENTS,
    FACTUALITY,
    REGIONS,
    SOURCES,
    Attribution,
    Count,
    EventMention,
    Judgement,
    RegionPart,
    SourceMention,
)

BECAUSE = Provenance("test")


class Layered:
    """Builds the layers of one short text."""

    def __init__(self, text: str, outlet: str = "Radio Tamaris") -> None:
        self.doc: Doc = spacy.blank("fr")(text)
        DOCUMENT.put(self.doc, (Document(text, language="fr", outlet=outlet, published="2024-03-05"),))
        self.attributions: list[Attribution] = []
        self.mentions: list[EventMention] = []
        self.judgements: list[Judgement] = []

    def phrase(self, words: str) -> Phrase:
        """The first place where the words stand."""
        start = self.doc.text.index(words)
        phrase = self.doc.char_span(start, start + len(words), alignment_mode="expand")
        assert phrase is not None
        return phrase

    def source(self, words: str, kind: SourceKind = SourceKind.OFFICIAL) -> SourceMention:
        phrase = self.phrase(words)
        return SourceMention(phrase, words, phrase, kind, None, BECAUSE)

    def said(self, source: str | None, content: str, **values: Any) -> int:
        """Add an attribution; gives its index."""
        given: dict[str, Any] = {
            "source": self.source(source) if source else None,
            "via": (),
            "cue": None,
            "content": (self.phrase(content),),
            "form": Form.INDIRECT,
            "commitment": Factuality.CERTAIN,
            "event_object": False,
            "claims": False,
            "parent": None,
            "provenance": BECAUSE,
        }
        self.attributions.append(Attribution(**{**given, **values}))
        return len(self.attributions) - 1

    def mention(self, trigger: str, event: int = 0, **values: Any) -> None:
        """Add an event mention with its judgement."""
        phrase = self.phrase(trigger)
        judged = {
            "factuality": values.pop("factuality", Factuality.CERTAIN),
            "status": values.pop("status", Status.OCCURRED),
            "hearsay": values.pop("hearsay", False),
        }
        given: dict[str, Any] = {
            **dict.fromkeys(
                ("mode", "actor", "recipient", "instrument", "damage", "claimed_by", "times", "places", "counts"), ()
            ),
            "trigger": phrase,
            "phrase": phrase,
            "type": EventType.ASSAULT,
            "definite": False,
            "ordinal": None,
            "event": event,
            "provenance": BECAUSE,
        }
        self.mentions.append(EventMention(**{**given, **values}))
        rule = "factuality.asserted" if judged["factuality"] is Factuality.CERTAIN else "factuality.signal"
        self.judgements.append(Judgement(hedge=None, signals=(), provenance=Provenance(rule), **judged))

    def count(self, words: str, best: int, measure: str = "killed") -> Count:
        phrase = self.phrase(words)
        return Count(
            phrase=phrase,
            low=best,
            best=best,
            high=best,
            measure=measure,
            counted=phrase,
            trigger=None,
            since_total=False,
            provenance=BECAUSE,
        )

    def headline(self, words: str) -> None:
        REGIONS.put(self.doc, (RegionPart(Region.HEADLINE, self.phrase(words), BECAUSE),))

    def made(self) -> Doc:
        """The Doc with its layers."""
        SOURCES.put(self.doc, tuple(self.attributions))
        EVENTS.put(self.doc, tuple(self.mentions))
        FACTUALITY.put(self.doc, tuple(self.judgements))
        return self.doc
