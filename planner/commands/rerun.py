"""`planner rerun`: the same plan again, or what has changed."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.commands.common import Debug, Form, Format, load
from planner.commands.stdio import write_data

CHANGED = 1


def rerun(
    run_dir: Annotated[Path, typer.Argument(help="Folder that --out wrote.", metavar="RUN_DIR")],
    form: Form = Format.table,
    debug: Debug = False,
) -> None:
    """Make a run again from its record: the same plan, or what changed. Exit code 0 only for the same."""
    del debug  # read by main
    from planner.report.reruns import compare
    from planner.report.runs import read_run

    record = read_run(run_dir)
    scenario = load(run_dir / "scenario.yaml")
    name = "frontier.json" if record["command"] == "frontier" else "plan.json"
    before = json.loads((run_dir / name).read_text(encoding="utf-8"))
    after = _frontier(scenario, record) if record["command"] == "frontier" else _plan(scenario, record)
    told = compare(record, scenario, before, after)
    _print(told, form)
    if not told.same:
        raise typer.Exit(CHANGED)


def _plan(scenario: Any, record: dict[str, Any]) -> Any:
    from planner.optimise.main_road import optimise
    from planner.report.documents import plan_document
    from planner.report.progress import ProgressLine

    options, progress = record["options"], ProgressLine()
    plan = optimise(
        scenario,
        time_limit=options.get("time_limit"),
        gap=options.get("gap") or 0.0,
        solver=options.get("solver"),
        progress=progress,
    )
    progress.close()
    return plan_document(plan)


def _frontier(scenario: Any, record: dict[str, Any]) -> Any:
    from planner.analyse.frontier import frontier
    from planner.report.frontiers import frontier_document

    options = record["options"]
    return frontier_document(
        frontier(
            scenario, options["budgets"], nested=bool(options["nested"]), time_limit=options.get("time_limit")
        )
    )


def _print(told: Any, form: Format) -> None:
    from planner.report.documents import as_json, rows_csv

    if form is Format.json:
        write_data(as_json(told.model_dump(mode="json")))
    elif form is Format.csv:
        rows = [
            {"what": kind, "changed": one}
            for kind in ("inputs", "versions", "results")
            for one in getattr(told, kind)
        ]
        write_data(rows_csv(rows, ["what", "changed"]))
    else:
        for sentence in told.sentences:
            print(sentence)
