"""`planner partners`: with whom an area could share a service."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.options import ScenarioPath
from planner.questions.question import Question
from planner.questions.request import Request

if TYPE_CHECKING:
    from planner.questions.partners.output import PartnersAnswer


class Rule(StrEnum):
    """Rules by which a cost can be shared."""

    equal = "equal"
    need = "need"
    supported = "supported"
    shapley = "shapley"
    nucleolus = "nucleolus"


class By(StrEnum):
    """What options are ranked by."""

    saving = "saving"
    reach = "reach"


def partners(
    request: Request,
    scenario: ScenarioPath,
    area: Annotated[str, typer.Argument(help="The area that looks for partners, by name or by code.")],
    rule: Annotated[Rule, typer.Option(help="Rule by which the cost is shared.")] = Rule.shapley,
    by: Annotated[
        By,
        typer.Option(help="Rank by how much less it pays than alone, or by people reached who would not be."),
    ] = By.saving,
    top: Annotated[int, typer.Option(min=1, help="How many options to show, the best first.")] = 10,
    including: Annotated[
        list[str] | None, typer.Option("--with", help="Only options with this area; may be given again.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="No option with this area; may be given again.")
    ] = None,
) -> "PartnersAnswer":
    """Show the joint services that one area could take part in, with its share of the cost of each."""
    asked = request.load(scenario)
    from planner.questions.partners import answer
    from planner.questions.partners.output import PartnersAnswer

    try:
        found = answer.partners(
            asked,
            area,
            rule=rule.value,
            by_reach=by is By.reach,
            top=top,
            including=including or (),
            without=without or (),
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return PartnersAnswer((asked,), found)


QUESTION = Question(partners, out="Folder to write partners.json, partners.csv and the scenario to.")
