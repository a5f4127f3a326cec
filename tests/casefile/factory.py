"""Readings made by hand, so that a store is tested on what it is given and not on what is read today."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recoupe.model import (
    Account,
    Date,
    Details,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Place,
    Provenance,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Span,
    Status,
)

RULE = Provenance("factory.made_by_hand")
TYPES = {
    "attack": EventType.ASSAULT,
    "ambush": EventType.ASSAULT,
    "seizure": EventType.COERCE,
    "march": EventType.PROTEST,
}
WORDS = re.compile("|".join(TYPES))
TEXT = """Two guards killed near Bria

An attack near Bria killed two guards on 12 September, the prefect said. A second ambush on the road to Ippy left no
dead, drivers told Radio Kotto. A march is planned.
"""


def document(text: str = TEXT, name: str = "bria", **known: str) -> Document:
    """A document."""
    return Document(
        text, **{"name": name, "language": "en", "outlet": "Radio Kotto", "published": "2024-09-13", **known}
    )


def reading(doc: Document | None = None, words: Sequence[str] = ()) -> Reading:
    """A reading with an event for each word of the text that names one, or for these words alone."""
    doc = doc or document()
    found = [Span(m.start(), m.end(), m.group()) for m in WORDS.finditer(doc.text) if not words or m.group() in words]
    return Reading(doc, tuple(event(f"e{n}", doc, span) for n, span in enumerate(found, start=1)))


def event(id: str, doc: Document, span: Span) -> Event:
    """An event told once, in the outlet's own voice, with a day, a place and a toll."""
    details = Details(
        date=(Date("2024-09-12", span, RULE),),
        place=(Place("Bria", "CF", 6.54, 21.99, "city", "geonames:240498", span, RULE),),
        killed=(Quantity(2, 2, 2, span, RULE),),
    )
    account = Account(
        sources=(Source(doc.outlet, SourceKind.OUTLET, None, RULE),),
        form=Form.OWN_VOICE,
        factuality=Factuality.CERTAIN,
        status=Status.OCCURRED,
        cue=None,
        content=(),
        mentions=(span,),
        details=details,
        provenance=RULE,
        factuality_provenance=RULE,
    )
    return Event(id, TYPES[span.text], ("firearms",), Status.OCCURRED, (span,), details, (account,), RULE)
