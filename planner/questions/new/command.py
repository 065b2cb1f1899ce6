"""`planner new`: a project to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from planner.questions.new.project import Example, write_project
from planner.questions.options import Debug, say


def new(
    folder: Annotated[Path, typer.Argument(help="Folder to make; it must not hold anything.", metavar="DIR")],
    example: Annotated[
        Example | None,
        typer.Option(help="Write this example with its data, in place of the starter for your own areas."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Write a project to begin with: it runs as it stands and explains itself."""
    del debug  # read by main
    first = write_project(folder, example)
    say(f"wrote an example project into {folder}; begin with {first}")
