"""Cuts: rows that no plan breaks and that a fractional choice does."""

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csc_array, csr_array

from planner.solve.exact.cuts import find_cuts
from planner.solve.exact.packing import Packing


def packing_of(sets: list[set[int]], areas: int) -> Packing:
    """Columns that hold these areas, each worth its number of areas; one count, then a row an area."""
    held = np.array([[float(area in one) for one in sets] for area in range(areas)])
    matrix = csc_array(np.vstack([np.ones(len(sets)), held]))
    return Packing(
        matrix=matrix,
        by_column=csr_array(matrix.T),
        lower=np.concatenate([[0.0], np.full(areas, -np.inf)]),
        upper=np.concatenate([[float(len(sets))], np.ones(areas)]),
        objective=held.sum(axis=0),
        columns=np.arange(len(sets)),
        units=np.ones(areas),
        counts=1,
        single=1 + np.arange(areas),
        shared=np.zeros(0, dtype=np.int64),
    )


def test_three_pairs_of_three_areas() -> None:
    """A half of each pair of three areas keeps every area's row; at most one of the pairs can be chosen."""
    packing = packing_of([{0, 1}, {1, 2}, {0, 2}, {2}], areas=3)
    cuts = find_cuts(packing, np.array([0, 1, 2]), np.array([0.5, 0.5, 0.5]))
    assert cuts.matrix.toarray().tolist() == [[1.0, 1.0, 1.0, 0.0]]
    assert cuts.upper.tolist() == [1.0]


def test_a_whole_choice_breaks_none() -> None:
    """Where nothing is fractional there is nothing to cut off."""
    packing = packing_of([{0, 1}, {1, 2}, {0, 2}], areas=3)
    assert len(find_cuts(packing, np.array([0]), np.array([1.0]))) == 0


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_is_cut_off(seed: int) -> None:
    """Every choice of disjoint columns keeps every cut, and the fractional one breaks each of them."""
    rng = np.random.default_rng(seed)
    areas = 7
    sets = [set(rng.choice(areas, rng.integers(1, 5), replace=False).tolist()) for _ in range(11)]
    packing = packing_of(sets, areas)
    amounts = rng.uniform(0.1, 0.7, len(sets))
    cuts = find_cuts(packing, np.arange(len(sets)), amounts)
    choices = np.array(list(product((0.0, 1.0), repeat=len(sets))))
    plans = choices[(choices @ packing.matrix[packing.single].toarray().T <= 1).all(axis=1)]
    assert (cuts.matrix @ plans.T <= cuts.upper[:, None] + 1e-9).all()
    assert (cuts.matrix @ amounts > cuts.upper).all()
    assert len(cuts)
