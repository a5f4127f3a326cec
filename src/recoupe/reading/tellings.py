"""Who tells each mention of an event, and what the mention says: the raw material of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe.model import (
    Damage,
    Date,
    Details,
    EventType,
    Factuality,
    Form,
    Participant,
    Place,
    Provenance,
    Quantity,
    Region,
    SourceKind,
    Status,
)
from recoupe.reading.chains import Tellers, Telling, doubted
from recoupe.reading.factuality import NONE_OF_THEM
from recoupe.reading.grammar import has
from recoupe.reading.layers import (
    ACTORS,
    EVENTS,
    FACTUALITY,
    SOURCES,
    ActorMention,
    Attribution,
    Count,
    EventMention,
    Judgement,
    Layer,
    document_of,
    region_at,
    span_of,
)

MEASURES = {  # what the people counted in an event of a type went through
    EventType.ASSAULT: ("abducted",),
    EventType.COERCE: ("arrested", "displaced"),
    EventType.RETREAT: ("released",),
    EventType.PROTEST: ("marching",),
}


REFUTED = "sources.refuted"  # the rule of what is called untrue
OWNED = (EventType.ASSAULT, EventType.COERCE)  # deeds that an armed group claims by telling of them as its own
MEDIA = (SourceKind.DOCUMENT, SourceKind.IMAGERY, SourceKind.OUTLET, SourceKind.AGENCY)  # they carry a claim


BESIDE = ("obl", "nmod")  # dependencies of a noun that only gives the circumstances of what is said


@dataclass(frozen=True, slots=True)
class Told:
    """One mention as one source tells it. `event` is the id of the Event it went into."""

    event: str
    mention: EventMention
    judgement: Judgement
    telling: Telling
    factuality: Factuality
    status: Status
    details: Details
    names: bool = True  # its words name the event: "a démenti" only takes it up
    spares: bool = False  # it says that nobody of some kind was hurt: "aucun soldat n'a été blessé"


def told_in(doc: Doc) -> tuple[Told, ...]:
    """Every telling of every mention, events in the order of their first mention."""
    tellers = Tellers(document_of(doc), SOURCES.of(doc))
    actors = {actor.phrase.root.i: actor for actor in ACTORS.of(doc)}
    by_event: dict[int, list[Told]] = {}
    for mention, judgement in zip(EVENTS.of(doc), FACTUALITY.of(doc), strict=True):
        if region_at(doc, mention.trigger.start) is not Region.RESIDUE:
            told = by_event.setdefault(mention.event, [])
            told.extend(tellings(mention, judgement, tellers, actors))
    first = sorted(by_event.values(), key=lambda told: min(t.mention.trigger.start for t in told))
    numbered = enumerate(first, start=1)
    return tuple(replace(t, event=f"e{number}") for number, told in numbered for t in without_spared(told))


def without_spared(told: Sequence[Told]) -> list[Told]:
    """The tellings of one event; that somebody was spared is no denial of an event that is asserted."""
    if not any(t.factuality.polarity > 0 for t in told):
        return list(told)
    return [
        replace(t, factuality=Factuality.CERTAIN, status=Status.OCCURRED, spares=True) if spares(t) else t for t in told
    ]


def spares(told: Told) -> bool:
    """It denies that somebody was hurt: a negated participant of a deed that has victims."""
    negated = any(signal.provenance.rule == NONE_OF_THEM for signal in told.judgement.signals)
    hurt = told.mention.recipient or any(c.measure in ("killed", "injured") for c in told.mention.counts)
    return negated and told.factuality.polarity < 0 and bool(hurt)


# ------------------------------------------------------------------------------------------------ who tells a mention


def tellings(
    mention: EventMention, judgement: Judgement, tellers: Tellers, actors: dict[int, ActorMention]
) -> Iterator[Told]:
    """The tellings of one mention: that of the innermost source, and those that it presupposes.

    "Le groupe a revendiqué l'attaque" is the group's telling, and the outlet's: the attack is taken as known.
    """
    inner = telling = tellers.of(mention.trigger)
    if is_taken_for_granted(mention, telling):
        telling = tellers.above(telling)
    attribution = telling.attribution
    details = details_of(mention, actors)
    here = (telling.key, inner.key)
    counts_elsewhere = [c for c in mention.counts if is_toll(mention, c) and tellers.of(c.phrase).key not in here]
    details = without_counts(details, mention, counts_elsewhere)
    if attribution is None:
        yield Told("", mention, judgement, telling, judgement.factuality, judgement.status, details)
    else:
        if attribution.claims:
            details = claimed(details, attribution)
        details = owned(accused_by(details, attribution), mention, telling)
        factuality = doubted(judgement.factuality, attribution.commitment, judgement.hearsay)
        status = judgement.status
        if factuality.polarity < 0:
            status = Status.NEGATED
        elif judgement.factuality.polarity < 0 < factuality.polarity:
            status = Status.OCCURRED
        yield Told("", mention, judgement, telling, factuality, status, details)
        if attribution.event_object and mention.definite and judgement.factuality.polarity > 0:
            above = tellers.above(telling)
            yield Told("", mention, judgement, above, judgement.factuality, judgement.status, without_deed(details))
    for count in counts_elsewhere:
        yield told_elsewhere(mention, judgement, tellers.of(count.phrase), count)


def is_taken_for_granted(mention: EventMention, telling: Telling) -> bool:
    """ "L'avocat affirme qu'il a été battu pendant sa garde à vue": that he was held is no news of the lawyer's.

    A definite noun beside what is said dates or places it; whoever reports the words knows of the event as well.
    """
    attribution, root = telling.attribution, mention.trigger.root
    if attribution is None or attribution.form is Form.DIRECT or attribution.event_object or attribution.claims:
        return False
    if attribution.provenance.rule == REFUTED:
        return False
    if only_describes(root, mention.definite):
        return True
    return mention.definite and root.pos_ == "NOUN" and root.dep_.startswith(BESIDE) and not mention.counts


def only_describes(root: Token, definite: bool) -> bool:
    """ "Quatre détenus arrêtés lundi refusent de manger, selon leur avocat": he tells of their fast, not of the arrest.

    A participle beside a noun that has a verb of its own, or that is known already, says which one is meant.
    """
    noun = root.head
    participle = root.dep_ == "amod" or (root.dep_ == "acl" and has(root, "VerbForm", "Part"))
    if not participle or root.pos_ != "VERB" or any(child.dep_.startswith("aux") for child in root.children):
        return False
    if root.dep_ == "acl" and root.i > 0 and root.nbor(-1).text == ",":
        return True
    if definite or noun.pos_ == "PROPN" or any(child.dep_.startswith("flat") for child in noun.children):
        return True
    verb = noun.head
    own_verb = noun.dep_ in ("nsubj", "nsubj:pass") and verb.i > root.i and has(verb, "VerbForm", "Fin")
    return own_verb or (noun.dep_ in ("nsubj", "nsubj:pass") and any(has_auxiliary(verb, root)))


def has_auxiliary(verb: Token, after: Token) -> Iterator[bool]:
    """The auxiliaries of a verb that stand after a token."""
    return (child.i > after.i and child.dep_.startswith(("aux", "cop")) for child in verb.children)


def told_elsewhere(mention: EventMention, judgement: Judgement, telling: Telling, count: Count) -> Told:
    """A toll in other hands than the words that name the event: the teller of the toll tells of the event too."""
    commitment = telling.attribution.commitment if telling.attribution is not None else Factuality.CERTAIN
    details = with_tolls(Details(), replace(mention, counts=(count,)))
    return Told("", mention, judgement, telling, doubted(judgement.factuality, commitment), judgement.status, details)


def claimed(details: Details, attribution: Attribution) -> Details:
    """The details with the claimant as doer, and as who claims unless it denies."""
    mention = attribution.source
    if mention is None or mention.kind in MEDIA:
        return details
    claimant = Participant(mention.name, span_of(mention.named), None, attribution.provenance)
    claimed_by = (claimant,) if attribution.commitment.polarity > 0 else ()
    return replace(
        details, actor=unique((claimant, *details.actor)), claimed_by=unique((*claimed_by, *details.claimed_by))
    )


def accused_by(details: Details, attribution: Attribution) -> Details:
    """The details with whom the source accuses as the doer: "accuse la milice d'avoir brûlé le marché"."""
    if attribution.accused is None or attribution.commitment.polarity < 0:
        return details
    words = span_of(attribution.accused)
    return replace(details, actor=(Participant(words.text, words, None, attribution.provenance),))


def owned(details: Details, mention: EventMention, telling: Telling) -> Details:
    """The details with an armed group as claimant of a deed that it tells of as its own: "ses hommes ont tiré"."""
    source, attribution = telling.sources[-1], telling.attribution
    if source.kind is not SourceKind.ARMED_GROUP or mention.type not in OWNED or attribution is None:
        return details
    if attribution.commitment is not Factuality.CERTAIN or source.span is None or attribution.source is None:
        return details
    doc = mention.trigger.doc
    referent = attribution.source.referent
    actors = [a for a in ACTORS.of(doc) if any(a.phrase.root.i == p.root.i for p in mention.actor)]
    own = any(a.referent == referent for a in actors) or any(is_own(phrase) for phrase in mention.actor)
    if not own:
        return details
    claimant = Participant(source.name, source.span, None, attribution.provenance)
    return replace(details, claimed_by=unique((claimant, *details.claimed_by)))


def is_own(phrase: Phrase) -> bool:
    """ "ses combattants", "our men", "we": whoever speaks, or those who belong to them."""
    first = phrase.doc[max(phrase.start - 1, 0)] if phrase.start else phrase[0]
    possessive = any(has(token, "Poss", "Yes") for token in (first, phrase[0]))
    return possessive or has(phrase.root, "Person", "1")


def without_deed(details: Details) -> Details:
    """What is presupposed of an event by who reports a claim: all but who did it."""
    return replace(details, actor=(), claimed_by=())


# ------------------------------------------------------------------------------------------------ what a mention says


def details_of(mention: EventMention, actors: dict[int, ActorMention]) -> Details:
    """What the words of one mention say of the event."""

    def participants(phrases: Iterable[Phrase], why: Provenance = mention.provenance) -> tuple[Participant, ...]:
        # "KILLING OF THE      ": the line's end is nobody; "il en était": nor is a pronoun that stands for none
        worded = (p for p in phrases if p.text.strip() and (len(p) > 1 or p.root.pos_ != "PRON" or p.root.i in actors))
        return unique(participant_of(phrase, actors, why) for phrase in worded)

    values = Details(
        date=unique(Date(t.edtf, span_of(t.phrase), t.provenance) for t in mention.times if t.edtf),
        place=unique(t.place for t in mention.places if t.place is not None),
        actor=participants(mention.actor, mention.doer or mention.provenance),
        recipient=participants((*mention.recipient, *victims(mention))),
        instrument=participants(mention.instrument),
        damage=unique(
            Damage(span_of(p).text, span_of(p), mention.provenance) for p in mention.damage if p.text.strip()
        ),
        claimed_by=participants(mention.claimed_by),
    )
    return with_tolls(values, mention)


def victims(mention: EventMention) -> Iterator[Phrase]:
    """Who is counted among the killed and injured: "six militaires"; a toll noun ("six morts") names nobody."""
    for count in mention.counts:
        if count.measure not in ("killed", "injured") or count.counted is None or count.since_total or not count.best:
            continue
        if (
            count.trigger is None
            or count.counted.end <= count.trigger.start
            or count.trigger.end <= count.counted.start
        ):
            yield count.counted


def participant_of(phrase: Phrase, actors: dict[int, ActorMention], provenance: Provenance) -> Participant:
    """A participant under the fullest name of its referent."""
    actor = actors.get(phrase.root.i)
    if actor is None:
        return Participant(span_of(phrase).text, span_of(phrase), None, provenance)
    named = actor.named if actor.phrase.root.pos_ == "PRON" or len(actor.named) > len(phrase) else phrase
    return Participant(span_of(named).text, span_of(phrase), actor.id, provenance)


def emptied(mention: EventMention, cue: Phrase) -> EventMention:
    """The same event under the words of a cue, which take it up and say nothing of it."""
    return replace(
        mention,
        trigger=cue,
        phrase=cue,
        actor=(),
        recipient=(),
        instrument=(),
        damage=(),
        claimed_by=(),
        times=(),
        places=(),
        counts=(),
        ordinal=None,
        definite=True,
    )


def counted(mention: EventMention, measures: Sequence[str]) -> tuple[Quantity, ...]:
    """The whole numbers of people of some measures: no parts ("dont deux enfants"), no totals since a date, no zero."""
    return unique(quantity_of(c) for c in mention.counts if c.measure in measures and is_toll(mention, c) and c.best)


def is_toll(mention: EventMention, count: Count) -> bool:
    """The count tells how many this event killed, injured, took or brought out, in whole."""
    measures = ("killed", "injured", *MEASURES.get(mention.type, ()))
    return count.measure in measures and not count.since_total and not count.part


def without_counts(details: Details, mention: EventMention, others: Sequence[Count]) -> Details:
    """The details without the tolls that somebody else tells."""
    if not others:
        return details
    own = replace(mention, counts=tuple(c for c in mention.counts if c not in others))
    return with_tolls(details, own)


def with_tolls(details: Details, mention: EventMention) -> Details:
    """The details with the numbers of people of a mention."""
    return replace(
        details,
        killed=counted(mention, ("killed",)),
        injured=counted(mention, ("injured",)),
        people=counted(mention, MEASURES.get(mention.type, ())),
    )


def quantity_of(count: Count) -> Quantity:
    """A count of people as a plain value."""
    return Quantity(count.low, count.best, count.high, span_of(count.phrase), count.provenance)


def unique(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values without repetition of what they say, in order."""
    kept: dict[str, Any] = {}
    for value in values:
        kept.setdefault(said(value), value)
    return tuple(kept.values())


def said(value: Any) -> str:
    """What a value says, whatever its words: two "mardi" of one date are one."""
    match value:
        case Date():
            return value.edtf
        case Quantity():
            return f"{value.low} {value.best} {value.high}"
        case Place():
            return f"{value.name} {value.lat} {value.lon}".casefold()
        case _:
            return str(value.name).casefold()


TELLINGS: Layer[Told] = Layer("tellings")
