"""A sweep beside services that are kept: what was funded stays, and where nothing can be there is no plan."""

import numpy as np
import pytest

from planner.plan.sweep import Sweep
from planner.scenario.schema import Policy
from planner.solve.solvers import Limits
from tests.worlds import toy


@pytest.mark.parametrize(("budget", "status"), [(300_000.0, "optimal"), (80_000.0, "infeasible")])
def test_services_are_kept_in_plans_and_in_nothing_else(budget: float, status: str) -> None:
    """A is kept for £70,000 and C has to be served too: for £80,000 there is no plan, nor a service."""
    kept_by = Sweep(toy())
    below, _ = kept_by.solve(70_000.0, Limits())
    sweep = Sweep(toy(policy=Policy(require=["C"])))
    kept = sweep.chosen(below)
    assert len(kept) == 1
    assert below.services[0].areas == ("A",)
    plan, _ = sweep.solve(budget, Limits(), kept=kept)
    assert (plan.status, bool(plan.services), plan.spend > 0) == (status, plan.has_plan, plan.has_plan)
    assert plan.coverage > 0 or not plan.has_plan
    assert bool(np.isin(kept, sweep.chosen(plan)).all()) == plan.has_plan
    assert (plan.asked.kind, len(plan.asked.kept)) == ("nested", 1)
