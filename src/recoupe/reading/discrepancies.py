"""The discrepancies stage: what a careful editor would flag inside one document.

Each check looks at the accounts of one event and names the words on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from spacy.language import Language
from spacy.tokens import Doc

from recoupe.model import (
    Account,
    Date,
    Discrepancy,
    DiscrepancyKind,
    Event,
    Factuality,
    Place,
    Provenance,
    Quantity,
    Region,
    Span,
    Status,
)
from recoupe.reading.dates import bounds
from recoupe.reading.geometry import kilometres
from recoupe.reading.layers import ACCOUNTS, DISCREPANCIES, REGIONS, document_of, span_of
from recoupe.reading.regions import line_patterns

FAR = 15.0  # kilometres between two exact places of one event, beyond which they are rival tellings
EXACT = ("site", "city", "relative")


@Language.factory("recoupe_discrepancies")
def make_discrepancies(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the discrepancies of a Doc."""
    stale = {pattern.id for pattern in line_patterns(str(nlp.lang)) if pattern.stale}

    def read(doc: Doc) -> Doc:
        events = ACCOUNTS.of(doc)
        found = [d for event in events for check in CHECKS for d in check(doc, event)]
        found.extend(stale_images(doc, events, stale))
        return DISCREPANCIES.put(doc, tuple(found))

    return read


def number_conflicts(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """Two sources give tolls of one event that no number fits: "four soldiers", "seven bodies"."""
    for field in ("killed", "injured"):
        tolls = [(a, q) for a in event.accounts for q in getattr(a.details, field)]
        rival = [(x, y) for x, y in combinations(tolls, 2) if x[0] is not y[0] and not same_toll(x[1], y[1])]
        rival = [(x, y) for x, y in rival if not echoes(x[0], y[0], event, field)]
        if rival:
            (one, low), (other, high) = max(rival, key=lambda pair: abs(pair[0][1].best - pair[1][1].best))
            values = ((teller(one), str(low.best)), (teller(other), str(high.best)))
            yield flag(DiscrepancyKind.NUMBER_CONFLICT, event, field, (low.span, high.span), values)


def same_toll(one: Quantity, other: Quantity) -> bool:
    """Some number fits both: "at least three" and "five" do, "three" and "five" do not."""
    return not (above(one.low, other) or above(other.low, one))


def above(low: int, other: Quantity) -> bool:
    high = other.high if other.high is not None else max(other.best, other.low)
    return low > high


def echoes(one: Account, other: Account, event: Event, field: str) -> bool:
    """One of them is the outlet, which only repeats a figure of the other."""
    tolls = [{q.best for q in getattr(account.details, field)} for account in (one, other)]
    return bool(tolls[0] & tolls[1])


def denials(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """One account denies what another asserts."""
    deny = [a for a in event.accounts if a.factuality.polarity < 0]
    assert_ = [a for a in event.accounts if a.factuality.polarity > 0 and len(a.sources) > 1]
    assert_ = assert_ or [a for a in event.accounts if a.factuality.polarity > 0]
    if deny and assert_:
        values = ((teller(assert_[0]), assert_[0].factuality.value), (teller(deny[0]), deny[0].factuality.value))
        spans = (words_of(assert_[0]), words_of(deny[0]))
        yield flag(DiscrepancyKind.DENIAL, event, "factuality", spans, values)


def headline_overstates(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """The headline states as fact what the body only attributes, and where that is hedged or denied."""
    headline = headline_mentions(doc, event)
    if not headline:
        return
    own = next((a for a in event.accounts if len(a.sources) == 1), None)
    if own is None or own.factuality is not Factuality.CERTAIN or not set(headline) & set(own.mentions):
        return
    if set(own.mentions) - set(headline):  # the outlet says it in the body, too
        return
    others = [a for a in event.accounts if a is not own]
    weaker = [a for a in others if a.factuality is not Factuality.CERTAIN]
    if weaker and not any(a.factuality is Factuality.CERTAIN for a in others):
        spans = (headline[0], words_of(weaker[0]))
        values = ((teller(own), own.factuality.value), (teller(weaker[0]), weaker[0].factuality.value))
        yield flag(DiscrepancyKind.HEADLINE_OVERSTATES, event, "factuality", spans, values)


def headline_mentions(doc: Doc, event: Event) -> list[Span]:
    """The mentions of the event that stand in the headline."""
    parts = [span_of(part.phrase) for part in REGIONS.of(doc) if part.kind is Region.HEADLINE]
    return [m for m in event.mentions if any(p.start <= m.start and m.end <= p.end for p in parts)]


def hedges_dropped(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """A teller is more certain than every source it cites for it: the source said "aurait", the teller asserts."""
    for account in event.accounts:
        cited = [a for a in event.accounts if is_cited_by(a, account)]
        hedged = [a for a in cited if a.factuality in (Factuality.PROBABLE, Factuality.POSSIBLE)]
        firm = [a for a in cited if a.factuality is Factuality.CERTAIN]
        if hedged and not firm and account.factuality is Factuality.CERTAIN and account.status is Status.OCCURRED:
            spans = (words_of(account), words_of(hedged[0]))
            values = ((teller(account), account.factuality.value), (teller(hedged[0]), hedged[0].factuality.value))
            yield flag(DiscrepancyKind.HEDGE_DROPPED, event, "factuality", spans, values)


def is_cited_by(cited: Account, account: Account) -> bool:
    """The chain of `cited` goes on where that of `account` ends."""
    names = [s.name for s in account.sources]
    return len(cited.sources) > len(names) and [s.name for s in cited.sources[: len(names)]] == names


def actor_conflicts(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """Two sources lay the deed at the door of different bodies."""
    held = [(a, p) for a in event.accounts for p in a.details.actor if a.factuality.polarity > 0]
    for (one, x), (other, y) in combinations(held, 2):
        if one is not other and is_rival(one, other) and x.name.casefold() != y.name.casefold():
            if {p.name.casefold() for p in one.details.actor} & {p.name.casefold() for p in other.details.actor}:
                continue
            values = ((teller(one), x.name), (teller(other), y.name))
            yield flag(DiscrepancyKind.ACTOR_CONFLICT, event, "actor", (x.span, y.span), values)
            return


def is_rival(one: Account, other: Account) -> bool:
    """Both have sources of their own: the outlet that names the doer in passing rivals nobody."""
    return len(one.sources) > 1 and len(other.sources) > 1 and one.sources[-1].name != other.sources[-1].name


def place_conflicts(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """Two sources put the event at exact places far from each other."""
    held = [(a, p) for a in event.accounts for p in a.details.place if is_exact(p)]
    for (one, x), (other, y) in combinations(held, 2):
        if one is other or not is_rival(one, other) or same_values(one.details.place, other.details.place):
            continue
        if kilometres(x, y) > FAR:
            values = ((teller(one), x.name), (teller(other), y.name))
            yield flag(DiscrepancyKind.PLACE_CONFLICT, event, "place", (x.span, y.span), values)
            return


def is_exact(place: Place) -> bool:
    return place.precision in EXACT and place.lat is not None and place.lon is not None


def same_values(one: Iterable[Place], other: Iterable[Place]) -> bool:
    return bool({p.name for p in one} & {p.name for p in other})


def date_conflicts(doc: Doc, event: Event) -> Iterator[Discrepancy]:
    """Two sources date the event to days that do not meet."""
    held = [(a, d) for a in event.accounts for d in a.details.date]
    for (one, x), (other, y) in combinations(held, 2):
        if one is not other and is_rival(one, other) and not overlap(x, y):
            if any(overlap(p, q) for p in one.details.date for q in other.details.date):
                continue
            values = ((teller(one), x.edtf), (teller(other), y.edtf))
            yield flag(DiscrepancyKind.DATE_CONFLICT, event, "date", (x.span, y.span), values)
            return


def overlap(one: Date, other: Date) -> bool:
    """The two dates share a day; a date without bounds shares all."""
    a, b = bounds(one.edtf), bounds(other.edtf)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def stale_images(doc: Doc, events: tuple[Event, ...], stale: set[str]) -> Iterator[Discrepancy]:
    """A caption says that the picture is not of the event: "(Illustration)", "file photo"."""
    for part in REGIONS.of(doc):
        if part.provenance.entry in stale and events:
            caption = span_of(part.phrase)
            inside = [e for e in events if any(caption.start <= m.start < caption.end for m in e.mentions)]
            event = (inside or list(events))[0]
            values = ((document_of(doc).outlet or document_of(doc).name, caption.text),)
            yield flag(DiscrepancyKind.STALE_IMAGE, event, "image", (caption,), values, part.provenance.entry)


CHECKS = (
    headline_overstates,
    hedges_dropped,
    number_conflicts,
    date_conflicts,
    place_conflicts,
    actor_conflicts,
    denials,
)


# ------------------------------------------------------------------------------------------------ wording

SENTENCES = {
    DiscrepancyKind.HEADLINE_OVERSTATES: "The headline states it as fact; {1} only as {2}.",
    DiscrepancyKind.HEDGE_DROPPED: "{0} states it as fact; {1}, whom it cites, says it as {2}.",
    DiscrepancyKind.NUMBER_CONFLICT: "{field}: {a} for {0}, {b} for {1}.",
    DiscrepancyKind.DATE_CONFLICT: "date: {a} for {0}, {b} for {1}.",
    DiscrepancyKind.PLACE_CONFLICT: "place: {a} for {0}, {b} for {1}.",
    DiscrepancyKind.ACTOR_CONFLICT: "done by {a} for {0}, by {b} for {1}.",
    DiscrepancyKind.DENIAL: "{1} denies what {0} asserts.",
    DiscrepancyKind.COUNT_CONFLICT: "count: {a} for {0}, {b} for {1}.",
    DiscrepancyKind.STALE_IMAGE: "The caption says that the picture is not of the event.",
}


def flag(
    kind: DiscrepancyKind,
    event: Event,
    field: str,
    spans: tuple[Span, ...],
    values: tuple[tuple[str, str], ...],
    entry: str = "",
) -> Discrepancy:
    """A discrepancy with its sentence."""
    names = [who for who, _ in values]
    said = [what for _, what in values] + ["", ""]
    words = SENTENCES[kind].format(*names, said[1], field=field, a=said[0], b=said[1])
    return Discrepancy(kind, event.id, field, words, spans, Provenance(f"discrepancies.{kind.value}", entry), values)


def teller(account: Account) -> str:
    """Who tells: the innermost source."""
    return account.sources[-1].name


def words_of(account: Account) -> Span:
    """The words by which an account can be shown: those that name the event."""
    return account.mentions[0]
