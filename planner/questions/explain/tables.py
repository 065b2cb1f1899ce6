"""The short account of a plan as tables: every service, and the areas left out."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.plan.plan import Plan
from planner.present.drawers.terminal import plain_table
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people, pounds
from planner.present.proof import proof, proved
from planner.present.words import CAUTION, headline, over_years, share_of
from planner.questions.explain.answer import AreaExplained, ServiceExplained
from planner.questions.explain.words import NOT_BEST, better


def print_sentences(title: str, sentences: Iterable[str], console: Console) -> None:
    """An explanation in sentences, a line each, and the caution."""
    console.print(escape(title), style="bold", highlight=False)
    for sentence in (*sentences, CAUTION):
        sentence = sentence[:1].upper() + sentence[1:]
        console.print(escape(sentence), highlight=False)


def print_account(
    plan: Plan,
    services: Sequence[ServiceExplained],
    areas: Sequence[AreaExplained],
    more: int,
    console: Console,
) -> None:
    """Every service with what is lost without it, and areas left out with what it costs to take them in.

    `more` areas left out were not looked at.
    """
    console.print(escape(plan.scenario), style="bold", highlight=False)
    console.print(escape(headline(plan)), highlight=False)
    console.print()
    if services:
        console.print(_services_table(plan, services))
    if areas:
        console.print(_areas_table(plan, areas))
    every = (plan, *(one.next_best for one in services), *(one.with_it for one in areas))
    unproved = sum(one is not None and not proved(one) for one in every)
    told = [proof(plan)]
    told += [f"{unproved} of the plans compared are not proved best in the time given."] if unproved else []
    told += [NOT_BEST] if any(one is not None and better(one, plan) for one in every) else []
    told += [f"{more} more areas are left out; ask for one with --area."] if more else []
    told += ["For one of them in full: planner explain SCENARIO --service ID, or --area NAME.", CAUTION]
    for sentence in told:
        console.print(escape(sentence), highlight=False)


def _services_table(plan: Plan, services: Sequence[ServiceExplained]) -> Table:
    names = names_of(plan)
    table = plain_table("What each service brings")
    table.add_column("Areas (hub first)", ratio=3)
    for heading in (over_years(plan, "Supports"), "Share", over_years(plan, "Lost\nwithout")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Next best use of its money", ratio=3)
    for told in services:
        lost = ("no plan" if told.settled else "not known") if told.lost is None else people(told.lost)
        instead = "; ".join(hub_first(one, names) for one in told.instead) or "-"
        part = share_of(plan, (told.share,), plan.coverage)
        table.add_row(escape(hub_first(told.service, names)), people(told.share), part, lost, escape(instead))
    return table


def _areas_table(plan: Plan, areas: Sequence[AreaExplained]) -> Table:
    table = plain_table("Areas left out: the best plan that takes each in")
    table.add_column("Area", ratio=1)
    money = "£ a year\nmore" if plan.years is None else "£ more,\nall years"
    for heading in ("Need", over_years(plan, "Supports\nin all"), over_years(plan, "Fewer"), money):
        table.add_column(heading, justify="right", no_wrap=True)
    need = {area.area: area.need for area in plan.areas}
    for told in areas:
        row = ["no plan" if told.settled else "not known", "-", "-"]
        if told.with_it is not None and told.lost is not None:
            more = told.with_it.spend - plan.spend
            row = [people(told.with_it.coverage), people(told.lost), _signed(more)]
        table.add_row(escape(told.name), people(need[told.area]), *row)
    return table


def _signed(amount: float) -> str:
    sign = "-" if amount < -0.005 else ""
    return sign + pounds(abs(amount)).removeprefix("£")
