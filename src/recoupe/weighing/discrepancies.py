"""What cannot stand together across the documents of an incident, or says more than what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recoupe.model import (
    CaseDiscrepancy,
    Citation,
    DiscrepancyKind,
    FieldStatus,
    Origin,
    Provenance,
    Support,
    Telling,
    Weighed,
    WeighedField,
)
from recoupe.weighing.fields import Saying, best_of, revision, rivals, sayings
from recoupe.weighing.told import TOLLS, Told, has_happened

KIND_OF_FIELD = {
    **dict.fromkeys(TOLLS, DiscrepancyKind.NUMBER_CONFLICT),
    "date": DiscrepancyKind.DATE_CONFLICT,
    "place": DiscrepancyKind.PLACE_CONFLICT,
    "actor": DiscrepancyKind.ACTOR_CONFLICT,
    "recipient": DiscrepancyKind.DENIAL,  # herders for one, fighters for the other: each denies the other's victims
}
LIFTED = (  # what a document shows of itself; rival values are judged over all documents
    DiscrepancyKind.HEADLINE_OVERSTATES,
    DiscrepancyKind.HEDGE_DROPPED,
    DiscrepancyKind.DENIAL,
    DiscrepancyKind.COUNT_CONFLICT,
    DiscrepancyKind.STALE_IMAGE,
)
REPEATED_FROM = ("independence.copy", "independence.edit", "independence.excerpt", "independence.translation")


def discrepancies(
    told: Sequence[Told], origins: Sequence[Origin], fields: Sequence[WeighedField], citations: Iterable[Citation]
) -> tuple[CaseDiscrepancy, ...]:
    """Everything of an incident that a careful editor would flag, across its documents and inside each."""
    held = {t.telling: t for t in told}
    found = [
        *conflicts(told, fields, held),
        *denials(told, fields),
        *revisions(told),
        *unsupported(citations, held),
        *hedges_dropped(citations, origins, held),
    ]
    known = {(d.kind, d.field) for d in found}
    found += [d for d in inside(told) if d.kind in LIFTED and (d.kind, d.field) not in known]
    return tuple(dict.fromkeys(found))


def conflicts(
    told: Sequence[Told], fields: Sequence[WeighedField], held: dict[Telling, Told]
) -> Iterator[CaseDiscrepancy]:
    """Rival values of a field, all of them, each with one who gives it."""
    for field in fields:
        if field.field not in KIND_OF_FIELD:
            continue
        pairs = rivals(field.field, field.values, list(sayings(field.field, told)))
        clashing = list(dict.fromkeys(value for pair in pairs for value in pair))
        if clashing:
            tellings = tuple(telling for value in clashing for telling in value.tellings[:1])
            values = tuple((teller_of(value, held), value.value) for value in clashing)
            kind = KIND_OF_FIELD[field.field]
            yield CaseDiscrepancy(kind, field.field, tellings, values, Provenance(f"weighing.{kind.value}"))


def teller_of(value: Weighed, held: dict[Telling, Told]) -> str:
    """Who gives a value: the one nearest to the origin."""
    behind = [held[t] for t in value.tellings if t in held]
    nearest = max(behind, key=lambda t: (not t.is_own_voice, -behind.index(t)), default=None)
    return nearest.source.name if nearest else ""


def denials(told: Sequence[Told], fields: Sequence[WeighedField]) -> Iterator[CaseDiscrepancy]:
    """Some assert it, some deny it."""
    if any(f.field == "factuality" and f.status is FieldStatus.DENIED for f in fields):
        denying = [t for t in told if t.polarity < 0]
        asserting = [t for t in told if t.polarity > 0 and has_happened(t)] or [t for t in told if t.polarity > 0]
        pair = (firmest(asserting), firmest(denying))
        values = tuple((t.source.name, t.account.factuality.value) for t in pair)
        tellings = tuple(t.telling for t in pair)
        kind = DiscrepancyKind.DENIAL
        yield CaseDiscrepancy(kind, "factuality", tellings, values, Provenance("weighing.denial"))


def firmest(told: Sequence[Told]) -> Told:
    """The most certain telling, a source's before an outlet's."""
    return max(told, key=lambda t: (not t.is_own_voice, t.account.factuality.strength, -told.index(t)))


def revisions(told: Sequence[Told]) -> Iterator[CaseDiscrepancy]:
    """A source that gave another figure later: no conflict, but the earlier one lives on in those who repeat it."""
    for field in TOLLS:
        said = list(sayings(field, told))
        seen: set[tuple[int, int]] = set()
        for one in said:
            later = revision(one, said)
            if later is not None and (best_of(one.value), best_of(later.value)) not in seen:
                seen.add((best_of(one.value), best_of(later.value)))
                yield revised(field, one, later)


def revised(field: str, one: Saying, later: Saying) -> CaseDiscrepancy:
    """The two figures of one source."""
    values = ((one.told.source.name, one.value), (later.told.source.name, later.value))
    tellings = (one.told.telling, later.told.telling)
    return CaseDiscrepancy(DiscrepancyKind.TOLL_REVISED, field, tellings, values, Provenance("weighing.toll_revised"))


def unsupported(citations: Iterable[Citation], held: dict[Telling, Told]) -> Iterator[CaseDiscrepancy]:
    """What a report cites another for is not in that other report, or that report denies it."""
    for citation in citations:
        told = held.get(Telling(citation.teller.document, citation.teller.event, citation.account))
        theirs = cited_telling(citation, held)
        if told is None or theirs is None or citation.support not in (Support.DOES_NOT_SAY, Support.DENIES):
            continue
        if citation.support is Support.DENIES:
            field, said, there = "factuality", told.account.factuality.value, theirs.account.factuality.value
        else:
            field, said, *numbers = citation.provenance.note.split()
            there = ", ".join(numbers)
        values = ((told.source.name, said), (theirs.document.outlet, there))
        yield CaseDiscrepancy(
            DiscrepancyKind.CITATION_UNSUPPORTED,
            field,
            (told.telling, theirs.telling),
            values,
            Provenance("weighing.citation_unsupported", note=citation.provenance.note),
        )


def cited_telling(citation: Citation, held: dict[Telling, Told]) -> Told | None:
    """The telling of the cited report that comes nearest."""
    if citation.cited is None:
        return None
    key = citation.cited.document, citation.cited.event
    return next((t for t in held.values() if (t.telling.document, t.telling.event) == key), None)


def hedges_dropped(
    citations: Iterable[Citation], origins: Sequence[Origin], held: dict[Telling, Told]
) -> Iterator[CaseDiscrepancy]:
    """Certain for the teller, only probable or possible in the report it repeats or cites."""
    steps = [c for origin in origins for c in origin.collapsed if c.reason.rule in REPEATED_FROM]
    pairs = [(held[c.telling], held[c.into]) for c in steps]
    for citation in citations:
        told = held.get(Telling(citation.teller.document, citation.teller.event, citation.account))
        theirs = cited_telling(citation, held)
        if told and theirs and citation.support is Support.LESS_CERTAIN:
            pairs.append((told, theirs))
    seen = set()
    for told, source in pairs:
        a, b = told.account.factuality, source.account.factuality
        key = told.telling.document, told.telling.event, source.telling.document
        if a.polarity == b.polarity and a.strength > b.strength > 0 and key not in seen:
            seen.add(key)
            yield dropped(told, source)


def dropped(told: Told, source: Told) -> CaseDiscrepancy:
    """How certain the one is, and how certain the other was."""
    values = tuple((t.source.name, t.account.factuality.value) for t in (told, source))
    kind = DiscrepancyKind.HEDGE_DROPPED
    tellings = (told.telling, source.telling)
    return CaseDiscrepancy(kind, "factuality", tellings, values, Provenance("weighing.hedge_dropped"))


def inside(told: Sequence[Told]) -> Iterator[CaseDiscrepancy]:
    """What was flagged inside each document on its event."""
    for first in (t for t in told if t.telling.account == 0):
        for flagged in first.reading.discrepancies:
            if flagged.event == first.telling.event:
                named = {name for name, _ in flagged.values}
                tellers = [t.telling for t in told if t.event is first.event and t.source.name in named]
                yield CaseDiscrepancy(
                    flagged.kind, flagged.field, tuple(tellers) or (first.telling,), flagged.values, flagged.provenance
                )
