"""Sheet `areas`: each area's need in its parts, following what its service supports."""

from collections.abc import Sequence

from planner.plan.plan import AreaOutcome, Plan
from planner.present.workbook.services import Written
from planner.present.workbook.sheet import HEAD, Formula, Sheet, Value, shown_share

COLUMNS = (
    ("Plan", 26, "text"),
    ("Budget a year", 13, "pounds"),
    ("Code", 13, "text"),
    ("Area", 28, "text"),
    ("Service", 8, "number"),
    ("Need", 9, "people"),
    ("Existing services", 10, "people"),
    ("In reach", 10, "people"),
    ("Share of its service", 10, "share"),
    ("The plan", 9, "people"),
    ("In reach, no room", 10, "people"),
    ("Out of reach", 9, "people"),
    ("Unmet", 9, "people"),
    ("Supported", 10, "share"),
)
PLACE = {heading: column for column, (heading, _, _) in enumerate(COLUMNS)}


class WrittenAreas:
    """Where the areas of each plan stand."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self.rows = sheet, list[tuple[int, int]]()

    def span(self, plan: int, heading: str) -> str:
        """The cells of one plan under a heading."""
        return self._sheet.span(*self.rows[plan], PLACE[heading])


def write_areas(sheet: Sheet, plans: Sequence[tuple[str, Plan]], services: Written) -> WrittenAreas:
    """Write the sheet, plan after plan; an area's coverage is its share of what its service supports."""
    sheet.head([heading for heading, _, _ in COLUMNS], [width for _, width, _ in COLUMNS])
    written, row = WrittenAreas(sheet), HEAD + 1
    for place, (series, plan) in enumerate(plans):
        written.rows.append((row, row + len(plan.areas) - 1))
        numbers = {service.id: number for number, service in enumerate(plan.services, 1)}
        for area in plan.areas:
            values: list[Value] = [series, plan.budget, area.area, area.name, numbers.get(area.service or "")]
            values += _parts(sheet, row, area, plan, place, services)
            for column, (value, (_, _, style)) in enumerate(zip(values, COLUMNS, strict=True)):
                sheet.put(row, column, value, style)
            row += 1
    return written


def _parts(
    sheet: Sheet, row: int, area: AreaOutcome, plan: Plan, place: int, services: Written
) -> list[Value]:
    def at(heading: str) -> str:
        return sheet.address(row, PLACE[heading])

    in_reach = area.covered + area.reached_without_capacity
    share, covered = 0.0, Formula("0", area.covered)
    if area.service is not None:
        whole = plan.service(area.service).covered
        share = area.covered / whole if whole > 0 else 0.0
        covered = Formula(
            f"{at('Share of its service')}*{services.cell(place, area.service, 'Supports')}", area.covered
        )
    supported = area.already_covered + area.covered
    return [
        area.need,
        area.already_covered,
        in_reach,
        share,
        covered,
        Formula(f"{at('In reach')}-{at('The plan')}", area.reached_without_capacity),
        area.out_of_reach,
        Formula(
            f"{at('In reach, no room')}+{at('Out of reach')}",
            area.reached_without_capacity + area.out_of_reach,
        ),
        Formula(
            f"IF({at('Need')}>0,({at('Existing services')}+{at('The plan')})/{at('Need')},0)",
            shown_share(plan, supported, area.need, area.already_covered, area.covered),
        ),
    ]
