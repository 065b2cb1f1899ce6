"""The exact search against the program as stated, and its short cuts where they are not valid."""

from dataclasses import replace

import numpy as np
import pytest

from planner import Scenario, optimise
from planner.model.build import build_candidates
from planner.model.candidates import Candidates
from planner.model.rows import state_rows
from planner.present.proof import proof
from planner.scenario.schema import Policy, Reach, ServiceType, Staff
from planner.solve import search as search_module
from planner.solve.clock import started
from planner.solve.exact.lexicographic import search_exactly
from planner.solve.exact.packing import pack
from planner.solve.exact.relaxation import Relaxation, StuckError
from planner.solve.exact.tree import Tree
from planner.solve.presolve import presolve
from planner.types import BoolArray
from tests.oracle import best_plan
from tests.worlds import areas, random_world, team, toy


@pytest.mark.parametrize(
    "seed", [*range(40), *(pytest.param(s, marks=pytest.mark.slow) for s in range(40, 200))]
)
def test_agrees_with_the_program_as_stated(seed: int) -> None:
    """On worlds of 8 to 14 areas with every kind of rule, both ways end at the same optimum and spend."""
    world = random_world(1_000_000 + seed, fewest=8, most=14)
    ours = optimise(world, time_limit=None)
    theirs = optimise(world, time_limit=20, solver="HiGHS")
    assert ours.status in ("optimal", "infeasible")
    if theirs.status in ("feasible", "no_plan"):  # it ran out of time: its bound must still allow our plan
        assert theirs.objective - 1e-6 <= ours.objective <= theirs.bound + 1e-6
        return
    assert ours.status == theirs.status
    assert ours.objective == pytest.approx(theirs.objective, rel=1e-6, abs=1e-6)
    assert ours.spend <= theirs.spend + 0.01


def everything(candidates: Candidates) -> BoolArray:
    """No candidate dropped."""
    return np.ones(len(candidates), dtype=bool)


def row_of_three(policy: Policy) -> Scenario:
    """A - B - C with needs 10, 0 and 10; serving A alone costs less than A with B and covers as many."""
    kind = team(joint_cost=1_000.0, max_areas=3, reach=Reach())
    return replace(
        random_world(0),
        areas=areas([10.0, 0.0, 10.0], [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]),
        links=np.array([[0, 1], [1, 2]]),
        services={"team": kind},
        existing=(),
        policy=policy,
        term=3.0,
        budget=75_000.0,
    )


def value_among(scenario: Scenario, keep: BoolArray) -> float | None:
    """Best weighted coverage over the candidates to keep, None where they allow no plan."""
    candidates = build_candidates(scenario)
    best = search_exactly(candidates, state_rows(candidates), started(None), keep=keep)
    return None if best.chosen is None else float(candidates.value[best.chosen].sum())


def test_dominance_steps_aside_for_a_required_area() -> None:
    """B has no need, so A with B is dominated by A alone; required, B is served all the same."""
    free, bound = row_of_three(Policy()), row_of_three(Policy(require=["B"]))
    as_if_free = presolve(build_candidates(free))
    assert value_among(bound, as_if_free) != pytest.approx(10.0)  # blindly dropped, the plan would be worse
    assert value_among(bound, presolve(build_candidates(bound))) == pytest.approx(10.0)
    oracle = best_plan(bound)
    assert oracle is not None
    assert optimise(bound).objective == pytest.approx(oracle.value)


def test_dominance_steps_aside_for_least_coverage() -> None:
    """A saturated service for A alone dominates one for A and B, but only the latter gives B its share."""
    kind = ServiceType(
        annual_cost=10_000.0, joint_cost=1_000.0, max_areas=2, reach=Reach(),
        staff=Staff(cost=10_000.0, caseload=8.0, min=1, max=1),
    )  # fmt: skip
    bound = replace(
        row_of_three(Policy(min_coverage=0.2)),
        areas=areas([10.0, 10.0], [(0.0, 0.0), (1.0, 0.0)]),
        links=np.array([[0, 1]]),
        services={"team": kind},
        budget=25_000.0,
    )
    free = replace(bound, policy=Policy())
    assert _catchments(build_candidates(free)) == {("A",), ("B",)}
    assert [service.areas for service in optimise(bound).services] == [("A", "B")]


def _catchments(candidates: Candidates) -> set[tuple[str, ...]]:
    """The catchments of the candidates that presolve leaves."""
    codes = candidates.scenario.areas.codes
    kept = np.flatnonzero(presolve(candidates)).tolist()
    return {tuple(codes[i] for i in candidates.members[candidates.areas(c)]) for c in kept}


@pytest.mark.parametrize("seed", range(60))
def test_dominance_loses_nothing(seed: int) -> None:
    """Whatever the rules, the best plan over presolved candidates is the best over all."""
    world = random_world(2_000_000 + seed, fewest=3, most=8)
    candidates = build_candidates(world)
    if not len(candidates):
        return
    all_of_them = value_among(world, everything(candidates))
    assert value_among(world, presolve(candidates)) == (all_of_them and pytest.approx(all_of_them))


def test_pricing_finds_columns_that_were_not_loaded() -> None:
    """Started from a handful of columns, the linear program ends at the bound it has with all of them."""
    world = replace(random_world(5, fewest=7), policy=Policy())
    candidates = build_candidates(world)
    packing = pack(candidates, state_rows(candidates), everything(candidates))
    few = Relaxation(packing, np.arange(3)).solve(packing.lower, packing.upper, 60.0)
    every = Relaxation(packing, np.arange(len(packing))).solve(packing.lower, packing.upper, 60.0)
    assert few is not None
    assert every is not None
    assert few.bound == pytest.approx(every.bound, rel=1e-7)


def test_a_stuck_linear_program_falls_back_on_the_stated_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numerical trouble in the search costs time, not the plan."""

    def stuck(*_: object) -> None:
        raise StuckError

    world = replace(random_world(5, fewest=6), policy=Policy())
    expected = optimise(world)
    monkeypatch.setattr(search_module, "search_exactly", stuck)
    assert optimise(world).objective == pytest.approx(expected.objective)


def test_no_time_at_all_still_gives_a_plan() -> None:
    """Stopped before any linear program, the search answers with services taken one by one, not proved."""
    candidates = build_candidates(toy())
    best = search_exactly(candidates, state_rows(candidates), started(0.0))
    assert best.chosen is not None
    assert len(best.chosen)
    assert not best.proved
    assert candidates.cost[best.chosen].sum() <= toy().budget


def test_trouble_in_the_second_pass_keeps_the_proof_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the search for least spend gets stuck, the plan is still proved best, and says what is not."""
    run, runs = Tree.run, iter(range(2))

    def stuck_once_proved(tree: Tree) -> bool:
        if next(runs):
            raise StuckError
        return run(tree)

    monkeypatch.setattr(Tree, "run", stuck_once_proved)
    plan = optimise(toy())
    assert plan.status == "optimal"
    assert not plan.least_spend
    assert "not settled" in proof(plan)
