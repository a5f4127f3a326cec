"""Who tells each mention of an event: from attributions and their nesting to chains of sources, outlet first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Phrase

from recoupe.model import Document, Factuality, Form, Provenance, Source, SourceKind
from recoupe.reading.layers import Attribution, SourceMention, span_of


@dataclass(frozen=True, slots=True)
class Telling:
    """A chain of sources with the attribution at its inner end; None for the outlet's own voice."""

    sources: tuple[Source, ...]
    key: tuple[str, ...]  # the same for the same chain, however its sources are worded
    attribution: Attribution | None

    @property
    def form(self) -> Form:
        """The form of the innermost attribution."""
        return self.attribution.form if self.attribution is not None else Form.OWN_VOICE


class Tellers:
    """The attributions of one Doc, asked who answers for a stretch of it."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self.attributions = attributions
        self.depths = depths_of(attributions)
        self.outlet = outlet_of(document)
        self.aliases = {key_of(self.outlet.name)}

    def of(self, phrase: Phrase) -> Telling:
        """The innermost source whose content holds the phrase; the outlet where there is none."""
        holding = [
            (content_length(a, phrase), -depth, index)
            for index, (a, depth) in enumerate(zip(self.attributions, self.depths, strict=True))
            if any(holds(content, phrase) for content in a.content) and not a.answers
        ]
        return self.chain(self.attributions[min(holding)[2]] if holding else None)

    def above(self, telling: Telling) -> Telling:
        """Who tells of the attribution itself: the enclosing source, or the outlet."""
        attribution = telling.attribution
        if attribution is None or attribution.parent is None:
            return self.chain(None)
        return self.chain(self.attributions[attribution.parent])

    def chain(self, attribution: Attribution | None) -> Telling:
        """The outlet, then every source down to that of the attribution, each once."""
        sources, keys = [self.outlet], [""]
        for mention in self.links(attribution):
            key = source_key(mention)
            if key not in keys and key_of(mention.name) not in self.aliases:
                sources.append(source_of(mention))
                keys.append(key)
        return Telling(tuple(sources), tuple(keys), attribution)

    def links(self, attribution: Attribution | None) -> list[SourceMention]:
        """The sources of an attribution and of all that enclose it, outermost first."""
        found: list[SourceMention] = []
        seen: set[int] = set()
        while attribution is not None:
            own = [*attribution.via, attribution.source] if attribution.source is not None else [*attribution.via]
            found = [mention for mention in own if mention is not None] + found
            parent = attribution.parent
            if parent is None or parent in seen:
                break
            seen.add(parent)
            attribution = self.attributions[parent]
        return found


def depths_of(attributions: Sequence[Attribution]) -> list[int]:
    """How many attributions enclose each one."""
    depths: dict[int, int] = {}
    for index in range(len(attributions)):
        chain: list[int] = []
        at: int | None = index
        while at is not None and at not in depths and at not in chain:
            chain.append(at)
            at = attributions[at].parent
        depth = depths.get(at, -1) if at is not None else -1
        for inner in reversed(chain):
            depth += 1
            depths[inner] = depth
    return [depths[index] for index in range(len(attributions))]


def outlet_of(document: Document) -> Source:
    """The outlet as the first link of every chain; the document's name stands in where it is unknown."""
    return Source(document.outlet or document.name, SourceKind.OUTLET, None, Provenance("accounts.outlet"))


def source_of(mention: SourceMention) -> Source:
    """A cited source as a plain value, under its fullest name."""
    return Source(mention.name, mention.kind, span_of(mention.phrase), mention.provenance)


def source_key(mention: SourceMention) -> str:
    """The same for two mentions of one source: their referent, else the words of the name."""
    return f"#{mention.referent}" if mention.referent is not None else key_of(mention.name)


def key_of(name: str) -> str:
    """A name without case, accents, punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def holds(content: Phrase, phrase: Phrase) -> bool:
    """The root of the phrase stands in the content."""
    return content.start <= phrase.root.i < content.end


def content_length(attribution: Attribution, phrase: Phrase) -> int:
    """Tokens of the stretch of content that holds the phrase: the tightest attribution is the innermost."""
    return min(len(content) for content in attribution.content if holds(content, phrase))


def doubted(factuality: Factuality, commitment: Factuality, hearsay: bool = False) -> Factuality:
    """An event's factuality inside a clause, seen through how far the source commits itself to the clause.

    A denial turns it ("dément avoir tué": CT-), a weaker cue lowers it ("croit que": PR+); what is uncommitted on
    either side stays so. The composition is De Facto's (Saurí and Pustejovsky 2012, table 6).
    """
    if hearsay and commitment is Factuality.CERTAIN_NOT and factuality.polarity:
        return commitment if factuality.polarity > 0 else Factuality.CERTAIN  # the doubt is of those who say so
    if commitment is Factuality.UNCOMMITTED and factuality.strength in (1, 2):
        return factuality  # "n'exclut pas une grève": the verb itself was read as possible
    if Factuality.UNCOMMITTED in (factuality, commitment):
        return Factuality.UNCOMMITTED
    strength = min(factuality.value[:2], commitment.value[:2], key=("PS", "PR", "CT").index)
    return Factuality(strength + ("+" if factuality.polarity == commitment.polarity else "-"))
