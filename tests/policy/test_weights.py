"""`weights`: young people who count for more, or less, than others; what is told of them is not weighed."""

from dataclasses import replace

import pytest

from planner.policy.policy import Policy
from planner.questions.stability.answer import stability
from planner.scenario.schema import Uncertainty
from tests.worlds import areas, toy

LIKELY = Uncertainty(draws=20, spread=0.2)


def test_an_area_counts_for_its_weight() -> None:
    """And for 1 where none is given; weights of 1 weigh nothing."""
    policy = Policy(weights={"A": 2.0, "B": 0.0})
    assert [policy.counts_for(code) for code in "ABC"] == [2.0, 0.0, 1.0]
    assert policy.weights_of(toy().areas).tolist() == [2.0, 0.0, 1.0, 1.0, 1.0]
    assert policy.weighs
    assert not Policy(weights={"A": 1.0}).weighs


def test_what_a_plan_would_cover_is_people_whatever_they_count_for() -> None:
    """Twice the weight everywhere changes no plan and covers nobody more."""
    once = toy(areas=areas([12.0, 5.0, 20.0, 4.0, 9.0], [(4.0 * i, 0.0) for i in range(5)]))
    twice = replace(once, policy=Policy(weights=dict.fromkeys("ABCDE", 2.0)))
    plain, weighed = (stability(one, uncertainty=LIKELY, time_limit=None) for one in (once, twice))
    assert weighed.coverage == plain.coverage
    assert weighed.mean_coverage == pytest.approx(plain.mean_coverage)
    assert weighed.best_mean_coverage == pytest.approx(2 * plain.best_mean_coverage)
