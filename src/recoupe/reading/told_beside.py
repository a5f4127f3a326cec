"""Who tells of an event without any word that names it: "They led the old men into the bush," said the driver.

A source that is made to speak right after a deed was told, and names no deed of its own, tells of that one: what it
saw, whom it treated, how many it counts. On the development corpus three in four such sources are held to tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe.model import Details, EventType, Factuality, Provenance, SourceKind, Status
from recoupe.reading.chains import Tellers, doubted
from recoupe.reading.factuality import is_ahead
from recoupe.reading.factuality_signals import signal_lexicon
from recoupe.reading.grammar import has
from recoupe.reading.layers import EVENTS, QUANTITIES, SOURCES, Attribution, Count, EventMention
from recoupe.reading.quantities_numbers import Number, NumberReader
from recoupe.reading.sources_lexicon import fold
from recoupe.reading.taken_up import paragraph
from recoupe.reading.tellings import MEASURES, Told, emptied, is_toll, with_tolls

NEAR = 1  # sentences between the deed and the words of who tells of it
# Armed groups speak of their aims as often as of the deed, and a name alone may be anybody's.
SILENT = (SourceKind.ARMED_GROUP, SourceKind.PERSON, SourceKind.EXPERT)
FIGURES = 6  # tokens of a content that is hardly more than a number: "14", "eleven, police nine"


def told_beside(doc: Doc, told: Sequence[Told], tellers: Tellers, numbers: NumberReader) -> Iterator[Told]:
    """The tellings of sources beside an event, one each."""
    mentions = [mention.trigger.root.i for mention in EVENTS.of(doc)]
    for attribution in SOURCES.of(doc):
        if not can_tell(attribution) or any(c.start <= at < c.end for at in mentions for c in attribution.content):
            continue
        last = last_before(told, attribution)
        telling = tellers.chain(attribution)
        if last is not None and telling.key != last.telling.key and tells_of(last, attribution):
            if counts_other_things(last, attribution):
                continue
            mention = beside(last, attribution, numbers)
            factuality = doubted(Factuality.CERTAIN, attribution.commitment)
            status = Status.NEGATED if factuality.polarity < 0 else last.status
            details = with_tolls(Details(), mention)
            yield Told(last.event, mention, last.judgement, telling, factuality, status, details, names=False)


def can_tell(attribution: Attribution) -> bool:
    """A source that commits itself to what it says, be it that something is not so."""
    source = attribution.source
    return (
        source is not None
        and source.kind not in SILENT
        and attribution.cue is not None
        and not attribution.takes_up
        and attribution.commitment.strength == Factuality.CERTAIN.strength
    )


def last_before(told: Sequence[Told], attribution: Attribution) -> Told | None:
    """The deed that was told last before the words of the source, where it is near."""
    content = attribution.content[0]
    before = [t for t in told if t.names and t.mention.trigger.start < content.start]
    last = max(before, key=lambda t: (t.mention.trigger.start, len(t.telling.sources)), default=None)
    if last is None or last.status not in (Status.OCCURRED, Status.ONGOING, Status.NEGATED):
        return None
    trigger = last.mention.trigger
    apart = paragraph(content) - paragraph(trigger)
    witness = attribution.source is not None and attribution.source.kind is SourceKind.WITNESS
    near = sentences_between(trigger, content) <= NEAR + apart and apart <= (1 if witness else 0)
    return last if near else None


def sentences_between(one: Phrase, other: Phrase) -> int:
    """How many sentences begin between two phrases."""
    return sum(bool(token.is_sent_start) for token in one.doc[one.end : other.start + 1])


def tells_of(last: Told, attribution: Attribution) -> bool:
    """What is said can be of an attack, in the past; of another deed only a figure is."""
    tokens = [token for content in attribution.content for token in content]
    lexicon = signal_lexicon(str(tokens[0].doc.lang_))
    if any(is_ahead(token, lexicon) or denies(token) for token in tokens):
        return False
    if last.mention.type is EventType.ASSAULT:
        return True
    figure = any(token.pos_ == "NUM" or token.like_num for token in tokens) and len(tokens) <= FIGURES
    return figure and last.mention.type in MEASURES


def counts_other_things(last: Told, attribution: Attribution) -> bool:
    """All that is counted in the words is something else than victims: "21 suspects are home", "seven guards"."""
    doc = last.mention.trigger.doc
    own = [q for q in QUANTITIES.of(doc) if any(within(q.phrase, c) for c in attribution.content)]
    return bool(own) and not any(q.measure == "" or is_toll(last.mention, q) for q in own)


def denies(token: Token) -> bool:
    """A negation: what is not so may be of anything."""
    return has(token, "Polarity", "Neg") or has(token, "PronType", "Neg")


def beside(last: Told, attribution: Attribution, numbers: NumberReader) -> EventMention:
    """The words of the source as a mention that names nothing, with the people counted in them."""
    assert attribution.cue is not None
    own = [q for q in QUANTITIES.of(attribution.cue.doc) if any(within(q.phrase, c) for c in attribution.content)]
    counts = tuple(own) or tuple(bare_numbers(last, attribution, numbers))
    return replace(emptied(last.mention, attribution.cue), counts=counts)


def within(phrase: Phrase, content: Phrase) -> bool:
    return bool(content.start <= phrase.start and phrase.end <= content.end)


def bare_numbers(last: Told, attribution: Attribution, numbers: NumberReader) -> Iterator[Count]:
    """A number alone counts what was counted last: "An attack left nine dead. The mayor speaks of twelve."."""
    counted = [count for count in last.mention.counts if is_toll(last.mention, count)]
    if len(counted) != 1 or sum(len(content) for content in attribution.content) > FIGURES:
        return
    doc = counted[0].phrase.doc
    found = [n for n in numbers.find(doc, [fold(token.text) for token in doc]) if is_in(n, attribution)]
    if len(found) == 1:
        number = found[0]
        phrase = doc[number.start : number.end]
        why = Provenance("accounts.bare_number", number.entry)
        best = replace(counted[0], phrase=phrase, low=number.low, best=number.best, high=number.high)
        yield replace(best, provenance=why)


def is_in(number: Number, attribution: Attribution) -> bool:
    return any(content.start <= number.start and number.end <= content.end for content in attribution.content)
