"""Linking from end to end: records in, links out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from recoupe.linking.clusters import clustered
from recoupe.linking.comparisons import COMPARISONS, level_names
from recoupe.linking.links import Cluster, Links, Pair, PartOf, SameOrDifferent
from recoupe.linking.match import columns, compared
from recoupe.linking.parts import parts_of
from recoupe.linking.rarity import Rarity, rarity
from recoupe.linking.records import EventRecord
from recoupe.linking.weights import Weights, weights
from recoupe.model import Member

if TYPE_CHECKING:
    import numpy as np
    import pyarrow

REPORTS = "reports"  # the weights for readings of reports
Numbered = Mapping[Member, int]


Progress = Callable[[str], None]


def unseen(step: str) -> None:
    """Nobody watches."""


def link(
    records: Iterable[EventRecord],
    judgements: Iterable[SameOrDifferent] = (),
    previous: Iterable[Cluster] = (),
    known: Rarity | None = None,
    model: Weights | None = None,
    progress: Progress = unseen,
) -> Links:
    """The incidents of records, whatever their order.

    Args:
        judgements: what people held to be the same or different, oldest first, which is never overruled.
        previous: the incidents of an earlier linking, whose ids live on where their members do.
        known: how rare terms are, where the records are a part of a larger case.
        model: the fitted weights; those for readings of reports by default.
        progress: called with the name of each step as it begins: "compare", "parts", "cluster".
    """
    ordered = sorted({record.member: record for record in records}.values(), key=lambda record: record.member)
    members = [record.member for record in ordered]
    model = model or weights(REPORTS)
    progress("compare")
    pairs = list(pairs_of(compared(ordered, known or rarity(ordered), model), members, model)) if ordered else []
    progress("parts")
    parts = parts_of(ordered)
    progress("cluster")
    return assembled(members, pairs, parts, judgements, previous, model)


def assembled(
    members: Sequence[Member],
    pairs: Sequence[Pair],
    parts: Sequence[PartOf],
    judgements: Iterable[SameOrDifferent],
    previous: Iterable[Cluster],
    model: Weights,
) -> Links:
    """The incidents that pairs make of events, which stand in their order."""
    number = {member: place for place, member in enumerate(members)}
    groups = clustered(
        len(members),
        ((number[pair.one], number[pair.other], pair.probability) for pair in pairs),
        model.threshold,
        [member.document for member in members],
        judged(judgements, number),
        wholes(parts, number),
    )
    clusters, retired = named([tuple(members[place] for place in group) for group in groups], previous)
    return Links(clusters, tuple(pairs), tuple(parts), model.version, retired)


def judged(judgements: Iterable[SameOrDifferent], number: Numbered) -> Iterator[tuple[int, int, bool]]:
    """The pairs held to be the same or different, as far as both events are there."""
    for judgement in judgements:
        if judgement.one in number and judgement.other in number:
            yield number[judgement.one], number[judgement.other], judgement.same


def wholes(parts: Iterable[PartOf], number: Numbered) -> Iterator[tuple[int, int]]:
    """Parts and wholes that count several events: such a whole is never the same as one of them."""
    for part in parts:
        if part.reason == "parts.count" and part.part in number and part.whole in number:
            yield number[part.part], number[part.whole]


# ---------------------------------------------------------------- pairs


def pairs_of(found: pyarrow.Table, members: Sequence[Member], model: Weights) -> Iterator[Pair]:
    """The compared pairs as values, with the level that each comparison reached."""
    levels = level_table(found, model)
    shared: dict[bytes, tuple[int, ...]] = {}
    ones, others = found["one"].to_pylist(), found["other"].to_pylist()
    for place, (one, other, weight) in enumerate(zip(ones, others, found["weight"].to_pylist(), strict=True)):
        row = levels[place]
        held = shared.setdefault(row.tobytes(), tuple(row.tolist()))
        yield Pair(members[one], members[other], round(weight, 3), held)


def level_table(found: pyarrow.Table, model: Weights) -> np.ndarray:
    """The level of each pair and comparison: the one whose bits Splink added; -1 where nothing was said."""
    import numpy as np

    levels = np.full((found.num_rows, len(COMPARISONS)), -1, dtype=np.int8)
    for place, (comparison, column) in enumerate(zip(COMPARISONS, columns(), strict=True)):
        bits = np.array([0.0, *(model.bits(comparison.name, level) for level in level_names(comparison))])
        added = found[column].to_numpy()
        levels[:, place] = np.abs(added[:, None] - bits[None, :]).argmin(axis=1) - 1
    return levels


# ---------------------------------------------------------------- ids


def named(
    groups: Sequence[tuple[Member, ...]], previous: Iterable[Cluster]
) -> tuple[tuple[Cluster, ...], dict[str, str]]:
    """The groups with their ids, and the ids that are no more with the incident that took most of their members.

    An id stays with the group that holds most of its former members; a new group's id comes of its first member.
    """
    former = {member: cluster.id for cluster in previous for member in cluster.members}
    overlap = Counter(
        (former[member], place) for place, group in enumerate(groups) for member in group if member in former
    )
    ids: dict[int, str] = {}
    given: set[str] = set()
    ranked = sorted(overlap.items(), key=lambda item: (-item[1], item[0][0], groups[item[0][1]][0]))
    for (id, place), _ in ranked:
        if id not in given and place not in ids:
            ids[place] = id
            given.add(id)
    taken = {*former.values()}
    for place, group in enumerate(groups):
        if place not in ids:
            ids[place] = fresh(group[0], taken)
            taken.add(ids[place])
    retired: dict[str, str] = {}
    for (id, place), _ in ranked:
        if id not in given:
            retired.setdefault(id, ids[place])
    clusters = sorted((Cluster(ids[place], group) for place, group in enumerate(groups)), key=lambda c: c.members[0])
    return tuple(clusters), dict(sorted(retired.items()))


def fresh(member: Member, taken: set[str]) -> str:
    """An id for an incident whose first event is this one."""
    salt = 0
    while True:
        text = f"{member.document} {member.event} {salt or ''}".strip()
        id = "i" + hashlib.blake2b(text.encode("utf-8"), digest_size=6).hexdigest()
        if id not in taken:
            return id
        salt += 1
