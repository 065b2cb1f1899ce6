"""A frontier as JSON and CSV."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.present.documents import as_json, rounded, rows_csv
from planner.questions.frontier.answer import Frontier, Point
from planner.runs.record import write_recorded
from planner.scenario.scenario import Scenario


def frontier_document(frontier: Frontier) -> dict[str, Any]:
    """The frontier as the JSON contract has it."""
    document = rounded(frontier.model_dump(mode="json", by_alias=True))
    if frontier.nested is None:
        del document["nested"]
        for entry in document["entry"].values():
            del entry["nested"]
    return dict(document)


def frontier_csv(frontier: Frontier) -> str:
    """One row a budget and kind (`free`, `nested`); ids of services joined by spaces."""
    rows = [
        {"kind": kind, **point.model_dump(), "services": " ".join(point.services)}
        for kind, points in (("free", frontier.points), ("nested", frontier.nested or ()))
        for point in points
    ]
    return rows_csv(rows, ["kind", *Point.model_fields])


def write_frontier(
    folder: Path, frontier: Frontier, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> None:
    """Write `frontier.json`, `frontier.csv`, the resolved `scenario.yaml` and `run.json` into `folder`.

    `options` are those of the command that the frontier depends on. All or none of the files are written.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "frontier.csv": frontier_csv(frontier),
        "frontier.json": as_json(frontier_document(frontier)),
    }
    write_recorded(folder, texts, [scenario], "frontier", options)
