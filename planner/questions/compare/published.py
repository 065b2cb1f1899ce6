"""Scenarios side by side, and one plan for all as anybody may see it."""

import math
from collections.abc import Sequence

from planner.plan.published import public, publish_counts, publish_plan
from planner.questions.compare.answer import Comparison, Metrics, metrics
from planner.questions.compare.robust import NoRobust, Robust
from planner.scenario.scenario import Scenario

SHARES = ("share_of_need", "gap_in_share")


def publish_comparison(comparison: Comparison, scenarios: Sequence[Scenario]) -> Comparison:
    """Scenarios side by side as anybody may see them.

    Raises:
        ValueError: when one of them is not a published scenario.
    """
    plans = tuple(map(publish_plan, comparison.plans))
    return comparison.model_copy(
        update={
            "plans": plans,
            "scenarios": tuple(
                _without_shares(metrics(plan, one), known)
                for plan, one, known in zip(plans, scenarios, comparison.scenarios, strict=True)
            ),
            "regret": tuple(
                tuple(one if one is None else public(one) for one in row) for row in comparison.regret
            ),
        }
    )


def _without_shares(shown: Metrics, known: Metrics) -> Metrics:
    """Measures without their shares: worked out from rounded counts these would be wrong by tens of per cent.

    Which area is least served is as it was `known` before the counts were rounded.
    """
    shares = {name: None if getattr(known, name) is None else math.nan for name in SHARES}
    least = known.least_served and known.least_served.model_copy(update={"share": math.nan})
    return shown.model_copy(update={**shares, "least_served": least})


def publish_robust(robust: Robust | NoRobust) -> Robust | NoRobust:
    """One plan for several scenarios, or that there is none, as anybody may see it.

    Raises:
        ValueError: when the scenarios are not published.
    """
    if isinstance(robust, NoRobust):
        return robust
    shown = publish_counts(robust, "value", "bound", "regret", "coverage")
    return shown.model_copy(update={"plan": publish_plan(robust.plan)})
