"""The certificate: a bound that whoever doubts it can add up."""

import numpy as np
import pytest

from planner import optimise
from planner.errors import AuditError
from planner.model.build import build_candidates
from planner.model.rows import state_rows
from planner.scenario.schema import Reach
from planner.solve.certificate import certified_bound, check_certificate
from planner.solve.clock import started
from planner.solve.exact.lexicographic import search_exactly
from tests.oracle import best_plan
from tests.worlds import random_world, team, toy


def test_prices_by_hand() -> None:
    """Two boroughs, single services: at £5,000 a young person the best team leaves no gain in either.

    A team of w staff costs £30,000 + £40,000 w and covers min(need, 10 w): 12 and 5 young people. Priced at
    £5,000 each (0.0002 young people a pound) no team is worth its cost, so the bound is the budget's worth.
    """
    kind = team(max_areas=1, reach=Reach())
    scenario = toy(services={"team": kind}, budget=100_000.0)
    candidates = build_candidates(scenario)
    rows = state_rows(candidates)
    prices = np.array([1 / 5_000 if kind == "budget" else 0.0 for kind in rows.kinds])
    assert certified_bound(candidates, rows, prices) == pytest.approx(100_000 / 5_000)
    free = certified_bound(candidates, rows, np.zeros(len(rows.kinds)))
    assert free == pytest.approx(candidates.value.sum())


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_beats_its_certificate(seed: int) -> None:
    """On worlds small enough to enumerate, the prices of the search bound the best plan that exists."""
    world = random_world(3_000_000 + seed)
    candidates = build_candidates(world)
    rows, oracle = state_rows(candidates), best_plan(world)
    if not len(candidates) or oracle is None:
        return
    found = search_exactly(candidates, rows, started(None))
    if found.prices is not None:
        assert check_certificate(candidates, rows, found.prices, oracle.value) >= oracle.value - 1e-6


def test_a_plan_worth_more_than_its_certificate_is_refused() -> None:
    """Coverage that the prices say cannot be is a fault of the planner, not a plan."""
    scenario = toy()
    candidates = build_candidates(scenario)
    rows = state_rows(candidates)
    found = search_exactly(candidates, rows, started(None))
    assert found.prices is not None
    bound = certified_bound(candidates, rows, found.prices)
    assert optimise(scenario).bound <= bound + 1e-6
    with pytest.raises(AuditError, match="proof of its bound"):
        check_certificate(candidates, rows, found.prices, bound + 0.01)
