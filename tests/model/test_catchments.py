"""Catchments are all connected groups of areas, each once."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from planner import load_scenario
from planner.model import catchments
from planner.model.catchment_counts import estimated_counts
from planner.model.catchments import TooManyCatchmentsError, connected_groups

PAIRS = [(i, j) for i in range(8) for j in range(i + 1, 8)]


def test_a_row_of_four() -> None:
    """In a row 0 - 1 - 2 - 3 the connected groups are the runs."""
    found = connected_groups(np.array([[0, 1], [1, 2], [2, 3]]), np.ones(4, dtype=bool), 3)
    assert [groups.tolist() for groups in found] == [
        [[0], [1], [2], [3]],
        [[0, 1], [1, 2], [2, 3]],
        [[0, 1, 2], [1, 2, 3]],
    ]


def test_a_group_cannot_pass_through_an_area_that_takes_no_part() -> None:
    """With 1 left out of 0 - 1 - 2, nothing joins 0 and 2."""
    found = connected_groups(np.array([[0, 1], [1, 2]]), np.array([True, False, True]), 3)
    assert [groups.tolist() for groups in found] == [[[0], [2]], []]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PAIRS), unique=True), st.integers(1, 5))
def test_groups_are_those_of_exhaustion(links: list[tuple[int, int]], most: int) -> None:
    """On any graph of eight areas, the groups are all connected subsets, in order."""
    graph: nx.Graph[int] = nx.Graph(links)
    graph.add_nodes_from(range(8))
    found = connected_groups(np.array(links, dtype=np.int64).reshape(-1, 2), np.ones(8, dtype=bool), most)
    for size in range(1, most + 1):
        expected = [list(g) for g in combinations(range(8), size) if nx.is_connected(graph.subgraph(g))]
        got = found[size - 1].tolist() if size <= len(found) else []
        assert got == expected


def test_too_many_are_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The count is estimated first, and the message says what to change."""
    monkeypatch.setattr(catchments, "MAX_CATCHMENTS", 50)
    every = np.array(PAIRS)
    with pytest.raises(TooManyCatchmentsError, match="lower max_areas"):
        connected_groups(every, np.ones(8, dtype=bool), 4)


def london(most: int) -> list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    """The connected groups of London's 33 areas."""
    scenario = load_scenario("scenarios/london.yaml")
    return connected_groups(scenario.links, np.ones(33, dtype=bool), most)


def test_counts_are_estimated_before_groups_are_made() -> None:
    """London's groups of 6, 7 and 8 areas number 7,688, 24,923 and 78,782: within 15% from those of five."""
    groups = london(8)
    scenario = load_scenario("scenarios/london.yaml")
    ends = np.concatenate([scenario.links, scenario.links[:, ::-1]])
    near = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(33, 33))
    assert estimated_counts(near, groups[4], 8) == pytest.approx([7688, 24923, 78782], rel=0.15)
    row = csr_array(np.eye(9, k=1) + np.eye(9, k=-1))
    assert estimated_counts(row, np.arange(9)[:, None], 4) == pytest.approx([8, 7, 6], rel=0.15)


def test_a_graph_that_ends_has_no_larger_groups() -> None:
    """Three pairs of neighbours: three groups of two, none of three."""
    pairs = csr_array(np.kron(np.eye(3), np.array([[0, 1], [1, 0]])))
    assert estimated_counts(pairs, np.arange(6)[:, None], 4) == [3, 0, 0]


def test_more_than_memory_holds_is_refused_with_what_would_do() -> None:
    """London with up to 8 areas fits; from 9 on it is refused, and 8 is what is said to do."""
    for most in (9, 12):
        with pytest.raises(TooManyCatchmentsError, match="lower max_areas to 8, or allow fewer links"):
            london(most)
    assert len(london(8)) == 8
