"""What every budget buys as anybody may see it."""

from planner.plan.plan import Plan
from planner.plan.published import publish_plan, refuse_unpublished
from planner.questions.frontier.answer import Frontier, Point


def publish_frontier(frontier: Frontier) -> Frontier:
    """A frontier as anybody may see it; what a step costs is worked out from what is shown.

    Raises:
        ValueError: when it was not made from a published scenario.
    """
    refuse_unpublished(frontier.published)
    plans = tuple(map(publish_plan, frontier.plans))
    nested = None if frontier.nested_plans is None else tuple(map(publish_plan, frontier.nested_plans))
    return frontier.model_copy(
        update={
            "points": _points(frontier.points, plans),
            "nested": None if frontier.nested is None else _points(frontier.nested, nested or ()),
            "plans": plans,
            "nested_plans": nested,
        }
    )


def _points(points: tuple[Point, ...], plans: tuple[Plan, ...]) -> tuple[Point, ...]:
    found: list[Point] = []
    for point, plan in zip(points, plans, strict=True):
        before = found[-1] if found else None
        more = plan.coverage - (before.coverage if before else 0.0)
        paid = point.spend - (before.spend if before else 0.0)
        changes = {
            "coverage": plan.coverage,
            "objective": plan.objective,
            "bound": plan.bound,
            "shadow_price": None,
            "cost_per_extra_person": paid / more if more > 0 else None,
        }
        found.append(point.model_copy(update=changes))
    return tuple(found)
