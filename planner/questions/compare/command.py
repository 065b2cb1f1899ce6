"""`planner compare`: scenarios side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.amounts import Shares, typed
from planner.questions.answer import Saved
from planner.questions.options import FROM_SHOWN, TimeLimit, say, without_plan
from planner.questions.question import Question
from planner.questions.request import Request
from planner.questions.work_options import ClusterOption, WorkersOption, workers_of

if TYPE_CHECKING:
    from planner.questions.compare.answer import Comparison
    from planner.questions.compare.output import CompareAnswer
    from planner.runs.workers import Workers
    from planner.scenario.scenario import Scenario


def compare(
    request: Request,
    scenarios: Annotated[
        list[Path],
        typer.Argument(help="Scenario files (YAML), each with its variants.", metavar="SCENARIO..."),
    ],
    vary: Annotated[
        list[str] | None,
        typer.Option(help="A key and values for it, as budget=1m,2m; given again, every combination."),
    ] = None,
    robust: Annotated[
        bool, typer.Option("--robust", help="Also the one plan with the least worst regret over all.")
    ] = False,
    probabilities: Annotated[
        Shares | None,
        typed(
            Shares,
            "--probabilities",
            "Also the one plan of best expected coverage: a share for each scenario, 0.5,0.3,0.2.",
        ),
    ] = None,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    time_limit: TimeLimit = 60.0,
) -> "CompareAnswer":
    """Compare scenarios: what each plan does, what differs, and what each loses if another comes true."""
    asked = _load(scenarios, vary or [], request.publish)
    request.begin(asked)
    from planner.questions.compare.output import CompareAnswer
    from planner.questions.compare.robust import robust as one_plan

    found = _solve(request.log, asked, time_limit, workers_of(workers, cluster))
    told, code = without_plan(found.plans, "planner optimise says why", "scenario")
    if code:
        say(told[0])
        raise typer.Exit(code)
    rules = [*([None] if robust else []), *([probabilities.value] if probabilities else [])]
    seconds = max(time_limit, 60.0) * 5
    hedges = (one_plan(asked, found.plans, probabilities=shares, time_limit=seconds) for shares in rules)
    return CompareAnswer(tuple(asked), found, tuple(hedges))


def _load(paths: list[Path], vary: list[str], publish: bool) -> "list[Scenario]":
    from planner.scenario.read.variants import load_variants, parse_vary

    try:
        grid = [parse_vary(text) for text in vary]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--vary") from error
    asked = [one for path in paths for one in load_variants(path, grid, publish=publish)]
    if len(asked) < 2:
        raise typer.BadParameter("there is one scenario; give two, or variants, or --vary")
    for note in dict.fromkeys(f"{one.name}: {note}" for one in asked for note in one.notes):
        say(f"note: {note}")
    if publish:
        say(f"note: {FROM_SHOWN}")
    return asked


def _solve(
    folder: Path | None, asked: "list[Scenario]", time_limit: float, workers: "Workers"
) -> "Comparison":
    """Every scenario's plan, put down as it comes, on from those that were."""
    from planner.questions.compare import answer
    from planner.questions.compare.log import ENDED, plans_log
    from planner.questions.steps import going_on

    places, log = range(len(asked)), plans_log(folder, asked)
    with going_on(log, places, "scenarios", lambda plan: plan.status in ENDED) as (done, told):
        return answer.compare(asked, time_limit=time_limit, workers=workers, done=done, told=told)


def _read(folder: Path) -> Saved:
    from planner.questions.compare.output import read_comparison

    return read_comparison(folder)


QUESTION = Question(
    compare,
    out="Folder for the comparison and the plans; one that was stopped goes on there.",
    makes=("report",),
    read=_read,
)
