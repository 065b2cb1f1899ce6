"""`planner alternatives`: other plans nearly as good."""

from typing import Annotated

import typer

from planner.questions.amounts import Share, typed
from planner.questions.answer import Answer
from planner.questions.options import ScenarioPath, TimeLimit
from planner.questions.question import Question
from planner.questions.request import Request

PERCENT = Share("1%")


def alternatives(
    request: Request,
    scenario: ScenarioPath,
    within: Annotated[Share, typed(Share, "--within", "How much worse than the best: 1% or 0.01.")] = PERCENT,
    differ: Annotated[int, typer.Option(min=1, help="Services in which each differs from all others.")] = 2,
    top: Annotated[int, typer.Option(min=1, max=50, help="Most alternatives to find.")] = 5,
    budget: Annotated[str | None, typer.Option(help="Pounds a year in place of the scenario's.")] = None,
    time_limit: TimeLimit = 60.0,
) -> Answer:
    """Find other plans nearly as good that differ in some services, and what all of them share."""
    asked = request.load(scenario, budget)
    from planner.questions.alternatives import answer
    from planner.questions.alternatives.output import AlternativesAnswer
    from planner.questions.clashes.output import no_plan

    found = answer.alternatives(asked, within=within.value, differ=differ, top=top, time_limit=time_limit)
    return AlternativesAnswer((asked,), found) if found.best.has_plan else no_plan(found.best, asked)


QUESTION = Question(
    alternatives, out="Folder to write alternatives.json, alternatives.csv and the scenario to."
)
