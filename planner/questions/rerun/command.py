"""`planner rerun`: the same answer again, or what has changed."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_lines
from planner.questions.asked import words_of
from planner.questions.options import Debug, Form, Format

CHANGED = 1


def rerun(
    context: typer.Context,
    run_dir: Annotated[Path, typer.Argument(help="Folder that --out wrote.", metavar="RUN_DIR")],
    scenario: Annotated[
        list[Path] | None,
        typer.Option(help="The scenario it is made from, where the folder no longer finds all of it."),
    ] = None,
    form: Form = Format.table,
    debug: Debug = False,
) -> None:
    """Make a run again from its record: the same answer, or what changed. Exit code 0 only for the same."""
    del debug  # read by main
    program = context.find_root().command
    told = {folder: _again(program, folder, scenario or []) for folder in _runs(run_dir)}
    _print(told, form)
    if not all(one.same for one, _ in told.values()):
        raise typer.Exit(CHANGED)


def _runs(folder: Path) -> list[Path]:
    """The run in a folder, or the runs of several budgets in folders of theirs."""
    from planner.runs.files import RECORD

    inside = [path.parent for path in sorted(folder.glob(f"*/{RECORD}"))] if folder.is_dir() else []
    return [folder] if (folder / RECORD).exists() or not inside else inside


def _again(program: Any, folder: Path, given: list[Path]) -> tuple[Any, str]:
    """What a run and the same command now have in common, and what the command answers with."""
    from planner.runs.record import FILES, read_run
    from planner.runs.rerun import compare

    record = read_run(folder)
    name = FILES[record["command"]][-1]
    scenarios = _scenarios(folder, [one["file"] for one in record["scenarios"]], given)
    before = json.loads((folder / name).read_text(encoding="utf-8"))
    after = _answer(program, record, scenarios, name)
    return compare(record, scenarios, before, after), "plan" if name == "plan.json" else "answer"


def _scenarios(folder: Path, names: list[str], given: list[Path]) -> list[Any]:
    """The scenarios of a run; those given in their place keep its budgets and its names."""
    from planner.runs.scenarios import kept_document, kept_scenario
    from planner.scenario.read.load import load_scenario

    if not given:
        return [kept_scenario(folder, name) for name in names]
    if len(given) != len(names):
        raise typer.BadParameter(f"the run has {len(names)}; give as many", param_hint="--scenario")
    kept = [kept_document(folder, name).data for name in names]
    said_by = str(folder / "run.json")
    changes = [{key: (one[key], said_by) for key in ("name", "budget")} for one in kept]
    return [load_scenario(path, change) for path, change in zip(given, changes, strict=True)]


def _answer(program: Any, record: dict[str, Any], scenarios: list[Any], name: str) -> Any:
    """The answer to the same command now; None where there is no plan any more."""
    from planner.runs.record import resolved_yaml

    with TemporaryDirectory() as place:
        paths, out = [], Path(place) / "out"
        for number, scenario in enumerate(scenarios, 1):
            paths.append(Path(place) / f"{number}.yaml")
            paths[-1].write_text(resolved_yaml(scenario, Path(place)), encoding="utf-8")
        options = words_of(program.commands[record["command"]], record["options"])
        words = [record["command"], *map(str, paths), *options, f"--out={out}", "--format=json"]
        heard = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(heard):
            program.main(words, prog_name="planner", standalone_mode=False)
        if not (out / name).exists():
            print(heard.getvalue(), end="", file=sys.stderr)
            return None
        return json.loads((out / name).read_text(encoding="utf-8"))


def _print(told: dict[Path, tuple[Any, str]], form: Format) -> None:
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
