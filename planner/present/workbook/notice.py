"""What a plan's sheets say of a change: totals that follow it, and what no longer holds once there is one."""

from dataclasses import dataclass

from planner.plan.plan import Plan
from planner.present.workbook.costs import Costs
from planner.present.workbook.services import Written
from planner.present.workbook.sheet import Formula, Value, text, total
from planner.present.workbook.years import YearsWritten

SAME = "The figures are those that the plan was solved with."
DIFFERENT = (
    "Figures have been changed since the plan was solved. Costs and room follow; that this is the best plan "
    "was proved of the figures as solved and is not proved of these: another may now do better."
)


@dataclass(frozen=True)
class Totals:
    """What a plan spends and supports, in formulas, and whether all is as it was solved."""

    spend: Formula
    supports: Formula
    each: Value
    unchanged: str
    """A condition of formulas."""

    def if_as_solved(self, told: str, else_told: str) -> Formula:
        """Words that hold of the plan as solved alone, and others once something is changed."""
        return Formula(f"IF({self.unchanged},{text(told)},{text(else_told)})", told)

    def notice(self) -> Formula:
        """Whether anything has been changed."""
        return self.if_as_solved(SAME, DIFFERENT)


def totals(
    plan: Plan, place: int, services: Written, costs: Costs, years: YearsWritten | None = None
) -> Totals:
    """The totals of the plan at this place: sums over its services, or over years where there are any."""
    if years is None:
        spend = _sum(services.span(place, "Cost a year"), plan.spend)
        supports = _sum(services.span(place, "Supports"), plan.coverage)
    else:
        spend, supports = total(years.spend, plan.spend), total(years.supports, plan.coverage)
    same = (f"ABS({spend.text}-{plan.spend!r})<0.005", f"ABS({supports.text}-{plan.coverage!r})<0.000001")
    unchanged = f"AND({costs.changed}=0,{','.join(same)})"
    paid, people = (spend.text, supports.text) if years is None else years.discounted
    each = plan.cost_per_person or (plan.spend / plan.coverage if plan.coverage else 0.0)
    return Totals(spend, supports, Formula(f"IF({people}>0,{paid}/{people},0)", each), unchanged)


def _sum(span: str | None, value: float) -> Formula:
    """The sum of a column over the services of a plan; 0 where it funds none."""
    return total(span, value) if span else Formula("0", value)
