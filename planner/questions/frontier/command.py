"""`planner frontier`: what every budget buys."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.amounts import Budgets, typed
from planner.questions.answer import Saved
from planner.questions.options import NO_PLAN, ScenarioPath, TimeLimit, say
from planner.questions.question import Question
from planner.questions.request import Request
from planner.questions.work_options import ClusterOption, WorkersOption, workers_of

if TYPE_CHECKING:
    from planner.questions.frontier.answer import Frontier
    from planner.questions.frontier.output import FrontierAnswer
    from planner.runs.workers import Workers
    from planner.scenario.scenario import Scenario


def frontier(
    request: Request,
    scenario: ScenarioPath,
    budgets: Annotated[
        Budgets,
        typed(
            Budgets,
            "--budgets",
            "Pounds a year: from:to:step, as in 500k:4m:250k, or a list, as in 1m,1.5m,3m.",
        ),
    ],
    nested: Annotated[
        bool, typer.Option("--nested", help="Also plans that keep every service of the budget before.")
    ] = False,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    time_limit: TimeLimit = 60.0,
) -> "FrontierAnswer":
    """Show what every budget buys: coverage, services and areas with access, and what each step costs."""
    wanted = budgets.value
    asked = request.load(scenario, f"{wanted[-1]:.2f}", "--budgets")
    from planner.questions.frontier.output import answer_of

    result = _walk(request.log, asked, wanted, nested, time_limit, workers_of(workers, cluster))
    if len(result.points) < len(wanted) or (nested and len(result.nested or ()) < len(wanted)):
        made = len(result.points) + max(0, len(result.nested or ()) - 1)
        again = "; run it again with the same --out to go on" if request.log else ""
        say(f"stopped with {made} plans made{again}")
        if not made:
            raise typer.Exit(NO_PLAN)
    return answer_of(result, asked)


def _walk(
    log: Path | None,
    scenario: "Scenario",
    wanted: list[float],
    nested: bool,
    time_limit: float,
    workers: "Workers",
) -> "Frontier":
    """The frontier, its plans put down as they come, on from those that were."""
    from planner.questions.frontier import answer
    from planner.questions.frontier.log import sweep_steps

    with sweep_steps(log, scenario, answer.steps_of(wanted, nested)) as (done, told):
        return answer.frontier(
            scenario, wanted, nested=nested, time_limit=time_limit, done=done, told=told, workers=workers
        )


def _read(folder: Path) -> Saved:
    from planner.questions.frontier.output import read_frontier

    return read_frontier(folder)


QUESTION = Question(
    frontier,
    out="Folder for the frontier, its plans and tables; a run that was stopped goes on there.",
    makes=("report", "workbook"),
    read=_read,
)
