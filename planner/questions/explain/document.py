"""Explanations as JSON and CSV."""

from collections.abc import Sequence
from typing import Any

from planner.plan.plan import SCHEMA, Plan
from planner.present.documents import plan_document, rounded, rows_csv
from planner.questions.explain.answer import AreaExplained, ServiceExplained
from planner.questions.explain.words import area_sentences, service_sentences


def service_document(told: ServiceExplained) -> dict[str, Any]:
    """One service by the JSON contract, and the same in sentences."""
    document = {
        "schema": SCHEMA,
        "scenario": told.plan.scenario,
        "published": told.plan.published,
        "service": told.service.id,
        "coverage_share": told.share,
        "coverage_lost_without": told.lost,
        "next_best": None if told.next_best is None else plan_document(told.next_best),
        "sentences": list(service_sentences(told)),
    }
    return dict(rounded(document))


def area_document(told: AreaExplained) -> dict[str, Any]:
    """One area by the JSON contract, and the same in sentences."""
    values = {kind: None if change is None else change.value for kind, change in told.changes.items()}
    document = {
        "schema": SCHEMA,
        "scenario": told.plan.scenario,
        "published": told.plan.published,
        "area": told.area,
        "in_plan": told.in_plan,
        "with": None if told.with_it is None else plan_document(told.with_it),
        "without": None if told.without_it is None else plan_document(told.without_it),
        "coverage_lost": told.lost,
        "coverage_lost_without": told.lost_without,
        "enters_at": values,
        "sentences": list(area_sentences(told)),
    }
    return dict(rounded(document))


def account_document(
    plan: Plan, services: Sequence[ServiceExplained], areas: Sequence[AreaExplained]
) -> dict[str, Any]:
    """The short account of a plan: every service and the areas left out."""
    document = {
        "schema": SCHEMA,
        "scenario": plan.scenario,
        "published": plan.published,
        "best": plan_document(plan),
        "services": [
            {
                "service": told.service.id,
                "coverage_share": told.share,
                "coverage_lost_without": told.lost,
                "instead": [service.id for service in told.instead],
            }
            for told in services
        ],
        "areas": [
            {
                "area": told.area,
                "coverage_lost": told.lost,
                "with_spend": None if told.with_it is None else told.with_it.spend,
            }
            for told in areas
        ],
    }
    return dict(rounded(document))


def account_csv(services: Sequence[ServiceExplained], areas: Sequence[AreaExplained]) -> str:
    """One row a service or area left out."""
    rows: list[dict[str, Any]] = [
        {"kind": "service", "id": one.service.id, "supports": one.share, "coverage_lost": one.lost}
        for one in services
    ]
    rows += [{"kind": "area", "id": one.area, "supports": 0.0, "coverage_lost": one.lost} for one in areas]
    return rows_csv(rows, ["kind", "id", "supports", "coverage_lost"])


def explained_csv(document: dict[str, Any]) -> str:
    """One explanation as one row: what is not a plan or a list."""
    flat = {key: value for key, value in document.items() if not isinstance(value, dict | list)}
    flat |= {f"enters_at_{kind}": value for kind, value in document.get("enters_at", {}).items()}
    return rows_csv([flat], [])
