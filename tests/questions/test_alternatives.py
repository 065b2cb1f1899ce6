"""Alternatives agree with listing every plan: each is the best that differs enough from those before it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.questions.alternatives.answer import alternatives, difference
from planner.scenario.schema import Policy
from tests.oracle import Choice, cost_of, every_choice, useful_options, value_of
from tests.worlds import random_world, toy

CLOSE = 1e-6


def differ(choice: Choice, ids: set[str]) -> int:
    """Services in which a plan differs from the one with these ids."""
    own = {option.id for option in choice}
    return max(len(own - ids), len(ids - own))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 3), st.sampled_from([0.0, 0.01, 0.1, 0.5]))
def test_each_alternative_is_the_best_of_those_left(seed: int, k: int, within: float) -> None:
    """By listing every plan: the value and cost of each, that none is passed over, and what all share."""
    scenario = random_world(seed, 1, 5)
    found = alternatives(scenario, within=within, differ=k, top=4, time_limit=None)
    choices = list(every_choice(scenario, useful_options(scenario)))
    if not choices:
        assert found.best.status == "infeasible"
        return
    assert found.complete
    plans = (found.best, *found.alternatives)
    best = max(map(value_of, choices))
    assert found.best.objective == pytest.approx(best, abs=CLOSE)
    known: list[set[str]] = []
    for plan in found.alternatives:
        known.append({service.id for service in plans[len(known)].services})
        left = [c for c in choices if all(differ(c, ids) >= k for ids in known)]
        most = max(map(value_of, left))
        assert plan.objective == pytest.approx(most, abs=CLOSE)
        assert plan.spend == pytest.approx(
            min(cost_of(c) for c in left if value_of(c) >= most - CLOSE), abs=0.02
        )
        assert plan.objective >= (1 - within) * best - 2 * CLOSE * max(1.0, best)
        assert all(difference(plan, other) >= k for other in plans[: len(known)])
    if len(found.alternatives) < 4:
        ids = [{service.id for service in plan.services} for plan in plans]
        left = [c for c in choices if all(differ(c, one) >= k for one in ids)]
        assert max(map(value_of, left), default=-1.0) < (1 - within) * best + CLOSE * max(1.0, best)
    shared = set.intersection(*({service.id for service in plan.services} for plan in plans))
    assert set(found.in_all) == shared


def test_no_alternative_where_a_rule_fixes_the_plan() -> None:
    """With A alone allowed to anybody there is one plan, and nothing else within 10%."""
    found = alternatives(toy(policy=Policy(exclude=["B", "C", "D", "E"])), within=0.1, differ=1, top=5)
    assert (found.alternatives, found.complete) == ((), True)
    assert [service.id for service in found.best.services] == list(found.in_all)


def test_difference_counts_the_larger_side() -> None:
    """Two services more and none fewer are a difference of two, both ways."""
    one = alternatives(toy(), within=0.0, differ=1, top=1).best
    two = alternatives(toy(budget=300_000.0), within=0.0, differ=1, top=1).best
    assert difference(one, one) == 0
    assert {service.id for service in one.services} == {"team:C"} < {service.id for service in two.services}
    assert len(two.services) == 3
    assert difference(one, two) == difference(two, one) == 2
