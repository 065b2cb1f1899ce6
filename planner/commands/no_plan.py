"""What every command says where a scenario has no plan."""

import sys
from typing import Any

import typer

from planner.commands.common import INFEASIBLE, NO_PLAN, Format, say


def tell_no_plan(plan: Any, scenario: Any, form: Format) -> None:
    """Say why there is no plan, and stop with the exit code for it."""
    from planner.report.documents import as_json, plan_document, rounded

    if plan.status == "no_plan":
        if form is Format.json:
            sys.stdout.write(as_json(plan_document(plan)))
        say("stopped at the time limit with no plan; give a longer --time-limit")
        raise typer.Exit(NO_PLAN)
    from planner.analyse.clashes import find_clashes

    clashes = find_clashes(scenario)
    if form is Format.json:
        told = [clash.model_dump(mode="json") for clash in clashes]
        sys.stdout.write(as_json({"status": "infeasible", "clashes": rounded(told)}))
    for clash in clashes:
        say(clash.sentence)
    raise typer.Exit(INFEASIBLE)
