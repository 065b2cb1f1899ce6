"""`planner joint`: what areas would get and pay together."""

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.asked import hold, options_of
from planner.questions.options import (
    INFEASIBLE,
    Debug,
    Form,
    Format,
    Publish,
    ScenarioPath,
    check_published,
    load,
    say,
)
from planner.questions.output_options import Report, outputs, say_written


def joint(
    context: typer.Context,
    scenario: ScenarioPath,
    areas: Annotated[
        list[str],
        typer.Argument(help="The areas that would share it, by name or by code.", metavar="AREA..."),
    ],
    hub: Annotated[
        str | None, typer.Option(help="Area to base it in; left out, the best for the money.")
    ] = None,
    staff: Annotated[int | None, typer.Option(help="Staff it should have; left out, as above.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Type of service; left out, as above.")] = None,
    form: Form = Format.table,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write joint.json, joint.csv and the scenario to.")
    ] = None,
    report: Report = None,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Weigh up a joint service: next to each area alone and to every split, and what each should pay."""
    del debug  # read by main
    extra = outputs(report)
    if publish:
        check_published(out)
    asked = load(scenario, publish=publish)
    hold(context, out, [asked])
    behind = extra.prepare(asked)
    result = _weigh_up(asked, areas, kind, hub, staff)
    if publish:
        from planner.questions.publish import publish_joint

        result = publish_joint(result)
    for note in result.notes:
        say(f"note: {note}")
    _print(result, asked, form)
    if out is not None:
        from planner.questions.joint.document import write_joint

        write_joint(out, result, asked, options_of(context))
        say(f"wrote {out}")
    if behind is not None:
        from planner.questions.joint.page import joint_page
        from planner.questions.outputs import write_page

        say_written(write_page(extra, joint_page(result, behind)))
    if result.joint is None:
        raise typer.Exit(INFEASIBLE)


def _weigh_up(scenario: Any, areas: list[str], kind: str | None, hub: str | None, staff: int | None) -> Any:
    from planner.questions.joint.answer import joint as weigh_up

    try:
        return weigh_up(scenario, areas, kind=kind, hub=hub, staff=staff)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _print(result: Any, scenario: Any, form: Format) -> None:
    from planner.questions.joint import document, tables

    if form is Format.table:
        write_tables(lambda console: tables.print_joint(result, scenario, console))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.joint_document(result)))
    else:
        write_data(document.joint_csv(result))
