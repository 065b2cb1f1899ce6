"""`planner frontier`: what every budget buys."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.commands.common import (
    INFEASIBLE,
    NO_PLAN,
    Debug,
    Form,
    Format,
    ScenarioPath,
    TimeLimit,
    load,
    say,
)


def frontier(
    scenario: ScenarioPath,
    budgets: Annotated[
        str,
        typer.Option(help="Pounds a year: from:to:step, as in 500k:4m:250k, or a list, as in 1m,1.5m,3m."),
    ],
    nested: Annotated[
        bool, typer.Option("--nested", help="Also plans that keep every service of the budget before.")
    ] = False,
    form: Form = Format.table,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the frontier, its plans and tables; a run that was stopped goes on there."
        ),
    ] = None,
    time_limit: TimeLimit = 60.0,
    debug: Debug = False,
) -> None:
    """Show what every budget buys: coverage, services and areas with access, and what each step costs."""
    del debug  # read by main
    from planner.inputs.money import parse_budgets

    try:
        wanted = parse_budgets(budgets)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--budgets") from error
    asked = load(scenario, f"{wanted[-1]:.2f}")
    from planner.analyse.frontier import frontier as walk
    from planner.report.frontiers import write_frontier
    from planner.report.log import SweepLog
    from planner.report.progress import StepsLine

    steps = StepsLine(len(wanted) * (2 if nested else 1) - nested)
    with SweepLog(out, asked) as log:
        for _ in log.done:
            steps.step()
        result = walk(
            asked, wanted, nested=nested, time_limit=time_limit, done=log.done, told=log.keep(steps.step)
        )
    steps.close()
    made = len(result.points) + max(0, len(result.nested or ()) - 1)
    if made < len(wanted) * (2 if nested else 1) - nested:
        again = "; run it again with the same --out to go on" if out else ""
        say(f"stopped with {made} plans made{again}")
        if not made:
            raise typer.Exit(NO_PLAN)
    _print(result, asked, form)
    if out is not None:
        write_frontier(out, result, asked)
        say(f"wrote {out}")
    if not any(plan.has_plan for plan in result.plans):
        say("no budget has a plan; planner optimise says why")
        raise typer.Exit(INFEASIBLE if all(p.status == "infeasible" for p in result.plans) else NO_PLAN)


def _print(result: Any, scenario: Any, form: Format) -> None:
    from planner.report import frontiers

    if form is Format.table:
        from rich.console import Console

        from planner.analyse.plateaus import plateaus

        frontiers.print_frontier(result, scenario, plateaus(scenario, result), Console())
    elif form is Format.json:
        from planner.report.documents import as_json

        sys.stdout.write(as_json(frontiers.frontier_document(result)))
    else:
        sys.stdout.write(frontiers.frontier_csv(result))
