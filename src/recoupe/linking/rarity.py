"""How much it says that two events share a term: much where it is rare in the case, little where every report has it.

A term's weight is log(documents / documents with it) / log(documents), in sixteenths: 16 for a term of one document,
0 for one of all. Being a share of the rarest, it means the same in a case of ten reports and in one of a million.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from recoupe.knowledge.gazetteer.fold import digest
from recoupe.linking.records import EventRecord, Party, key

STEPS = 16  # what the rarest term weighs
BITS = 5  # of a coded term that hold its weight
KEPT = (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many documents of a case each term stands."""

    documents: int
    count: Mapping[str, int]
    weighed: dict[str, int] = field(default_factory=dict, repr=False, compare=False)  # steps that were reckoned

    def steps(self, term: str) -> int:
        """The weight of a term, 0 to 16."""
        known = self.weighed.get(term)
        if known is None:
            known = self.weighed[term] = self.reckoned(term)
        return known

    def reckoned(self, term: str) -> int:
        """The weight of a term, from its count."""
        if self.documents < 2:
            return STEPS
        share = math.log(self.documents / max(self.count.get(term, 1), 1)) / math.log(self.documents)
        return max(0, min(STEPS, round(STEPS * share)))

    def code(self, term: str) -> int:
        """A number that stands for the term and holds its weight in its last bits, so that SQL can add up weights."""
        return (digest(term) & KEPT) >> BITS << BITS | self.steps(term)


def rarity(records: Iterable[EventRecord]) -> Rarity:
    """The rarity of all terms of a case."""
    seen: dict[str, set[str]] = {}
    for record in records:
        seen.setdefault(record.document, set()).update(all_terms(record))
    return Rarity(len(seen), Counter(term for held in seen.values() for term in held))


def all_terms(record: EventRecord) -> Iterable[str]:
    """Every term of a record that is weighed."""
    yield from record.title
    yield from place_terms(record)
    yield from every_name(record)
    yield from mode_terms(record)


def place_terms(record: EventRecord) -> Iterable[str]:
    """The names of its places, apart from those of countries."""
    return (f"place {place.name}" for place in record.places if place.name)


def mode_terms(record: EventRecord) -> Iterable[str]:
    """What kind of event it is: the modes of its type. Where all reports tell of troops, that says little."""
    return (f"mode {record.type} {mode}" for mode in record.mode)


def party_terms(parties: Iterable[Party]) -> Iterable[str]:
    """The words of parties, and their ids."""
    for party in parties:
        yield from party.terms
        if party.id:
            yield party.id


def every_name(record: EventRecord) -> Iterable[str]:
    """Every name that is told of an event, whatever for: the place of one telling is the target of another."""
    yield from record.names
    yield from (key(word) for place in record.places for word in place.name.split())
    for parties in (record.actors, record.recipients, record.claims):
        yield from party_terms(parties)


def coded(terms: Iterable[str], code: Callable[[str], int]) -> list[int]:
    """Terms as numbers, each once, in a fixed order."""
    return sorted({code(term) for term in terms})
