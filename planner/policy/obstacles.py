"""Why no service can hold a group of areas: other rules, links, or distance."""

from itertools import combinations

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import shortest_path

from planner.policy.protocols import Kind, Setting
from planner.policy.rule import Obstacle

MAX_GROUP = 8
"""Areas of a group up to which the fewest that connect it are found; of more they are bounded from below."""
MAX_NEAR = 1_000
"""Areas near a group up to which that is so."""


def obstacle(setting: Setting, group: list[str]) -> Obstacle | None:
    """Why no new service can hold all of `group`; None where one may."""
    for rule in setting.policy.rules:
        if (told := rule.parts(setting, group)) is not None:
            return told
    most = max(kind.max_areas for kind in setting.services.values())
    return _unconnected(setting, group, most) or _too_far(setting, group)


def _unconnected(setting: Setting, group: list[str], most: int) -> Obstacle | None:
    position, name = setting.areas.position, setting.areas.name
    graph = _open_links(setting)
    more = f"raise max_areas above {most}"
    if len(group) > most:
        reason = f"the group has {len(group)} areas and a service may have {most} (max_areas)"
        return Obstacle(most, len(group), reason, more)
    for one, other in combinations(group, 2):
        pair = f"{name(one)} and {name(other)}"
        if not nx.has_path(graph, position[one], position[other]):
            return Obstacle(
                0, 1, f"no links connect {pair}", "add the link that is missing to areas.adjacency"
            )
        areas = nx.shortest_path_length(graph, position[one], position[other]) + 1
        if areas > most:
            reason = f"a service for {pair} needs {areas} areas and may have {most} (max_areas)"
            return Obstacle(most, areas, reason, more)
    fewest = _fewest(graph, [position[code] for code in group], most)
    if fewest > most:
        reason = (
            f"links connect the group in {fewest} areas or more and a service may have {most} (max_areas)"
        )
        return Obstacle(most, fewest, reason, more)
    return None


def _open_links(setting: Setting) -> "nx.Graph[int]":
    graph: nx.Graph[int] = nx.Graph(setting.links.tolist())
    graph.add_nodes_from(range(len(setting.areas)))
    graph.remove_nodes_from([setting.areas.position[code] for code in setting.policy.closed])
    return graph


def _fewest(graph: "nx.Graph[int]", group: list[int], most: int) -> int:
    """Areas of the smallest connected set that holds a group: a Steiner tree (Dreyfus and Wagner, 1971).

    Areas `most` links away or more are not looked at. For a group of more than `MAX_GROUP` areas, or where
    more than `MAX_NEAR` are near, it is a lower bound.
    """
    if nx.is_connected(graph.subgraph(group)):
        return len(group)
    near = nx.ego_graph(graph, group[0], radius=most - 1)
    if len(group) > MAX_GROUP or len(near) > MAX_NEAR:
        return len(group) + 1
    away = shortest_path(nx.to_numpy_array(near), unweighted=True)
    first, *rest = (list(near).index(row) for row in group)
    links = {frozenset([row]): away[row] for row in rest}
    for size in range(2, len(rest) + 1):
        for part in map(frozenset, combinations(rest, size)):
            halves = [frozenset(half) for n in range(1, size) for half in combinations(part, n)]
            meet = np.min([links[half] + links[part - half] for half in halves], axis=0)
            links[part] = (meet[:, None] + away).min(axis=0)
    return int(links[frozenset(rest)][first]) + 1


def _too_far(setting: Setting, group: list[str]) -> Obstacle | None:
    """No type of service large enough has a hub near enough to all of the group."""
    types = [(name, kind) for name, kind in setting.services.items() if kind.max_areas >= len(group)]
    if any(_has_hub(setting, kind, group) for _, kind in types):
        return None
    limits = sorted(
        {key for _, kind in types for key in ("max_km", "max_minutes") if getattr(kind, key) is not None}
    )
    told = " or ".join(limits)
    return Obstacle(0, 1, f"no hub is near enough to all of them ({told})", f"raise {told}")


def _has_hub(setting: Setting, kind: Kind, group: list[str]) -> bool:
    areas = setting.areas
    served = np.array([areas.position[code] for code in group])
    hubs = np.array([row for code, row in areas.position.items() if code not in setting.policy.closed])
    near = np.ones((len(hubs), len(served)), dtype=bool)
    if kind.max_km is not None and areas.centres is not None:
        near &= (
            np.linalg.norm(areas.centres[hubs][:, None] - areas.centres[served], axis=2) <= kind.max_km + 1e-9
        )
    if kind.max_minutes is not None and areas.journeys is not None:
        near &= areas.journeys.between(hubs[:, None], served[None, :]) <= kind.max_minutes + 1e-9
    return bool(near.all(axis=1).any())


def may_expand(setting: Setting, group: list[str]) -> bool:
    """Whether a service that runs already might take in the group."""
    return any(
        service.expand is not None and len(set(group) - set(service.areas)) <= service.expand.areas
        for service in setting.existing
    )
