"""The program of a five-borough toy, as LP files small enough to check by hand: the base, then each rule.

The toy is five boroughs in a row, A - B - C - D - E, 4 km apart, with needs 12, 5, 20, 4 and 9. One type
of service: £30k set-up over 3 years and £20k a year make £30k, a second area £5k, each member of staff
£40k for a caseload of 10; reach falls by 5 points a km, so either end of a pair reaches 80% of the other.
A+B with its hub at A reaches 12 + 0.8 x 5 = 16, and supports 10 with one member of staff for
30 + 5 + 40 = £75k, or all 16 with two for £115k. Based at B it reaches 5 + 0.8 x 12 = 14.6, which is never
more for the money, so hub A stays; where both hubs fill their staff, the smaller code stays.

`min_coverage` of 0.4 asks for 2 of B's 5, 8 of C's 20 and 1.6 of D's 4, A and E being left out. One member
of staff for B+C supports 10: from C, which reaches 4 + 20, 1.67 of B's; from B, which reaches 5 + 16, 7.62 of
C's: neither will do. For C+D the hub at C gives D 1.38 of 10; that at D gives C 8 and D 2, and stays, though
where both would do the smaller code wins. What is left is 9 candidates, and B, C and D must each be in one.

After a change that is meant to alter the program, look at the difference before keeping it:
`UPDATE_GOLDEN=1 pytest tests/model/test_golden_programs.py`.
"""

import os
from pathlib import Path

import pytest

from planner import Scenario
from planner.plan.optimise import save_program
from planner.policy.register import RULES
from planner.scenario.schema import ExistingService, Expand, Policy
from tests.worlds import toy

GOLDEN = Path(__file__).parent / "golden"
HARINGEY = ExistingService(
    name="old", type="team", areas=["C"], capacity=6.0, expand=Expand(staff=1, areas=1)
)
PROGRAMS = {
    "base": toy(),
    "max_services": toy(policy=Policy(max_services=2)),
    "require": toy(policy=Policy(require=["D"])),
    "exclude": toy(policy=Policy(exclude=["C"])),
    "together": toy(policy=Policy(together=[["A", "B"]])),
    "apart": toy(policy=Policy(apart=[["A", "B"]])),
    "min_coverage": toy(policy=Policy(min_coverage=0.4, exclude=["A", "E"])),
    "weights": toy(policy=Policy(weights={"D": 2.0})),
    "expansion": toy(existing=(HARINGEY,), policy=Policy(max_services=1)),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_is_the_one_checked_by_hand(name: str, tmp_path: Path) -> None:
    """Each rule adds the row, or takes out the candidates, that the design says it does."""
    written = _written(PROGRAMS[name], tmp_path)
    golden = GOLDEN / f"{name}.lp"
    if "UPDATE_GOLDEN" in os.environ:
        golden.write_text(written)
    assert written == golden.read_text()


def test_every_rule_has_a_program() -> None:
    """Each is stated by itself, or beside the rule that it needs."""
    assert set(RULES) <= set(PROGRAMS)
    assert all(RULES[key].key in [rule.key for rule in PROGRAMS[key].policy.rules] for key in RULES)


def _written(scenario: Scenario, folder: Path) -> str:
    save_program(scenario, folder / "program.lp")
    return (folder / "program.lp").read_text()
