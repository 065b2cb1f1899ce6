"""`planner optimise`: what to fund with a budget, or with several."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.amounts import Share, typed
from planner.questions.answer import Answer, Saved
from planner.questions.options import ScenarioPath, TimeLimit, load, say
from planner.questions.question import Question
from planner.questions.request import Request

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.scenario.scenario import Scenario

NO_GAP = Share("0")


def optimise(
    request: Request,
    scenario: ScenarioPath,
    budget: Annotated[
        list[str] | None,
        typer.Option(help="Pounds a year in place of the scenario's: £2m, 450k; give several to compare."),
    ] = None,
    time_limit: TimeLimit = 60.0,
    gap: Annotated[
        Share, typed(Share, "--gap", "Stop once the plan is proved this close to the best: 1% or 0.01.")
    ] = NO_GAP,
    solver: Annotated[
        str | None,
        typer.Option(help="Give the program as stated to HiGHS or any solver PuLP finds, not to the search."),
    ] = None,
    save_lp: Annotated[
        Path | None, typer.Option(help="File to write the linear program to (LP format).")
    ] = None,
) -> Answer:
    """Decide what to fund: the plan that supports most young people within the budget and the rules."""
    _check(request, budget or [], save_lp)
    budgets: list[str | None] = [*budget] if budget else [None]
    asked = [load(scenario, one, publish=request.publish) for one in budgets]
    folders = _folders(asked)
    out = request.out
    request.begin([asked[-1]], {} if out is None else {out / name: one for name, one in folders.items()})
    if save_lp is not None:
        _save_lp(asked, save_lp)
    plans = [_solve(one, time_limit, gap.value, solver) for one in asked]
    from planner.questions.clashes.output import no_plan
    from planner.questions.optimise.output import PlanAnswer, PlansAnswer

    if len(plans) == 1:
        return PlanAnswer((asked[0],), plans[0]) if plans[0].has_plan else no_plan(plans[0], asked[0])
    each = zip(folders.items(), plans, strict=True)
    return PlansAnswer(tuple(asked), {name: PlanAnswer((one,), plan) for (name, one), plan in each})


def _check(request: Request, budgets: list[str], save_lp: Path | None) -> None:
    """A map, a GeoPackage and a program are of one plan, and each budget is given once."""
    from planner.scenario.money import parse_money

    if request.publish and save_lp is not None:
        raise typer.BadParameter("holds exact counts; leave it out with --publish", param_hint="--save-lp")
    try:
        amounts = [parse_money(one) for one in budgets]
    except ValueError:
        amounts = []  # told with the scenario's problems
    if len(set(amounts)) < len(amounts):
        raise typer.BadParameter("gives one amount twice", param_hint="--budget")
    for option in ("--map", "--geopackage"):
        if len(budgets) > 1 and option in request.outputs.given:
            raise typer.BadParameter("takes one --budget only", param_hint=option)


def _folders(asked: "list[Scenario]") -> "dict[str, Scenario]":
    """Where each plan goes: a folder called by its pounds, and by its pence where others have as many."""
    if len(asked) == 1:
        return {"": asked[0]}
    pounds = [f"{one.budget:.0f}" for one in asked]
    names = [
        name if pounds.count(name) == 1 else f"{one.budget:.2f}"
        for name, one in zip(pounds, asked, strict=True)
    ]
    return dict(zip(names, asked, strict=True))


def _save_lp(asked: "list[Scenario]", path: Path) -> None:
    from planner.plan.optimise import save_program
    from planner.runs.files import check_file, write_file

    if len(asked) > 1:
        raise typer.BadParameter("takes one --budget only", param_hint="--save-lp")
    check_file(path, "--save-lp", [one.path for one in asked[0].inputs])
    write_file(path, lambda aside: save_program(asked[0], aside), "--save-lp")
    say(f"wrote {path}")


def _solve(scenario: "Scenario", time_limit: float, gap: float, solver: str | None) -> "Plan":
    from planner.plan.optimise import optimise as best_plan
    from planner.present.progress import ProgressLine

    progress = ProgressLine()
    try:
        return best_plan(
            scenario, time_limit=time_limit, gap=gap, solver=solver, progress=progress, ties=True
        )
    finally:
        progress.close()


def _read(folder: Path) -> Saved:
    from planner.questions.optimise.output import read_plan

    return read_plan(folder)


QUESTION = Question(
    optimise,
    out="Folder to write plan.json, CSV and the resolved scenario to.",
    makes=("report", "map_", "workbook", "geopackage"),
    read=_read,
    named_files=("areas.csv", "services.csv", "plan.json"),
)
