"""`planner alternatives`: other plans nearly as good."""

from typing import Annotated

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.clashes.told import tell_no_plan
from planner.questions.options import (
    Debug,
    Form,
    Format,
    Publish,
    ScenarioPath,
    TimeLimit,
    load,
    say,
    share_of,
)


def alternatives(
    scenario: ScenarioPath,
    within: Annotated[str, typer.Option(help="How much worse than the best: 1% or 0.01.")] = "1%",
    differ: Annotated[int, typer.Option(min=1, help="Services in which each differs from all others.")] = 2,
    top: Annotated[int, typer.Option(min=1, max=50, help="Most alternatives to find.")] = 5,
    budget: Annotated[str | None, typer.Option(help="Pounds a year in place of the scenario's.")] = None,
    form: Form = Format.table,
    time_limit: TimeLimit = 60.0,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Find other plans nearly as good that differ in some services, and what all of them share."""
    del debug  # read by main
    near = share_of(within, "--within")
    asked = load(scenario, budget, publish=publish)
    from planner.questions.alternatives import answer

    found = answer.alternatives(asked, within=near, differ=differ, top=top, time_limit=time_limit)
    if not found.best.has_plan:
        tell_no_plan(found.best, asked, form)
    if publish:
        from planner.questions.publish import publish_alternatives

        found = publish_alternatives(found)
    from planner.questions.alternatives import document, tables

    if form is Format.table:
        write_tables(lambda console: tables.print_alternatives(found, console))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.alternatives_document(found)))
    else:
        write_data(document.alternatives_csv(found))
    if not found.complete:
        say("stopped at the time limit; there may be more, and better; give a longer --time-limit")
