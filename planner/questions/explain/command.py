"""`planner explain`: why the plan is what it is."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.answer import Answer
from planner.questions.options import ScenarioPath, TimeLimit
from planner.questions.question import Question
from planner.questions.request import Request

if TYPE_CHECKING:
    from planner.questions.explain.answer import Explainer, Explanation, ServiceExplained
    from planner.scenario.scenario import Scenario


def explain(
    request: Request,
    scenario: ScenarioPath,
    service: Annotated[
        str | None,
        typer.Option(help="A service of the plan, by its id: what it brings, what is lost without."),
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="An area, by code or name: the best plan with it, what brings it in.")
    ] = None,
    budget: Annotated[str | None, typer.Option(help="Pounds a year in place of the scenario's.")] = None,
    time_limit: TimeLimit = 60.0,
) -> Answer:
    """Say why: what each service of the plan brings, and what it would take to serve an area left out."""
    if service is not None and area is not None:
        raise typer.BadParameter("give --service or --area, not both", param_hint="--service")
    asked = request.load(scenario, budget)
    from planner.questions.clashes.output import no_plan
    from planner.questions.explain.answer import Explainer
    from planner.questions.explain.output import ExplainAnswer

    code = None if area is None else _code(asked, area)
    explainer = Explainer(asked, time_limit)
    if not explainer.plan.has_plan:
        return no_plan(explainer.plan, asked)
    if code is not None:
        return ExplainAnswer((asked,), explainer.area(code))
    if service is not None:
        return ExplainAnswer((asked,), _service(explainer, service))
    return ExplainAnswer((asked,), _account(explainer))


def _code(scenario: "Scenario", area: str) -> str:
    try:
        return scenario.areas.code(area, by_part=True)
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0]), param_hint="--area") from error


def _service(explainer: "Explainer", identity: str) -> "ServiceExplained":
    try:
        return explainer.service(identity)
    except KeyError as error:
        ids = ", ".join(service.id for service in explainer.plan.services) or "nothing"
        raise typer.BadParameter(
            f"the plan funds no service {identity!r}; it funds {ids}", param_hint="--service"
        ) from error


def _account(explainer: "Explainer") -> "Explanation":
    from planner.present.progress import StepsLine
    from planner.questions.explain.answer import MOST

    line = StepsLine(len(explainer.plan.services) + len(explainer.left_out()[:MOST]), "questions")
    try:
        return explainer.account(MOST, line.step)
    finally:
        line.close()


QUESTION = Question(
    explain, out="Folder to write explain.json, explain.csv and the scenario to.", publishes=False
)
