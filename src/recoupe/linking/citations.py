"""Who cites whom, and whether the cited report says so: "Avia.pro écrit que …" is held against Avia.pro's own report.

A link of a source chain that names an outlet is matched to that outlet's reports in the case by the register of outlets
and by the words of its name. Where such a report tells of the same incident, it is asked two things: does it say what
it is cited for, and as certainly?
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recoupe.knowledge.gazetteer.fold import fold
from recoupe.knowledge.outlets import normal, outlets
from recoupe.model import (
    Account,
    Citation,
    Document,
    Event,
    Factuality,
    Member,
    Provenance,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Support,
)
from recoupe.reading.dates import bounds

MEDIA = (
    *(SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.SOCIAL_MEDIA, SourceKind.DOCUMENT),
    *(SourceKind.PERSON, SourceKind.OTHER, SourceKind.NGO),  # what the reader makes of a name it does not know
)
UPDATED = 2  # days
SHORTEST = 4  # letters: a word of an outlet's name that tells
WORD = re.compile(r"[^\W_]+")
TOLLS = ("killed", "injured", "people")


@dataclass(frozen=True, slots=True)
class Said:
    """What one of an outlet's reports says of an incident."""

    member: Member
    event: Event
    document: Document
    numbers: frozenset[str]  # all that the report counts, whatever of: "1 injured"


def citations(readings: Iterable[Reading], incident_of: Mapping[Member, str]) -> list[Citation]:
    """Every account whose chain names an outlet, checked against that outlet's own reports in the case."""
    readings = list(readings)
    by_outlet, by_incident = _indexed(readings, incident_of)
    found = []
    for reading in readings:
        for event in reading.events:
            member = Member(reading.document.id, event.id)
            said = by_incident.get(incident_of.get(member, ""), ())
            for number, account in enumerate(event.accounts):
                for link, source in enumerate(account.sources[1:], 1):
                    outlet = cited_outlet(source, reading.document, by_outlet)
                    if outlet:
                        theirs = [s for s in said if outlet_of(s.document) == outlet]
                        theirs = [s for s in theirs if may_cite(reading.document, s.document)]
                        found.append(checked(member, number, link, account, theirs))
    return found


def _indexed(
    readings: Sequence[Reading], incident_of: Mapping[Member, str]
) -> tuple[dict[str, str], dict[str, list[Said]]]:
    """Each form of each outlet's name with the outlet; each incident with what reports say of it."""
    names: dict[str, str] = {}
    said: dict[str, list[Said]] = defaultdict(list)
    for reading in readings:
        outlet = outlet_of(reading.document)
        for form in forms(reading.document.outlet):
            names.setdefault(form, outlet)
        for event in reading.events:
            member = Member(reading.document.id, event.id)
            if member in incident_of:
                said[incident_of[member]].append(Said(member, event, reading.document, numbers_of(reading)))
    return names, said


def numbers_of(reading: Reading) -> frozenset[str]:
    """Every toll that stands in a report, also where it was not seen of what."""
    told = {
        f"{quantity.best} {field}"
        for event in reading.events
        for details in (event.details, *(a.details for a in event.accounts))
        for field in TOLLS
        for quantity in getattr(details, field)
    }
    return frozenset({mark.label for mark in reading.marks if mark.layer == "quantity"} | told)


def outlet_of(document: Document) -> str:
    """Who published it, by one name for all the forms that the register knows."""
    known = outlets().find(document.outlet)
    return normal(known.name if known else document.outlet)


@lru_cache(maxsize=8192)
def forms(name: str) -> tuple[str, ...]:
    """The names that an outlet may be cited by: the register's, its own, its initials."""
    if not name:
        return ()
    known = outlets().find(name)
    given = [name, *((known.name, *known.variants, known.domain) if known else ())]
    initials = "".join(word[0] for word in WORD.findall(name) if len(word) > 2 or word.isupper())
    if len(initials) > 2:
        given.append(initials)
    return tuple(dict.fromkeys(key(form) for form in given if form))


def key(name: str) -> str:
    """An outlet's name as its telling words in order."""
    return " ".join(WORD.findall(fold(normal(name))))


def cited_outlet(source: Source, teller: Document, names: Mapping[str, str]) -> str:
    """The outlet of the case that a link of a chain names; "" for none, or for the report's own outlet."""
    if source.kind not in MEDIA:
        return ""
    wanted = key(source.name)
    known = outlets().find(source.name)
    outlet = names.get(wanted) or (names.get(key(known.name)) if known else "") or by_words(wanted, source, names)
    return "" if outlet == outlet_of(teller) else outlet or ""


def by_words(wanted: str, source: Source, names: Mapping[str, str]) -> str:
    """The outlet whose whole name stands in the words: "the Sahel Dépêches news agency", "L'agence ALP"."""
    held = wanted.split()
    for form, outlet in names.items():
        words = form.split()
        telling = any(len(word) >= SHORTEST for word in words) or form.upper() in source.name.split()
        runs = (held[i : i + len(words)] for i in range(len(held) - len(words) + 1))
        if words and telling and any(run == words for run in runs):
            return outlet
    return ""


def may_cite(teller: Document, cited: Document) -> bool:
    """Nobody cites what is published later; a page that is kept up to date may carry its latest day."""
    days = [bounds(document.published[:10]) for document in (teller, cited) if document.published]
    if len(days) < 2 or days[0] is None or days[1] is None:
        return True
    return (days[1][0] - days[0][0]).days <= UPDATED


def checked(member: Member, number: int, link: int, account: Account, theirs: Sequence[Said]) -> Citation:
    """A citation and what the cited report says; the report that supports it best counts."""
    if not theirs:
        return Citation(member, number, link, None, Support.NOT_IN_CASE, Provenance("citations.not_in_case"))
    judged = [(support(account, link, said), said) for said in theirs]
    order = (Support.SAYS_SO, Support.LESS_CERTAIN, Support.DENIES, Support.DOES_NOT_SAY)
    (verdict, note), best = min(judged, key=lambda pair: order.index(pair[0][0]))
    rule = f"citations.{verdict.value.replace(' ', '_')}"
    return Citation(member, number, link, best.member, verdict, Provenance(rule, note=note))


def support(account: Account, link: int, said: Said) -> tuple[Support, str]:
    """Whether the cited report says so, and as certainly; the note has what differs, in data form."""
    theirs = voices(account, link, said.event)
    missing = next(_missing(account, said), "")
    if missing:
        return Support.DOES_NOT_SAY, missing
    sides = {a.factuality.polarity for a in theirs}
    if account.factuality.polarity and sides == {-account.factuality.polarity}:
        return Support.DENIES, theirs[0].factuality.value
    firmest = max((a.factuality for a in theirs), key=lambda f: f.strength, default=Factuality.UNCOMMITTED)
    if account.factuality.strength > firmest.strength:
        return Support.LESS_CERTAIN, f"{firmest.value} {account.factuality.value}"
    return Support.SAYS_SO, ""


def voices(account: Account, link: int, event: Event) -> list[Account]:
    """The accounts of the cited event that the chain means: all, or those of the source that it names."""
    inner = {word for s in account.sources[link + 1 :] for word in key(s.name).split() if len(word) >= SHORTEST}
    named = [a for a in event.accounts if inner & set(key(a.sources[-1].name).split())]
    return named or list(event.accounts)


def _missing(account: Account, said: Said) -> Iterator[str]:
    """What the citing account says and the cited report does not: a toll that stands nowhere in it."""
    details = (said.event.details, *(a.details for a in said.event.accounts))
    for field in TOLLS:
        told: tuple[Quantity, ...] = getattr(account.details, field)
        held: list[Quantity] = [q for d in details for q in getattr(d, field)]
        for quantity in told:
            if f"{quantity.best} {field}" in said.numbers or any(agree(quantity, other) for other in held):
                continue
            numbers = " ".join(str(n) for n in sorted({q.best for q in held}))
            yield f"{field} {quantity.best} {numbers}".strip()


def agree(one: Quantity, other: Quantity) -> bool:
    """Some number fits both."""
    return one.low <= upper(other) and other.low <= upper(one)


def upper(quantity: Quantity) -> int:
    """The most it may be: "at least three" is cited as three."""
    return max(quantity.best, quantity.high if quantity.high is not None else quantity.best)
