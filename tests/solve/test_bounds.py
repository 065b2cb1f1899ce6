"""A bound is in the units of its objective, and never below a plan found with more time.

Time is counted in submips at the clock, so that a search ends at the same place on any machine.
"""

import math
from dataclasses import dataclass, replace
from importlib import import_module
from random import Random

import numpy as np
import pytest

from planner import AuditError, Scenario, load_scenario, optimise
from planner.plan.assemble import assemble
from planner.plan.sweep import Sweep
from planner.scenario.years import Years
from planner.solve.certificate import met
from planner.solve.clock import Clock
from planner.solve.search import Found
from planner.solve.solvers import Limits
from tests.worlds import random_world, toy

SUBMIP_SIZES = (0, 1, 2, 4, 8, 16)


@dataclass
class Looks(Clock):
    """A clock that runs out once it was looked at so many times."""

    submips: int = 0

    @property
    def left(self) -> float:
        """Time without end, then none."""
        self.submips -= 1
        return 1e6 if self.submips >= 0 else 0.0


def stop_after(submips: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every search from here on end once its clock was looked at so often."""
    monkeypatch.setattr(import_module("planner.solve.search"), "started", lambda _: Looks(submips=submips))


def world(seed: int) -> Scenario:
    """A random world of any rules, every other with weights, years (ramp, discount) or draws of need."""
    rng, base = Random(seed), random_world(7_000_000 + seed, 4, 9)
    codes = base.areas.codes
    if seed % 4 == 0:
        weights = {code: rng.choice([0.0, 0.5, 2.0, 30.0]) for code in codes}
        base = replace(base, policy=base.policy.model_copy(update={"weights": weights}))
    if seed % 4 == 1:
        base = replace(base, policy=base.policy.model_copy(update={"min_coverage": 0.1}))
    if seed % 3 == 0:
        budgets = tuple(round(rng.uniform(100_000, 400_000)) for _ in range(rng.randint(2, 4)))
        years = Years(2027, budgets, rng.choice([(1.0,), (0.5, 1.0)]), rng.choice([0.0, 0.035]))
        return replace(base, years=years, budget=float(sum(budgets)), term=math.inf)
    if seed % 3 == 1:
        draws = np.random.default_rng(seed).uniform(0.5, 1.5, (5, len(codes))) * base.areas.need
        return replace(base, areas=replace(base.areas, need=draws.mean(axis=0)), draws=draws)
    return base


@pytest.mark.parametrize("seed", range(60))
def test_a_search_cut_short_has_a_bound_that_holds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However early it stops, no plan found with time without end is worth more than its bound."""
    scenario = world(seed)
    sweep = Sweep(scenario)
    best, _ = sweep.solve(scenario.budget, Limits())
    for submips in SUBMIP_SIZES:
        stop_after(submips, monkeypatch)
        hasty, _ = sweep.solve(scenario.budget, Limits())
        if best.has_plan:
            assert hasty.status != "infeasible"
            assert hasty.bound >= best.objective - 1e-6 * max(1.0, best.objective)
            assert hasty.objective <= best.objective + 1e-6 * max(1.0, best.objective)
        else:
            assert not hasty.has_plan


@pytest.mark.parametrize("seed", range(12))
def test_nested_plans_cut_short_have_bounds_that_hold(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same where services are kept: of all plans that keep them, none is worth more than the bound."""
    scenario = replace(world(3 * seed + 2), policy=random_world(1).policy)
    sweep = Sweep(scenario)
    small, _ = sweep.solve(scenario.budget / 2, Limits())
    kept = sweep.chosen(small)
    best, _ = sweep.solve(scenario.budget, Limits(), kept=kept)
    for submips in SUBMIP_SIZES:
        stop_after(submips, monkeypatch)
        hasty, _ = sweep.solve(scenario.budget, Limits(), kept=kept)
        assert hasty.bound >= best.objective - 1e-6


@pytest.mark.parametrize("submips", [0, 1, 3, 6])
def test_five_years_of_london_cut_short(submips: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over 2027 to 2031 a plan for 1,601.1 exists, so that no bound may say less, nor any gap be 0 before."""
    years = Years(2027, (1e6, 1.25e6, 1.5e6, 1.75e6, 2e6))
    scenario = replace(load_scenario("scenarios/london.yaml"), years=years, budget=7.5e6, term=math.inf)
    stop_after(submips, monkeypatch)
    plan = optimise(scenario)
    assert plan.bound >= 1601.1 > plan.objective
    assert plan.gap is not None
    assert plan.gap > 0


def test_a_bound_below_its_plan_is_a_fault() -> None:
    """Rounding is lifted over; more is refused, not hidden."""
    sweep = Sweep(toy())
    plan, _ = sweep.solve(150_000.0, Limits())
    chosen = sweep.chosen(plan)
    assert assemble(sweep.candidates, Found("optimal", chosen, plan.objective - 1e-9), plan.run).gap == 0.0
    with pytest.raises(AuditError, match="the bound on every plan"):
        assemble(sweep.candidates, Found("optimal", chosen, plan.objective - 0.01), plan.run)
    assert met(1e9, 1e9 + 1.0) == 1e9 + 1.0
