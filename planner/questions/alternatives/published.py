"""Plans nearly as good as anybody may see it."""

from planner.plan.published import publish_plan
from planner.questions.alternatives.answer import Alternatives


def publish_alternatives(found: Alternatives) -> Alternatives:
    """Plans nearly as good as anybody may see them.

    Raises:
        ValueError: when they were not made from a published scenario.
    """
    others = tuple(map(publish_plan, found.alternatives))
    return found.model_copy(update={"best": publish_plan(found.best), "alternatives": others})
