"""Stability as JSON and CSV."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.present.documents import as_json, plan_document, rounded, rows_csv
from planner.questions.stability.answer import Stability
from planner.runs.record import write_recorded
from planner.scenario.scenario import Scenario

TODAY = "todays-plan.json"
"""The plan for the estimated needs, by the contract of a plan."""


def stability_document(result: Stability) -> dict[str, Any]:
    """The result as the JSON contract has it."""
    return dict(rounded(result.model_dump(mode="json", by_alias=True)))


def stability_csv(result: Stability, scenario: Scenario) -> str:
    """One row a service, hub or area: in which share of draws it is in the best plan, and whether today's."""
    today = {
        "service": {service.id for service in result.plan.services},
        "hub": {service.hub for service in result.plan.services},
        "area": {code for service in result.plan.services for code in service.areas},
    }
    areas_of: dict[str, Callable[[str], Iterable[str]]] = {
        "service": lambda one: result.identities[one].areas,
        "hub": lambda one: (one,),
        "area": lambda one: (one,),
    }
    found = {"service": result.services, "hub": result.hubs, "area": result.areas}
    rows = [
        {
            "kind": kind,
            "id": one,
            "name": ", ".join(map(scenario.areas.name, areas_of[kind](one))),
            "share": part,
            "in_todays_plan": one in today[kind],
        }
        for kind, shares in found.items()
        for one, part in shares.items()
    ]
    return rows_csv(rows, ["kind", "id", "name", "share", "in_todays_plan"])


def write_stability(
    folder: Path, result: Stability, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> None:
    """Write `stability.json`, `stability.csv`, today's plan, `scenario.yaml` and `run.json` into `folder`.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "stability.csv": stability_csv(result, scenario),
        TODAY: as_json(plan_document(result.plan)),
        "stability.json": as_json(stability_document(result)),
    }
    write_recorded(folder, texts, [scenario], "stability", options)
