"""What every command shares: options, reading a scenario, speaking to the user."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

INFEASIBLE, NO_PLAN = 3, 4


class Format(StrEnum):
    """Forms a result can be printed in."""

    table = "table"
    json = "json"
    csv = "csv"


ScenarioPath = Annotated[Path, typer.Argument(help="Scenario file (YAML).", metavar="SCENARIO")]
Form = Annotated[Format, typer.Option("--format", help="Print a table, JSON, or CSV.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")]
TimeLimit = Annotated[float, typer.Option(min=0.1, help="Seconds after which to stop searching for a plan.")]


def load(path: Path, budget: str | None = None) -> Any:
    """The scenario, with another budget where one is given; its notes go to stderr."""
    from planner.inputs.load import load_scenario

    scenario = load_scenario(path, {} if budget is None else {"budget": (budget, "--budget")})
    for note in scenario.notes:
        say(f"note: {note}")
    return scenario


def say(text: str) -> None:
    """A line on stderr."""
    print(f"planner: {text}", file=sys.stderr)


def stop_without_plan(plans: Any, how: str) -> None:
    """Where no budget has a plan, say so and how to learn why, and stop with the exit code for it."""
    if not any(plan.has_plan for plan in plans):
        say(f"no budget has a plan; {how}")
        raise typer.Exit(INFEASIBLE if all(plan.status == "infeasible" for plan in plans) else NO_PLAN)


def share(text: str, option: str) -> float:
    """A share from 0 to 1, from `1%` or `0.01`; anything else is a usage error of `option`."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1:
        raise typer.BadParameter(
            f"{text!r} is not a share from 0 to 1, such as 1% or 0.01", param_hint=option
        )
    return value
