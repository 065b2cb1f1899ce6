"""`planner partners`: with whom an area could share a service."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.options import Debug, Form, Format, Publish, ScenarioPath, load


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
    form: Form = Format.table,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Show the joint services that one area could take part in, with its share of the cost of each."""
    del debug  # read by main
    asked = load(scenario, publish=publish)
    result = _find(asked, area, rule, by, top, including or [], without or [])
    if publish:
        from planner.questions.publish import publish_partners

        result = publish_partners(result)
    _print(result, asked, form)


def _find(
    scenario: Any, area: str, rule: Rule, by: By, top: int, including: list[str], without: list[str]
) -> Any:
    from planner.questions.partners.answer import partners as find

    try:
        return find(
            scenario,
            area,
            rule=rule.value,
            by_reach=by is By.reach,
            top=top,
            including=including,
            without=without,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _print(result: Any, scenario: Any, form: Format) -> None:
    from planner.questions.partners import document, tables

    if form is Format.table:
        write_tables(lambda console: tables.print_partners(result, scenario, console))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.partners_document(result)))
    else:
        write_data(document.partners_csv(result))
