"""Who speaks in a headline: the source whom the report names in full below.

"Army denies any part", says the headline, "a spokesman, Maj. Sow, denied it", the report: one telling, not two. A
headline has room for a noun; where the report lets somebody of that kind say the same of the event, it is they.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from recoupe.model import Region, SourceKind
from recoupe.reading.layers import region_at
from recoupe.reading.tellings import Told

SERVANTS = (SourceKind.OFFICIAL, SourceKind.MILITARY)


def with_full_names(doc: Doc, told: Sequence[Told]) -> tuple[Told, ...]:
    """The tellings, those of a headline's source under who tells the same in the report."""
    below = [t for t in told if len(t.telling.sources) > 1 and not in_headline(doc, t)]
    return tuple(named_below(t, below) if is_of_headline(doc, t, below) else t for t in told)


def in_headline(doc: Doc, told: Told) -> bool:
    """The source is made to speak in the headline."""
    attribution = told.telling.attribution
    cue = attribution.cue if attribution is not None else None
    return cue is not None and region_at(doc, cue.start) is Region.HEADLINE


def is_of_headline(doc: Doc, told: Told, below: Sequence[Told]) -> bool:
    """Its source bears no name, speaks in the headline, and tells nothing of the event below."""
    if len(told.telling.sources) != 2 or not in_headline(doc, told):
        return False
    source = told.telling.attribution.source if told.telling.attribution is not None else None
    bare = source is not None and not any(token.pos_ == "PROPN" and token.is_title for token in source.named)
    return bare and not any(t.event == told.event and t.telling.key == told.telling.key for t in below)


def named_below(told: Told, below: Sequence[Told]) -> Told:
    """The telling under the first source of the report that says the same of the event and can be the headline's."""
    same = [t for t in below if t.event == told.event and t.factuality.polarity == told.factuality.polarity]
    kind = told.telling.sources[-1].kind
    fits = (t for t in same if are_one_kind(kind, t.telling.sources[-1].kind))
    full = min(fits, key=lambda t: t.mention.trigger.start, default=None)
    return told if full is None else replace(told, telling=full.telling)


def are_one_kind(headline: SourceKind, below: SourceKind) -> bool:
    """A person may speak for any body, and bodies of a state are called by each other's names."""
    if SourceKind.OTHER in (headline, below) or below is SourceKind.PERSON:
        return True
    return headline is below or (headline in SERVANTS and below in SERVANTS)
