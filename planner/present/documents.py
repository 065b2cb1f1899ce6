"""A plan as data: JSON by the contract, CSV in tidy form."""

import csv
import io
import json
import math
from collections.abc import Iterable
from typing import Any

from planner.plan.plan import Plan

DIGITS = 9
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What text begins with that Excel and its like take for a formula when they open CSV."""


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as the JSON contract has it; numbers rounded to nine decimals, `expands` where it applies."""
    document = rounded(plan.model_dump(mode="json", by_alias=True))
    for service in document["services"]:
        drop_empty(service, "expands", "starts")
    if plan.years is None:
        drop_empty(document, "years", "cost_per_person")
    drop_empty(document, "settled")
    drop_empty(document, "types")
    return dict(document)


def drop_empty(block: dict[str, Any], *keys: str) -> None:
    """Take out keys that do not apply."""
    for key in keys:
        if block[key] in (None, [], {}):
            del block[key]


def as_json(document: object) -> str:
    """JSON text, ending in a line break; no NaN or infinity passes."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def rounded(value: object) -> Any:
    """Every float in a document rounded to nine decimals; None for a count that is not shown."""
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, DIGITS)
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list) else value


def areas_csv(plan: Plan) -> str:
    """One row an area, with the service it takes part in."""
    return rows_csv(area_rows(plan), [])


def area_rows(plan: Plan) -> list[dict[str, Any]]:
    """A row for each area, with the service it takes part in."""
    services = {service.id: service for service in plan.services}
    rows = []
    for area in plan.areas:
        service = services.get(area.service or "")
        row = {**area.model_dump(), "kind": "", "hub": "", "staff": "", "service_cost": ""}
        if service:
            row |= {"kind": service.kind, "hub": service.hub, "staff": service.staff}
            row |= {"service_cost": service.cost}
        rows.append(row)
    return rows


def services_csv(plan: Plan) -> str:
    """One row a service; its areas joined by `+`."""
    rows = [{**service.model_dump(), "areas": "+".join(service.areas)} for service in plan.services]
    return rows_csv(rows, ["id", "type", "kind", "hub", "areas", "staff", "capacity", "reachable", "covered"])


def rows_csv(rows: list[dict[str, Any]], columns: Iterable[str]) -> str:
    """CSV text of these rows; `columns` head it where there are none."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0] if rows else columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return stream.getvalue()


def _cell(value: object) -> Any:
    """A number to nine decimals, `c` for a count that is not shown; text that would run is made inert."""
    if isinstance(value, float):
        return "c" if math.isnan(value) else round(value, DIGITS)
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value
