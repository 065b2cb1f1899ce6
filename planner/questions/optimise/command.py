"""`planner optimise`: what to fund with a budget, or with several."""

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.asked import hold, options_of
from planner.questions.clashes.told import reasons_told
from planner.questions.options import (
    Debug,
    Form,
    Format,
    Publish,
    ScenarioPath,
    TimeLimit,
    check_published,
    load,
    say,
    share_of,
    stop_without_plan,
)
from planner.questions.output_options import Geopackage, Map, Report, Workbook, outputs, say_written


def optimise(
    context: typer.Context,
    scenario: ScenarioPath,
    budget: Annotated[
        list[str] | None,
        typer.Option(help="Pounds a year in place of the scenario's: £2m, 450k; give several to compare."),
    ] = None,
    form: Form = Format.table,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write plan.json, CSV and the resolved scenario to.")
    ] = None,
    report: Report = None,
    map_: Map = None,
    workbook: Workbook = None,
    geopackage: Geopackage = None,
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
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Decide what to fund: the plan that supports most young people within the budget and the rules."""
    del debug  # read by main
    extra = outputs(report, map_, workbook, geopackage, live=not publish)
    if publish:
        _check_publish(out, save_lp)
    _check_one(budget, extra)
    budgets: list[str | None] = [*budget] if budget else [None]
    asked = [load(scenario, one, publish=publish) for one in budgets]
    within = share_of(gap, "--gap")
    for folder, one in _folders(out, asked).items():
        hold(context, folder, [one])
    behind = extra.prepare(asked[-1])
    if save_lp is not None:
        _save_lp(asked, save_lp)
    plans = [_solve(one, time_limit, within, solver) for one in asked]
    if publish:
        from planner.questions.publish import publish_plan

        plans = [publish_plan(plan) for plan in plans]
    if len(plans) == 1 and not plans[0].has_plan:
        code, reasons = reasons_told(plans[0], asked[0], form)
        _write_extra(extra, plans, behind, reasons)
        raise typer.Exit(code)
    _print(plans, form)
    if out is not None:
        _write(out, plans, asked, options_of(context))
    _write_extra(extra, plans, behind)
    stop_without_plan(plans, "give one alone to be told why")
    from planner.present.proof import proved

    for plan, one in zip(plans, asked, strict=True):
        if proved(plan) and not plan.services:
            _tell_nothing(one)


def _solve(scenario: Any, time_limit: float, gap: float, solver: str | None) -> Any:
    from planner.plan.optimise import optimise as best_plan
    from planner.present.progress import ProgressLine

    progress = ProgressLine()
    try:
        return best_plan(
            scenario, time_limit=time_limit, gap=gap, solver=solver, progress=progress, ties=True
        )
    finally:
        progress.close()


def _write(out: Path, plans: list[Any], asked: list[Any], options: dict[str, Any]) -> None:
    """Every plan's files: in the folder itself, or one folder a budget."""
    from planner.runs.record import write_run

    for plan, (folder, scenario) in zip(plans, _folders(out, asked).items(), strict=True):
        write_run(folder, plan, scenario, options)
    say(f"wrote {out}")


def _folders(out: Path | None, asked: list[Any]) -> dict[Path, Any]:
    """Where each plan goes: a folder called by its pounds, and by its pence where others have as many."""
    if out is None:
        return {}
    if len(asked) == 1:
        return {out: asked[0]}
    pounds = [f"{one.budget:.0f}" for one in asked]
    names = [
        name if pounds.count(name) == 1 else f"{one.budget:.2f}"
        for name, one in zip(pounds, asked, strict=True)
    ]
    return {out / name: one for name, one in zip(names, asked, strict=True)}


def _check_publish(out: Path | None, save_lp: Path | None) -> None:
    check_published(out)
    if save_lp is not None:
        raise typer.BadParameter("holds exact counts; leave it out with --publish", param_hint="--save-lp")


def _check_one(budget: list[str] | None, extra: Any) -> None:
    """A map and a GeoPackage are of one plan, and each budget is given once."""
    from planner.scenario.money import parse_money

    try:
        amounts = [parse_money(one) for one in budget or []]
    except ValueError:
        amounts = []  # told with the scenario's problems
    if len(set(amounts)) < len(amounts):
        raise typer.BadParameter("gives one amount twice", param_hint="--budget")
    for option in ("--map", "--geopackage"):
        if budget and len(budget) > 1 and option in extra.given:
            raise typer.BadParameter("takes one --budget only", param_hint=option)


def _write_extra(extra: Any, plans: list[Any], behind: Any, reasons: list[str] | None = None) -> None:
    """The page and its like, of one plan or of several budgets."""
    if behind is None:
        return
    from planner.questions.outputs import write_budgets_outputs, write_plan_outputs

    if len(plans) == 1:
        written = write_plan_outputs(extra, plans[0], behind, reasons or [])
        say_written(written)
        for option in (option for option, path in extra.given.items() if path not in written):
            say(f"note: no plan, so nothing for {option}")
    else:
        rising = sorted(plans, key=lambda plan: plan.budget)
        say_written(write_budgets_outputs(extra, rising, behind))


def _save_lp(asked: list[Any], path: Path) -> None:
    from planner.plan.optimise import save_program
    from planner.runs.files import check_file, write_file

    if len(asked) > 1:
        raise typer.BadParameter("takes one --budget only", param_hint="--save-lp")
    check_file(path, "--save-lp", [one.path for one in asked[0].inputs])
    write_file(path, lambda aside: save_program(asked[0], aside), "--save-lp")
    say(f"wrote {path}")


def _print(plans: list[Any], form: Format) -> None:
    from planner.present.documents import areas_csv, as_json, plan_document
    from planner.questions.optimise import document, side_by_side

    if form is Format.table:
        from planner.present.tables import print_plan

        if len(plans) == 1:
            write_tables(lambda console: print_plan(plans[0], console))
        else:
            write_tables(lambda console: side_by_side.print_plans(plans, console))
    elif form is Format.json:
        one = plan_document(plans[0])
        write_data(as_json(one if len(plans) == 1 else document.plans_document(plans)))
    else:
        write_data(areas_csv(plans[0]) if len(plans) == 1 else document.plans_csv(plans))


def _tell_nothing(scenario: Any) -> None:
    """Say why the best plan funds nothing."""
    from planner.questions.clashes.nothing_funded import why_nothing

    for clash in why_nothing(scenario):
        say(clash.sentence)
