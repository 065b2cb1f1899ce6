"""Explanations agree with trying everything: what a service brings, what it costs to take an area in."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner import Scenario
from planner.questions.explain.answer import Explainer
from planner.questions.explain.entry import STEPS, first_entry, first_reaching
from planner.questions.explain.words import area_sentences
from planner.scenario.schema import Policy, Reach, Staff
from tests.oracle import Choice, World, best_plan, cost_of, every_choice, value_of
from tests.worlds import areas, random_world, team, toy

CLOSE = 1e-6


def explained(scenario: Scenario) -> Explainer:
    """The explainer of a world whose best plan funds something or leaves an area out."""
    explainer = Explainer(scenario, None)
    assume(explainer.plan.has_plan)
    return explainer


def best(choices: list[Choice]) -> float:
    """The most weighted coverage of these plans; -inf of none."""
    return max(map(value_of, choices), default=-math.inf)


def test_a_service_of_the_toy_by_hand() -> None:
    """With £150k one team of two staff for C alone supports its 20 for £110k, and nothing supports more.

    A team of one costs £70k (10 + 20 + 40 thousand) and supports 10, so two of them support 20 for £140k: as
    many, and dearer. Without a service for C alone, the next best costs more.
    """
    explainer = Explainer(toy())
    (service,) = explainer.plan.services
    told = explainer.service(service.id)
    assert service.areas == ("C",)
    assert explainer.plan.coverage == pytest.approx(20.0)
    assert told.share == pytest.approx(20.0)
    assert told.next_best is not None
    assert told.next_best.spend > explainer.plan.spend
    assert all(other.areas != ("C",) for other in told.next_best.services)


@settings(max_examples=120, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_what_is_lost_without_a_service(seed: int) -> None:
    """The best plan without each service is the best of all plans that do not fund its id; shares add up."""
    scenario = random_world(seed, 1, 4)
    explainer = explained(scenario)
    choices = list(every_choice(scenario))
    plan = explainer.plan
    told = [explainer.service(service.id) for service in plan.services]
    assert sum(one.share for one in told) == pytest.approx(plan.coverage, abs=1e-9)
    for one in told:
        others = [c for c in choices if all(option.id != one.service.id for option in c)]
        if one.next_best is None:
            assert not others
            continue
        assert one.next_best.objective == pytest.approx(best(others), abs=CLOSE)
        assert one.lost == pytest.approx(plan.coverage - one.next_best.coverage, abs=CLOSE)
        assert one.service.id not in {service.id for service in one.next_best.services}
        assert {s.id for s in one.instead} <= {s.id for s in one.next_best.services}


@settings(max_examples=120, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_what_it_costs_to_take_an_area_in_or_leave_it_out(seed: int) -> None:
    """With every area the best plan that has it, and without it the best that has not."""
    scenario = random_world(seed, 1, 4)
    explainer = explained(scenario)
    choices = list(every_choice(scenario))
    for code in scenario.areas.codes:
        told = explainer.area(code, kinds=())
        inside = [c for c in choices if any(code in option.areas for option in c)]
        outside = [c for c in choices if not any(code in option.areas for option in c)]
        assert told.in_plan == any(code in service.areas for service in explainer.plan.services)
        for plan, expected in ((told.with_it, inside), (told.without_it, outside)):
            assert (plan is None) == (not expected)
            if plan is not None:
                assert plan.objective == pytest.approx(best(expected), abs=CLOSE)


def thresholds(scenario: Scenario, code: str) -> Iterator[int]:
    """Whole pounds, from the budget to twice that, at which a plan with the area becomes affordable."""
    rich = scenario.with_budget(2 * scenario.budget)
    for choice in every_choice(rich):
        if any(code in option.areas for option in choice):
            yield max(math.ceil(scenario.budget), math.ceil(cost_of(choice) - 0.01))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_the_budget_of_entry_is_the_smallest(seed: int) -> None:
    """No smaller budget has a best plan with the area: every budget at which anything changes is tried."""
    scenario = random_world(seed, 2, 4)
    explainer = explained(scenario)
    choices = list(every_choice(scenario.with_budget(2 * scenario.budget)))

    def worth(within: bool, budget: float) -> float:
        return best(
            [c for c in choices
             if any(code in option.areas for option in c) == within and cost_of(c) <= budget + 0.01]
        )  # fmt: skip

    for code in explainer.left_out()[:2]:
        change = explainer.area(code, ["budget"]).changes["budget"]
        if scenario.budget <= 0:
            assert change is None
            continue
        tried = sorted({scenario.budget, *thresholds(scenario, code)})
        entries = (
            b for b in tried if worth(True, b) >= worth(False, b) - CLOSE and worth(True, b) > -math.inf
        )
        expected = next(entries, None)
        assert change is not None
        assert change.value == (expected if expected is None else pytest.approx(expected, abs=1.01))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["staff_cost", "need"]), st.randoms(use_true_random=False))
def test_staff_cost_and_need_of_entry(seed: int, kind: str, rng: np.random.Generator) -> None:
    """At the value found a best plan has the area; a step before, and at others picked at random, none."""
    scenario = random_world(seed, 2, 5)
    explainer = explained(scenario)
    for code in explainer.left_out()[:1]:
        change = explainer.area(code, [kind]).changes[kind]  # type: ignore[list-item,index]
        if change is None:
            continue
        now = scenario.areas.need[scenario.areas.position[code]] if kind == "need" else _staff(scenario)
        if change.value is not None:
            assert enters(changed(scenario, code, kind, change.value), code)
        end = change.looked_to if change.value is None else change.value
        steps = int(abs(end - now) / STEPS[kind])
        sign = 1 if kind == "need" else -1
        near = [end - sign * STEPS[kind]] if steps > 1 and change.value is not None else []
        far = [now + (end - now) * rng.random() for _ in range(6)]
        rounded_off = [_on_grid(value, kind) for value in far if steps > 1]
        for value in (*near, *rounded_off):
            before = (value - now) * sign >= 0 and (end - value) * sign > 1e-6
            if change.smallest and before:
                assert not enters(changed(scenario, code, kind, value), code), (code, value, change)


def _on_grid(value: float, kind: str) -> float:
    step = STEPS[kind]
    return round(round(value / step) * step, 6)


def _staff(scenario: Scenario) -> float:
    staff = next(kind.staff for kind in scenario.services.values() if kind.staff)
    return staff.cost


def changed(scenario: Scenario, code: str, kind: str, value: float) -> Scenario:
    """The world with another need of an area, or all staff costs lowered by the same share."""
    if kind == "need":
        need = scenario.areas.need.copy()
        need[scenario.areas.position[code]] = value
        return replace(scenario, areas=replace(scenario.areas, need=need))
    share = value / _staff(scenario)
    services = {
        name: kind.model_copy(
            update={"staff": kind.staff.model_copy(update={"cost": kind.staff.cost * share})}
        )
        if kind.staff
        else kind
        for name, kind in scenario.services.items()
    }
    return replace(scenario, services=services)


def enters(scenario: Scenario, code: str) -> bool:
    """Whether some best plan has the area in a new service, by exhaustion."""
    policy = scenario.policy
    require = sorted({*policy.require, code})
    within = best_plan(replace(scenario, policy=policy.model_copy(update={"require": require})))
    every = best_plan(scenario)
    return within is not None and every is not None and within.value >= every.value - 2e-6


def test_entry_is_not_monotone_and_the_first_is_found() -> None:
    """Where the area is in best plans at some budgets only, the first of these is the answer.

    With it a plan is worth 0, 0, 3, 3, 3, 9; without it 2, 2, 3, 5, 5, 5: it enters at step 2, leaves at 3
    and enters again at 5, which from step 3 on is two steps further.
    """
    within, outside = [0.0, 0.0, 3.0, 3.0, 3.0, 9.0], [2.0, 2.0, 3.0, 5.0, 5.0, 5.0]

    def entry(begin: int) -> int | None:
        def first_worth(k: int, target: float) -> int | None:
            return first_reaching(lambda at: within[begin:][at] >= target, k, 5 - begin)

        return first_entry(first_worth, lambda k: outside[begin:][k])

    assert entry(0) == 2
    assert entry(3) == 2
    assert first_reaching(lambda _: False, 0, 100) is None
    assert [first_reaching(lambda at, n=n: at >= n, 0, 100) for n in (0, 1, 7, 100)] == [0, 1, 7, 100]  # type: ignore[misc]


def test_an_area_kept_out_by_a_rule_has_no_change_that_helps() -> None:
    """`exclude` leaves nothing to look for, and an area that no service can hold has no plan with it."""
    excluded = Explainer(toy(policy=Policy(exclude=["A"]))).area("A")
    assert (excluded.with_it, excluded.lost, set(excluded.changes.values())) == (None, None, {None})
    apart = areas([12.0, 5.0], [(0.0, 0.0), (4.0, 0.0)])
    alone = toy(areas=apart, links=np.zeros((0, 2)), policy=Policy(together=[["A", "B"]]))
    told = Explainer(alone).area("A")
    assert (told.with_it, told.lost) == (None, None)
    assert [(c.value, c.stopped) for c in told.changes.values() if c] == [(None, False)] * 3


def test_oracle_lists_what_the_plan_funds() -> None:
    """The ids of the oracle's options are the planner's."""
    scenario = toy()
    ids = {option.id for option in World(scenario).options()}
    assert {service.id for service in Explainer(scenario).plan.services} <= ids


def two_alike(**changes: object) -> Scenario:
    """A and B with 10 in need each, services for one area at £70,000, and money for one of them."""
    kind = team(max_areas=1, reach=Reach())
    given = {"areas": areas([10.0, 10.0]), "links": np.zeros((0, 2)), "services": {"team": kind}}
    return toy(**{**given, "budget": 70_000.0, **changes})


def test_an_area_that_is_in_or_out_by_a_tie_only_says_so() -> None:
    """Either will do: A, which is in, and B, which is out, say so; where B has less need, neither does."""
    explainer = Explainer(two_alike())
    inside, outside = (" ".join(area_sentences(explainer.area(code, ()))) for code in "AB")
    assert (
        "So Borough A is in by a tie only: another plan does as well without it, for as much money." in inside
    )
    assert "So Borough B is out by a tie only: that plan does as well, for as much money." in outside
    apart = Explainer(two_alike(areas=areas([10.0, 9.0])))
    assert not any("by a tie" in line for code in "AB" for line in area_sentences(apart.area(code, ())))


def test_more_than_the_best_is_never_said() -> None:
    """Where the plan was not proved and another turns out better, it is the plan found, and not the best."""
    explainer = Explainer(two_alike(areas=areas([10.0, 9.0])))
    told = explainer.area("B", ())
    assert told.with_it is not None
    hasty = told.plan.model_copy(
        update={"status": "feasible", "coverage": 7.0, "objective": 7.0, "bound": 12.0, "gap": 5 / 7}
    )
    said = " ".join(area_sentences(replace(told, plan=hasty)))
    assert "9 young people, 2 more than the 7 of the plan, for £70,000 a year." in said
    assert "So the plan explained is not the best there is; give a longer --time-limit." in said
    assert "of the best" not in said


def test_more_people_that_count_for_less_say_so() -> None:
    """A's 10 count twice each: B's 15 are more people, and are not called better."""
    scenario = two_alike(
        areas=areas([10.0, 15.0]),
        policy=Policy(weights={"A": 2.0}),
        services={"team": team(max_areas=1, reach=Reach(), staff=Staff(cost=40_000.0, caseload=15.0, max=1))},
    )
    said = " ".join(area_sentences(Explainer(scenario).area("B", ())))
    assert "15 young people, 5 more than the 10 of the best" in said
    assert "That counts for no more, as the policy weighs people." in said
