"""A joint service as JSON and CSV."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.present.documents import as_json, drop_empty, rounded, rows_csv
from planner.questions.joint.answer import Joint
from planner.runs.record import write_recorded
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import RULES


def joint_document(joint: Joint) -> dict[str, Any]:
    """The result as the JSON contract has it."""
    document = rounded(joint.model_dump(mode="json", by_alias=True))
    splits = [document[key] or {"services": []} for key in ("best_split", "each_alone")]
    services = [service for split in splits for service in split["services"]]
    drop_empty(document, "each_alone", "lowers")
    for service in (document["joint"], *document["alone"].values(), *services):
        if service:
            drop_empty(service, "expands", "starts")
    return dict(document)


def joint_csv(joint: Joint) -> str:
    """One row an area: alone, together, and its share by every rule."""
    rows = []
    for code in joint.areas:
        alone = joint.alone[code]
        row: dict[str, Any] = {"area": code, "name": joint.names[code], "need": joint.need[code]}
        for key in ("staff", "covered", "cost"):
            row[f"alone_{key}"] = getattr(alone, key) if alone else ""
        row |= {
            "supported": joint.supported.get(code, ""),
            "standalone_cost": joint.standalone_cost.get(code, ""),
        }
        row |= {f"share_{rule}": joint.shares[rule][code] if joint.shares else "" for rule in RULES}
        rows.append(row)
    return rows_csv(rows, [])


def write_joint(
    folder: Path, joint: Joint, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> None:
    """Write `joint.json`, `joint.csv`, the resolved `scenario.yaml` and `run.json` into `folder`.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "joint.csv": joint_csv(joint),
        "joint.json": as_json(joint_document(joint)),
    }
    write_recorded(folder, texts, [scenario], "joint", options)
