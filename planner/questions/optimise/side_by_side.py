"""Plans of one scenario at several budgets, side by side."""

from collections.abc import Callable, Sequence

from planner.plan.plan import Plan, Service
from planner.present.naming import hub_first, names_of
from planner.present.numbers import Kind, each_costs, people, pounds, to_the_pound
from planner.present.proof import proof
from planner.present.table import Column, Row, Table, Value
from planner.present.told import Title, Told
from planner.present.words import beside, caution, share_met


def plans_told(plans: Sequence[Plan]) -> Told:
    """What each budget does, and which services each funds."""
    yield Title(plans[0].scenario)
    yield ""
    yield measures_table(plans)
    if any(plan.services for plan in plans):
        yield services_table(plans)
    yield from (f"{pounds(plan.budget)}: {proof(plan)}" for plan in plans)
    yield from (beside(plans), caution(plans[0]))


def measures_table(plans: Sequence[Plan]) -> Table:
    """What each budget does: a row a measure, a column a budget."""
    rows: tuple[Row, ...] = tuple(
        (heading, *(cell(plan) if plan.has_plan else "no plan" for plan in plans))
        for heading, cell in MEASURES.items()
    )
    return Table("budgets", "Budgets side by side, a year", (Column("Measure"), *_budgets(plans)), rows)


def _budgets(plans: Sequence[Plan]) -> list[Column]:
    return [Column(pounds(plan.budget), Kind.NUMBER) for plan in plans]


def _kinds(plan: Plan, kind: str) -> str:
    return str(sum(service.kind == kind for service in plan.services))


MEASURES: dict[str, Callable[[Plan], str]] = {
    "Supports": lambda plan: people(plan.coverage),
    "Share of need": lambda plan: share_met(plan),
    "Spend": lambda plan: to_the_pound(plan.spend),
    "Left unspent": lambda plan: to_the_pound(plan.budget - plan.spend),
    "£ each": lambda plan: each_costs(plan.spend, plan.coverage),
    "Services for one area": lambda plan: _kinds(plan, "single"),
    "Joint services": lambda plan: _kinds(plan, "joint"),
    "Services expanded": lambda plan: _kinds(plan, "expansion"),
    "Areas newly served": lambda plan: str(sum(area.service is not None for area in plan.areas)),
}


def services_table(plans: Sequence[Plan]) -> Table:
    """Every service that any of the budgets funds, with its staff at each."""
    names = names_of(*plans)
    every = {_same(service): service for plan in plans for service in plan.services}
    rows: list[Row] = []
    for key in sorted(every):
        staff = [next((s for s in plan.services if _same(s) == key), None) for plan in plans]
        rows.append((hub_first(every[key], names), *map(_staff, staff)))
    columns = (Column("Areas (hub first)", wide=True), *_budgets(plans))
    return Table("services", "Services, with their staff at each budget", columns, tuple(rows))


def _same(service: Service) -> tuple[str, ...]:
    """What makes two services the same but for their staff."""
    return (*service.areas, service.hub, service.type, service.expands or "")


def _staff(service: Service | None) -> Value:
    if service is None:
        return None
    return "yes" if service.staff is None else service.staff
