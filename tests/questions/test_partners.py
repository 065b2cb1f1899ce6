"""Partners in words: what a rule of the scenario does not let an area do is said with the rule."""

import io

import numpy as np
import pytest
from rich.console import Console

from planner import Scenario, partners
from planner.present.drawers.terminal import draw
from planner.questions.partners.tables import partners_told
from planner.scenario.schema import Policy
from tests.worlds import team, toy


def told(scenario: Scenario, area: str = "A") -> str:
    """What is printed, in one line."""
    console = Console(width=80, file=(stream := io.StringIO()))
    draw(console, partners_told(partners(scenario, area), scenario))
    return " ".join(stream.getvalue().split())


def test_an_excluded_area_is_told_the_rule_both_alone_and_joint() -> None:
    """What it could do alone is said with the rule that this scenario has against it."""
    text = told(toy(policy=Policy(exclude=["A"])))
    rule = "policy.exclude leaves out Borough A in this scenario."
    assert text.count(rule) == 2
    assert f" each); but {rule}" in text
    assert f"There is no joint service that Borough A could take part in: {rule}" in text
    assert "policy" not in told(toy())


def test_an_area_that_has_to_be_with_another_is_told_so() -> None:
    """Alone it could not be funded here, whatever it could support."""
    assert "each); but policy.together asks for Borough B too." in told(
        toy(policy=Policy(together=[["A", "B"]]))
    )


@pytest.mark.parametrize(
    ("scenario", "why"),
    [
        (toy(services={"team": team(max_areas=1)}), ": max_areas is 1 for every type of service"),
        (toy(links=np.zeros((0, 2), dtype=np.int64)), ": no link joins it to another area."),
        (toy(policy=Policy(exclude=["B", "C", "D"])), ": policy.exclude leaves out every area linked"),
    ],
)
def test_why_there_is_no_joint_service(scenario: Scenario, why: str) -> None:
    """The one rule that rules all of them out is named."""
    assert f"There is no joint service that Borough A could take part in{why}" in told(scenario)
