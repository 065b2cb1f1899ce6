"""Local exchange: it only betters a plan, and the search stays exact where it is always used."""

import numpy as np
import pytest

from planner import optimise
from planner.model.build import build_candidates
from planner.model.rows import state_rows
from planner.solve.clock import started
from planner.solve.exact import tree as tree_module
from planner.solve.exact.local_search import exchange
from planner.solve.exact.packing import pack
from planner.solve.exact.relaxation import Relaxation
from tests.oracle import best_plan
from tests.worlds import random_world, toy


@pytest.mark.parametrize("seed", range(60))
def test_the_search_is_exact_with_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Used in every search, however small, with every rule: the plan is still the best there is."""
    monkeypatch.setattr(tree_module, "MANY_COLUMNS", -1)
    monkeypatch.setattr(tree_module, "INTEGRAL_SHARE", 2.0)
    world = random_world(7_000_000 + seed)
    plan, best = optimise(world, time_limit=None), best_plan(world)
    assert (best is None) == (plan.status == "infeasible")
    if best is not None:
        assert plan.objective == pytest.approx(best.value, abs=1e-6)
        assert plan.spend == pytest.approx(best.cost, abs=0.01)


def test_from_nothing_to_a_plan() -> None:
    """Begun from an empty plan it funds something, within every row."""
    candidates = build_candidates(toy())
    packing = pack(candidates, state_rows(candidates), np.ones(len(candidates), dtype=bool))
    everything = np.arange(len(packing))
    relaxed = Relaxation(packing, everything).solve(packing.lower, packing.upper, 60.0)
    assert relaxed is not None
    chosen = exchange(packing, relaxed, everything, np.zeros(0, dtype=np.int64), started(None))
    activity = packing.matrix[:, chosen].sum(axis=1)
    assert (activity <= packing.upper + 1e-6).all()
    best = best_plan(toy())
    assert best is not None
    assert packing.objective[chosen].sum() * packing.unit == pytest.approx(best.value)
