"""Scenarios side by side as JSON and CSV."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.present.documents import as_json, drop_empty, plan_document, rounded, rows_csv
from planner.questions.compare.answer import Comparison
from planner.questions.compare.robust import NoRobust, Robust
from planner.runs.record import write_recorded
from planner.scenario.scenario import Scenario


def comparison_document(comparison: Comparison, hedges: Sequence[Robust | NoRobust] = ()) -> dict[str, Any]:
    """The comparison as the JSON contract has it; `robust` is a plan, what it does is in `hedge`.

    Where there is no such plan, `hedge` says whether that is proved. Where both rules were asked for, that is
    the plan of least worst regret, and `expected` has the other.
    """
    document = dict(rounded(comparison.model_dump(mode="json", by_alias=True)))
    for one in document["scenarios"]:
        drop_empty(one, "years")
    first = _hedge_document(hedges[0]) if hedges else {"robust": None, "hedge": None}
    others = {one.rule: _hedge_document(one) for one in hedges[1:]}
    return {**document, **first, **others}


def _hedge_document(robust: Robust | NoRobust) -> dict[str, Any]:
    plan = plan_document(robust.plan) if isinstance(robust, Robust) else None
    return {"robust": plan, "hedge": rounded(robust.model_dump(mode="json", exclude={"plan"}))}


def comparison_csv(comparison: Comparison) -> str:
    """One row a scenario, with its measures and what its plan loses in each of the others."""
    rows = []
    for place, one in enumerate(comparison.scenarios):
        row = one.model_dump()
        least = row.pop("least_served") or {"name": "", "share": ""}
        row["first_year"], row["last_year"] = row.pop("years") or ("", "")
        row |= {"least_served": least["name"], "least_share": least["share"]}
        row |= {f"regret_in_{j + 1}": lost for j, lost in enumerate(comparison.regret[place])}
        rows.append(row)
    return rows_csv(rows, [])


def write_comparison(
    folder: Path,
    comparison: Comparison,
    hedges: Sequence[Robust | NoRobust],
    scenarios: Sequence[Scenario],
    options: Mapping[str, Any] | None = None,
) -> None:
    """Write `compare.json`, `compare.csv`, each resolved scenario and `run.json` into `folder`.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "compare.csv": comparison_csv(comparison),
        "compare.json": as_json(comparison_document(comparison, hedges)),
    }
    write_recorded(folder, texts, scenarios, "compare", options)
