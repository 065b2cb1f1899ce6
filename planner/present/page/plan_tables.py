"""A plan's tables as text: its services, its areas, its years."""

from planner.plan.plan import Plan, Service
from planner.present.charts.geography import Geography
from planner.present.charts.palette import service_colours
from planner.present.naming import Names, areas_and_hub, kind_of, names_of
from planner.present.numbers import people, pounds
from planner.present.page.blocks import data_table
from planner.present.table import Cell, Table
from planner.present.words import share_of
from planner.scenario.scenario import Scenario


def services_table(
    plan: Plan, starts: bool | None = None, names: Names | None = None, geography: Geography | None = None
) -> Table:
    """What is funded: the catchment, hub first, with staff, coverage and cost; the last row adds up.

    With `starts` there is a column for the year a service starts in, else where the budget is by year;
    `names` are those of plans beside this one, and of this one else.
    """
    names = names or names_of(plan)
    colours = service_colours(plan, geography)
    yearly = plan.years is not None if starts is None else starts
    rows: list[tuple[str | Cell, ...]] = []
    for number, service in enumerate(plan.services, 1):
        starts_in = (str(service.starts or "–"),) if yearly else ()
        said = (areas_and_hub(service, names), kind_of(service, names, "one area"), *starts_in)
        rows.append((Cell(str(number), colours[service.id]), *said, _staff(service), *_money(service)))
    if plan.services:
        rows.append(_total(plan, yearly))
    headings = ("Service", "Areas (hub first)", "Kind", *(("Starts",) if yearly else ()), "Staff")
    headings += ("Supports", "Set-up, once", "Cost a year", "Cost each")
    numeric = frozenset(range(3, len(headings)))
    return data_table(
        "services", "Services to fund", headings, tuple(rows), numeric, total=bool(plan.services)
    )


def _staff(service: Service) -> str:
    if service.staff is None:
        return "fixed size"
    return f"+{service.staff}" if service.expands else str(service.staff)


def _money(service: Service) -> tuple[str, str, str, str]:
    return (
        people(service.covered),
        pounds(service.setup_cost),
        pounds(service.cost),
        cost_each(service.cost, service.covered),
    )


def cost_each(cost: float, covered: float) -> str:
    """Pounds for each young person supported, to the pound; a dash where nobody is."""
    return pounds(round(cost / covered)) if covered > 0 else "–"


def _total(plan: Plan, yearly: bool) -> tuple[str, ...]:
    covered = sum(service.covered for service in plan.services)
    cost = sum(service.cost for service in plan.services)
    setup = sum(service.setup_cost for service in plan.services)
    said = ("All", "", "", *(("",) if yearly else ()), "")
    return (*said, people(covered), pounds(setup), pounds(cost), cost_each(cost, covered))


def areas_table(plan: Plan, scenario: Scenario, geography: Geography | None = None) -> Table:
    """Each area's need in its parts, largest unmet need first."""
    numbers = {service.id: str(number) for number, service in enumerate(plan.services, 1)}
    colours = service_colours(plan, geography)
    served = bool(scenario.existing)
    headings = ("Area", "Service", "Need", *(("Existing",) if served else ()), "The plan")
    headings += ("In reach, no room", "Out of reach", "Supported")
    rows = []
    for area in plan.by_unmet:
        number = Cell(numbers[area.service], colours[area.service]) if area.service in numbers else "–"
        counts = (area.need, *((area.already_covered,) if served else ()), area.covered)
        counts += (area.reached_without_capacity, area.out_of_reach)
        supported = share_of(plan, (area.already_covered, area.covered), area.need)
        rows.append((area.name, number, *map(people, counts), supported))
    caption = "Young people at risk a year by area, largest unmet need first"
    return data_table("areas", caption, headings, tuple(rows), frozenset(range(2, len(headings))))


def years_table(plan: Plan) -> Table:
    """Money and coverage year by year, for a plan over years."""
    rows = tuple(
        (str(y.year), pounds(y.budget), pounds(y.spend), pounds(y.budget - y.spend), people(y.coverage))
        for y in plan.years or ()
    )
    headings = ("Year", "Budget", "Spend", "Left", "Supports")
    return data_table("years", "Year by year", headings, rows, frozenset(range(1, 5)))
