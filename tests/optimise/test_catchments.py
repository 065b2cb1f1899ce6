"""Catchments are all connected groups of areas, each once."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimise import catchments
from planner.optimise.catchments import TooManyCatchmentsError, connected_groups

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
