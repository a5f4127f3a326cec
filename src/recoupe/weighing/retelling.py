"""The retelling graph of an incident: whose telling goes back to whose, and where that runs in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recoupe.model import Citation, Incident, Telling

if TYPE_CHECKING:
    import networkx


def retelling(incident: Incident) -> networkx.DiGraph[Telling]:
    """A graph with an edge from each telling to the one it goes back to, with the rule as `reason`."""
    import networkx

    graph: networkx.DiGraph[Telling] = networkx.DiGraph()
    for index, origin in enumerate(incident.origins):
        graph.add_nodes_from(origin.tellings, origin=index)
        for collapse in origin.collapsed:
            graph.add_edge(collapse.telling, collapse.into, reason=collapse.reason.rule)
    return graph


def circles(citations: Iterable[Citation]) -> list[tuple[str, ...]]:
    """Documents that cite each other in a circle: A cites B and B cites A, so that neither is a first holder."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((c.teller.document, c.cited.document) for c in citations if c.cited is not None)
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    return sorted(tuple(sorted(part)) for part in networkx.strongly_connected_components(graph) if len(part) > 1)
