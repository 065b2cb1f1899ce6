"""What may be left out before the search is asked of the rules, and of all that are given."""

from collections.abc import Iterator

import pytest

from planner import optimise
from planner.model.build import build_candidates
from planner.policy.policy import Policy
from planner.policy.protocols import Outcome, Setting
from planner.policy.reductions import Reduction
from planner.policy.register import RULES
from planner.policy.rule import Rule
from planner.questions.explain.answer import Explainer
from tests.worlds import random_world, toy


class Silent(Rule[int]):
    """A rule that says no more than it must."""

    def broken(self, setting: Setting, outcome: Outcome) -> Iterator[str]:
        del setting, outcome
        return iter(())


def test_a_rule_that_says_nothing_allows_nothing() -> None:
    """Forgetting to say it makes a search slower, and never wrong."""
    assert not any(Silent(0).allows(reduction) for reduction in Reduction)


def test_no_rule_allows_everything_and_one_that_does_not_is_enough() -> None:
    """A policy allows what all of its rules do."""
    assert Policy().allows(*Reduction)
    assert Policy(max_services=1, require=["A"]).allows(*Reduction)
    assert not Policy(max_services=1, weights={"A": 2.0}).allows(Reduction.OTHER_HUB)
    assert not Policy(max_services=1, weights={"A": 2.0}).allows(Reduction.IDLE, Reduction.OTHER_HUB)


def test_random_worlds_have_every_rule() -> None:
    """One that they never have is tried against brute force nowhere."""
    drawn = (random_world(4_000 + seed, 2, 6).policy for seed in range(80))
    assert {rule.key for policy in drawn for rule in policy.rules} == set(RULES)


@pytest.mark.parametrize("seed", range(80))
def test_what_a_rule_allows_changes_no_plan(seed: int) -> None:
    """In random worlds under any rules the plan is as good and as cheap where nothing at all is left out."""
    world = random_world(4_000 + seed, 2, 6)
    plan = optimise(world, time_limit=None)
    with pytest.MonkeyPatch.context() as patched:
        for rule in RULES.values():
            patched.setattr(rule, "allowed", frozenset())
        assert not world.policy.rules or len(build_candidates(world)) >= plan.run.candidates
        whole = optimise(world, time_limit=None)
    assert whole.status == plan.status
    assert whole.objective == pytest.approx(plan.objective, rel=1e-6, abs=1e-6)
    assert whole.spend == pytest.approx(plan.spend, rel=1e-6, abs=0.01)


@pytest.mark.parametrize(
    ("policy", "proved"),
    [(Policy(), True), (Policy(weights={"A": 2.0}), False), (Policy(min_coverage=0.0), False)],
)
def test_a_need_of_entry_is_the_smallest_only_where_more_need_never_harms(
    policy: Policy, proved: bool
) -> None:
    """Where single areas are weighed, or asked for a share, more need may make a service worth less."""
    explainer = Explainer(toy(policy=policy), None)
    change = explainer.area("E", ["need"]).changes["need"]
    assert change is not None
    assert change.smallest is proved
