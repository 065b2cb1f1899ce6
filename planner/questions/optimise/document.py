"""Plans of several budgets as JSON and CSV."""

from collections.abc import Sequence
from typing import Any

from planner.plan.plan import SCHEMA, Plan
from planner.present.documents import area_rows, plan_document, rows_csv


def plans_document(plans: Sequence[Plan]) -> dict[str, Any]:
    """The plans as one JSON document, each as `planner optimise` gives it alone."""
    published = all(plan.published for plan in plans)
    return {"schema": SCHEMA, "published": published, "plans": [plan_document(plan) for plan in plans]}


def plans_csv(plans: Sequence[Plan]) -> str:
    """One row a budget and area."""
    return rows_csv([{"budget": plan.budget, **row} for plan in plans for row in area_rows(plan)], [])
