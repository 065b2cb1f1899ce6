"""The commands: parse, call, print; nothing else."""

import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.errors import PlannerError

app = typer.Typer(
    name="planner",
    help="Decides which specialist services to fund, for one area or shared by neighbours, so that a budget "
    "supports as many young people at risk as possible.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

INFEASIBLE, NO_PLAN = 3, 4


class Format(StrEnum):
    """Forms a result can be printed in."""

    table = "table"
    json = "json"
    csv = "csv"


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from planner.version import __version__

        print(f"planner {__version__}")
        raise typer.Exit


@app.command()
def optimise(
    scenario: Annotated[Path, typer.Argument(help="Scenario file (YAML).", metavar="SCENARIO")],
    budget: Annotated[
        str | None, typer.Option(help="Pounds a year in place of the scenario's: £2m, 450k.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="Print a table, JSON, or CSV with one row an area.")
    ] = Format.table,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write plan.json, CSV and the resolved scenario to.")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds after which to stop searching.")] = 60.0,
    gap: Annotated[
        str, typer.Option(help="Stop once the plan is proved this close to the best: 1% or 0.01.")
    ] = "0",
    solver: Annotated[
        str | None,
        typer.Option(help="Give the program as stated to HiGHS or any solver PuLP finds, not to the search."),
    ] = None,
    save_lp: Annotated[
        Path | None, typer.Option(help="File to write the linear program to (LP format).")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Decide what to fund: the plan that supports most young people within the budget and the rules."""
    del debug  # read by main
    asked = _load(scenario, budget)
    within = _share(gap)
    if out is not None:
        from planner.report.files import check_folder

        check_folder(out)
    from planner.optimise.main_road import optimise as best_plan
    from planner.report.progress import ProgressLine

    if save_lp is not None:
        _save_lp(asked, save_lp)
    progress = ProgressLine()
    try:
        plan = best_plan(asked, time_limit=time_limit, gap=within, solver=solver, progress=progress)
    finally:
        progress.close()
    if not plan.has_plan:
        _tell_no_plan(plan, asked, form)
    _print(plan, form)
    if out is not None:
        from planner.report.files import write_run

        write_run(out, plan, asked)
        _say(f"wrote {out}")


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from planner.inputs.schema import json_schema
    from planner.report.documents import as_json

    sys.stdout.write(as_json(json_schema()))


def _load(path: Path, budget: str | None) -> Any:
    from planner.inputs.load import load_scenario

    scenario = load_scenario(path, {} if budget is None else {"budget": (budget, "--budget")})
    for note in scenario.notes:
        _say(f"note: {note}")
    return scenario


def _share(text: str) -> float:
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1:
        raise typer.BadParameter(
            f"{text!r} is not a share from 0 to 1, such as 1% or 0.01", param_hint="--gap"
        )
    return value


def _save_lp(scenario: Any, path: Path) -> None:
    from planner.errors import OutputError
    from planner.optimise.main_road import save_program

    try:
        save_program(scenario, path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}); choose another --save-lp"
        ) from error
    _say(f"wrote {path}")


def _print(plan: Any, form: Format) -> None:
    if form is Format.table:
        from rich.console import Console

        from planner.report.tables import print_plan

        print_plan(plan, Console())
        return
    from planner.report.documents import areas_csv, as_json, plan_document

    sys.stdout.write(as_json(plan_document(plan)) if form is Format.json else areas_csv(plan))


def _tell_no_plan(plan: Any, scenario: Any, form: Format) -> None:
    """Say why there is no plan, and stop with the exit code for it."""
    if plan.status == "no_plan":
        if form is Format.json:
            _print(plan, form)
        _say("stopped at the time limit with no plan; give a longer --time-limit")
        raise typer.Exit(NO_PLAN)
    from planner.analyse.clashes import find_clashes
    from planner.report.documents import as_json, rounded

    clashes = find_clashes(scenario)
    if form is Format.json:
        told = [clash.model_dump(mode="json") for clash in clashes]
        sys.stdout.write(as_json({"status": "infeasible", "clashes": rounded(told)}))
    for clash in clashes:
        _say(clash.sentence)
    raise typer.Exit(INFEASIBLE)


def _say(text: str) -> None:
    print(f"planner: {text}", file=sys.stderr)


def main() -> None:
    """Run the command line; every error is a line on stderr, with the exit code of its kind."""
    try:
        code = app(prog_name="planner", standalone_mode=False)
    except PlannerError as error:
        _trace_if_asked()
        for line in str(error).splitlines():
            _say(line)
        code = error.exit_code
    except typer.Abort:
        code = 130
    except Exception as error:
        code = _told(error)
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Say what went wrong outside the planner's own errors: a mistyped command, or a fault."""
    if not hasattr(error, "format_message"):
        _trace_if_asked()
        _say(f"a fault of the planner: {type(error).__name__}: {error}; --debug shows the trace")
        return 1
    message = str(error.format_message())
    if message.startswith("Usage:"):
        print(message, file=sys.stderr)
    else:
        _say(f"{message.removeprefix('Value error, ').rstrip('.')}; see planner --help")
    return 2


def _trace_if_asked() -> None:
    if "--debug" in sys.argv:
        traceback.print_exc()
