"""The accounts stage: each mention of an event goes to who tells it, and each teller gets one account an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import (
    Account,
    Damage,
    Date,
    Details,
    Event,
    Factuality,
    Form,
    Participant,
    Place,
    Provenance,
    Quantity,
    Region,
    Status,
)
from recoupe.reading.chains import Tellers, Telling, doubted
from recoupe.reading.layers import (
    ACCOUNTS,
    ACTORS,
    EVENTS,
    FACTUALITY,
    SOURCES,
    ActorMention,
    Attribution,
    Count,
    EventMention,
    Judgement,
    document_of,
    region_at,
    span_of,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One mention as one source tells it."""

    mention: EventMention
    judgement: Judgement
    telling: Telling
    factuality: Factuality
    status: Status
    details: Details


@Language.factory("recoupe_accounts")
def make_accounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that gathers the accounts of every event of a Doc."""

    def read(doc: Doc) -> Doc:
        return ACCOUNTS.put(doc, tuple(events_of(doc)))

    return read


def events_of(doc: Doc) -> Iterator[Event]:
    """The events of a Doc in the order of their first mention."""
    tellers = Tellers(document_of(doc), SOURCES.of(doc))
    actors = {actor.phrase.root.i: actor for actor in ACTORS.of(doc)}
    by_event: dict[int, list[Told]] = {}
    for mention, judgement in zip(EVENTS.of(doc), FACTUALITY.of(doc), strict=True):
        if region_at(doc, mention.trigger.start) is not Region.RESIDUE:
            told = by_event.setdefault(mention.event, [])
            told.extend(tellings(mention, judgement, tellers, actors))
    first = sorted(by_event.values(), key=lambda told: min(t.mention.trigger.start for t in told))
    for number, told in enumerate(first, start=1):
        yield event_of(f"e{number}", told)


# ------------------------------------------------------------------------------------------------ who tells a mention


def tellings(
    mention: EventMention, judgement: Judgement, tellers: Tellers, actors: dict[int, ActorMention]
) -> Iterator[Told]:
    """The tellings of one mention: that of the innermost source, and those that it presupposes.

    "Le groupe a revendiqué l'attaque" is the group's telling, and the outlet's: the attack is taken as known.
    """
    telling = tellers.of(mention.trigger)
    attribution = telling.attribution
    details = details_of(mention, actors)
    counts_elsewhere = [c for c in mention.counts if tellers.of(c.phrase).key != telling.key]
    if attribution is None:
        yield Told(mention, judgement, telling, judgement.factuality, judgement.status, details)
    else:
        if attribution.claims:
            details = claimed(details, attribution)
        factuality = doubted(judgement.factuality, attribution.commitment)
        status = judgement.status
        if factuality.polarity < 0:
            status = Status.NEGATED
        elif judgement.factuality.polarity < 0 < factuality.polarity:
            status = Status.OCCURRED
        yield Told(mention, judgement, telling, factuality, status, details)
        if attribution.event_object and mention.definite and judgement.factuality.polarity > 0:
            above = tellers.above(telling)
            yield Told(mention, judgement, above, judgement.factuality, judgement.status, without_deed(details))
    for count in counts_elsewhere:
        yield told_elsewhere(mention, judgement, tellers.of(count.phrase), count)


def told_elsewhere(mention: EventMention, judgement: Judgement, telling: Telling, count: Count) -> Told:
    """A toll in other hands than the words that name the event: the teller of the toll tells of the event too."""
    commitment = telling.attribution.commitment if telling.attribution is not None else Factuality.CERTAIN
    quantity = quantity_of(count)
    details = Details(
        killed=(quantity,) if count.measure == "killed" else (),
        injured=(quantity,) if count.measure == "injured" else (),
    )
    return Told(mention, judgement, telling, doubted(judgement.factuality, commitment), judgement.status, details)


def claimed(details: Details, attribution: Attribution) -> Details:
    """The details with the claimant as doer, and as who claims unless it denies."""
    if attribution.source is None:
        return details
    mention = attribution.source
    claimant = Participant(mention.name, span_of(mention.named), None, attribution.provenance)
    claimed_by = (claimant,) if attribution.commitment.polarity > 0 else ()
    return replaced(
        details, actor=unique((claimant, *details.actor)), claimed_by=unique((*claimed_by, *details.claimed_by))
    )


def without_deed(details: Details) -> Details:
    """What is presupposed of an event by who reports a claim: all but who did it."""
    return replaced(details, actor=(), claimed_by=())


def replaced(details: Details, **values: tuple[Any, ...]) -> Details:
    """The details with some fields changed."""
    return Details(**{f.name: values.get(f.name, getattr(details, f.name)) for f in fields(Details)})


# ------------------------------------------------------------------------------------------------ what a mention says


def details_of(mention: EventMention, actors: dict[int, ActorMention]) -> Details:
    """What the words of one mention say of the event."""

    def participants(phrases: Iterable[Phrase]) -> tuple[Participant, ...]:
        return unique(participant_of(phrase, actors, mention.provenance) for phrase in phrases)

    return Details(
        date=unique(Date(t.edtf, span_of(t.phrase), t.provenance) for t in mention.times if t.edtf),
        place=unique(t.place for t in mention.places if t.place is not None),
        actor=participants(mention.actor),
        recipient=participants(mention.recipient),
        instrument=participants(mention.instrument),
        killed=unique(quantity_of(c) for c in mention.counts if c.measure == "killed" and not c.since_total),
        injured=unique(quantity_of(c) for c in mention.counts if c.measure == "injured" and not c.since_total),
        damage=unique(Damage(span_of(p).text, span_of(p), mention.provenance) for p in mention.damage),
        claimed_by=participants(mention.claimed_by),
    )


def participant_of(phrase: Phrase, actors: dict[int, ActorMention], provenance: Provenance) -> Participant:
    """A participant under the fullest name of its referent."""
    actor = actors.get(phrase.root.i)
    if actor is None:
        return Participant(span_of(phrase).text, span_of(phrase), None, provenance)
    named = actor.named if actor.phrase.root.pos_ == "PRON" or len(actor.named) > len(phrase) else phrase
    return Participant(span_of(named).text, span_of(phrase), actor.id, provenance)


def quantity_of(count: Count) -> Quantity:
    """A count of people as a plain value."""
    return Quantity(count.low, count.best, count.high, span_of(count.phrase), count.provenance)


# ------------------------------------------------------------------------------------------------ gathering


def event_of(identifier: str, told: Sequence[Told]) -> Event:
    """The event with one account a chain of sources and the values they share."""
    by_chain: dict[tuple[str, ...], list[Told]] = {}
    for item in told:
        by_chain.setdefault(item.telling.key, []).append(item)
    accounts = tuple(account_of(items) for items in by_chain.values())
    accounts = tuple(sorted(accounts, key=lambda a: (len(a.sources) > 1, a.mentions[0].start)))
    mentions = tuple(sorted({span_of(t.mention.trigger) for t in told}))
    modes = Counter(mode for t in told for mode in t.mention.mode)
    first = min(told, key=lambda t: t.mention.trigger.start).mention
    return Event(
        id=identifier,
        type=first.type,
        mode=tuple(sorted(modes, key=lambda mode: (-modes[mode], mode))),
        status=status_of(told),
        mentions=mentions,
        details=union(account.details for account in accounts),
        accounts=accounts,
        provenance=first.provenance,
    )


def account_of(told: Sequence[Told]) -> Account:
    """What one source tells of the event, over all the mentions that are its own."""
    firmest = max(told, key=lambda t: (t.factuality.strength, -t.mention.trigger.start))
    telling = firmest.telling
    attribution = telling.attribution
    content = attribution.content if attribution is not None else ()
    own_hearsay = attribution is None and firmest.judgement.hearsay
    return Account(
        sources=telling.sources,
        form=Form.CONDITIONAL if own_hearsay else telling.form,
        factuality=firmest.factuality,
        status=status_of(told),
        cue=span_of(attribution.cue) if attribution is not None and attribution.cue is not None else None,
        content=tuple(span_of(phrase) for phrase in content),
        mentions=tuple(sorted({span_of(t.mention.trigger) for t in told})),
        details=union(t.details for t in told),
        provenance=attribution.provenance if attribution is not None else Provenance("accounts.own_voice"),
        factuality_provenance=firmest.judgement.provenance,
    )


def status_of(told: Sequence[Told]) -> Status:
    """The firmest status among the tellings: what somebody asserts outranks what others only expect or deny.

    A noun ("la grève") tells no tense, so that words that do tell one decide where there are any.
    """
    telling = [t for t in told if t.judgement.provenance.rule != "factuality.asserted" or is_finite(t)] or told
    statuses = {t.status for t in telling}
    order = (Status.ONGOING, Status.OCCURRED, Status.FUTURE, Status.HYPOTHETICAL, Status.NEGATED)
    return next(status for status in order if status in statuses)


def is_finite(told: Told) -> bool:
    """The mention is a verb."""
    return told.mention.trigger.root.pos_ in ("VERB", "AUX")


def union(details: Iterable[Details]) -> Details:
    """All values of all tellings, the most often told first."""
    held = list(details)
    return Details(**{f.name: ranked(value for d in held for value in getattr(d, f.name)) for f in fields(Details)})


def ranked(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values without repetition of what they say, most frequent first, then in the order of the text."""
    kept: dict[str, Any] = {}
    times: Counter[str] = Counter()
    for value in values:
        key = said(value)
        times[key] += 1
        kept.setdefault(key, value)
    return tuple(sorted(kept.values(), key=lambda v: (-times[said(v)], v.span.start)))


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
