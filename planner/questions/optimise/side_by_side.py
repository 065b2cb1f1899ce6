"""Plans of one scenario at several budgets, side by side."""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.markup import escape

from planner.plan.plan import Plan, Service
from planner.present.drawers.terminal import plain_table
from planner.present.naming import hub_first, names_of
from planner.present.numbers import each_costs, people, pounds
from planner.present.proof import proof
from planner.present.words import beside, caution, share_met


def print_plans(plans: Sequence[Plan], console: Console) -> None:
    """What each budget does, and which services each funds."""
    console.print(escape(plans[0].scenario), style="bold", highlight=False)
    console.print()
    table = plain_table("Budgets side by side, a year")
    table.add_column("", no_wrap=True)
    for plan in plans:
        table.add_column(pounds(plan.budget), justify="right")
    for heading, cell in MEASURES.items():
        table.add_row(heading, *(cell(plan) if plan.has_plan else "no plan" for plan in plans))
    console.print(table)
    _print_services(plans, console)
    for plan in plans:
        console.print(escape(f"{pounds(plan.budget)}: {proof(plan)}"), highlight=False)
    for sentence in filter(None, (beside(plans), caution(plans[0]))):
        console.print(sentence, highlight=False)


def _kinds(plan: Plan, kind: str) -> str:
    return str(sum(service.kind == kind for service in plan.services))


MEASURES: dict[str, Callable[[Plan], str]] = {
    "Supports": lambda plan: people(plan.coverage),
    "Share of need": lambda plan: share_met(plan),
    "Spend": lambda plan: pounds(plan.spend),
    "Left unspent": lambda plan: pounds(plan.budget - plan.spend),
    "£ each": lambda plan: each_costs(plan.spend, plan.coverage),
    "Services for one area": lambda plan: _kinds(plan, "single"),
    "Joint services": lambda plan: _kinds(plan, "joint"),
    "Services expanded": lambda plan: _kinds(plan, "expansion"),
    "Areas newly served": lambda plan: str(sum(area.service is not None for area in plan.areas)),
}


def _print_services(plans: Sequence[Plan], console: Console) -> None:
    names = names_of(*plans)
    table = plain_table("Services, with their staff at each budget")
    table.add_column("Areas (hub first)", ratio=1)
    for plan in plans:
        table.add_column(pounds(plan.budget), justify="right")
    every: dict[tuple[str, ...], Service] = {}
    for plan in plans:
        every.update({_same(service): service for service in plan.services})
    for key in sorted(every):
        staff = [next((s for s in plan.services if _same(s) == key), None) for plan in plans]
        table.add_row(escape(hub_first(every[key], names)), *map(_staff, staff))
    if every:
        console.print(table)


def _same(service: Service) -> tuple[str, ...]:
    """What makes two services the same but for their staff."""
    return (*service.areas, service.hub, service.type, service.expands or "")


def _staff(service: Service | None) -> str:
    if service is None:
        return "-"
    return "yes" if service.staff is None else str(service.staff)
