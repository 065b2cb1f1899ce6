"""Laws that every plan keeps, whatever the world."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Plan, Scenario, optimise
from planner.plan.audit import audit
from planner.scenario.schema import ExistingService, Expand, Policy, Reach, ServiceType, Staff
from tests.worlds import areas, random_world, team, worlds

EXAMPLES = settings(max_examples=80, derandomize=True, deadline=None)
CLOSE = 1e-6


def best(scenario: Scenario) -> Plan:
    return optimise(scenario, time_limit=None)


@EXAMPLES
@given(worlds(), st.floats(1.0, 3.0))
def test_more_budget_never_covers_less(scenario: Scenario, times: float) -> None:
    """A plan for a budget is a plan for any larger one."""
    less, more = best(scenario), best(scenario.with_budget(scenario.budget * times))
    assert more.has_plan or not less.has_plan
    assert more.objective >= less.objective - CLOSE


@EXAMPLES
@given(worlds(fewest=2), st.integers(0, 1000))
def test_another_link_never_covers_less(scenario: Scenario, pick: int) -> None:
    """A link only adds catchments."""
    size = len(scenario.areas)
    pair = [pick % size, (pick + 1 + pick // size % (size - 1)) % size]
    linked = replace(scenario, links=np.vstack([scenario.links, [sorted(pair)]]))
    less, more = best(scenario), best(linked)
    assert more.has_plan or not less.has_plan
    assert more.objective >= less.objective - CLOSE


@EXAMPLES
@given(worlds(), st.randoms(use_true_random=False))
def test_renaming_and_reordering_areas_changes_nothing(scenario: Scenario, rng: Random) -> None:
    """Codes are identities, not numbers: another order gives the same coverage and spend."""
    order = list(range(len(scenario.areas)))
    rng.shuffle(order)
    scenario = replace(
        scenario,
        existing=tuple(s.model_copy(update={"hub": s.hub or s.areas[0]}) for s in scenario.existing),
    )  # an existing service's hub left to the planner goes, tied, to the smaller code
    plan, other = best(scenario), best(_renamed(scenario, order))
    assert plan.status == other.status
    assert other.objective == pytest.approx(plan.objective, abs=CLOSE)
    assert other.spend == pytest.approx(plan.spend, abs=0.01)


def _renamed(scenario: Scenario, order: list[int]) -> Scenario:
    """The same world with area `order[i]` in place i, under the i-th code."""
    old = scenario.areas
    place = {area: i for i, area in enumerate(order)}
    new = {code: old.codes[place[i]] for i, code in enumerate(old.codes)}
    assert old.centres is not None
    policy = scenario.policy
    return replace(
        scenario,
        areas=areas(old.need[order].tolist(), old.centres[order].tolist(), old.cost_factor[order].tolist()),
        links=np.array([[place[a], place[b]] for a, b in scenario.links.tolist()]).reshape(-1, 2),
        existing=tuple(
            service.model_copy(
                update={"areas": [new[c] for c in service.areas], "hub": new.get(service.hub or "")}
            )
            for service in scenario.existing
        ),
        policy=policy.model_copy(
            update={
                "require": [new[c] for c in policy.require],
                "exclude": [new[c] for c in policy.exclude],
                "together": [[new[c] for c in group] for group in policy.together],
                "apart": [[new[c] for c in group] for group in policy.apart],
                "weights": {new[c]: weight for c, weight in policy.weights.items()},
            }
        ),
    )


@EXAMPLES
@given(worlds(), st.sampled_from([1e-3, 0.5, 2.0, 3.7, 1e5]))
def test_scaling_need_and_caseload_scales_coverage(scenario: Scenario, times: float) -> None:
    """Twice as many young people, with room for twice as many, is twice the coverage for the same money."""
    plan, scaled = best(scenario), best(_scaled(scenario, times))
    assert scaled.status == plan.status
    assert scaled.objective == pytest.approx(times * plan.objective, rel=1e-5, abs=1e-5)


def _scaled(scenario: Scenario, times: float) -> Scenario:
    def larger(kind: ServiceType) -> ServiceType:
        if kind.staff is None:
            return kind.model_copy(update={"capacity": (kind.capacity or 0.0) * times})
        return kind.model_copy(
            update={"staff": kind.staff.model_copy(update={"caseload": kind.staff.caseload * times})}
        )

    return replace(
        scenario,
        areas=replace(scenario.areas, need=scenario.areas.need * times),
        services={name: larger(kind) for name, kind in scenario.services.items()},
        existing=tuple(s.model_copy(update={"capacity": s.capacity * times}) for s in scenario.existing),
    )


@EXAMPLES
@given(worlds(), st.sampled_from([1e-2, 7.0, 1e4]))
def test_another_currency_changes_nothing(scenario: Scenario, rate: float) -> None:
    """All money multiplied, budget included, the plan covers as many for as much more."""
    plan, other = best(scenario), best(_exchanged(scenario, rate))
    assert other.status == plan.status
    assert other.objective == pytest.approx(plan.objective, rel=1e-6, abs=1e-6)
    assert other.spend == pytest.approx(rate * plan.spend, rel=1e-6, abs=0.02 * max(1.0, rate))


def _exchanged(scenario: Scenario, rate: float) -> Scenario:
    def dearer(kind: ServiceType) -> ServiceType:
        costs = {name: getattr(kind, name) * rate for name in ("setup_cost", "annual_cost", "joint_cost")}
        staff = kind.staff and kind.staff.model_copy(update={"cost": kind.staff.cost * rate})
        return kind.model_copy(update={**costs, "staff": staff})

    services = {name: dearer(kind) for name, kind in scenario.services.items()}
    return replace(scenario, services=services, budget=scenario.budget * rate)


@EXAMPLES
@given(worlds())
def test_a_plan_audits_the_same_twice(scenario: Scenario) -> None:
    """Auditing changes nothing and finds nothing the second time either."""
    plan = best(scenario)
    before = plan.model_dump_json()
    audit(plan, scenario)
    assert plan.model_dump_json() == before


@EXAMPLES
@given(worlds())
def test_same_input_same_plan(scenario: Scenario) -> None:
    """Run twice, the plan is the same to the last digit, time taken aside."""
    first, second = (best(scenario).model_copy(update={"run": None}) for _ in range(2))
    assert first == second


@EXAMPLES
@given(worlds())
def test_parts_of_an_area_add_up_to_its_need(scenario: Scenario) -> None:
    """Everybody is either served already, newly supported, without room, or out of reach."""
    for area in best(scenario).areas:
        parts = area.already_covered + area.covered + area.reached_without_capacity + area.out_of_reach
        assert parts == pytest.approx(area.need, abs=CLOSE)


def test_ties_in_coverage_go_to_the_cheaper_plan() -> None:
    """Two boroughs of equal need: the cheaper one gets its service, the rest is unspent."""
    dear_and_cheap = areas([10.0, 10.0], cost_factor=[1.2, 1.0])
    world = replace(
        random_world(0), areas=dear_and_cheap, links=np.zeros((0, 2), dtype=np.int64),
        services={"team": team(max_areas=1)}, existing=(), policy=Policy(), term=3.0, budget=100_000.0,
    )  # fmt: skip
    plan = best(world)
    assert [(s.hub, s.cost) for s in plan.services] == [("B", 70_000.0)]
    assert (plan.coverage, plan.spend, plan.budget) == (10.0, 70_000.0, 100_000.0)


def test_tied_hubs_go_to_the_smaller_code() -> None:
    """Where two hubs do equally well, the first code is the hub."""
    kind = ServiceType(annual_cost=1_000.0, capacity=50.0, max_areas=2, reach=Reach(hub=0.9))
    world = replace(
        random_world(0),
        areas=areas([10.0, 10.0], [(0.0, 0.0), (5.0, 0.0)]),
        links=np.array([[0, 1]]),
        services={"drop-in": kind},
        existing=(),
        policy=Policy(),
        budget=1_000.0,
    )
    plan = best(world)
    assert [(s.hub, s.areas) for s in plan.services] == [("A", ("A", "B"))]


def test_expansion_keeps_its_hub_and_counts_residual_need() -> None:
    """An existing service of 6 in C leaves 14 of 20; one more staff for £40k supports 10 of them."""
    existing = ExistingService(
        name="old", type="team", areas=["C"], capacity=6.0, expand=Expand(staff=1, areas=0)
    )
    kind = team(staff=Staff(cost=40_000.0, caseload=10.0, min=1, max=3), reach=Reach())
    world = replace(
        random_world(0),
        areas=areas([0.0, 0.0, 20.0]),
        links=np.zeros((0, 2), dtype=np.int64),
        services={"team": kind},
        existing=(existing,),
        policy=Policy(),
        term=3.0,
        budget=40_000.0,
    )
    plan = best(world)
    (service,) = plan.services
    assert (service.kind, service.hub, service.staff, service.cost) == ("expansion", "C", 1, 40_000.0)
    assert (plan.already_covered, plan.coverage, plan.spend) == (6.0, 10.0, 40_000.0)


@EXAMPLES
@given(worlds())
def test_a_budget_of_exactly_the_best_plan_s_cost_buys_it(scenario: Scenario) -> None:
    """A plan that takes the money to the last penny is not lost to rounding."""
    plan = best(scenario)
    again = best(scenario.with_budget(plan.spend))
    if plan.has_plan:
        assert again.objective == pytest.approx(plan.objective, rel=1e-6, abs=1e-6)
