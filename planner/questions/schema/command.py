"""`planner schema`: the JSON Schema of scenario files, or of an output."""

from importlib.resources import files
from typing import Annotated

import typer

from planner.present.terminal import write_data
from planner.questions.options import Debug

SUFFIX = ".schema.json"


def schema(
    output: Annotated[
        str | None,
        typer.Argument(
            help="What --format json prints: plan, frontier, joint, ...; left out, scenario files.",
            metavar="[OUTPUT]",
        ),
    ] = None,
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of scenario files, for editors, or of what a command prints as JSON."""
    del debug  # read by main
    write_data(_scenario_files() if output is None else _output(output))


def _scenario_files() -> str:
    from planner.present.documents import as_json
    from planner.scenario.schema import json_schema

    return as_json(json_schema())


def _output(name: str) -> str:
    """The schema of an output, as it is kept."""
    home = files("planner") / "contract"
    names = sorted(one.name.removesuffix(SUFFIX) for one in home.iterdir() if one.name.endswith(SUFFIX))
    if name not in names:
        raise typer.BadParameter(
            f"{name!r} is none of {', '.join(names)}; leave it out for scenario files", param_hint="OUTPUT"
        )
    return (home / f"{name}{SUFFIX}").read_text(encoding="utf-8")
