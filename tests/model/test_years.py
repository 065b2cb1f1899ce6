"""Budgets by year: against exhaustion on small worlds, by hand, and in the audit."""

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner import AuditError, Scenario, optimise
from planner.model.build import build_candidates, every_candidate
from planner.model.candidates import Candidates
from planner.model.starts import starting
from planner.plan.audit import audit
from planner.policy.reductions import Reduction
from planner.present.documents import plan_document
from planner.scenario.schema import Policy, Reach
from planner.scenario.years import Years
from planner.solve.presolve import presolve
from tests.oracle import best_over_years
from tests.worlds import areas, random_world, team, toy


def over_years(
    scenario: Scenario, *budgets: float, ramp: tuple[float, ...] = (1.0,), discount: float = 0.0
) -> Scenario:
    """The same scenario with a budget for each of some years from 2027."""
    years = Years(2027, budgets, ramp, discount)
    return replace(scenario, years=years, budget=sum(budgets), term=math.inf)


def random_years(seed: int, most: int = 4) -> Scenario:
    """A small random world with two or three years, a ramp at times, a discount rate at times."""
    rng = Random(seed)
    budgets = [round(rng.uniform(0, 250_000), 2) for _ in range(rng.randint(2, 3))]
    ramp = rng.choice([(1.0,), (0.5, 0.8, 1.0), (0.0, 1.0), (1.0, 0.6)])
    world = random_world(6_000_000 + seed, most=most)
    if rng.random() < 0.5:
        flat = np.ones(len(world.areas))
        world = replace(world, areas=replace(world.areas, cost_factor=flat))
    return over_years(world, *budgets, ramp=ramp, discount=rng.choice([0.0, 0.035]))


@pytest.mark.parametrize("seed", range(150))
def test_equals_exhaustion(seed: int) -> None:
    """Every rule, ramps, discounts, existing services: the plan is the best there is, at the least spend."""
    world = random_years(seed)
    plan, best = optimise(world, time_limit=None), best_over_years(world)
    assert (best is None) == (plan.status == "infeasible")
    if best is not None:
        assert plan.status == "optimal"
        assert plan.objective == pytest.approx(best.value, abs=1e-6)
        assert plan.spend == pytest.approx(best.cost, abs=0.01)


@pytest.mark.parametrize("seed", range(40))
def test_agrees_with_the_program_as_stated(seed: int) -> None:
    """The stated program over years, given to HiGHS, ends at the same optimum."""
    world = random_years(1000 + seed, most=7)
    ours, theirs = optimise(world, time_limit=None), optimise(world, time_limit=None, solver="HiGHS")
    assert ours.status == theirs.status
    assert ours.objective == pytest.approx(theirs.objective, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", range(40))
def test_laws(seed: int) -> None:
    """More money in any year never covers less; one year is what a budget a year and a term of one give."""
    world = random_years(2000 + seed, most=7)
    assert world.years is not None
    plan = optimise(world)
    if plan.status == "optimal":
        more = world.years._replace(budgets=(*world.years.budgets[:-1], world.years.budgets[-1] + 50_000))
        richer = optimise(replace(world, years=more, budget=sum(more.budgets)))
        assert richer.objective >= plan.objective - 1e-6
    base = random_world(6_100_000 + seed)
    single, by_year = optimise(replace(base, term=1.0)), optimise(over_years(base, base.budget))
    assert single.status == by_year.status
    assert single.objective == pytest.approx(by_year.objective)
    assert single.spend == pytest.approx(by_year.spend)


def two_years(*budgets: float, ramp: tuple[float, ...] = (1.0,)) -> Scenario:
    """A in need of 10 and B of 20; £30k set-up, £20k a year, £40k for each ten young people; no sharing."""
    kind = team(max_areas=1, reach=Reach())
    world = toy(areas=areas([10.0, 20.0]), links=np.zeros((0, 2)), services={"team": kind})
    return over_years(world, *budgets, ramp=ramp)


def test_who_starts_when_by_hand() -> None:
    """£130,000 sets up and runs B's twenty (£30k + £100k); £160,000 runs it and leaves too little for A.

    With £190,000 there is enough for A's £90k beside it: 20 in 2027, 30 in 2028.
    """
    plan = optimise(two_years(130_000.0, 160_000.0))
    assert plan.years is not None
    assert [(y.spend, y.coverage) for y in plan.years] == [(130_000.0, 20.0), (100_000.0, 20.0)]
    plan = optimise(two_years(130_000.0, 190_000.0))
    assert plan.years is not None
    assert [(y.spend, y.coverage) for y in plan.years] == [(130_000.0, 20.0), (190_000.0, 30.0)]
    assert {service.areas: service.starts for service in plan.services} == {("A",): 2028, ("B",): 2027}
    assert plan.coverage == pytest.approx(50.0)
    assert (plan.budget, plan.spend) == (320_000.0, 320_000.0)
    assert plan.cost_per_person == pytest.approx(320_000 / 50)


def test_a_ramp_and_a_discount_by_hand() -> None:
    """Half its coverage in the first year, all in the second, which counts for 1 / 1.25 in the objective."""
    world = two_years(130_000.0, 100_000.0, ramp=(0.5, 1.0))
    assert world.years is not None
    plan = optimise(replace(world, years=world.years._replace(discount=0.25)))
    assert plan.years is not None
    assert [year.coverage for year in plan.years] == [10.0, 20.0]
    assert plan.coverage == pytest.approx(30.0)
    assert plan.objective == pytest.approx(10 + 20 / 1.25)
    assert plan.cost_per_person == pytest.approx((130_000 + 100_000 / 1.25) / 26)


def test_a_service_is_not_opened_to_be_closed() -> None:
    """With money in the first year only, nothing is funded, since nothing could be run in the second."""
    assert optimise(two_years(500_000.0, 0.0)).services == ()


def test_least_coverage_is_that_of_the_last_year() -> None:
    """A ramp of a half in the year it starts: only a service from 2027 covers enough of B by 2028."""
    world = two_years(130_000.0, 130_000.0, ramp=(0.5, 1.0))
    asked = replace(world, policy=Policy(min_coverage=0.8, exclude=["A"]))
    assert [service.starts for service in optimise(asked).services] == [2027]
    late = replace(asked, years=Years(2027, (0.0, 130_000.0), (0.5, 1.0)), budget=130_000.0)
    assert optimise(late).status == "infeasible"


def test_dominance_steps_aside_where_areas_differ_in_cost() -> None:
    """Set-up and running costs then pull apart, so every candidate stays; with equal factors some go."""
    equal = over_years(toy(), 150_000.0, 150_000.0)
    dearer = replace(equal, areas=replace(equal.areas, cost_factor=np.array([1.0, 1.2, 1.0, 0.9, 1.1])))
    assert not presolve(build_candidates(equal)).all()
    assert presolve(build_candidates(dearer)).all()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"spend": 1.0}, "2027: spend"),
        ({"coverage": 1.0}, "2027: coverage"),
        ({"budget": 1.0}, "budgets are not"),
    ],
)
def test_the_audit_holds_each_year(change: dict[str, float], told: str) -> None:
    """A year whose money or young people do not add up is a fault that is named."""
    world = two_years(130_000.0, 190_000.0)
    plan = optimise(world)
    assert plan.years is not None
    years = (plan.years[0].model_copy(update=change), *plan.years[1:])
    with pytest.raises(AuditError, match=told):
        audit(plan.model_copy(update={"years": years}), world)


def test_the_audit_finds_a_year_that_is_overspent() -> None:
    """The same plan under smaller budgets is over each of them."""
    world = two_years(130_000.0, 190_000.0)
    poorer = two_years(100_000.0, 180_000.0)
    assert poorer.years is not None
    plan = optimise(world)
    assert plan.years is not None
    pairs = zip(plan.years, poorer.years.budgets, strict=True)
    years = tuple(year.model_copy(update={"budget": budget}) for year, budget in pairs)
    with pytest.raises(AuditError, match=r"2027: spend £130,000\.00 is over"):
        audit(plan.model_copy(update={"years": years}), poorer)


def test_a_plan_for_one_budget_a_year_says_nothing_of_years() -> None:
    """Keys of years stand in a plan over years only."""
    document = plan_document(optimise(toy()))
    assert not {"years", "cost_per_person"} & document.keys()
    assert all("starts" not in service for service in document["services"])
    by_year = plan_document(optimise(over_years(toy(), 200_000.0, 200_000.0)))
    assert len(by_year["years"]) == 2
    assert all("starts" in service for service in by_year["services"])


def test_costs_over_the_years_are_those_of_each() -> None:
    """What a candidate costs in all is what it costs in each year, from the one in which it starts."""
    for seed in range(30):
        table = build_candidates(random_years(seed))
        assert table.scenario.years is not None
        each = [table.cost_in(year) for year in range(len(table.scenario.years.budgets))]
        assert table.cost == pytest.approx(np.sum(each, axis=0), abs=1e-6)


def test_what_is_left_out_is_beaten_in_both_costs() -> None:
    """Each candidate that is left out has one on its catchment worth as much for no more of either cost."""
    left_out = 0
    for seed in range(120):
        world = random_years(seed)
        assert world.years is not None
        if not world.policy.allows(Reduction.SAME_START):
            continue
        every = every_candidate(replace(world, years=None))
        every = starting(every, world.years, np.zeros(len(every), dtype=np.int64))
        built = build_candidates(world)
        built = built.take(built.start == 0)
        kept = [(*_what(built, c), *_does(built, c)) for c in range(len(built))]
        for c in range(len(every)):
            what, (setup, running, value) = _what(every, c), _does(every, c)
            rivals = [one for *rest, one in ((*k[:3], k[3:]) for k in kept) if tuple(rest) == what]
            assert any(s <= setup + 1e-5 and r <= running + 1e-5 and v >= value - 1e-8 for s, r, v in rivals)
        left_out += len(every) - len(built)
    assert left_out > 100


def test_a_hub_that_is_dearer_to_set_up_beats_no_other() -> None:
    """One with fewer staff, who reach those that count for more, may still cost more in its first year."""
    two = areas([10.0, 10.0], [(0.0, 0.0), (16.0, 0.0)], [1.2, 1.0])
    kinds = {"team": team(max_areas=2, reach=Reach(hub=1.0, per_km=0.05))}
    weighed = Policy(weights={two.codes[0]: 100.0})
    world = toy(areas=two, links=np.array([[0, 1]]), services=kinds, policy=weighed)
    built = build_candidates(over_years(world, 500_000.0, 500_000.0))
    small, large = (
        np.flatnonzero((built.sizes == 2) & (built.start == 0) & (built.hub == hub) & (built.staff == staff))
        for hub, staff in ((0, 1), (1, 2))
    )
    assert len(small) == len(large) == 1
    assert built.value[small] > built.value[large]
    assert built.running[small] < built.running[large]
    assert built.setup[small] > built.setup[large]


def _what(table: Candidates, c: int) -> tuple[int, int, bytes]:
    return int(table.type[c]), int(table.expands[c]), table.members[table.areas(c)].tobytes()


def _does(table: Candidates, c: int) -> tuple[float, float, float]:
    return float(table.setup[c]), float(table.running[c]), float(table.value[c])
