"""Where an event happened that is told without a place: the place the report speaks of most around it.

"Two soldiers died. The gunmen fled." A report names its place in the headline, in the sentences before, again and
again, and gives it to other events; the place of a speaker ("said a doctor in Bamako") is none. Each of these speaks
for a place, and the place for which most is said is taken, unless too little is said for any.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe.model import Place, Region
from recoupe.reading.layers import EVENTS, PLACES, REGIONS, SOURCES, Toponym
from recoupe.reading.places_lexicon import lexicon
from recoupe.reading.tellings import Told

# Found on the train part of the corpus and on gold apart from it, in steps of a quarter: F1 of such places rose from 30
# to 54 and from 58 to 74. Rerun `recoupe evaluate gold` when they move.
SENTENCE = 0.75  # named in a sentence that tells of the event
PARAGRAPH = 1.0  # named before it in its paragraph
HEADLINE = 1.25
ELSEWHERE = 0.5  # another event is told to have happened there
STATED = 0.75  # "à Djibo", "near Gao": not only "the mayor of Djibo"
REPEATED = 1.5  # for each e-fold of its mentions
SPEAKER = -2.0  # named with a speaker alone: "said a doctor in Bamako"
ENOUGH = 1.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the report that may be that of an event, with all its mentions."""

    place: Place
    named: tuple[Toponym, ...]
    weight: float  # what speaks for it wherever the event is told
    reasons: tuple[str, ...]


class Surroundings:
    """The exact places of a report, and how much is said of each."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.headlines = [part.phrase for part in REGIONS.of(doc) if part.kind is Region.HEADLINE]
        self.paragraphs = [part.phrase for part in REGIONS.of(doc)]
        self.speakers = [item.source.phrase for item in SOURCES.of(doc) if item.source is not None]
        self.taken = {place.phrase.start for mention in EVENTS.of(doc) for place in mention.places}
        self.stating = lexicon(doc.lang_).stating
        grouped: dict[tuple[float, float], list[Toponym]] = defaultdict(list)
        for toponym in PLACES.of(doc):
            if toponym.locates and is_exact(toponym.place):
                grouped[point_of(toponym.place)].append(toponym)
        self.spots = [self._spot(named) for named in grouped.values()]

    def _spot(self, named: Sequence[Toponym]) -> Spot:
        """A place with what speaks for it wherever the event is told."""
        counted = [
            (HEADLINE, "in the headline", any(is_inside(t.phrase.start, self.headlines) for t in named)),
            (ELSEWHERE, "where other things happened", any(t.phrase.start in self.taken for t in named)),
            (STATED, "told as where", any(t.provenance.entry in self.stating or is_relative(t) for t in named)),
            (SPEAKER, "of a speaker alone", all(is_inside(t.phrase.start, self.speakers) for t in named)),
        ]
        weight = sum(points for points, _, holds in counted if holds) + REPEATED * math.log(len(named))
        reasons = tuple(reason for _, reason, holds in counted if holds)
        place = named[0].place
        assert place is not None
        return Spot(place, tuple(named), weight, reasons)

    def place_for(self, own: Sequence[Told]) -> tuple[Place, ...]:
        """The place for which most is said around the tellings of an event; none where too little is said."""
        roots = [told.mention.trigger.root for told in own]
        weighed = [(self._weigh(spot, roots), spot) for spot in self.spots]
        best = max(weighed, key=lambda pair: pair[0][0], default=None)
        if best is None or best[0][0] < ENOUGH:
            return ()
        (_, reasons), spot = best
        note = f"the report speaks of {spot.place.name}: {', '.join((*spot.reasons, *reasons))}"
        return (replace(spot.place, provenance=replace(spot.place.provenance, rule="accounts.scene", note=note)),)

    def _weigh(self, spot: Spot, roots: Sequence[Token]) -> tuple[float, tuple[str, ...]]:
        """How much speaks for a place where an event is told, and what of it stands beside the event."""
        body = [t.phrase[0] for t in spot.named if not t.is_dateline]
        sentence = any(root.sent.start <= name.i < root.sent.end for root in roots for name in body)
        paragraph = any(self._paragraph(root.i) <= name.i < root.i for root in roots for name in body)
        counted = [(SENTENCE, "in its sentence", sentence), (PARAGRAPH, "before it in its paragraph", paragraph)]
        weight = spot.weight + sum(points for points, _, holds in counted if holds)
        return weight, (*(reason for _, reason, holds in counted if holds), f"{len(spot.named)} times")

    def _paragraph(self, i: int) -> int:
        """The first token of the paragraph of a token."""
        return next((phrase.start for phrase in self.paragraphs if phrase.start <= i < phrase.end), i)


def is_exact(place: Place | None) -> bool:
    """A point, not a country, a region or a line."""
    return (
        place is not None and place.lat is not None and place.precision not in ("country", "region", "area", "border")
    )


def is_relative(toponym: Toponym) -> bool:
    """A described point: "30 km south of Gossi"."""
    return toponym.place is not None and toponym.place.precision == "relative"


def point_of(place: Place | None) -> tuple[float, float]:
    """Where a place is, to a tenth of a degree: a town and its quarter are one."""
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    return round(place.lat, 1), round(place.lon, 1)


def is_inside(i: int, phrases: Sequence[Phrase]) -> bool:
    """Whether a token stands in one of the phrases."""
    return any(phrase.start <= i < phrase.end for phrase in phrases)
