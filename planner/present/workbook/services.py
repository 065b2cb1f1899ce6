"""Sheet `services`: what each funded service costs and supports, worked out from the assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.plan.plan import Plan, Service
from planner.present.workbook.costs import Costs
from planner.present.workbook.sheet import HEAD, Formula, Sheet, Value, lines
from planner.scenario.scenario import Scenario

COLUMNS = (
    ("Plan", 26, "text"),
    ("Budget a year", 13, "pounds"),
    ("Service", 8, "number"),
    ("Areas", 44, "wrapped"),
    ("Hub", 22, "text"),
    ("Kind", 11, "text"),
    ("Type", 14, "text"),
    ("Expands", 20, "text"),
    ("Starts", 8, "number"),
    ("Number of areas", 10, "number"),
    ("Staff", 8, "number"),
    ("In reach", 10, "people"),
    ("Room for", 10, "people"),
    ("Supports", 10, "people"),
    ("Cost factor", 9, "number"),
    ("Set-up, once", 12, "pounds"),
    ("Cost a year", 13, "pounds"),
    ("Cost each", 11, "pounds"),
    ("Id", 30, "text"),
)
PLACE = {heading: column for column, (heading, _, _) in enumerate(COLUMNS)}


def yearly(plan: Plan) -> tuple[tuple[str, str, int], ...]:
    """For a plan over years, headings of what each service costs and supports in each, and the year."""
    return tuple((f"Cost in {y.year}", f"Supports in {y.year}", y.year) for y in plan.years or ())


@dataclass
class Written:
    """Where the services of each plan stand: first and last row by plan, and the row of each service."""

    sheet: Sheet
    place: dict[str, int]
    rows: list[tuple[int, int]] = field(default_factory=list)
    row_of: dict[tuple[int, str], int] = field(default_factory=dict)

    def span(self, plan: int, heading: str) -> str | None:
        """The cells of one plan under a heading; None where it funds nothing."""
        first, last = self.rows[plan]
        return self.sheet.span(first, last, self.place[heading]) if first <= last else None

    def cell(self, plan: int, service: str, heading: str) -> str:
        """One cell of a service."""
        return self.sheet.address(self.row_of[plan, service], PLACE[heading])


def write_services(
    sheet: Sheet, plans: Sequence[tuple[str, Plan]], scenario: Scenario, costs: Costs
) -> Written:
    """Write the sheet, plan after plan; `plans` have the name of their series."""
    columns = [*COLUMNS]
    for cost, supports, _ in yearly(plans[0][1]):
        columns += [(cost, 13, "pounds"), (supports, 10, "people")]
    sheet.head([heading for heading, _, _ in columns], [width for _, width, _ in columns])
    written = Written(sheet, {heading: column for column, (heading, _, _) in enumerate(columns)})
    row = HEAD + 1
    for place, (series, plan) in enumerate(plans):
        written.rows.append((row, row + len(plan.services) - 1))
        for number, service in enumerate(plan.services, 1):
            written.row_of[place, service.id] = row
            line = _Line(sheet, row, service, scenario, costs)
            values: list[Value] = [
                series,
                plan.budget,
                number,
                *line.named(plan),
                *line.sized(),
                *line.costed(),
                service.id,
                *line.by_year(plan),
            ]
            for column, (value, (_, _, style)) in enumerate(zip(values, columns, strict=True)):
                sheet.put(row, column, value, style)
            sheet.tall(row, lines(str(values[PLACE["Areas"]]), COLUMNS[PLACE["Areas"]][1]))
            row += 1
    return written


class _Line:
    """One service as a row whose formulas are the model's."""

    def __init__(self, sheet: Sheet, row: int, service: Service, scenario: Scenario, costs: Costs) -> None:
        self.sheet, self.row, self.service, self.scenario, self.costs = sheet, row, service, scenario, costs
        self.kind = scenario.services[service.type]

    def _at(self, heading: str) -> str:
        return self.sheet.address(self.row, PLACE[heading])

    def _figure(self, name: str) -> str:
        return self.costs.of(f"services.{self.service.type}.{name}")

    def named(self, plan: Plan) -> list[Value]:
        one, names = self.service, {area.area: area.name for area in plan.areas}
        areas = ", ".join(names[code] for code in one.areas)
        return [areas, names[one.hub], one.kind, one.type, one.expands, one.starts]

    def sized(self) -> list[Value]:
        """Areas, staff, reach, room for and supports."""
        one = self.service
        room = f"{self._at('Staff')}*{self._figure('staff.caseload')}"
        capacity = self._figure("capacity") if one.staff is None else room
        supports: Value = Formula(f"MIN({self._at('In reach')},{self._at('Room for')})", one.covered)
        if self.scenario.draws is not None:  # the mean of the lesser of two is not the lesser of two means
            supports = one.covered
        return [
            len(one.areas),
            one.staff,
            one.reachable,
            Formula(capacity, one.capacity),
            supports,
        ]

    def by_year(self, plan: Plan) -> list[Value]:
        """What it costs and supports in each of the years of a budget by year."""
        one, years, values = self.service, self.scenario.years, list[Value]()
        for _, _, year in yearly(plan):
            assert years is not None
            assert one.starts is not None
            running, begins = one.cost if one.starts <= year else 0.0, one.starts == year
            share = years.reached(year - years.first, one.starts - years.first)
            paid = self._at("Cost a year") if running else "0"
            paid += f"+{self._at('Set-up, once')}" if begins else ""
            cost = running + (one.setup_cost if begins else 0.0)
            values += [
                Formula(paid, cost),
                Formula(f"{self._at('Supports')}*{share!r}", one.covered * share),
            ]
        return values

    def costed(self) -> list[Value]:
        """Cost factor, set-up, cost a year and cost for each young person supported."""
        one, areas = self.service, self.scenario.areas
        factor = float(areas.cost_factor[areas.position[one.hub]])
        setup = "0" if one.expands else f"{self._at('Cost factor')}*{self._figure('setup_cost')}"
        each = f"IF({self._at('Supports')}>0,{self._at('Cost a year')}/{self._at('Supports')},0)"
        return [
            factor,
            Formula(setup, one.setup_cost),
            Formula(self._yearly(), one.cost),
            Formula(each, one.cost / one.covered if one.covered > 0 else 0.0),
        ]

    def _yearly(self) -> str:
        """`cost_factor * (setup/term + annual + joint * (areas - 1) + staff_cost * staff)`."""
        one = self.service
        staff = f"{self._figure('staff.cost')}*{self._at('Staff')}" if one.staff is not None else "0"
        if one.expands:
            before = next(old for old in self.scenario.existing if old.name == one.expands)
            added = f"({self._at('Number of areas')}-{len(before.areas)})"
            return f"{self._at('Cost factor')}*({self._figure('joint_cost')}*{added}+{staff})"
        shared = f"{self._figure('joint_cost')}*({self._at('Number of areas')}-1)"
        spread = "" if self.scenario.years else f"{self._figure('setup_cost')}/{self.costs.of('term')}+"
        return f"{self._at('Cost factor')}*({spread}{self._figure('annual_cost')}+{shared}+{staff})"
