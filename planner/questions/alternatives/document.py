"""Alternatives as JSON and CSV."""

from typing import Any

from planner.present.documents import plan_document, rounded, rows_csv
from planner.questions.alternatives.answer import Alternatives, difference


def alternatives_document(found: Alternatives) -> dict[str, Any]:
    """The alternatives by the JSON contract."""
    document = found.model_dump(mode="json", by_alias=True, exclude={"best", "alternatives"})
    document["best"] = plan_document(found.best)
    document["alternatives"] = [plan_document(plan) for plan in found.alternatives]
    return dict(rounded(document))


def alternatives_csv(found: Alternatives) -> str:
    """One row a plan, the best first; ids of services joined by spaces."""
    rows = [
        {
            "plan": number,
            "coverage": plan.coverage,
            "objective": plan.objective,
            "spend": plan.spend,
            "differs": difference(plan, found.best),
            "services": " ".join(service.id for service in plan.services),
        }
        for number, plan in enumerate((found.best, *found.alternatives))
    ]
    return rows_csv(rows, [])
