"""`planner joint`: what areas would get and pay together."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.answer import Saved
from planner.questions.options import ScenarioPath
from planner.questions.question import Question
from planner.questions.request import Request

if TYPE_CHECKING:
    from planner.questions.joint.output import JointAnswer


def joint(
    request: Request,
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
) -> "JointAnswer":
    """Weigh up a joint service: next to each area alone and to every split, and what each should pay."""
    asked = request.load(scenario)
    from planner.questions.joint import answer
    from planner.questions.joint.output import JointAnswer

    try:
        found = answer.joint(asked, areas, kind=kind, hub=hub, staff=staff)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return JointAnswer((asked,), found)


def _read(folder: Path) -> Saved:
    from planner.questions.joint.output import read_joint

    return read_joint(folder)


QUESTION = Question(
    joint,
    out="Folder to write joint.json, joint.csv and the scenario to.",
    makes=("report",),
    read=_read,
)
