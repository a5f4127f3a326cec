"""Clusters: against another solver on random graphs, and under what people judged."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import average, fcluster
from scipy.spatial.distance import squareform

from recoupe.linking.clusters import clustered

Edges = dict[tuple[int, int], float]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    """A number of items, and edges with different probabilities."""
    size = draw(st.integers(2, 14))
    pairs = [(a, b) for b in range(size) for a in range(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40))
    seed = draw(st.integers(0, 2**32))
    numbers = random.Random(seed).sample(range(1, 1_000_000), len(chosen))
    return size, {pair: number / 1_000_000 for pair, number in zip(chosen, numbers, strict=True)}


def run(size: int, edges: Mapping[tuple[int, int], float], threshold: float = 0.4, **more: object) -> list[list[int]]:
    return clustered(size, [(a, b, p) for (a, b), p in edges.items()], threshold, **more)  # type: ignore[arg-type]


def by_scipy(size: int, edges: Edges, threshold: float) -> list[list[int]]:
    """Average linkage of SciPy, pairs without an edge at the greatest distance."""
    far = np.ones((size, size)) - np.eye(size)
    for (a, b), p in edges.items():
        far[a, b] = far[b, a] = 1 - p
    labels = fcluster(average(squareform(far)), 1 - threshold, criterion="distance")
    groups: dict[int, list[int]] = {}
    for item, label in enumerate(labels):
        groups.setdefault(label, []).append(item)
    return sorted(groups.values())


@given(graphs())
def test_the_same_clusters_as_another_solver(graph: tuple[int, Edges]) -> None:
    size, edges = graph
    threshold = 0.4000005  # no mean of millionths meets it, so that rounding cannot matter
    assert run(size, edges, threshold) == by_scipy(size, edges, threshold)


@given(graphs(), st.randoms())
def test_the_order_of_items_and_edges_does_not_matter(graph: tuple[int, Edges], chance: random.Random) -> None:
    size, edges = graph
    shuffled = list(edges.items())
    chance.shuffle(shuffled)
    turned = {((b, a) if chance.random() < 0.5 else (a, b)): p for (a, b), p in shuffled}
    assert run(size, turned) == run(size, edges)


@given(graphs(), st.randoms())
def test_what_people_judged_holds(graph: tuple[int, Edges], chance: random.Random) -> None:
    size, edges = graph
    found = run(size, edges, judged=[(0, size - 1, True)])
    assert any({0, size - 1} <= set(group) for group in found)
    one, other = sorted(chance.sample(range(size), 2))
    apart = run(size, edges, judged=[(one, other, False)])
    assert not any({one, other} <= set(group) for group in apart)


@pytest.mark.parametrize(
    ("judged", "groups"),
    [
        pytest.param([(0, 1, True), (0, 2, True), (1, 2, False)], [[0, 2], [1]], id="one-is-taken-out-of-three"),
        pytest.param([(1, 2, False), (0, 1, True), (0, 2, True)], [[0, 1, 2]], id="three-are-one-after-all"),
    ],
)
def test_the_later_judgement_holds(judged: list[tuple[int, int, bool]], groups: list[list[int]]) -> None:
    assert run(3, {}, judged=judged) == groups


def test_people_overrule_what_is_no_single_event() -> None:
    assert run(2, {}, judged=[(0, 1, True)], different=[(0, 1)]) == [[0, 1]]


@given(graphs())
def test_no_cluster_has_two_of_one_document(graph: tuple[int, Edges]) -> None:
    size, edges = graph
    documents = [item % 4 for item in range(size)]
    for group in run(size, edges, group=documents):
        assert len({documents[item] for item in group}) == len(group)


def test_a_chain_is_cut() -> None:
    chain = {(item, item + 1): 0.9 for item in range(6)}
    assert run(7, chain, 0.5) == [[0, 1], [2, 3], [4, 5], [6]]


def test_two_of_one_document_are_one_where_a_person_says_so() -> None:
    assert run(2, {}, group=["d", "d"], judged=[(0, 1, True)]) == [[0, 1]]


@pytest.mark.parametrize("probability", [0.39, 0.41])
def test_the_threshold(probability: float) -> None:
    assert (run(2, {(0, 1): probability}) == [[0, 1]]) is (probability > 0.4)
