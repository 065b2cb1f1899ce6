"""A plan made at a limit says what it is: stopped early, with a bound that is true."""

import signal
from collections.abc import Callable
from itertools import count

import pulp
import pytest

from benchmarks.worlds import random_world
from planner import Plan, SolverError, load_scenario, optimise
from planner.scenario.schema import Policy
from tests.worlds import toy

LONDON = "scenarios/london.yaml"


def check_stopped(hasty: Plan, better: Plan) -> None:
    """A plan stopped early is called feasible, and its bound is above any plan's coverage."""
    assert hasty.status == "feasible"
    assert hasty.gap is not None
    assert hasty.gap > 1e-5
    assert hasty.gap == pytest.approx((hasty.bound - hasty.objective) / hasty.objective)
    assert hasty.bound >= better.objective >= hasty.objective - 1e-6


def stopping_after(steps: int) -> Callable[[float, float], None]:
    """Progress that presses Ctrl-C once it has been told so often: no clock decides where a search stops."""
    told = count(1)

    def progress(_value: float, _bound: float) -> None:
        if next(told) == steps:
            signal.raise_signal(signal.SIGINT)

    return progress


def test_a_stopped_plan_is_feasible_with_a_true_bound() -> None:
    """A few steps do not prove a hard world of 100 areas, and the plan does not claim it."""
    hard = random_world(100, 0.8)
    check_stopped(optimise(hard, progress=stopping_after(1)), optimise(hard, progress=stopping_after(3)))


def test_the_stated_program_stopped_is_feasible_with_a_true_bound() -> None:
    """HiGHS does not prove London whole with its first plan; the optimum is within its bound."""
    scenario = load_scenario(LONDON)
    hasty = optimise(scenario, solver="HiGHS", progress=stopping_after(1))
    check_stopped(hasty, optimise(scenario))


def test_a_loose_gap_is_reported_as_the_gap_it_is() -> None:
    """Asked for 25%, the plan is called optimal and its gap is what was proved, not 0."""
    plan = optimise(load_scenario(LONDON), gap=0.25)
    assert plan.status == "optimal"
    assert plan.gap is not None
    assert 0.001 < plan.gap <= 0.25
    assert plan.bound == pytest.approx(plan.objective * (1 + plan.gap))


def test_an_unknown_solver_is_named_with_those_there_are() -> None:
    """The remedy for a solver that is not there is the list of those that are."""
    with pytest.raises(SolverError, match=r"no solver 'GUROBY' here; this machine has .*HiGHS"):
        optimise(toy(), solver="GUROBY")


@pytest.mark.skipif(
    "PULP_CBC_CMD" not in pulp.listSolvers(onlyAvailable=True), reason="PuLP 4 bundles no CBC"
)
class TestAnotherSolver:
    """The same program through CBC, which PuLP 3 bundles."""

    @pytest.mark.filterwarnings("ignore:.*PULP_CBC_CMD.*:DeprecationWarning")
    def test_finds_the_same_plan(self) -> None:
        """The best plan does not depend on the solver."""
        ours, theirs = optimise(toy()), optimise(toy(), solver="PULP_CBC_CMD")
        assert theirs.status == "optimal"
        assert theirs.objective == pytest.approx(ours.objective)
        assert theirs.spend == pytest.approx(ours.spend)
        assert theirs.run.solver == "PULP_CBC_CMD"

    @pytest.mark.filterwarnings("ignore:.*PULP_CBC_CMD.*:DeprecationWarning")
    def test_a_loose_gap_is_not_called_proved(self) -> None:
        """PuLP passes no gap on, so the bound is that of the linear program and the gap follows from it."""
        plan = optimise(load_scenario(LONDON), solver="PULP_CBC_CMD", gap=0.2, time_limit=30)
        assert plan.gap is not None
        assert plan.gap > 0.001
        assert plan.status == ("optimal" if plan.gap <= 0.2 else "feasible")

    @pytest.mark.filterwarnings("ignore:.*PULP_CBC_CMD.*:DeprecationWarning")
    def test_an_infeasible_scenario_is_infeasible(self) -> None:
        """Its values are noise, and are not read."""
        plan = optimise(toy(budget=1_000.0, policy=Policy(require=["A"])), solver="PULP_CBC_CMD")
        assert (plan.status, plan.services, plan.coverage) == ("infeasible", (), 0.0)


def test_nothing_to_fund_is_a_plan() -> None:
    """A budget below every cost gives the plan that funds nothing, proved, with all of it unspent."""
    plan = optimise(toy(budget=1_000.0))
    assert (plan.status, plan.services, plan.coverage, plan.spend, plan.gap) == ("optimal", (), 0.0, 0.0, 0.0)


def test_every_area_excluded_is_a_plan() -> None:
    """With no candidate at all there is nothing to solve, and nobody to cover."""
    plan = optimise(toy(policy=Policy(exclude=["A", "B", "C", "D", "E"])))
    assert (plan.status, plan.services, plan.bound) == ("optimal", (), 0.0)


def test_stdout_stays_empty(capfd: pytest.CaptureFixture[str]) -> None:
    """Solvers print banners; stdout is for data."""
    optimise(toy())
    assert capfd.readouterr().out == ""
