"""Alternatives as a table."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.plan.plan import Plan
from planner.present.drawers.terminal import plain_table
from planner.present.naming import described, hub_first, names_of
from planner.present.numbers import people, pounds
from planner.present.proof import proof
from planner.present.rounding import apart
from planner.present.words import caution, headline, over_years
from planner.questions.alternatives.answer import Alternatives
from planner.questions.claims import near_sentence
from planner.questions.explain.answer import added


def print_alternatives(found: Alternatives, console: Console) -> None:
    """The best plan, how each other differs from it, and what all of them share."""
    console.print(escape(found.best.scenario), style="bold", highlight=False)
    console.print(escape(headline(found.best)), highlight=False)
    console.print()
    if found.alternatives:
        console.print(_table(found))
    told = (_shared(found), near_sentence(found), proof(found.best), caution(found.best))
    for sentence in filter(None, told):
        console.print(escape(sentence), highlight=False)


def _table(found: Alternatives) -> Table:
    table = plain_table("Other plans nearly as good")
    for heading in ("#", over_years(found.best, "Supports"), over_years(found.best, "Fewer"), "Spend £"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Funds instead (hub first)", ratio=1)
    table.add_column("Of the best plan's", ratio=1)
    for number, plan in enumerate(found.alternatives, 1):
        table.add_row(
            str(number),
            people(plan.coverage),
            people(apart(found.best.coverage, plan.coverage)),
            pounds(plan.spend).removeprefix("£"),
            escape(_differing(found.best, plan)),
            escape(_differing(plan, found.best)),
        )
    return table


def _differing(before: Plan, after: Plan) -> str:
    """Services that one plan funds and another before it does not."""
    names = names_of(before, after)
    return "; ".join(hub_first(service, names) for service in added(before, after)) or "-"


def _shared(found: Alternatives) -> str:
    if not found.alternatives:
        return ""
    if not found.in_all:
        return f"No one service is in all of these {len(found.alternatives) + 1} plans."
    names = names_of(found.best)
    shared = [described(found.best.service(identity), names) for identity in found.in_all]
    return f"All of these {len(found.alternatives) + 1} plans fund {'; '.join(shared)}."
