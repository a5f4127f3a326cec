"""Linking in a case file: the whole of it, or what new reports and new judgements touch."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.linking.blocks import BEFORE, DAYS, LONGEST, SLACK, blocks
from recoupe.linking.linker import Progress, assembled, link, pairs_of, unseen
from recoupe.linking.links import Cluster, Links, Pair
from recoupe.linking.match import compared
from recoupe.linking.parts import parts_of
from recoupe.linking.rarity import Rarity, rarity
from recoupe.linking.records import EventRecord
from recoupe.linking.weights import Weights, weights
from recoupe.model import Member

if TYPE_CHECKING:
    from recoupe.casefile import Case
    from recoupe.casefile.values import Pending

TERMS = "terms"  # fact of a case: in how many documents its terms stand, as of when the whole of it was linked
TOLD = 3  # documents from which a term is noted there
SHARE = 0.25  # of its documents changed: then the whole of a case is linked anew, for it costs little more
FEW = 50  # documents of which any number may have changed
REACH = DAYS + 2 * SLACK  # days within which two events can share a window
TRIES = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking a case came to."""

    documents: int  # that were waiting
    incidents: int  # that were made or looked at again
    whole: bool


def link_case(case: Case, whole: bool = False, progress: Progress = unseen) -> Linked:
    """Link the reports of a case that wait for it, and store the links.

    Only what new, changed or judged reports touch is looked at again, unless much changed, or the weights did.

    Args:
        whole: look at everything again.
        progress: called with the name of each step as it begins.
    """
    from recoupe.casefile.errors import OutdatedLinks

    for attempt in range(TRIES):
        waiting = case.pending()
        all_of_it = whole or is_much(case, waiting)
        if not all_of_it and not waiting.documents:
            return Linked(0, 0, False)
        links = whole_of(case, progress) if all_of_it else touched(case, waiting, progress)
        progress("store")
        try:
            case.store_links(links, waiting, whole=all_of_it)
        except OutdatedLinks:
            if attempt == TRIES - 1:
                raise
            continue
        break
    return Linked(len(waiting.documents), len(links.clusters), all_of_it)


def is_much(case: Case, waiting: Pending) -> bool:
    """Whether so much is new that the whole case is to be linked."""
    from sqlalchemy import func, select

    from recoupe.casefile import tables as t
    from recoupe.casefile.changes import fact

    with case.database.reading() as connection:
        model = fact(connection, "model")
        documents = connection.scalar(select(func.count()).select_from(t.document)) or 0
    if not waiting.links or model != weights("reports").version:
        return bool(documents)
    return len(waiting.documents) > max(FEW, SHARE * documents)


def whole_of(case: Case, progress: Progress) -> Links:
    """The links of a whole case."""
    from recoupe.casefile.changes import set_fact
    from recoupe.casefile.incidents import members_of

    progress("records")
    records = list(case.records())
    with case.database.reading() as connection:
        previous = [Cluster(id, tuple(sorted(held))) for id, held in members_of(connection, None).items()]
    known = rarity(records)
    links = link(records, case.identities(), previous, known, progress=progress)
    counts = {term: number for term, number in known.count.items() if number >= TOLD}
    with case.database.writing() as connection:
        noted = json.dumps({"documents": known.documents, "count": counts}, ensure_ascii=True, separators=(",", ":"))
        set_fact(connection, TERMS, noted)
    return links


def touched(case: Case, waiting: Pending, progress: Progress) -> Links:
    """The links of the events of waiting documents, and of the incidents that these belong with."""
    model = weights("reports")
    progress("records")
    fresh = {record.member: record for record in case.records(waiting.documents)}
    around = neighbours(case, fresh)
    known = noted_rarity(case, fresh.values())
    near = sharing(fresh, around, known)
    progress("compare")
    pairs = list(new_pairs(fresh, near, known, model))
    progress("cluster")
    ids = former_incidents(case, waiting.documents, {end for pair in pairs for end in (pair.one, pair.other)})
    held = case.links(ids)
    judgements = case.identities()
    old = {
        member for cluster in held.clusters for member in cluster.members if member.document not in waiting.documents
    }
    members = sorted({*old, *fresh})
    kept = [pair for pair in held.pairs if pair.one in old and pair.other in old]
    parts = [
        part for part in parts_of([*fresh.values(), *around.values()]) if part.part in fresh or part.whole in fresh
    ]
    still = [part for part in held.parts if part.part in old and part.whole in old]
    links = assembled(members, [*kept, *pairs], [*still, *parts], judgements, held.clusters, model)
    return Links(links.clusters, tuple(pairs), tuple(parts), links.model, links.retired)


def former_incidents(case: Case, documents: Collection[str], members: Iterable[Member]) -> list[str]:
    """The incidents that documents or events belong to until now."""
    from recoupe.casefile.incidents import incidents_of

    with case.database.reading() as connection:
        return sorted(incidents_of(connection, documents, frozenset(members)))


def noted_rarity(case: Case, fresh: Iterable[EventRecord]) -> Rarity:
    """How rare terms are in the case, as of when the whole of it was linked."""
    from recoupe.casefile.changes import fact

    with case.database.reading() as connection:
        noted = fact(connection, TERMS)
    if not noted:
        return rarity(fresh)
    made = json.loads(noted)
    return Rarity(made["documents"], made["count"])


# ---------------------------------------------------------------- neighbours


def neighbours(case: Case, fresh: dict[Member, EventRecord]) -> dict[Member, EventRecord]:
    """The events of other documents that may stand near new ones in time."""
    found: dict[Member, EventRecord] = {}
    for first, last in spans(fresh.values()):
        between = dt.date.fromordinal(first).isoformat(), dt.date.fromordinal(last).isoformat()
        found |= {r.member: r for r in case.records(between=between) if r.member not in fresh}
    return found


def spans(records: Iterable[EventRecord]) -> Iterator[tuple[int, int]]:
    """The days around events, as few stretches as hold them all."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(stretch for record in records for stretch in stretches(record)):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    yield from merged


def stretches(record: EventRecord) -> list[tuple[int, int]]:
    """The days in which an event is sought: of a very long one both ends and the middle, as its keys have them."""
    interval = record.interval
    if interval is None:
        if record.published is None:
            return []
        interval = record.published - BEFORE, record.published
    first, last = interval
    if last - first <= LONGEST * DAYS:
        return [(first - REACH, last + REACH)]
    middle = (first + last) // 2
    return [(day - REACH, day + REACH) for day in (first, middle, last)]


def sharing(
    fresh: dict[Member, EventRecord], around: dict[Member, EventRecord], known: Rarity
) -> dict[Member, EventRecord]:
    """The events around that share a key with a new one."""
    import numpy as np

    together = [*fresh.values(), *around.values()]
    keys, starts = blocks(together, known)
    wanted = np.unique(keys[: starts[len(fresh)]])
    hits = np.isin(keys, wanted)
    return {
        record.member: record
        for place, record in enumerate(together[len(fresh) :], len(fresh))
        if hits[starts[place] : starts[place + 1]].any()
    }


def new_pairs(
    fresh: dict[Member, EventRecord], near: dict[Member, EventRecord], known: Rarity, model: Weights
) -> Iterator[Pair]:
    """The pairs with a new event in them."""
    ordered: Sequence[EventRecord] = sorted([*fresh.values(), *near.values()], key=lambda record: record.member)
    if ordered:
        found = compared(ordered, known, model)
        for pair in pairs_of(found, [record.member for record in ordered], model):
            if pair.one in fresh or pair.other in fresh:
                yield pair
