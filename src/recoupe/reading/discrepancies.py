"""The discrepancies stage: what a careful editor would flag inside one document.

Each check looks at the accounts of one event and names the words on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, groupby

from spacy.language import Language
from spacy.tokens import Doc, Token

from recoupe.model import (
    Account,
    Date,
    Discrepancy,
    DiscrepancyKind,
    Event,
    Factuality,
    Participant,
    Place,
    Provenance,
    Quantity,
    Region,
    SourceKind,
    Span,
    Status,
)
from recoupe.reading.dates import bounds
from recoupe.reading.discrepancies_images import stale_images
from recoupe.reading.fullest import is_same
from recoupe.reading.geometry import kilometres
from recoupe.reading.grammar import has
from recoupe.reading.layers import (
    ACCOUNTS,
    ACTORS,
    DISCREPANCIES,
    ActorMention,
    Count,
    region_at,
    span_of,
)
from recoupe.reading.regions import line_patterns
from recoupe.reading.tellings import TELLINGS, Told

FAR = 15.0  # kilometres between two exact places of one event, beyond which they are rival tellings
TOLLS = ("killed", "injured", "people")
HAPPENED = (Status.OCCURRED, Status.ONGOING)
POSSESSIVE = ("det", "nmod:poss")  # how treebanks hang "ses" and "his" on their noun
STATE, AGAINST = ("MIL", "COP", "GOV"), ("REB", "UAF", "INS", "OPP")  # sectors of PLOVER on either side
EXACT = ("site", "city", "relative")


@Language.factory("recoupe_discrepancies")
def make_discrepancies(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the discrepancies of a Doc."""
    stale = {pattern.id for pattern in line_patterns(str(nlp.lang)) if pattern.stale}

    def read(doc: Doc) -> Doc:
        events = ACCOUNTS.of(doc)
        told = {identifier: list(items) for identifier, items in groupby(TELLINGS.of(doc), key=lambda t: t.event)}
        found = [d for event in events for check in CHECKS for d in check(event, told[event.id])]
        found.extend(stale_images(doc, events, stale))
        return DISCREPANCIES.put(doc, tuple(found))

    return read


def number_conflicts(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """Two sources give tolls of one event that no number fits: "four soldiers", "seven bodies"."""
    for field in TOLLS:
        asserted = [a for a in event.accounts if a.factuality.polarity > 0]  # who denies a figure does not give it
        tolls = [(a, q) for a in asserted for q in getattr(a.details, field) if q.best]  # none at all is a denial
        rival = [(x, y) for x, y in combinations(tolls, 2) if x[0] is not y[0] and not same_toll(x[1], y[1])]
        rival = [(x, y) for x, y in rival if not echoes(x[0], y[0], field)]
        armed = arms_of_counted(told)
        rival = [(x, y) for x, y in rival if not of_two_kinds(armed.get(x[1].span), armed.get(y[1].span))]
        if rival:
            (one, low), (other, high) = max(rival, key=lambda pair: abs(pair[0][1].best - pair[1][1].best))
            values = ((teller(one), str(low.best)), (teller(other), str(high.best)))
            yield flag(DiscrepancyKind.NUMBER_CONFLICT, event, field, (low.span, high.span), values)


def arms_of_counted(told: Sequence[Told]) -> dict[Span, bool]:
    """Whether those whom a number counts bear arms: "four soldiers", "two civilians"; left out where no word tells."""
    counts = [count for t in told for count in t.mention.counts if count.counted is not None]
    found: dict[Span, bool] = {}
    for count in counts:
        for actor in ACTORS.of(count.phrase.doc):
            if count.counted is not None and actor.phrase.root.i == count.counted.root.i and actor.armed is not None:
                found[span_of(count.phrase)] = actor.armed
    return found


def of_two_kinds(one: bool | None, other: bool | None) -> bool:
    """Soldiers and civilians are two tolls."""
    return one is not None and other is not None and one != other


def same_toll(one: Quantity, other: Quantity) -> bool:
    """Some number fits both: "at least three" and "five" do, "three" and "five" do not."""
    return not (above(one.low, other) or above(other.low, one))


def above(low: int, other: Quantity) -> bool:
    high = other.high if other.high is not None else max(other.best, other.low)
    return low > high


def echoes(one: Account, other: Account, field: str) -> bool:
    """One of them gives a figure of the other, too, as an outlet does that reports both."""
    return bool({q.best for q in getattr(one.details, field)} & {q.best for q in getattr(other.details, field)})


def denials(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """One source denies what another asserts, be it all of the event or a part of it."""
    deny = [t for t in told if (t.factuality.polarity < 0 and t.status is Status.NEGATED) or t.spares]
    for denied in deny:
        others = [t for t in told if t.factuality.polarity > 0 and t.telling.key != denied.telling.key]
        asserted = [t for t in others if t.status in HAPPENED and not t.spares]
        if denied.spares:
            asserted = [t for t in asserted if are_hurt(t, denied)]
        if len(denied.telling.sources) == 1:  # the outlet itself: a rumour that it corrects is nobody's account
            asserted = [
                t for t in asserted if t.telling.sources[-1].kind not in (SourceKind.ANONYMOUS, SourceKind.OTHER)
            ]
        if asserted:
            best = max(asserted, key=lambda t: (len(t.telling.sources) > 1, t.factuality.strength))
            values = (saying(best), saying(denied))
            yield flag(DiscrepancyKind.DENIAL, event, "factuality", (words_of(best), words_of(denied)), values)
            return


def are_hurt(told: Told, spared: Told) -> bool:
    """It tells of victims of the kind that the other says were spared; soldiers are not civilians."""
    if not any(q.best for q in (*told.details.killed, *told.details.injured)):
        return False
    kinds = [{a.armed for a in ACTORS.of(t.mention.trigger.doc) if is_victim(a, t)} - {None} for t in (told, spared)]
    return not kinds[0] or not kinds[1] or bool(kinds[0] & kinds[1])


def is_victim(actor: ActorMention, told: Told) -> bool:
    """The actor is a recipient of the mention."""
    return any(actor.phrase.root.i == phrase.root.i for phrase in told.mention.recipient)


def headline_overstates(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """The headline states as fact what the body only gives as hearsay or as possible."""
    firm = [t for t in told if is_asserted_by_outlet(t) and in_headline(t)]
    below = [t for t in told if not in_headline(t)]
    if any(is_asserted_by_outlet(t) and not t.mention.definite for t in below):
        return  # the report stands by what its headline says
    hedged = [t for t in below if is_hedged(t) and is_of_one_kind(t, firm) and is_of_one_deed(t, firm)]
    hedged = hedged or [t for t in below if is_denied_by_source(t) and is_of_one_deed(t, firm)]
    if firm and hedged:
        spans = (words_of(firm[0]), words_of(hedged[0]))
        values = (saying(firm[0]), saying(hedged[0]))
        yield flag(DiscrepancyKind.HEADLINE_OVERSTATES, event, "factuality", spans, values)


def hedges_dropped(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """A teller asserts what a source it cites only gives as hearsay or as possible: the source said "aurait"."""
    for hedged in (t for t in told if is_hedged(t) and len(t.telling.sources) > 1):
        firm = [t for t in told if is_cited_by(hedged, t) and t.factuality is Factuality.CERTAIN and not in_headline(t)]
        firm = [t for t in firm if t.status is Status.OCCURRED and not t.mention.definite]
        firm = [t for t in firm if is_of_one_deed(hedged, [t])] if is_of_one_kind(hedged, firm) else []
        if firm:
            spans = (words_of(firm[0]), words_of(hedged))
            values = (saying(firm[0]), saying(hedged))
            yield flag(DiscrepancyKind.HEDGE_DROPPED, event, "factuality", spans, values)
            return


def is_asserted_by_outlet(told: Told) -> bool:
    """The outlet states the event as a fact, in its own voice."""
    return len(told.telling.sources) == 1 and told.factuality is Factuality.CERTAIN and told.status in HAPPENED


def is_hedged(told: Told) -> bool:
    """The deed itself is told as hearsay, probable or possible; a doubt only about who did it is none."""
    deed = told.details.recipient or told.details.damage or told.details.killed or told.details.injured
    authorship = bool(told.details.actor) and not deed
    doubtful = told.factuality in (Factuality.PROBABLE, Factuality.POSSIBLE)
    return doubtful and told.status in HAPPENED and not authorship


def is_of_one_kind(hedged: Told, firm: Sequence[Told]) -> bool:
    """A hedge on burnt lorries leaves the dead of the headline as certain as they were."""
    firm_kinds = {field for t in firm for field in TOLLS if getattr(t.details, field)}
    return not firm_kinds or any(getattr(hedged.details, field) for field in firm_kinds)


def is_of_one_deed(told: Told, others: Sequence[Told]) -> bool:
    """Both tell of the deed in one way: a doubt on a radar put out of order leaves the bomb as certain as it was."""
    if not told.names:
        return True
    mine = told.mention
    return any(
        mine.provenance.entry == t.mention.provenance.entry or set(mine.mode) & set(t.mention.mode) for t in others
    )


def is_denied_by_source(told: Told) -> bool:
    """Somebody whom the report cites says that it was not so."""
    return len(told.telling.sources) > 1 and told.factuality.polarity < 0 and told.status is Status.NEGATED


def in_headline(told: Told) -> bool:
    """The mention stands in the headline."""
    return region_at(told.mention.trigger.doc, told.mention.trigger.start) is Region.HEADLINE


def is_cited_by(cited: Told, teller: Told) -> bool:
    """The chain of `cited` goes on where that of `teller` ends."""
    names = teller.telling.key
    return len(cited.telling.key) > len(names) and cited.telling.key[: len(names)] == names


def actor_conflicts(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """Two sources lay the deed at the door of different bodies."""
    held = [(t, p) for t in told if t.factuality.polarity > 0 for p in t.details.actor if not is_of_speaker(t, p)]
    by_teller: dict[tuple[str, ...], set[str]] = {}
    for t, p in held:
        by_teller.setdefault(t.telling.key, set()).add(p.name.casefold())
    for (one, x), (other, y) in combinations(held, 2):
        keys = one.telling.key, other.telling.key
        if not is_rival(one, other) or is_same(x, y):
            continue
        if is_proper(one, x) != is_proper(other, y) and not on_opposite_sides(one, x, other, y):
            continue
        if not by_teller[keys[0]] & by_teller[keys[1]]:
            values = ((saying(one)[0], x.name), (saying(other)[0], y.name))
            yield flag(DiscrepancyKind.ACTOR_CONFLICT, event, "actor", (x.span, y.span), values)
            return


def is_of_speaker(told: Told, participant: Participant) -> bool:
    """ "ses combattants" are those of whoever speaks: no rival of the group they belong to."""
    tokens = tokens_of(told, participant)
    return any(has(token, "Poss", "Yes") and token.dep_ in POSSESSIVE for token in tokens[:1])


def on_opposite_sides(one: Told, x: Participant, other: Told, y: Participant) -> bool:
    """ "the Northeast Command" and "insurgents": soldiers of a state and those who fight it, named or not."""
    sides = side_of(one, x), side_of(other, y)
    return None not in sides and sides[0] != sides[1]


def side_of(told: Told, participant: Participant) -> bool | None:
    """Whether a participant serves a state (True) or fights one (False); None where the words do not tell."""
    tokens = {token.i for token in tokens_of(told, participant)}
    for actor in ACTORS.of(told.mention.trigger.doc):
        if actor.phrase.root.i in tokens and actor.sector in (*STATE, *AGAINST):
            return actor.sector in STATE
    return None


def is_proper(told: Told, participant: Participant) -> bool:
    """It is a name; "hommes armés" describes, and may be the men of any name."""
    return participant.id is not None or any(token.pos_ == "PROPN" for token in tokens_of(told, participant))


def tokens_of(told: Told, participant: Participant) -> list[Token]:
    """The tokens of a participant, with a determiner that its phrase leaves out."""
    doc = told.mention.trigger.doc
    phrase = doc.char_span(participant.span.start, participant.span.end, alignment_mode="expand")
    if phrase is None:
        return []
    before = [doc[phrase.start - 1]] if phrase.start > 0 and doc[phrase.start - 1].dep_ in POSSESSIVE else []
    return [*before, *phrase]


def is_rival(one: Told, other: Told) -> bool:
    """Both have sources of their own: the outlet that names the doer in passing rivals nobody."""
    keys = one.telling.key, other.telling.key
    return len(keys[0]) > 1 and len(keys[1]) > 1 and keys[0][-1] != keys[1][-1]


def are_rivals(one: Account, other: Account) -> bool:
    """Both accounts have sources of their own."""
    return len(one.sources) > 1 and len(other.sources) > 1 and one.sources[-1].name != other.sources[-1].name


def place_conflicts(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """Two sources put the event at exact places far from each other."""
    held = [(t, p) for t in told for p in t.details.place if is_exact(p) and says_itself(t, p.span)]
    for (one, x), (other, y) in combinations(held, 2):
        if not is_rival(one, other) or same_values(one.details.place, other.details.place):
            continue
        if kilometres(x, y) > FAR:
            values = ((saying(one)[0], x.name), (saying(other)[0], y.name))
            yield flag(DiscrepancyKind.PLACE_CONFLICT, event, "place", (x.span, y.span), values)
            return


def says_itself(told: Told, words: Span) -> bool:
    """The words stand in what the source says, not in the report around it."""
    attribution = told.telling.attribution
    content = [span_of(phrase) for phrase in attribution.content] if attribution is not None else []
    return any(span.start <= words.start < span.end for span in content)


def is_exact(place: Place) -> bool:
    return place.precision in EXACT and place.lat is not None and place.lon is not None


def same_values(one: Iterable[Place], other: Iterable[Place]) -> bool:
    return bool({p.name for p in one} & {p.name for p in other})


def date_conflicts(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """Two sources date the event to days that do not meet."""
    held = [(a, d) for a in event.accounts for d in a.details.date]
    for (one, x), (other, y) in combinations(held, 2):
        if one is not other and are_rivals(one, other) and not overlap(x, y):
            if any(overlap(p, q) for p in one.details.date for q in other.details.date):
                continue
            values = ((teller(one), x.edtf), (teller(other), y.edtf))
            yield flag(DiscrepancyKind.DATE_CONFLICT, event, "date", (x.span, y.span), values)
            return


def overlap(one: Date, other: Date) -> bool:
    """The two dates share a day; a date without bounds shares all."""
    a, b = bounds(one.edtf), bounds(other.edtf)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def counts_off(event: Event, told: Sequence[Told]) -> Iterator[Discrepancy]:
    """The parts of a toll come to more than the whole: "cinq morts, quatre soldats et trois civils".

    So do two ordinals of one event: "the fourth attack" of one teller, "the sixth" of another.
    """
    for t in told:
        for measure in ("killed", "injured"):
            counts = [c for c in t.mention.counts if c.measure == measure and not c.since_total]
            parts = [c for c in counts if c.part]
            whole = next((c for c in counts if not c.part and is_beside(c, t)), None)
            if whole is not None and len(parts) > 1 and sum(c.low for c in parts) > (whole.high or whole.best):
                spans = (span_of(whole.phrase), *(span_of(c.phrase) for c in parts))
                teller = t.telling.sources[-1].name
                values = ((teller, str(whole.best)), (teller, " + ".join(str(c.best) for c in parts)))
                yield flag(DiscrepancyKind.COUNT_CONFLICT, event, measure, spans, values)
                return
    numbered = [t for t in told if t.mention.ordinal is not None]
    for one, other in combinations(numbered, 2):
        if one.mention.ordinal != other.mention.ordinal:
            values = ((saying(one)[0], words_of(one).text), (saying(other)[0], words_of(other).text))
            yield flag(DiscrepancyKind.COUNT_CONFLICT, event, "ordinal", (words_of(one), words_of(other)), values)
            return


def is_beside(count: Count, told: Told) -> bool:
    """The count stands in the sentence of the mention."""
    trigger = told.mention.trigger
    return bool(trigger.doc.has_annotation("SENT_START") and count.phrase.sent == trigger.sent)


CHECKS = (
    headline_overstates,
    hedges_dropped,
    number_conflicts,
    date_conflicts,
    place_conflicts,
    actor_conflicts,
    denials,
    counts_off,
)


def flag(
    kind: DiscrepancyKind,
    event: Event,
    field: str,
    spans: tuple[Span, ...],
    values: tuple[tuple[str, str], ...],
    entry: str = "",
) -> Discrepancy:
    """A discrepancy of an event; the interface words it."""
    return Discrepancy(kind, event.id, field, spans, Provenance(f"discrepancies.{kind.value}", entry), values)


def teller(account: Account) -> str:
    """Who tells: the innermost source."""
    return account.sources[-1].name


def saying(told: Told) -> tuple[str, str]:
    """Who tells it, and how certain."""
    return told.telling.sources[-1].name, told.factuality.value


def words_of(told: Told) -> Span:
    """The words by which a telling can be shown: those that name the event."""
    return span_of(told.mention.trigger)
