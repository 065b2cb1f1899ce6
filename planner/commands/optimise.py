"""`planner optimise`: what to fund with a budget, or with several."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.commands.common import (
    Debug,
    Form,
    Format,
    ScenarioPath,
    TimeLimit,
    load,
    say,
    share,
    stop_without_plan,
)
from planner.commands.no_plan import tell_no_plan


def optimise(
    scenario: ScenarioPath,
    budget: Annotated[
        list[str] | None,
        typer.Option(help="Pounds a year in place of the scenario's: £2m, 450k; give several to compare."),
    ] = None,
    form: Form = Format.table,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write plan.json, CSV and the resolved scenario to.")
    ] = None,
    time_limit: TimeLimit = 60.0,
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
    debug: Debug = False,
) -> None:
    """Decide what to fund: the plan that supports most young people within the budget and the rules."""
    del debug  # read by main
    asked = [load(scenario, one) for one in budget] if budget else [load(scenario)]
    within = share(gap, "--gap")
    if out is not None:
        from planner.report.files import check_folder

        check_folder(out)
    if save_lp is not None:
        _save_lp(asked, save_lp)
    plans = [_solve(one, time_limit, within, solver) for one in asked]
    if len(plans) == 1 and not plans[0].has_plan:
        tell_no_plan(plans[0], asked[0], form)
    _print(plans, form)
    if out is not None:
        _write(out, plans, asked, {"time_limit": time_limit, "gap": within, "solver": solver})
    stop_without_plan(plans, "give one alone to be told why")
    for plan, one in zip(plans, asked, strict=True):
        if plan.status == "optimal" and not plan.services:
            _tell_nothing(one)


def _solve(scenario: Any, time_limit: float, gap: float, solver: str | None) -> Any:
    from planner.optimise.main_road import optimise as best_plan
    from planner.report.progress import ProgressLine

    progress = ProgressLine()
    try:
        return best_plan(scenario, time_limit=time_limit, gap=gap, solver=solver, progress=progress)
    finally:
        progress.close()


def _write(out: Path, plans: list[Any], asked: list[Any], options: dict[str, Any]) -> None:
    """Every plan's files: in the folder itself, or one folder a budget."""
    from planner.report.runs import write_run

    for plan, scenario in zip(plans, asked, strict=True):
        folder = out if len(plans) == 1 else out / f"{plan.budget:.0f}"
        write_run(folder, plan, scenario, options)
    say(f"wrote {out}")


def _save_lp(asked: list[Any], path: Path) -> None:
    from planner.errors import OutputError
    from planner.optimise.main_road import save_program

    if len(asked) > 1:
        raise typer.BadParameter("takes one --budget only", param_hint="--save-lp")
    try:
        save_program(asked[0], path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}); choose another --save-lp"
        ) from error
    say(f"wrote {path}")


def _print(plans: list[Any], form: Format) -> None:
    from planner.report import side_by_side
    from planner.report.documents import areas_csv, as_json, plan_document

    if form is Format.table:
        from rich.console import Console

        from planner.report.tables import print_plan

        if len(plans) == 1:
            print_plan(plans[0], Console())
        else:
            side_by_side.print_plans(plans, Console())
    elif form is Format.json:
        one = plan_document(plans[0])
        sys.stdout.write(as_json(one if len(plans) == 1 else side_by_side.plans_document(plans)))
    else:
        sys.stdout.write(areas_csv(plans[0]) if len(plans) == 1 else side_by_side.plans_csv(plans))


def _tell_nothing(scenario: Any) -> None:
    """Say why the best plan funds nothing."""
    from planner.analyse.nothing import why_nothing

    for clash in why_nothing(scenario):
        say(clash.sentence)
