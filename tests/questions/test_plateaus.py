"""Why more money buys nothing more: each reason on a world where it is the only one."""

from typing import Any

import numpy as np
import pytest

from planner import optimise
from planner.questions.frontier.answer import frontier
from planner.questions.frontier.plateaus import plateaus, why_no_more
from planner.scenario.schema import Policy, Reach, Staff
from tests.worlds import team, toy

ALL = team(max_areas=1, reach=Reach(), staff=Staff(cost=40_000.0, caseload=10.0, min=1, max=3))
FEW = Staff(cost=40_000.0, caseload=4.0, max=2)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "all need is reached"),
        ({"policy": Policy(max_services=1)}, "policy"),
        ({"policy": Policy(exclude=["C"])}, "policy"),
        ({"services": {"team": ALL.model_copy(update={"staff": FEW})}}, "most staff"),
        ({"services": {"team": ALL.model_copy(update={"reach": Reach(hub=0.5)})}}, "out of reach"),
    ],
)  # fmt: skip
def test_each_reason(changes: dict[str, Any], why: str) -> None:
    """With ten million pounds money is never what is missing."""
    world = toy(**{"services": {"team": ALL}, "links": np.zeros((0, 2)), "budget": 1e7, **changes})
    assert why in why_no_more(world, optimise(world))


def test_a_budget_that_just_misses_the_next_service() -> None:
    """Between two steps more money helps nobody until the next is paid for, and the sentence says when."""
    world = toy(services={"team": ALL})
    result = frontier(world, [80_000.0, 90_000.0, 10_000_000.0, 20_000_000.0])
    first, last = plateaus(world, result)
    assert (first.first, first.last) == (80_000.0, 90_000.0)
    assert "next step" in first.why
    assert (last.first, last.last, last.why) == (10_000_000.0, 20_000_000.0, "all need is reached")
    assert last.enough < 1_000_000
