"""An estimate of need as a needs table, and as JSON with all diagnostics."""

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planner.estimation.result import AreaNeed, Estimate
from planner.present.documents import rounded, rows_csv

MODELLED = (
    "Modelled, not counted: a number of young people at risk of sexual exploitation that nobody has counted. "
    "It says where need is likely, not who or how many are known."
)


def estimate_document(estimate: Estimate, path: Path) -> dict[str, Any]:
    """The estimate with all its diagnostics, as the JSON contract has it."""
    told = asdict(estimate)
    if estimate.model is not None:
        totals = estimate.model.totals_by_quantile.items()
        told["model"]["totals_by_quantile"] = [{"quantile": one, "at_risk": total} for one, total in totals]
    document = {"schema": 1, "published": False, "modelled": True, "caution": MODELLED, **told}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if estimate.model is None:
        _drop_counts(document)
    document["inputs"] = [{"file": path.name, "sha256": digest}]
    return dict(rounded(_lists(document)))


def _drop_counts(document: dict[str, Any]) -> None:
    """Take out what only an estimate from counts has."""
    del document["model"], document["identified"]
    keys = {"area", "name", "at_risk", "low", "high"}
    document["areas"] = [{key: area[key] for key in area if key in keys} for area in document["areas"]]


def _lists(value: Any) -> Any:
    """Tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    return [_lists(inner) for inner in value] if isinstance(value, tuple | list) else value


def needs_csv(estimate: Estimate) -> str:
    """The needs table: people to one decimal, proactivity to two; empty where there is no interval."""
    return rows_csv([_row(area, estimate.method) for area in estimate.areas], [])


def _row(area: AreaNeed, method: str) -> dict[str, str]:
    row = {"area": area.area, "name": area.name}
    row |= {key: _one(getattr(area, key)) for key in ("at_risk", "low", "high")}
    if method == "counts":
        assert area.identified is not None
        under = round(area.at_risk, 1) - area.identified
        row |= {"identified": str(area.identified), "under_identified": _one(under)}
        row |= {"proactivity": f"{area.proactivity:.2f}"}
    return row


def _one(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
