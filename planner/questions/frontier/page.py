"""The page of several budgets: what each buys, and a slider that redraws map and tables."""

from collections.abc import Sequence

from planner.plan.plan import Plan
from planner.present.charts.frontier_line import frontier_line, frontier_rows
from planner.present.context import ReportContext
from planner.present.numbers import about, people, pounds
from planner.present.page.blocks import Figure, Option, Page, Section, Switch
from planner.present.page.origins import last_sections
from planner.present.page.plan_page import plan_sections, shared_rows
from planner.present.proof import budgets_told
from planner.present.table import Table
from planner.present.words import beside, more, share_met
from planner.questions.frontier.answer import Frontier, Point
from planner.questions.frontier.tables import budgets_table

FREE, NESTED = "Each budget by itself", "Keeping every service of the budget before"


def frontier_page(frontier: Frontier, behind: ReportContext, told: tuple[str, ...] = ()) -> Page:
    """The page of a frontier; `told` are sentences on it, such as where more money buys nothing more."""
    plans: dict[str, Sequence[Plan]] = {FREE: frontier.plans}
    points: dict[str, Sequence[Point]] = {FREE: frontier.points}
    if frontier.nested and frontier.nested_plans:
        shown = len(frontier.nested_plans)  # a sweep that was stopped has fewer of these
        plans = {FREE: frontier.plans[:shown], NESTED: frontier.nested_plans}
        points = {FREE: frontier.points[:shown], NESTED: frontier.nested}
    return budgets_page(plans, behind, points, told)


def budgets_page(
    plans: dict[str, Sequence[Plan]],
    behind: ReportContext,
    points: dict[str, Sequence[Point]] | None = None,
    told: tuple[str, ...] = (),
) -> Page:
    """The page of plans for rising budgets, in one series or two of one length."""
    first = next(iter(plans.values()))
    series = {
        kind: tuple(
            Option(
                f"{pounds(plan.budget)} a year",
                (_buys(plans, plan, kind, told), *plan_sections(plan, behind)),
            )
            for plan in several
        )
        for kind, several in plans.items()
    }
    tables = _tables(plans, points or {})
    return Page(
        title=f"{behind.scenario.name}: what each budget buys",
        sections=(),
        switch=Switch("Budget a year", series, first=len(first) // 2),
        after=(
            Section("bought-numbers", "What each budget buys, in numbers", tables=tables),
            *last_sections(first[-1], behind),
        ),
        shared={**shared_rows(behind), "frontier": frontier_rows(plans)},
        foot=behind.attribution,
    )


def _tables(plans: dict[str, Sequence[Plan]], points: dict[str, Sequence[Point]]) -> tuple[Table, ...]:
    names = {FREE: "", NESTED: "keeping every service of the budget before"}
    return tuple(
        budgets_table(several, points.get(kind, ()), names.get(kind, kind)) for kind, several in plans.items()
    )


def _buys(plans: dict[str, Sequence[Plan]], shown: Plan, kind: str, told: tuple[str, ...]) -> Section:
    """What each budget buys: the same for every option, but for the budget that is marked."""
    figure = Figure(
        id="frontier",
        title="Young people supported at each budget",
        note="Each point is the plan found for its budget. Between two budgets at least what the smaller one "
        "buys can be had. The ring is the budget chosen.",
        alt=_alt(plans),
        table="budgets",
        spec=frontier_line(list(plans)),
        data={"chosen": frontier_rows({kind: [shown]})},
    )
    proofs = budgets_told(*plans.values())
    said = (_span(plans), *told, *proofs, beside(plans[FREE]))
    return Section("bought", "What each budget buys", tuple(filter(None, said)), figures=(figure,))


def _span(plans: dict[str, Sequence[Plan]]) -> str:
    made = [plan for plan in next(iter(plans.values())) if plan.has_plan]
    if not made:
        return "None of these budgets has a plan."
    low, high = made[0], made[-1]
    return (
        f"{pounds(low.budget)} a year supports {about(low.coverage)}{more(low)} of an "
        f"estimated {people(low.need)} young people at risk ({share_met(low)}); "
        f"{pounds(high.budget)} supports {about(high.coverage)} ({share_met(high)})."
    )


def _alt(plans: dict[str, Sequence[Plan]]) -> str:
    return f"Chart of young people supported against the budget. {_span(plans)}"
