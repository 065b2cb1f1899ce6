"""`planner stability`: what of the plan stands when the needs are drawn."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.amounts import Share, typed
from planner.questions.answer import Saved
from planner.questions.options import INFEASIBLE, ScenarioPath, TimeLimit, say
from planner.questions.question import Question
from planner.questions.request import Request
from planner.questions.work_options import ClusterOption, WorkersOption, workers_of

if TYPE_CHECKING:
    from planner.questions.stability.answer import Drawn, Stability
    from planner.questions.stability.output import StabilityAnswer
    from planner.runs.workers import Workers
    from planner.scenario.scenario import Scenario
    from planner.scenario.schema import Uncertainty


def stability(
    request: Request,
    scenario: ScenarioPath,
    draws: Annotated[int, typer.Option(min=1, max=10_000, help="How many times need is drawn.")] = 1000,
    spread: Annotated[
        Share | None,
        typed(
            Share,
            "--spread",
            "Need is within this share of its estimate, 90 times in 100; else low to high.",
        ),
    ] = None,
    common: Annotated[
        Share | None,
        typed(Share, "--common", "Share of the variance that all areas have in common: 50% or 0.5."),
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Where the draws start from.")] = None,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    time_limit: TimeLimit = 60.0,
) -> "StabilityAnswer":
    """Solve the scenario anew for many draws of its needs: what stands, what it covers, what to find out."""
    asked = request.load(scenario)
    from planner.questions.stability.output import StabilityAnswer

    given = {"draws": draws, "spread": spread and spread.value, "common": common and common.value}
    given["seed"] = seed
    changes = {name: value for name, value in given.items() if value is not None}
    uncertainty = asked.uncertainty.model_copy(update=changes)
    try:
        result = _solve(request, asked, uncertainty, time_limit, workers_of(workers, cluster))
    except ValueError as error:
        say(str(error))
        raise typer.Exit(INFEASIBLE) from error
    return StabilityAnswer((asked,), result)


def _solve(
    request: Request,
    scenario: "Scenario",
    uncertainty: "Uncertainty",
    time_limit: float,
    workers: "Workers",
) -> "Stability":
    """Every draw, put down as it comes, on from those that were."""
    from planner.questions.stability import answer
    from planner.questions.stability.log import draws_log
    from planner.questions.steps import going_on

    log = draws_log(request.log, scenario, uncertainty)
    with going_on(log, range(uncertainty.draws), "draws", lambda one: one.proved) as (done, put):

        def told(drawn: "Drawn") -> None:
            put(drawn.draw, drawn)

        return answer.stability(
            scenario, uncertainty=uncertainty, time_limit=time_limit, workers=workers, done=done, told=told
        )


def _read(folder: Path) -> Saved:
    from planner.questions.stability.output import read_stability

    return read_stability(folder)


QUESTION = Question(
    stability,
    out="Folder for the result and every draw; a run that was stopped goes on there.",
    makes=("report",),
    read=_read,
    named_files=("stability.csv", "todays-plan.json", "stability.json"),
)
