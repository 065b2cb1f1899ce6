"""Gaps: why areas are not connected, and which areas would close the gap."""

import networkx as nx
import numpy as np
from networkx.algorithms.approximation import steiner_tree

from planner.scenario.scenario import Scenario


def links_of(scenario: Scenario) -> "nx.Graph[int]":
    """The areas, by row, with an edge for every link that can carry a joint service."""
    graph: nx.Graph[int] = nx.Graph(scenario.links.tolist())
    graph.add_nodes_from(range(len(scenario.areas)))
    return graph


def missing_links(scenario: Scenario, rows: list[int]) -> list[tuple[int, int]]:
    """The fewest links that would connect these areas, between the nearest; none where they are connected.

    Where no distances are known, between those whose codes come first.
    """
    graph = links_of(scenario).subgraph(rows)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    between: nx.Graph[int] = nx.Graph()
    for a in range(len(parts)):
        for b in range(a + 1, len(parts)):
            km, one, other = min((_km(scenario, i, j), i, j) for i in parts[a] for j in parts[b])
            between.add_edge(a, b, weight=km, link=(min(one, other), max(one, other)))
    edges = nx.minimum_spanning_edges(between, data=True)
    return sorted(data["link"] for _, _, data in edges)


def _km(scenario: Scenario, a: int, b: int) -> float:
    centres = scenario.areas.centres
    return 0.0 if centres is None else float(np.hypot(*(centres[a] - centres[b])))


def connecting_areas(scenario: Scenario, rows: list[int]) -> list[list[int]]:
    """Sets of areas that would connect these: each single one that does, else one small set; perhaps none.

    Areas that the policy excludes close no gap.
    """
    graph, excluded = links_of(scenario), {scenario.areas.position[code] for code in scenario.policy.closed}
    graph.remove_nodes_from(excluded - set(rows))
    single = [
        [area] for area in sorted(set(graph) - set(rows)) if nx.is_connected(graph.subgraph([*rows, area]))
    ]
    if single or any(not nx.has_path(graph, rows[0], row) for row in rows):
        return single
    tree = steiner_tree(graph, rows)
    return [sorted(set(tree) - set(rows))]
