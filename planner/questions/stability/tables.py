"""Stability as tables."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.present.drawers.terminal import plain_table
from planner.present.naming import hub_first, names_of
from planner.present.numbers import in_words, people, share
from planner.present.words import and_list, caution
from planner.questions.claims import knowing, on_average, undecided
from planner.questions.stability.answer import Stability
from planner.scenario.scenario import Scenario

MOST_ROWS = 12


def print_stability(result: Stability, scenario: Scenario, console: Console) -> None:
    """The result for people: what today's plan would cover, what of it stands, what to find out first."""
    console.print(escape(result.scenario), style="bold", highlight=False)
    for sentence in findings(result):
        console.print(escape(sentence), highlight=False)
    console.print()
    console.print(_services_table(result))
    console.print(_areas_table(result, scenario))
    console.print(escape(" ".join([improving(result), *undecided(result)])), highlight=False)
    console.print(caution(result), highlight=False)


def findings(result: Stability) -> tuple[str, ...]:
    """How the needs were drawn, what today's plan would support, and what knowing would be worth."""
    span = result.coverage
    known = "low to high" if result.spread is None else f"within {result.spread:.0%} of each estimate"
    return (
        f"Need was drawn {result.draws:,} times ({known}, 90 times in 100; {result.common:.0%} of the "
        f"variance common to all areas; seed {result.seed}).",
        f"Today's plan would support about {people(span.p5)} to {people(span.p95)} young people "
        f"(90% of draws), {people(result.mean_coverage)} on average. {on_average(result)}",
        knowing(result),
    )


def _services_table(result: Stability) -> Table:
    """Today's services, and how often each, its hub and its areas are in the best plan."""
    names = names_of(result.plan)
    table = plain_table("Today's services: how often they are in the best plan")
    table.add_column("Areas (hub first)", ratio=1)
    for heading in ("This\nservice", "This\nhub", "All its areas\nin some service"):
        table.add_column(heading, justify="right", no_wrap=True)
    for service in result.plan.services:
        least = min(result.areas.get(code, 0.0) for code in service.areas)
        shares = (result.services.get(service.id, 0.0), result.hubs.get(service.hub, 0.0), least)
        cells = [share(one, 1.0) for one in shares]
        table.add_row(escape(hub_first(service, names)), *cells[:2], f"up to {cells[2]}")
    return table


def _areas_table(result: Stability, scenario: Scenario) -> Table:
    today = {code for service in result.plan.services for code in service.areas}
    every = {code: result.areas.get(code, 0.0) for code in scenario.areas.codes}
    order = sorted(every, key=lambda code: (-every[code], code))
    shown = [
        code for code in order if code in today or every[code] >= every[order[min(MOST_ROWS, len(order)) - 1]]
    ]
    table = plain_table("Areas most often in the best plan, and those of today's")
    table.add_column("Area", ratio=1)
    table.add_column("In the best plan", justify="right")
    table.add_column("Today")
    for code in shown:
        here = "yes" if code in today else ""
        table.add_row(escape(scenario.areas.name(code)), share(every[code], 1.0), here)
    return table


def improving(result: Stability) -> str:
    """Whose estimates are worth improving, in a sentence."""
    if not result.worth_improving:
        return "No single area's estimate is worth improving by itself: it would not change the plan enough."
    told = and_list(f"{one.name} ({in_words(one.value)})" for one in result.worth_improving)
    return f"Estimates worth improving first, and the young people more it would bring: {told}."
