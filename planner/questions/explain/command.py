"""`planner explain`: why the plan is what it is."""

from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.clashes.told import tell_no_plan
from planner.questions.options import Debug, Form, Format, ScenarioPath, TimeLimit, load, say


def explain(
    scenario: ScenarioPath,
    service: Annotated[
        str | None,
        typer.Option(help="A service of the plan, by its id: what it brings, what is lost without."),
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="An area, by code or name: the best plan with it, what brings it in.")
    ] = None,
    budget: Annotated[str | None, typer.Option(help="Pounds a year in place of the scenario's.")] = None,
    form: Form = Format.table,
    time_limit: TimeLimit = 60.0,
    debug: Debug = False,
) -> None:
    """Say why: what each service of the plan brings, and what it would take to serve an area left out."""
    del debug  # read by main
    if service is not None and area is not None:
        raise typer.BadParameter("give --service or --area, not both", param_hint="--service")
    asked = load(scenario, budget)
    from planner.questions.explain.answer import Explainer

    code = None if area is None else _code(asked, area)
    explainer = Explainer(asked, time_limit)
    if not explainer.plan.has_plan:
        tell_no_plan(explainer.plan, asked, form)
    if code is not None:
        _print_area(explainer, code, form)
    elif service is not None:
        _print_service(explainer, service, form)
    else:
        _print_account(explainer, form)


def _code(scenario: Any, area: str) -> str:
    try:
        return str(scenario.areas.code(area, by_part=True))
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0]), param_hint="--area") from error


def _print_area(explainer: Any, code: str, form: Format) -> None:
    from planner.questions.explain.document import area_document
    from planner.questions.explain.words import area_sentences

    told = explainer.area(code)
    _print(f"{told.plan.scenario}: {told.name}", area_document(told), area_sentences(told), form)


def _print_service(explainer: Any, identity: str, form: Format) -> None:
    from planner.questions.explain.document import service_document
    from planner.questions.explain.words import service_sentences

    try:
        told = explainer.service(identity)
    except KeyError as error:
        ids = ", ".join(service.id for service in explainer.plan.services) or "nothing"
        raise typer.BadParameter(
            f"the plan funds no service {identity!r}; it funds {ids}", param_hint="--service"
        ) from error
    _print(f"{told.plan.scenario}: {identity}", service_document(told), service_sentences(told), form)


def _print(title: str, document: Any, sentences: Any, form: Format) -> None:
    from planner.present.documents import as_json
    from planner.questions.explain import tables as accounts
    from planner.questions.explain.document import explained_csv

    if form is Format.table:
        write_tables(lambda console: accounts.print_sentences(title, sentences, console))
    elif form is Format.json:
        write_data(as_json(document))
    else:
        write_data(explained_csv(document))


def _print_account(explainer: Any, form: Format) -> None:
    from planner.present.documents import as_json
    from planner.present.progress import StepsLine
    from planner.questions.explain import tables as accounts
    from planner.questions.explain.answer import MOST
    from planner.questions.explain.document import account_csv, account_document

    left_out = explainer.left_out()
    line = StepsLine(len(explainer.plan.services) + len(left_out[:MOST]), "questions")
    found = explainer.account(MOST, line.step)
    line.close()
    services, areas, more = found.services, found.areas, found.more
    if form is Format.table:
        write_tables(lambda console: accounts.print_account(explainer.plan, services, areas, more, console))
        return
    if more:
        say(f"note: {more} more areas are left out; ask for one with --area")
    if form is Format.json:
        write_data(as_json(account_document(explainer.plan, services, areas)))
    else:
        write_data(account_csv(services, areas))
