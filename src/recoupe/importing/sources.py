"""What kind of source a name in a coded row is: by the register of outlets, then by the words of the name."""

from __future__ import annotations

from functools import lru_cache

from recoupe.importing.sheet import Sheet
from recoupe.knowledge.outlets import outlets
from recoupe.model import Source, SourceKind, Span
from recoupe.reading.sources_lexicon import fold, lexicon

LANGUAGE = "en"  # of the words that coders use


def source(sheet: Sheet, span: Span, column: str, kind: SourceKind | None = None, note: str = "") -> Source:
    """A source that a row names."""
    return Source(span.text, kind or kind_of(span.text), span, sheet.why(column, note))


def outlet(sheet: Sheet, span: Span, column: str) -> Source:
    """A source that is an outlet unless its name says otherwise: "Undisclosed Source", "Twitter"."""
    told = kind_of(span.text)
    media = (SourceKind.PERSON, SourceKind.OTHER)
    return Source(span.text, SourceKind.OUTLET if told in media else told, span, sheet.why(column))


@lru_cache(maxsize=1 << 14)
def kind_of(name: str) -> SourceKind:
    """What a source is by its name."""
    known = outlets().find(name)
    if known is not None:
        return SourceKind.AGENCY if known.kind == "agency" else SourceKind.OUTLET
    words = [fold(word.strip(".,()'\"")) for word in name.split()]
    kinds = lexicon(LANGUAGE).kinds
    found = next((kinds[word] for word in reversed(words) if word in kinds), None)
    if found is not None:
        return found.kind
    return SourceKind.PERSON if name[:1].isupper() else SourceKind.OTHER
