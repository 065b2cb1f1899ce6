"""A plan as tables on a terminal or in a pipe."""

from typing import Any

from rich import box
from rich.console import Console, ConsoleOptions
from rich.markup import escape
from rich.table import Table

from planner.plan.plan import Plan, Service, YearOutcome
from planner.present.naming import areas_and_hub, kind_of, names_of
from planner.present.numbers import each_costs, people, pounds, whole_pounds
from planner.present.proof import proof, unspent
from planner.present.stacked import Fitted
from planner.present.ties import ties
from planner.present.words import already, caution, each, headline


class Ruled(box.Box):
    """One line under the headings, of hyphens where the reader's code page has no other."""

    def substitute(self, options: ConsoleOptions, safe: bool = True) -> box.Box:
        """The lines that can be shown."""
        return HYPHENS if options.ascii_only else super().substitute(options, safe=safe)


HYPHENS = box.Box(str(box.SIMPLE_HEAD).replace("─", "-"), ascii=True)
RULED = Ruled(str(box.SIMPLE_HEAD))


def print_plan(plan: Plan, console: Console) -> None:
    """The plan for people: the headline, the services, the areas by unmet need, and the proof."""
    console.print(escape(plan.scenario), style="bold", highlight=False)
    _say(console, headline(plan))
    _say(console, already(plan))
    console.print()
    if plan.services:
        console.print(_services_table(plan))
    if plan.years:
        console.print(_years_table(plan.years))
    console.print(_areas_table(plan))
    for sentence in (proof(plan), ties(plan), each(plan), unspent(plan), caution(plan)):
        _say(console, sentence)


def _say(console: Console, sentence: str | None) -> None:
    if sentence:
        console.print(escape(sentence), highlight=False)


def _services_table(plan: Plan) -> Table:
    names = names_of(plan)
    table = plain_table("Services to fund")
    table.add_column("#", justify="right")
    table.add_column("Areas (hub first)", ratio=1)
    table.add_column("Kind")
    for heading in (*(("Starts",) if plan.years else ()), "Staff", "Supports", "£ a year", "£ each"):
        table.add_column(heading, justify="right")
    for number, service in enumerate(plan.services, 1):
        table.add_row(
            str(number),
            escape(areas_and_hub(service, names)),
            escape(kind_of(service, names)),
            *((str(service.starts),) if plan.years else ()),
            _staff(service),
            people(service.covered),
            whole_pounds(service.cost),
            each_costs(service.cost, service.covered).removeprefix("£"),
        )
    return table


def _years_table(years: tuple[YearOutcome, ...]) -> Table:
    table = plain_table("Year by year")
    for heading in ("Year", "Budget £", "Spend £", "Left £", "Supports"):
        table.add_column(heading, justify="right")
    for year in years:
        money = (year.budget, year.spend, year.budget - year.spend)
        table.add_row(
            str(year.year), *(pounds(one).removeprefix("£") for one in money), people(year.coverage)
        )
    return table


def _staff(service: Service) -> str:
    if service.staff is None:
        return "-"
    return f"+{service.staff}" if service.expands else str(service.staff)


def _areas_table(plan: Plan) -> Table:
    numbers = {service.id: str(number) for number, service in enumerate(plan.services, 1)}
    existing = any(area.already_covered for area in plan.areas)
    grown = ", once every service is fully grown" if plan.years else ""
    table = plain_table(f"Young people at risk a year, largest unmet need first{grown}")
    table.add_column("Area", ratio=1, min_width=22)
    table.add_column("#", justify="right")
    headings = ("Need", *(("Served",) if existing else ()), "Plan", "No room", "Out of\nreach", "Unmet")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for area in plan.by_unmet:
        counts = [area.need, *([area.already_covered] if existing else []), area.covered]
        counts += [area.reached_without_capacity, area.out_of_reach, area.unmet]
        table.add_row(escape(area.name), numbers.get(area.service or "", ""), *map(people, counts))
    return table


def plain_table(title: str, **more: Any) -> Table:
    """A table without lines between rows, that loses no column on a narrow screen."""
    return Fitted(title=title, title_justify="left", title_style="bold", box=RULED, pad_edge=False, **more)
