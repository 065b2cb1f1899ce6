"""`together`: an area is kept out by what keeps out another that it must be with."""

from planner.policy.policy import Policy
from planner.questions.clashes.answer import find_clashes
from tests.worlds import toy


def test_what_keeps_out_an_area_that_one_must_be_with_is_told() -> None:
    """B is excluded, so A that belongs with it is in nothing; without either rule it could be."""
    (clash,) = find_clashes(toy(policy=Policy(require=["A"], exclude=["B"], together=[["A", "B"]])))
    assert clash.rules == ("policy.require: Borough A", "policy.exclude", "policy.together")
    assert clash.fix == "take Borough A out of policy.require or policy.exclude or policy.together"


def test_a_rule_that_keeps_nothing_out_is_not_told() -> None:
    """Rules on other areas are not named, nor those that are on no area's catchment."""
    rules = Policy(require=["A"], exclude=["A", "E"], apart=[["C", "D"]], weights={"A": 0.5}, max_services=1)
    (clash,) = find_clashes(toy(policy=rules))
    assert clash.rules == ("policy.require: Borough A", "policy.exclude")


def test_where_no_rule_alone_would_do_those_that_could_are_told() -> None:
    """A is excluded and belongs with E, five areas away; rules on services or weights keep no area out."""
    rules = Policy(
        require=["A"], exclude=["A"], together=[["A", "E"]], apart=[["C", "D"]], weights={"A": 0.5},
        max_services=1,
    )  # fmt: skip
    (clash,) = find_clashes(toy(policy=rules))
    assert clash.rules == ("policy.require: Borough A", "policy.exclude", "policy.together")
