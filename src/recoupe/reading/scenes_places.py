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
from itertools import pairwise

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
BOTH_ENDS = 0.5  # of its mentions name a place as one end of a stretch: things happened between the two

HEADING_ENDS = frozenset((".", ":", "-", "–", "—", "--"))  # "OYEM. ", "TURA: ", "TRIPOLI - "
HYPHENS = frozenset(("-", "–", "—"))


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
        self.headings = headings(doc, self.paragraphs)
        self.ends = road_ends(doc)

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
        """The place for which most is said around the tellings of an event; none where too little is said.

        In a column of news in brief each paragraph is under a place of its own.
        """
        roots = [told.mention.trigger.root for told in own]
        heading = self.headings.get(self._paragraph(roots[0].i))
        if heading is not None:
            return (with_note(heading, f"its paragraph is headed {heading.name}"),)
        weighed = [(self._weigh(spot, roots), spot) for spot in self.spots]
        best = max(weighed, key=lambda pair: pair[0][0], default=None)
        if best is None or best[0][0] < ENOUGH:
            return ()
        (_, reasons), spot = best
        note = f"the report speaks of {spot.place.name}: {', '.join((*spot.reasons, *reasons))}"
        others = [place for name in spot.named if (place := self.ends.get(name.phrase.start)) is not None]
        between = others[:1] if len(others) >= BOTH_ENDS * len(spot.named) else ()
        return tuple(with_note(place, note) for place in (spot.place, *between))

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


def with_note(place: Place, note: str) -> Place:
    """The place with why it is that of a scene."""
    return replace(place, provenance=replace(place.provenance, rule="accounts.scene", note=note))


def headings(doc: Doc, paragraphs: Sequence[Phrase]) -> dict[int, Place]:
    """The places under which the paragraphs of a column of news in brief stand, by their first tokens.

    "OYEM. Un dépôt a été pillé.": several paragraphs begin so, with different places.
    """
    names = {toponym.phrase.start: toponym for toponym in PLACES.of(doc) if is_exact(toponym.place)}
    found: dict[int, Place] = {}
    for paragraph in paragraphs:
        toponym = names.get(paragraph.start)
        if toponym is None or toponym.place is None or toponym.phrase.end + 1 >= paragraph.end:
            continue
        if toponym.phrase.text.isupper() and doc[toponym.phrase.end].text in HEADING_ENDS:
            found[paragraph.start] = toponym.place
    return found if len({point_of(place) for place in found.values()}) > 1 else {}


def road_ends(doc: Doc) -> dict[int, Place]:
    """For a name of one end of a stretch the place at its other end: "entre Boni et Hombori", "l'axe Boni-Hombori"."""
    exact = [toponym for toponym in PLACES.of(doc) if toponym.locates and is_exact(toponym.place)]
    found: dict[int, Place] = {}
    for one, other in pairwise(exact):
        between = doc.text[one.phrase.end_char : other.phrase.start_char]
        named = one.provenance.entry in lexicon(doc.lang_).between_two and between.count(" ") == 2
        if (named or between in HYPHENS) and one.place is not None and other.place is not None:
            found[one.phrase.start], found[other.phrase.start] = other.place, one.place
    return found


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
