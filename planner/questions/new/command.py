"""`planner new`: a starter project for one's own areas."""

from pathlib import Path
from typing import Annotated

import typer

from planner.questions.options import Debug, say


def new(
    folder: Annotated[Path, typer.Argument(help="Folder to make; it must not hold anything.", metavar="DIR")],
    debug: Debug = False,
) -> None:
    """Write a starter project for your own areas: it runs as it stands and explains itself."""
    del debug  # read by main
    from planner.questions.new.starter import write_starter

    write_starter(folder)
    say(f"wrote an example project into {folder}; begin with {folder / 'README.txt'}")
