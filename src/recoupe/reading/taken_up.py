"""Who takes up an event without naming it: "L'armée a démenti.", "The mayor confirmed it", "rejette ces accusations".

Such a source tells of the event that was told last before its words, by somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import Details, EventType, Factuality, Status
from recoupe.reading.chains import Tellers, doubted
from recoupe.reading.layers import REGIONS, SOURCES, Attribution
from recoupe.reading.tellings import Told, accused_by, claimed, emptied

DEEDS = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.THREATEN, EventType.RETREAT}
)
CLAUSES = ("sources.clause", "sources.infinitive")  # what is denied has a verb: no loan, no visa
NEAR = 2  # paragraphs before its own in which the event may have been told


def taken_up(doc: Doc, told: Sequence[Told], tellers: Tellers) -> Iterator[Told]:
    """The tellings of sources that take up an event, one each."""
    for attribution in SOURCES.of(doc):
        denies = is_denial(attribution) and not has_own_event(told, attribution)
        if (attribution.takes_up or denies) and attribution.cue is not None:
            telling = tellers.chain(attribution)
            before = [t for t in told if is_before(t, attribution, attribution.cue) and t.telling.key != telling.key]
            if before and not has_own_event(told, attribution):
                last = max(before, key=lambda t: (attribution.answers and is_sourced(t), *place_of(t)))
                yield as_taken_up(last, attribution, tellers)


def is_sourced(told: Told) -> bool:
    """Somebody else than the outlet tells it, so that an answer is more likely to be to that."""
    return len(told.telling.sources) > 1


def place_of(told: Told) -> tuple[int, int]:
    """Where a telling stands, the longer chain last."""
    return told.mention.trigger.start, len(told.telling.sources)


def is_denial(attribution: Attribution) -> bool:
    """ "La milice nie y avoir participé", "denied having used aircraft": a denial that names no deed of its own."""
    return (
        attribution.commitment is Factuality.CERTAIN_NOT
        and attribution.source is not None
        and attribution.provenance.rule in CLAUSES
        and not attribution.takes_up
    )


def is_before(told: Told, attribution: Attribution, cue: Phrase) -> bool:
    """A deed told as real or denied before the words of the attribution, in its paragraph or close above it."""
    trigger = told.mention.trigger
    if told.mention.type not in DEEDS or told.status not in (Status.OCCURRED, Status.ONGOING, Status.NEGATED):
        return False
    content = attribution.content[0]
    if attribution.answers and content.start != cue.start:  # it says which words it takes up
        return content.start <= trigger.start < content.end
    near = NEAR if attribution.takes_up else 0
    return trigger.end <= cue.start and 0 <= paragraph(cue) - paragraph(trigger) <= near


def has_own_event(told: Sequence[Told], attribution: Attribution) -> bool:
    """The content names an event itself: "toute implication dans l'attaque"."""
    return any(
        content.start <= t.mention.trigger.root.i < content.end and t.telling.attribution is attribution
        for t in told
        for content in attribution.content
    )


def paragraph(phrase: Phrase) -> int:
    """The number of the paragraph in which a phrase begins."""
    return sum(part.phrase.end <= phrase.start for part in REGIONS.of(phrase.doc))


def as_taken_up(told: Told, attribution: Attribution, tellers: Tellers) -> Told:
    """What the source tells of the event: how far it commits itself, and nothing else."""
    assert attribution.cue is not None
    mention = emptied(told.mention, attribution.cue)
    factuality = doubted(told.judgement.factuality, attribution.commitment, hearsay=True)
    status = told.judgement.status if told.judgement.factuality.polarity > 0 else Status.OCCURRED
    status = Status.NEGATED if factuality.polarity < 0 else status
    details = accused_by(claimed(Details(), attribution) if attribution.claims else Details(), attribution)
    return Told(
        told.event, mention, told.judgement, tellers.chain(attribution), factuality, status, details, names=False
    )
