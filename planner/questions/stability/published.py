"""How a plan stands over draws as anybody may see it."""

from planner.plan.published import publish_counts, publish_plan
from planner.questions.stability.answer import Stability


def publish_stability(result: Stability) -> Stability:
    """Draws as anybody may see them.

    Raises:
        ValueError: when they were not made from a published scenario.
    """
    counts = ("mean_coverage", "best_mean_coverage", "value_of_perfect_information")
    return publish_counts(result, *counts).model_copy(
        update={
            "coverage": publish_counts(result.coverage, "p5", "p50", "p95"),
            "worth_improving": tuple(publish_counts(one, "value") for one in result.worth_improving),
            "plan": publish_plan(result.plan),
        }
    )
