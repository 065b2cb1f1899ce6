"""Plans beside each other by budget, as text."""

from collections.abc import Sequence

from planner.plan.plan import Plan
from planner.present.naming import count_of, types_of
from planner.present.numbers import people, pounds
from planner.present.page.blocks import data_table
from planner.present.table import Table
from planner.present.words import share_met
from planner.questions.frontier.answer import Point


def budgets_table(plans: Sequence[Plan], points: Sequence[Point] = (), name: str = "") -> Table:
    """What each budget buys; with the points of a frontier also access and the cost of the step."""
    headings: tuple[str, ...] = ("Budget", "Supports", "Share of need", "Spend", "Left", "Services")
    types = types_of(*plans)
    headings += ("of them joint", *types)
    headings += ("Areas with access", "Cost of each further person") if points else ()
    rows = []
    for place, plan in enumerate(plans):
        joint = sum(len(service.areas) > 1 for service in plan.services)
        said: tuple[str, ...] = (
            people(plan.coverage),
            share_met(plan),
            pounds(plan.spend),
        )
        said += (pounds(plan.budget - plan.spend), str(len(plan.services)), str(joint))
        said += tuple(count_of(plan, kind) for kind in types)
        step = _step(points[place]) if points else ()
        none = ("no plan",) + ("–",) * (len(headings) - 2)
        rows.append((pounds(plan.budget), *((*said, *step) if plan.has_plan else none)))
    caption = f"What each budget buys{', ' + name if name else ''}"
    ident = f"budgets-{name.replace(' ', '-')}" if name else "budgets"
    return data_table(ident, caption, headings, tuple(rows), frozenset(range(1, len(headings))))


def _step(point: Point) -> tuple[str, str]:
    extra = point.cost_per_extra_person
    return str(point.areas_with_access), "–" if extra is None else pounds(round(extra))
