"""From likely pairs to incidents: average-link clustering that people's judgements and common documents bound.

Naive connected components chain: A is like B, B like C, and a year of skirmishes becomes one incident. Here two groups
become one only while the mean probability over all pairs between them holds the threshold; a pair that was not
compared, or spoke clearly against, counts as none. The likeliest groups join first. Groups never join that hold two
events of one document, which are two events, or that a person held to be different; what a person held to be the same
is one from the start.

Probabilities are summed as whole millionths, so that the order of the input cannot show in the result.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
UNIT = 1_000_000  # of a probability


def clustered(
    size: int,
    edges: Iterable[tuple[int, int, float]],
    threshold: float,
    group: Sequence[Hashable] | None = None,
    judged: Iterable[tuple[int, int, bool]] = (),
    different: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """The clusters of the items 0 … size - 1, each sorted, in order of their first item.

    Args:
        edges: pairs of items with the probability that they belong together.
        threshold: mean probability between two groups from which they join.
        group: what no two items of a cluster may share, unless a person said so: their documents.
        judged: pairs that people held to be the same, or not, latest last: where two cannot both hold, the later does.
        different: pairs that are two for another reason, unless people said otherwise.
    """
    forest = Forest(size, group)
    for one, other, same in reversed(list(judged)):
        forest.obey(one, other, same)
    for one, other in different:
        forest.obey(one, other, False)
    for one, other, probability in edges:
        forest.weigh(one, other, round(probability * UNIT))
    forest.grow(round(threshold * UNIT))
    return forest.clusters()


class Forest:
    """Groups of items while they join."""

    def __init__(self, size: int, group: Sequence[Hashable] | None) -> None:
        self.parent = list(range(size))
        self.members: dict[int, list[int]] = {}  # only of groups of two and more
        self.held: dict[int, set[Hashable]] = {}
        self.group = group
        self.sums: dict[int, dict[int, int]] = {}  # root -> root -> summed probability
        self.apart: dict[int, set[int]] = {}  # root -> roots that it must not join

    def root(self, item: int) -> int:
        """The group of an item: the smallest item in it."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def size(self, root: int) -> int:
        """How many items a group has."""
        return len(self.members[root]) if root in self.members else 1

    def holds(self, root: int) -> Collection[Hashable]:
        """What the items of a group have and no other item of it may."""
        if root in self.held:
            return self.held[root]
        return () if self.group is None else (self.group[root],)

    def obey(self, one: int, other: int, same: bool) -> None:
        """Two items are in one group, or in two, as far as what was said before allows."""
        a, b = self.root(one), self.root(other)
        if a == b or b in self.apart.get(a, ()):
            return
        if same:
            self.join(a, b)
        else:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def weigh(self, one: int, other: int, probability: int) -> None:
        """Add the probability that two items belong together."""
        a, b = self.root(one), self.root(other)
        if a != b:
            sums = self.sums
            if a not in sums:
                sums[a] = {}
            if b not in sums:
                sums[b] = {}
            sums[a][b] = sums[b][a] = sums[a].get(b, 0) + probability

    def may_join(self, a: int, b: int) -> bool:
        """Whether nothing keeps two groups apart."""
        if b in self.apart.get(a, ()):
            return False
        small, large = sorted((self.holds(a), self.holds(b)), key=len)
        return not any(value in large for value in small)

    def join(self, a: int, b: int) -> int:
        """Make two groups one; its root is the smaller."""
        if a == b:
            return a
        a, b = min(a, b), max(a, b)
        self.held[a] = {*self.holds(a), *self.holds(b)}
        self.held.pop(b, None)
        self.members[a] = self.members.get(a, [a]) + self.members.pop(b, [b])
        self.parent[b] = a
        for other in self.apart.pop(b, ()):
            self.apart[other].discard(b)
            if other != a:
                self.apart[other].add(a)
                self.apart.setdefault(a, set()).add(other)
        moved = self.sums.pop(b, {})
        mine = self.sums.setdefault(a, {})
        mine.pop(b, None)
        for other, probability in moved.items():
            if other == a:
                continue
            row = self.sums[other]
            row.pop(b, None)
            row[a] = row.get(a, 0) + probability
            mine[other] = mine.get(other, 0) + probability
        return a

    def grow(self, threshold: int) -> None:
        """Join the likeliest two groups, again and again, while their mean probability holds the threshold.

        The queue holds offers: the mean, both groups, the sum and the number of pairs it is of. Where the mean is the
        same, the smaller groups come first. An offer that no longer fits the groups is passed over.
        """
        heap = [
            (-total / pairs, a, b, total, pairs)
            for a, row in self.sums.items()
            for b, total in row.items()
            if a < b and total >= threshold * (pairs := self.size(a) * self.size(b))
        ]
        heapq.heapify(heap)
        while heap:
            _, a, b, total, pairs = heapq.heappop(heap)
            if self.parent[a] != a or self.parent[b] != b or self.sums.get(a, {}).get(b) != total:
                continue
            if pairs != self.size(a) * self.size(b) or not self.may_join(a, b):
                continue
            root = self.join(a, b)
            for other, total in self.sums[root].items():
                pairs = self.size(root) * self.size(other)
                if total >= threshold * pairs:
                    heapq.heappush(heap, (-total / pairs, min(root, other), max(root, other), total, pairs))

    def clusters(self) -> list[list[int]]:
        """All groups."""
        return [sorted(self.members.get(root, [root])) for root in range(len(self.parent)) if self.parent[root] == root]


def by_item(clusters: Sequence[Sequence[T]]) -> Mapping[T, int]:
    """Each item with the place of its cluster."""
    return {item: place for place, cluster in enumerate(clusters) for item in cluster}
