"""The travel table: how long it takes from area to area, and whether all that is needed is there."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.figures import not_negative
from planner.scenario.journeys import Journeys
from planner.scenario.read.needs import column_of
from planner.scenario.read.pairs import Pair, pairs_of
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.tables import read_table
from planner.scenario.scenario import Scenario
from planner.text import listed
from planner.types import IntArray


def read_travel(
    path: Path, areas: Areas, notes: list[str] | None = None, held: Sheet | None = None
) -> Journeys:
    """Minutes between pairs of `areas`; what is to be told of how they were read goes to `notes`.

    A matrix is read as it is where both ways take as long; minutes within an area are not used.

    Raises:
        InputError: when the table cannot be read, a journey is to an unknown area, a pair is there twice
            or takes longer one way, or minutes are missing, not a number or negative; each is named.
    """
    table = read_table(path, ("area_a", "area_b", "minutes"), "a travel table", (), held)
    problems = Problems()
    names = [f"the journey from {row['area_a']} to {row['area_b']}" for row in table.rows]
    minutes = column_of(table, "minutes", problems, not_negative, names)
    said = ["" if np.isnan(value) else f"{value:.15g}" for value in minutes]
    pairs = pairs_of(table, areas, problems, "journey", said, "timed")
    problems.raise_if_any()
    told = np.array([pair is not None for pair in pairs], dtype=bool)
    ends = np.array([pair for pair in pairs if pair], dtype=np.int64).reshape(-1, 2)
    minutes, home = minutes[told], ends[:, 0] == ends[:, 1]
    if notes is not None:
        notes.extend([*table.notes, *_at_home(path, areas, ends[home & (minutes > 0), 0])])
    ends, minutes = ends[~home], minutes[~home]
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    return Journeys(ends[order], minutes[order])


def _at_home(path: Path, areas: Areas, rows: IntArray) -> Iterator[str]:
    if len(rows):
        told = listed(areas.names[row] for row in rows.tolist())
        yield f"{path}: minutes within an area are not used: {told}"


def check_travel(scenario: Scenario, where: str) -> None:
    """Every journey that a service could rest on is known.

    Raises:
        InputError: when one is not; all of them are named.
    """
    journeys, areas = scenario.areas.journeys, scenario.areas
    if journeys is None:
        return
    needed = sorted(set(_needed(scenario)))
    ends = np.array(needed, dtype=np.int64).reshape(-1, 2)
    unknown = ends[np.isnan(journeys.between(ends[:, 0], ends[:, 1]))]
    if len(unknown):
        told = listed(f"{areas.names[a]} and {areas.names[b]}" for a, b in unknown.tolist())
        rows = "a row" if len(unknown) == 1 else f"{len(unknown)} rows"
        raise InputError(Problem(where, f"no minutes between {told}", f"add {rows}"))


def _needed(scenario: Scenario) -> Iterator[Pair]:
    """Pairs that one service could serve: as many links apart as its type lets it grow, or run already."""
    excluded = {scenario.areas.position[code] for code in scenario.policy.closed}
    graph: nx.Graph[int] = nx.Graph(scenario.links.tolist())
    graph.add_nodes_from(range(len(scenario.areas)))
    open_to = graph.subgraph(set(graph) - excluded)
    timed = {name: kind for name, kind in scenario.services.items() if kind.timed}
    reach = max((kind.max_areas - 1 for kind in timed.values()), default=0)
    for start, found in nx.all_pairs_shortest_path_length(open_to, cutoff=reach):
        yield from ((start, end) for end in found if start < end)
    for service in scenario.existing:
        if service.type in timed:
            base = {scenario.areas.position[code] for code in service.areas}
            yield from combinations(sorted(base), 2)
            added = service.expand.areas if service.expand else 0
            near = nx.multi_source_dijkstra_path_length(graph, base, cutoff=added, weight=None)
            yield from ((min(a, b), max(a, b)) for a in base for b in set(near) - base - excluded)
