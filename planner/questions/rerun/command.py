"""`planner rerun`: the same answer again, or what has changed."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from planner.present.terminal import write_data, write_lines
from planner.questions.asked import words_of
from planner.questions.options import Debug, Form, Format
from planner.questions.register import question_called

if TYPE_CHECKING:
    from planner.runs.record import RunRecord
    from planner.runs.rerun import Rerun
    from planner.scenario.scenario import Scenario

CHANGED = 1


def rerun(
    context: typer.Context,
    run_dir: Annotated[
        Path, typer.Argument(help="Folder, or needs table, that --out wrote.", metavar="RUN_DIR")
    ],
    scenario: Annotated[
        list[Path] | None,
        typer.Option(help="The scenario it is made from, where the folder no longer finds all of it."),
    ] = None,
    form: Form = Format.table,
    debug: Debug = False,
) -> None:
    """Make a run again from its record: the same answer, or what changed. Exit code 0 only for the same."""
    del debug  # read by main
    told = {path.parent: _again(context, path, scenario or []) for path in _records(run_dir)}
    _print(told, form)
    if not all(one.same for one, _ in told.values()):
        raise typer.Exit(CHANGED)


def _records(run: Path) -> list[Path]:
    """The record of the run in a folder, or those of several budgets in folders of theirs."""
    from planner.runs.files import RECORD, record_beside

    if run.suffix.lower() == ".csv":
        return [record_beside(run)]
    inside = sorted(run.glob(f"*/{RECORD}")) if run.is_dir() else []
    return [run / RECORD] if (run / RECORD).exists() or not inside else inside


def _again(context: typer.Context, path: Path, given: list[Path]) -> "tuple[Rerun, str]":
    """What a run and the same command now have in common, and what the command answers with."""
    from planner.runs.record import no_record, read_run
    from planner.runs.rerun import compare

    record, folder = read_run(path.parent, path.name), path.parent
    question = question_called(record.command)
    if question is None:
        raise no_record(path)
    scenarios = _scenarios(folder, [one.file for one in record.scenarios], given)
    name = record.files[-1].file
    before = json.loads((folder / name).read_text(encoding="utf-8"))
    after = _answer(context, record, scenarios, name)
    return compare(record, scenarios, before, after), "plan" if name == "plan.json" else "answer"


def _scenarios(folder: Path, names: list[str], given: list[Path]) -> "list[Scenario]":
    """The scenarios of a run; those given in their place keep its budgets and its names."""
    from planner.runs.read import kept_document, kept_scenario
    from planner.scenario.read.load import load_scenario

    if not given:
        return [kept_scenario(folder, name) for name in names]
    if len(given) != len(names):
        raise typer.BadParameter(f"the run has {len(names)}; give as many", param_hint="--scenario")
    kept = [kept_document(folder, name).data for name in names]
    said_by = str(folder / "run.json")
    changes = [{key: (one[key], said_by) for key in ("name", "budget")} for one in kept]
    return [load_scenario(path, change) for path, change in zip(given, changes, strict=True)]


def _answer(context: typer.Context, record: "RunRecord", scenarios: "list[Scenario]", name: str) -> Any:
    """The answer to the same command now; None where there is no plan any more."""
    program = context.find_root().command
    with TemporaryDirectory() as place:
        paths = _written(scenarios, Path(place)) if scenarios else [one.path for one in record.inputs]
        out = Path(place) / ("out" if scenarios else record.files[0].file)
        options = words_of(program.commands[record.command], record.options)  # type: ignore[attr-defined]
        words = [record.command, *paths, *options, f"--out={out}", "--format=json"]
        heard = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(heard):
            program.main(words, prog_name="planner", standalone_mode=False)
        found = (out if scenarios else out.parent) / name
        if not found.exists():
            print(heard.getvalue(), end="", file=sys.stderr)
            return None
        return json.loads(found.read_text(encoding="utf-8"))


def _written(scenarios: "list[Scenario]", folder: Path) -> list[str]:
    """Files of the scenarios, in their order."""
    from planner.runs.resolved import resolved_yaml

    paths = [folder / f"{number}.yaml" for number in range(1, len(scenarios) + 1)]
    for path, scenario in zip(paths, scenarios, strict=True):
        path.write_text(resolved_yaml(scenario, folder), encoding="utf-8")
    return [str(path) for path in paths]


def _print(told: "dict[Path, tuple[Rerun, str]]", form: Format) -> None:
    from planner.present.documents import as_json, rows_csv

    several = len(told) > 1
    if form is Format.json:
        each = {folder.name: one.model_dump(mode="json") for folder, (one, _) in told.items()}
        write_data(as_json({"runs": each} if several else next(iter(each.values()))))
    elif form is Format.csv:
        rows = [
            ({"run": folder.name} if several else {}) | {"what": kind, "changed": change}
            for folder, (one, _) in told.items()
            for kind in ("inputs", "versions", "results")
            for change in getattr(one, kind)
        ]
        write_data(rows_csv(rows, [*(["run"] if several else []), "what", "changed"]))
    else:
        for folder, (one, what) in told.items():
            begin = f"{folder.name}: " if several else ""
            write_lines(*(f"{begin}{sentence}" for sentence in one.sentences(what)))
