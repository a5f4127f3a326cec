"""Coded data held against what was read: incidents that both have, that one has, and values that differ.

Neither side is the measure of the other: a coder chooses one value of several, and the accounts behind ours are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from recoupe.casefile.errors import UnusableCase
from recoupe.comparing.fields import compared
from recoupe.comparing.values import Behind, Comparison, Have, Row
from recoupe.importing.coded import outlet_of
from recoupe.model import Incident, Member, Telling
from recoupe.reading.dates import bounds
from recoupe.render.incident_words import words_of
from recoupe.weighing.incase import BATCH, verdicts_of, whole_of
from recoupe.weighing.precision import when, where
from recoupe.weighing.weigh import weigh
from recoupe.weighing.whole import Whole

if TYPE_CHECKING:
    from recoupe.casefile import Case, Filter, Stored

QUOTE = 240  # characters of the words behind a value


def compare(
    case: Case, coder: str, wanted: Filter | None = None, progress: Callable[[float], None] | None = None
) -> Comparison:
    """The incidents of a case as one coder has them, and as the reports that were read have them.

    Args:
        case: linked and weighed.
        coder: the name that the data were imported under.
        wanted: which incidents; all by default.
        progress: called with the part of the whole that is done.

    Raises:
        UnusableCase: the case has no data of this coder.
    """
    latest = latest_rows(case, coder)
    coder = next(iter(case.documents(list(latest)[:1]))).outlet.removeprefix(outlet_of(""))
    rejected = verdicts_of(case.judgements()).rejected
    ids = [row.id for row in case.incidents(wanted)][::-1]
    rows: list[Row] = []
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        place = {id: number for number, id in enumerate(part)}
        whole = whole_of(case, sorted(case.weighed(part), key=lambda incident: place[incident.id]))
        for incident in whole.incidents:
            rows += [row] if (row := row_of(whole, incident, latest, rejected)) else []
        if progress is not None:
            progress((start + len(part)) / len(ids))
    return within(coder, rows)


def latest_rows(case: Case, coder: str) -> dict[str, str]:
    """The coded rows, without those that later versions replaced: the name of each by its document's id."""
    stored = case.stored()
    by_address: dict[str, Stored] = {s.url: s for s in stored if is_of(s, coder)}
    if not by_address:
        known = sorted({s.outlet.removeprefix(outlet_of("")) for s in stored if s.url.startswith("coded:")})
        remedy = f"there are {', '.join(known)}" if known else "recoupe import takes some in"
        raise UnusableCase(case.place, f"no data coded by {coder!r} in it", remedy)
    return {s.id: s.name for s in by_address.values()}


def is_of(stored: Stored, coder: str) -> bool:
    """A document is a row that this coder coded, whatever the case of the name."""
    return stored.url.startswith("coded:") and stored.outlet.casefold() == outlet_of(coder).casefold()


def row_of(whole: Whole, incident: Incident, latest: dict[str, str], rejected: frozenset[Telling]) -> Row | None:
    """One incident on both sides; None where neither has it: it is another coder's, or a former version."""
    documents = {member.document: whole.readings[member.document].document for member in incident.members}
    theirs = [member for member in incident.members if member.document in latest]
    ours = [member for member in incident.members if not documents[member.document].is_coded]
    if not theirs and not ours:
        return None
    one, other = side(whole, incident, theirs, rejected), side(whole, incident, ours, rejected)
    shown = one if other is None else other
    assert shown is not None, "one side has it"
    fields = tuple(compared(whole, one, other)) if one and other else ()
    tellings = {t for f in fields for v in (*f.ours, *f.theirs) for t in v.tellings}
    date, place = when(shown), where(shown)
    return Row(
        have=Have.BOTH if one and other else Have.THEIRS if one else Have.OURS,
        incident=incident.id,
        coded=tuple(latest[member.document] for member in theirs),
        reports=tuple(dict.fromkeys(whole.name(member.document) for member in ours)),
        type=shown.type,
        mode=shown.mode,
        date=date.edtf if date else "",
        place=place.value if place else None,
        fields=fields,
        behind={t: behind(whole, t) for t in sorted(tellings)},
    )


def side(whole: Whole, incident: Incident, members: list[Member], rejected: frozenset[Telling]) -> Incident | None:
    """The incident as one side has it."""
    if not members:
        return None
    return weigh(incident.id, members, whole.readings, whole.copies, whole.citations, rejected=rejected)


def behind(whole: Whole, telling: Telling) -> Behind:
    """Who tells, where, and in which words."""
    account, document = whole.account(telling), whole.readings[telling.document].document
    return Behind(
        who=account.sources[-1].name,
        outlet=document.outlet,
        report=whole.name(telling.document),
        published=document.published[:10],
        words=words_of(telling, whole, QUOTE),
    )


# ---------------------------------------------------------------- what the coder could have had


def within(coder: str, rows: list[Row]) -> Comparison:
    """The comparison, without incidents of ours on days, in countries and of types that the coder has none of."""
    theirs = [row for row in rows if row.have is not Have.OURS]
    days = [found for row in theirs for found in spread(row)]
    countries = frozenset(row.place.place.country for row in theirs if row.place and row.place.place) - {""}
    types = frozenset(row.type for row in theirs)
    first, last = (min(days), max(days)) if days else ("", "")

    def could_have(row: Row) -> bool:
        told, place = list(spread(row)), row.place.place if row.place else None
        elsewhere = bool(place and place.country and countries) and place.country not in countries  # type: ignore[union-attr]
        apart = bool(told and days) and (max(told) < first or min(told) > last)
        return row.type in types and not elsewhere and not apart

    kept = [row for row in rows if row.have is not Have.OURS or could_have(row)]
    return Comparison(coder, tuple(kept), len(rows) - len(kept), first, last)


def spread(row: Row) -> Iterator[str]:
    """First and last day of an incident, where they are known."""
    found = bounds(row.date) if row.date else None
    if found:
        yield from (day.isoformat() for day in found)


__all__ = ["Behind", "Comparison", "Have", "Row", "compare"]
