"""A plan's tables: its services, its areas, its years; and all of it on a terminal."""

from collections.abc import Mapping

from planner.plan.plan import Plan, Service
from planner.present.naming import Names, areas_and_hub, kind_of, names_of
from planner.present.numbers import Kind
from planner.present.proof import proof, unspent
from planner.present.rounding import together
from planner.present.shown import shown
from planner.present.table import Cell, Column, Row, Table, Value
from planner.present.ties import ties
from planner.present.told import Title, Told
from planner.present.words import already, caution, each, headline, share_in

NUMBER = Column("Service", short="#")

GROWN = (
    "With a budget by year, what services support and cost is that of a year in which all of them are fully "
    "grown. In the last year some may still be growing, and all together support fewer."
)


def plan_told(plan: Plan) -> Told:
    """The plan for people: the headline, the services, the areas by unmet need, and the proof."""
    yield Title(plan.scenario)
    yield from (headline(plan), already(plan), "")
    if plan.services:
        yield services_table(plan).without("Set-up, once")
    if plan.years:
        yield years_table(plan)
    yield areas_table(plan).without("Supported")
    yield from (proof(plan), ties(plan), each(plan), unspent(plan), caution(plan))


def services_table(
    plan: Plan,
    starts: bool | None = None,
    names: Names | None = None,
    colours: Mapping[str, str] | None = None,
) -> Table:
    """What is funded: the catchment, hub first, with staff, coverage and cost; the last row adds up.

    With `starts` there is a column for the year a service starts in, else where the budget is by year;
    `names` are those of plans beside this one, and of this one else; `colours` are by the service's id.
    """
    plan, names = shown(plan), names or names_of(plan)
    columns = (
        NUMBER,
        Column("Areas (hub first)", wide=True),
        Column("Kind"),
        Column("Starts", Kind.YEAR),
        Column("Staff", Kind.NUMBER),
        Column("Supports", Kind.PEOPLE),
        Column("Set-up, once", Kind.POUNDS),
        Column("Cost a year", Kind.POUNDS, "£ a year"),
        Column("Cost each", Kind.POUNDS, "£ each"),
    )
    rows: list[Row] = [
        (
            numbered(number, service.id, colours),
            areas_and_hub(service, names),
            kind_of(service, names, "one area"),
            service.starts,
            staff_of(service),
            service.covered,
            service.setup_cost,
            service.cost,
            for_each(service.cost, service.covered),
        )
        for number, service in enumerate(plan.services, 1)
    ]
    if rows:
        rows.append(_total(plan))
    yearly = plan.years is not None if starts is None else starts
    notes = (GROWN,) if yearly else ()
    table = Table("services", "Services to fund", columns, tuple(rows), notes, total=bool(rows))
    return table if yearly else table.without("Starts")


def _total(plan: Plan) -> Row:
    covered = together(*(service.covered for service in plan.services))
    cost = sum(service.cost for service in plan.services)
    setup = sum(service.setup_cost for service in plan.services)
    return "All", "", "", "", "", covered, setup, cost, for_each(cost, covered)


def numbered(number: int, service: str, colours: Mapping[str, str] | None) -> Value | Cell:
    """The number of a service, in its colour where there is a map."""
    return Cell(number, colours[service]) if colours else number


def staff_of(service: Service, fixed: str = "fixed size") -> Value:
    """A service's staff; `+2` where it expands one that runs already."""
    if service.staff is None:
        return fixed
    return f"+{service.staff}" if service.expands else service.staff


def for_each(cost: float, covered: float) -> float | None:
    """Pounds for each young person supported; None where nobody is."""
    return cost / covered if covered > 0 else None


def areas_table(plan: Plan, existing: bool | None = None, colours: Mapping[str, str] | None = None) -> Table:
    """Each area's need in its parts, largest unmet need first.

    With `existing` there is a column for whom existing services support, else where they support anybody.
    """
    plan = shown(plan)
    numbers = {service.id: number for number, service in enumerate(plan.services, 1)}
    columns = (
        Column("Area", wide=True),
        NUMBER,
        Column("Need", Kind.PEOPLE),
        Column("Existing", Kind.PEOPLE, "Served"),
        Column("The plan", Kind.PEOPLE, "Plan"),
        Column("In reach, no room", Kind.PEOPLE, "No room"),
        Column("Out of reach", Kind.PEOPLE, "Out of\nreach"),
        Column("Unmet", Kind.PEOPLE),
        Column("Supported", Kind.SHARE),
    )
    rows: list[Row] = [
        (
            area.name,
            numbered(numbers[area.service], area.service, colours) if area.service in numbers else None,
            area.need,
            area.already_covered,
            area.covered,
            area.reached_without_capacity,
            area.out_of_reach,
            together(area.reached_without_capacity, area.out_of_reach),
            share_in(plan, (area.already_covered, area.covered), area.need),
        )
        for area in plan.by_unmet
    ]
    grown = ", once every service is fully grown" if plan.years else ""
    caption = f"Young people at risk a year by area, largest unmet need first{grown}"
    table = Table("areas", caption, columns, tuple(rows))
    served = any(area.already_covered for area in plan.areas) if existing is None else existing
    return table if served else table.without("Existing")


def years_table(plan: Plan) -> Table:
    """Money and coverage year by year, for a plan over years."""
    columns = (
        Column("Year", Kind.YEAR),
        Column("Budget", Kind.POUNDS, "Budget £"),
        Column("Spend", Kind.POUNDS, "Spend £"),
        Column("Left", Kind.POUNDS, "Left £"),
        Column("Supports", Kind.PEOPLE),
    )
    rows: tuple[Row, ...] = tuple(
        (year.year, year.budget, year.spend, year.budget - year.spend, year.coverage)
        for year in plan.years or ()
    )
    return Table("years", "Year by year", columns, rows)
