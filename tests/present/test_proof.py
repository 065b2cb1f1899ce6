"""What is said of proof is what status, bound and the question allow, whatever was asked."""

from dataclasses import replace
from typing import Any

import pytest

from planner.plan.optimise import optimise
from planner.plan.plan import Asked, Kind, Plan
from planner.plan.published import publish_plan
from planner.present.proof import bound_named, no_plan, proof, proved, standing, standings, unspent
from planner.questions.frontier.answer import frontier
from planner.scenario.schema import Policy
from tests.present.plans import london, london_plan


def plan_with(asked: Asked = Asked(), **changes: Any) -> Plan:  # noqa: B008
    """London's plan of £1,960,000 for £2,000,000, 450 young people, with some of it changed."""
    return london_plan()[0].model_copy(update={"asked": asked, **changes})


STOPPED: dict[str, Any] = {"status": "feasible", "bound": 463.0, "gap": 13 / 450}
"""What a search says that was stopped: 13 more might be had."""


ANY = "no plan within this budget and these rules"
NESTED = Asked(kind="nested", kept=("a:b",))


@pytest.mark.parametrize(
    ("asked", "changes", "told"),
    [
        (Asked(), {}, f"Proved best: {ANY} supports more."),
        (
            Asked(weighed=True),
            {},
            f"Proved best: {ANY} counts for more, as the policy weighs people.",
        ),
        (
            Asked(expected=True),
            {},
            f"Proved best: {ANY} supports more, on average over the draws of need.",
        ),
        (
            NESTED,
            {},
            "Proved best of the plans that keep every service of the budget before: none of them within this "
            "budget and these rules supports more.",
        ),
        (
            Asked(discounted=True),
            {"years": ()},
            "Proved best: no plan within these budgets and these rules counts for more, counting each year "
            "anew, with later years discounted.",
        ),
        (
            Asked(gap=0.05),
            {"bound": 463.0, "gap": 13 / 450},
            f"Not proved best (to within 5%, as was asked): {ANY} supports more than 463, at most 13 "
            "more than this one.",
        ),
        (
            Asked(),
            {"bound": 450.01, "status": "feasible", "gap": 0.01 / 450},
            "supports more than 451, fewer than 1 more than this one.",
        ),
        (Asked(), STOPPED | {"bound": float("nan")}, "how much better another could be is not shown."),
        (
            Asked(),
            {"least_spend": False},
            "Whether a cheaper one does as much was not settled in time.",
        ),
        (
            Asked(gap=0.05),
            {"least_spend": False},
            "Whether a cheaper one does as much was not looked for.",
        ),
    ],
)
def test_the_sentence_of_proof(asked: Asked, changes: dict[str, Any], told: str) -> None:
    """Whose best it is, what was counted, within what money, how far off it may be: no more than that."""
    assert proof(plan_with(asked, **changes)).endswith(told)


@pytest.mark.parametrize(
    ("objective", "bound", "told"),
    [
        (449.6, 453.0, "more than 454, at most 4 more"),  # 453 next to the 450 shown would be 3 more: too few
        (450.4, 453.4, "more than 454, at most 4 more"),  # 450 and 3 more would be below the bound
        (450.0, 453.0, "more than 453, at most 3 more"),
    ],
)
def test_a_bound_is_true_to_the_exact_numbers_and_to_those_shown(
    objective: float, bound: float, told: str
) -> None:
    """Rounded up, and as much more than the plan's whole number as is said."""
    plan = plan_with(status="feasible", coverage=objective, objective=objective, bound=bound, gap=0.01)
    assert f"{told} than this one." in proof(plan)


@pytest.mark.parametrize("kind", ["free", "nested", "alternative", "with", "without", "for_all"])
def test_a_plan_that_is_not_proved_claims_nothing(kind: Kind) -> None:
    """Neither that it is the best, nor that money left could buy nothing; how far off is of its own kind."""
    plan = plan_with(Asked(kind=kind), **STOPPED)
    assert not proved(plan)
    assert proof(plan).startswith("Not proved best")
    assert "463" in proof(plan)
    assert ("no plan" in proof(plan)) == (kind == "free")
    assert unspent(plan) == "£40,000 a year is left unspent."
    assert standing(plan).startswith("not proved best")


def test_money_left_is_said_to_buy_nothing_of_what_was_asked_only() -> None:
    """Beside services that had to be kept, and of no other kind of plan."""
    assert unspent(plan_with()) == "£40,000 a year is left unspent: nothing it could buy here supports more."
    nested = unspent(plan_with(NESTED))
    assert nested is not None
    assert nested.endswith("nothing it could buy beside the services it had to keep supports more.")
    assert unspent(plan_with(Asked(kind="without"))) == "£40,000 a year is left unspent."


@pytest.mark.parametrize(
    ("status", "told", "short"),
    [
        ("infeasible", "No plan for £2,000,000 keeps the rules.", "no plan keeps the rules"),
        (
            "no_plan",
            "No plan for £2,000,000 was found before the search stopped; there may be one.",
            "no plan found in time",
        ),
    ],
)
def test_where_there_is_no_plan_that_is_all_that_is_said(status: str, told: str, short: str) -> None:
    """Not that it is proved best, and not how far it is from a bound."""
    plan = plan_with(status=status, services=(), coverage=0.0, objective=0.0, bound=0.0, gap=0.0)
    assert proof(plan) == no_plan(plan) == told
    assert standing(plan) == short


def test_several_plans_are_told_apart() -> None:
    """Those without a plan, not found, not proved, each named; the rest proved, if any is."""
    none = plan_with(status="infeasible")
    lost, stopped = plan_with(status="no_plan"), plan_with(**STOPPED)
    told = standings({"#1": plan_with(), "#2": none, "#3": lost, "#4": stopped}, "scenario")
    assert told == (
        "No plan keeps the rules for: #2. None was found in time for: #3. Not proved best: #4. "
        "Every other plan is proved best for its scenario."
    )
    assert standings({"#2": none, "#4": stopped}, "scenario").endswith("Not proved best: #4.")


def test_plans_know_what_was_asked_of_them() -> None:
    """A nested plan knows the services it keeps, and that its bound is of such plans only."""
    result = frontier(london(), [1e6, 1.5e6], nested=True)
    assert result.nested_plans is not None
    first, second = result.nested_plans
    assert first.asked == Asked()
    assert second.asked == Asked(kind="nested", kept=tuple(sorted(one.id for one in first.services)))
    assert second.bound < result.plans[1].objective  # a free plan does better: the bound is not of all
    assert bound_named(second) != bound_named(result.plans[1]) == "No plan's objective is above"
    assert publish_plan(second.model_copy(update={"published": True})).asked == second.asked


def test_weights_are_told_even_where_they_change_no_sum() -> None:
    """A weight on an area that the plan leaves out: more people could be supported, so that is not denied."""
    left = next(area.area for area in london_plan()[0].areas if area.service is None)
    scenario = london()
    weighed = replace(scenario, policy=Policy(weights={left: 0.01}))
    plan = optimise(weighed)
    assert plan.objective == pytest.approx(plan.coverage)
    assert plan.asked.weighed
    assert "as the policy weighs people" in proof(plan)
