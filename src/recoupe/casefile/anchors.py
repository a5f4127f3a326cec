"""What an event is recognised by when its document is read anew.

Ids of events count within one reading: where a better reader finds one more event, the third becomes the fourth. The
words that tell of it stay where they are, for the text of a document never changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recoupe.model import Account, Event, EventType, Member, Reading, Span

Stretch = tuple[int, int]  # [start, end) of the text


@dataclass(frozen=True, slots=True)
class AccountAnchor:
    """An account by its chain and the words that give it."""

    number: int
    chain: tuple[str, ...]
    words: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event by its type and the words that name it."""

    document: str
    event: str  # its id in the reading that was judged
    type: EventType
    words: tuple[Stretch, ...]
    account: AccountAnchor | None = None

    @property
    def member(self) -> Member:
        """What the event was called when it was judged."""
        return Member(self.document, self.event)


def anchor_of(document: str, event: Event, number: int | None = None) -> Anchor:
    """What an event, and an account of it, can be found by in another reading of the document."""
    account = None
    if number is not None:
        told = event.accounts[number]
        account = AccountAnchor(number, chain_of(told), stretches((*told.mentions, *told.content)))
    return Anchor(document, event.id, event.type, stretches(event.mentions), account)


def event_at(anchor: Anchor, events: Iterable[Event]) -> Event | None:
    """The event that most of the anchored words tell of now; of several as good the one of the same type, then the one
    of the first words, which are the headline's or the lead's. None where none of the words tells of any.
    """
    rated = [(rate(anchor, event), event) for event in events]
    found = [(rating, event) for rating, event in rated if rating[0] > 0]
    return max(found, key=lambda item: item[0])[1] if found else None


def rate(anchor: Anchor, event: Event) -> tuple[int, bool, bool, int]:
    """How well an event fits an anchor: words in common, its type, the first words, few other words."""
    words = stretches(event.mentions)
    common = sum(any(meet(one, other) for other in words) for one in anchor.words)
    first = any(meet(anchor.words[0], other) for other in words) if anchor.words else False
    return common, event.type is anchor.type, first, -len(words)


def account_at(anchor: AccountAnchor, event: Event) -> int | None:
    """The account of an event with the anchored chain, or else with its origin and some of its words."""
    same = [n for n, account in enumerate(event.accounts) if chain_of(account) == anchor.chain]
    if not same:
        origin = anchor.chain[-1] if anchor.chain else ""
        same = [n for n, account in enumerate(event.accounts) if (chain_of(account) or ("",))[-1] == origin]
        same = [n for n in same if common_words(anchor, event.accounts[n])]
    return max(same, key=lambda n: (common_words(anchor, event.accounts[n]), -n)) if same else None


def common_words(anchor: AccountAnchor, account: Account) -> int:
    """How many of the anchored stretches an account shares."""
    words = stretches((*account.mentions, *account.content))
    return sum(any(meet(one, other) for other in words) for one in anchor.words)


def renamed(before: Reading, after: Reading) -> dict[str, str]:
    """Each event of a reading that another reading of the document still has, with what it is called there.

    Two events that have become one have the same new id.
    """
    found = ((event.id, event_at(anchor_of(before.document.id, event), after.events)) for event in before.events)
    return {id: event.id for id, event in found if event is not None}


def chain_of(account: Account) -> tuple[str, ...]:
    """The names of a chain of sources."""
    return tuple(source.name for source in account.sources)


def stretches(spans: Iterable[Span]) -> tuple[Stretch, ...]:
    """Where words stand, in order of the text."""
    return tuple(sorted({(span.start, span.end) for span in spans}))


def meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
