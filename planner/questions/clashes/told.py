"""What every command says where a scenario has no plan."""

from typing import Any

import typer

from planner.present.terminal import write_data
from planner.questions.options import INFEASIBLE, NO_PLAN, Format, say


def tell_no_plan(plan: Any, scenario: Any, form: Format) -> None:
    """Say why there is no plan, and stop with the exit code for it."""
    raise typer.Exit(reasons_told(plan, scenario, form)[0])


def reasons_told(plan: Any, scenario: Any, form: Format) -> tuple[int, list[str]]:
    """Say why there is no plan; gives the exit code for it, and the reasons."""
    from planner.present.documents import as_json, plan_document, rounded

    if plan.status == "no_plan":
        if form is Format.json:
            write_data(as_json(plan_document(plan)))
        say("stopped with no plan found, and none ruled out; give a longer --time-limit")
        return NO_PLAN, []
    from planner.questions.clashes.answer import find_clashes

    clashes = find_clashes(scenario)
    if form is Format.json:
        told = [clash.model_dump(mode="json") for clash in clashes]
        document = {"status": "infeasible", "published": scenario.published, "clashes": rounded(told)}
        write_data(as_json(document))
    for clash in clashes:
        say(clash.sentence)
    return INFEASIBLE, [clash.sentence for clash in clashes]
