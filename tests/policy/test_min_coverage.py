"""`min_coverage`: what it keeps out is told by its name."""

from dataclasses import replace

import numpy as np

from planner.policy.policy import Policy
from planner.questions.clashes.answer import find_clashes
from planner.scenario.schema import Staff
from tests.worlds import areas, team, toy


def test_a_required_area_that_it_keeps_out_is_told_so() -> None:
    """A team for 10 at the most can give A no more than half of its 20, whether it is required or not."""
    scenario = toy(
        areas=areas([20.0, 5.0], [(0.0, 0.0), (4.0, 0.0)]), links=np.array([[0, 1]]), budget=1e6,
        services={"team": team(max_areas=1, staff=Staff(cost=40_000.0, caseload=10.0, max=1))},
        policy=Policy(require=["A"], min_coverage=0.6),
    )  # fmt: skip
    required, share = find_clashes(scenario)
    assert required.rules == ("policy.require: Borough A", "policy.min_coverage")
    assert share.rules == ("policy.min_coverage: 0.6", "what any service can cover in Borough A")
    assert share.fix == "lower it to 0.5, or exclude Borough A"


def test_an_area_to_exclude_that_is_required_too_is_told_so() -> None:
    """At £80k one member of staff supports half of A and B; to exclude one is to require it no more."""
    scenario = toy(
        areas=areas([10.0, 10.0], [(0.0, 0.0), (0.0, 0.0)]), links=np.array([[0, 1]]), budget=80_000.0,
        services={"team": team(max_areas=2)}, policy=Policy(require=["A", "B"], min_coverage=0.6),
    )  # fmt: skip
    _, share = find_clashes(scenario)
    assert share.fix.endswith(", and take out of policy.require what is excluded")
    alone = replace(scenario, policy=Policy(min_coverage=0.6))
    assert "policy.require" not in find_clashes(alone)[1].fix
