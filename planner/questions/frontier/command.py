"""`planner frontier`: what every budget buys."""

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.asked import hold, options_of
from planner.questions.options import (
    NO_PLAN,
    Debug,
    Form,
    Format,
    Publish,
    ScenarioPath,
    TimeLimit,
    check_published,
    load,
    say,
    stop_without_plan,
)
from planner.questions.output_options import Report, Workbook, outputs, say_written
from planner.questions.work_options import ClusterOption, WorkersOption, workers_of


def frontier(
    context: typer.Context,
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
    report: Report = None,
    workbook: Workbook = None,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    time_limit: TimeLimit = 60.0,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Show what every budget buys: coverage, services and areas with access, and what each step costs."""
    del debug  # read by main
    wanted = _wanted(budgets)
    extra = outputs(report, workbook=workbook, live=not publish)
    if publish:
        check_published(out)
    asked = load(scenario, f"{wanted[-1]:.2f}", "--budgets", publish)
    hold(context, out, [asked])
    behind = extra.prepare(asked)
    log = None if publish else out  # the log of a sweep holds counts that are not rounded
    result = _walk(asked, wanted, nested, log, time_limit, workers_of(workers, cluster))
    made = len(result.points) + max(0, len(result.nested or ()) - 1)
    if len(result.points) < len(wanted) or (nested and len(result.nested or ()) < len(wanted)):
        again = "; run it again with the same --out to go on" if log else ""
        say(f"stopped with {made} plans made{again}")
        if not made:
            raise typer.Exit(NO_PLAN)
    told = _plateaus(result, asked) if form is Format.table or report else []
    if publish:
        from planner.questions.publish import publish_frontier

        result = publish_frontier(result)
    _print(result, asked, form, told)
    if out is not None:
        from planner.questions.frontier.document import write_frontier

        write_frontier(out, result, asked, options_of(context))
        say(f"wrote {out}")
    if behind is not None:
        from planner.questions.frontier.tables import plateau_sentence
        from planner.questions.outputs import write_frontier_outputs

        say_written(write_frontier_outputs(extra, result, behind, [plateau_sentence(one) for one in told]))
    stop_without_plan(result.plans, "planner optimise says why")


def _wanted(budgets: str) -> list[float]:
    from planner.scenario.money import parse_budgets

    try:
        return parse_budgets(budgets)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--budgets") from error


def _walk(
    scenario: Any, wanted: list[float], nested: bool, out: Path | None, time_limit: float, workers: Any
) -> Any:
    """The frontier, its plans put down as they come, on from those that were."""
    from planner.present.progress import StepsLine
    from planner.questions.frontier.answer import frontier as walk
    from planner.questions.frontier.answer import steps_of
    from planner.questions.frontier.log import SweepLog

    with SweepLog(out, scenario) as log:
        line = StepsLine(sum(step not in log.done for step in steps_of(wanted, nested)))
        told = log.keep(line.step)
        result = walk(
            scenario, wanted, nested=nested, time_limit=time_limit, done=log.done, told=told, workers=workers
        )
        line.close()
    return result


def _plateaus(result: Any, scenario: Any) -> list[Any]:
    from planner.questions.frontier.plateaus import plateaus

    return plateaus(scenario, result)


def _print(result: Any, scenario: Any, form: Format, told: list[Any]) -> None:
    from planner.questions.frontier import document, tables

    if form is Format.table:
        write_tables(lambda console: tables.print_frontier(result, scenario, told, console))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.frontier_document(result)))
    else:
        write_data(document.frontier_csv(result))
