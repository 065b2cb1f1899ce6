"""What every command shares: options, reading a scenario, speaking to the user."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.text import LONGEST_PATH, line_of

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.scenario.scenario import Scenario

INFEASIBLE, NO_PLAN = 3, 4


class Format(StrEnum):
    """Forms a result can be printed in."""

    table = "table"
    json = "json"
    csv = "csv"


ScenarioPath = Annotated[Path, typer.Argument(help="Scenario file (YAML).", metavar="SCENARIO")]
Form = Annotated[Format, typer.Option("--format", help="Print a table, JSON, or CSV.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")]
Publish = Annotated[
    bool,
    typer.Option(
        "--publish", help="For anybody to see: worked out from rounded needs, without counts of 1 to 5."
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(min=0.1, help="Seconds after which to stop searching, for each plan that is searched for."),
]


FROM_SHOWN = (
    "worked out from the needs as they are published, those of 1 to 5 all taken as one number and the rest "
    "rounded to 5; without --publish the answer may be another"
)
"""What whoever publishes should know of what `--publish` does to the answer."""


def load(
    path: Path, budget: str | None = None, said_by: str = "--budget", publish: bool = False
) -> "Scenario":
    """The scenario, with another budget where one is given; its notes go to stderr.

    As anybody may see it, where it is asked for what is to be published.
    """
    from planner.scenario.read.load import load_scenario

    changes = {} if budget is None else {"budget": (budget, said_by)}
    scenario = load_scenario(path, changes, publish=publish)
    for note in (*scenario.notes, *((FROM_SHOWN,) if publish else ())):
        say(f"note: {note}")
    return scenario


def check_published(out: Path | None) -> None:
    """What is published goes into a folder of its own, so that nothing that is not goes with it."""
    if out is not None and out.is_dir() and any(out.iterdir()):
        raise typer.BadParameter(
            f"{out} is not empty; --publish needs a folder of its own", param_hint="--out"
        )


def say(text: str) -> None:
    """A line on stderr, safe to show and not too long."""
    with suppress(OSError):  # where nobody can be told, the command still does what it is asked
        print(f"planner: {line_of(text, LONGEST_PATH)}", file=sys.stderr)


def without_plan(plans: "Sequence[Plan]", how: str, of: str = "budget") -> tuple[tuple[str, ...], int]:
    """Where no budget (or scenario) has a plan: that, how to learn why, and the exit code; else nothing."""
    if any(plan.has_plan for plan in plans):
        return (), 0
    none = all(plan.status == "infeasible" for plan in plans)
    told = f"no {of} has a plan; {how}" if none else f"no plan was found for any {of}; {how}"
    return (told,), INFEASIBLE if none else NO_PLAN
