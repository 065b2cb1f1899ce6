"""Scenarios side by side as tables."""

import math
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.plan.plan import Plan
from planner.present.drawers.terminal import plain_table
from planner.present.naming import Names, hub_first, names_in, wherever_based
from planner.present.numbers import each_costs, people, pounds, share
from planner.present.proof import proof, proved, standings
from planner.present.words import and_list, beside, caution, share_of
from planner.questions.claims import hedge_sentence
from planner.questions.compare.answer import Comparison, LeastServed, Metrics
from planner.questions.compare.robust import NoRobust, Robust
from planner.scenario.scenario import Scenario


def print_comparison(
    comparison: Comparison,
    hedges: Sequence[Robust | NoRobust],
    scenarios: Sequence[Scenario],
    console: Console,
) -> None:
    """The comparison for people: measures, differences, what plans share, regret, the one plan for all."""
    names = names_in(*scenarios)
    console.print(_measures_table(comparison))
    for sentence in filter(None, (by_year(comparison), beside(comparison.plans))):
        console.print(escape(sentence), highlight=False)
    console.print()
    if comparison.differences:
        console.print(_differences_table(comparison))
    for sentence in (shared_sentence(comparison, names), _least_served(comparison)):
        console.print(escape(sentence), highlight=False)
    console.print()
    console.print(_regret_table(comparison))
    console.print(escape(" ".join([REGRET, *marks(comparison)])), highlight=False)
    for robust in hedges:
        console.print()
        _print_robust(robust, comparison, names, console)
    for sentence in (proofs(comparison), caution(comparison)):
        console.print(escape(sentence), highlight=False)


def a_year(scenarios: Sequence[Metrics]) -> list[Metrics]:
    """The measures with sums over years as means a year, so that all are of one year."""
    return [one if one.years is None else _mean(one, one.years[1] - one.years[0] + 1) for one in scenarios]


def _mean(one: Metrics, years: int) -> Metrics:
    means = {key: getattr(one, key) / years for key in ("coverage", "bound", "budget", "spend")}
    return one.model_copy(update=means)


def by_year(comparison: Comparison) -> str | None:
    """What the measures of scenarios with a budget by year are, where there are any."""
    named = {n: one.years for n, one in enumerate(comparison.scenarios, 1) if one.years is not None}
    if not named:
        return None
    each = and_list(f"#{n} ({first} to {last})" for n, (first, last) in named.items())
    discounted = any(plan.asked.discounted for plan in comparison.plans)
    return (
        f"By year: {each}. Supports, budget and spend are means a year over these; the share of need is the "
        "last year's, and the gap and the numbers by area are of a year in which every service is fully grown"
        f"{'; the cost for each is with both sides discounted' if discounted else ''}."
    )


REGRET = (
    "Each row is a plan, each column the scenario that comes true: young people fewer than with that "
    "scenario's own plan."
)


def need_met(plan: Plan) -> str:
    """The share of need that is supported, existing services counted; over years that of the last."""
    last = plan.years[-1].coverage if plan.years else plan.coverage
    return share_of(plan, (plan.already_covered, last), plan.need)


def _measures_table(comparison: Comparison) -> Table:
    table = plain_table("Scenarios side by side, a year")
    table.add_column("#", justify="right")
    table.add_column("Scenario", ratio=1)
    for heading in ("Supports", "Share", "Spend\\n£k", "£ each", "Services\\n(joint)", "Areas", "Gap"):
        table.add_column(heading.replace("\\n", "\n"), justify="right", no_wrap=True)
    for number, one in enumerate(a_year(comparison.scenarios), 1):
        table.add_row(str(number), escape(one.name), *_measures(one, comparison.plans[number - 1]))
    table.caption = (
        "Share: of need supported. Areas: with access to a service. Gap: share of need supported in the "
        "best-served area less that in the least-served."
    )
    table.caption_justify = "left"
    return table


def _measures(one: Metrics, plan: Plan) -> tuple[str, ...]:
    if one.status not in ("optimal", "feasible"):
        return ("no plan", *[""] * 6)
    return (
        people(one.coverage),
        "-" if one.share_of_need is None else need_met(plan),
        f"{one.spend / 1000:,.0f}",
        "-" if one.cost_per_person is None else each_costs(one.cost_per_person, 1.0).removeprefix("£"),
        f"{one.services} ({one.joint_services})",
        str(one.areas_with_access),
        "-" if one.gap_in_share is None else share(one.gap_in_share, 1.0),
    )


def _differences_table(comparison: Comparison) -> Table:
    table = plain_table("What differs between the scenarios")
    table.add_column("Key", overflow="fold")
    for number in range(1, len(comparison.scenarios) + 1):
        table.add_column(f"#{number}", overflow="fold")
    for key, values in comparison.differences.items():
        table.add_row(escape(key), *(escape("-" if one is None else in_short(one)) for one in values))
    return table


def in_short(value: Any) -> str:
    """The value of a key, cut short where it is long."""
    text = str(value)
    return (
        text if len(text) <= 40 else f"{len(value)} entries" if isinstance(value, list) else f"{text[:37]}..."
    )


def shared_sentence(comparison: Comparison, names: Names) -> str:
    """Which services are in every plan."""
    if not comparison.in_every_plan:
        return "No service is in every plan."
    told = "; ".join(wherever_based(comparison.services[one], names) for one in comparison.in_every_plan)
    return f"In every plan: {told}."


def least_served(least: LeastServed, of: str = "") -> str:
    """The area that is least served, with the share of its need that is supported where that is shown."""
    return least.name if math.isnan(least.share) else f"{least.name} ({share(least.share, 1.0)}{of})"


def _least_served(comparison: Comparison) -> str:
    told = [
        f"#{number} {least_served(one.least_served, ' of its need')}"
        for number, one in enumerate(comparison.scenarios, 1)
        if one.least_served
    ]
    return f"Least served, and with most need of those: {'; '.join(told)}."


def _regret_table(comparison: Comparison) -> Table:
    table = plain_table("Regret")
    table.add_column("Plan of")
    for number in range(1, len(comparison.scenarios) + 1):
        table.add_column(f"in #{number}", justify="right", no_wrap=True)
    for row, _ in enumerate(comparison.scenarios):
        lost = (lost_in_words(comparison, row, column) for column in range(len(comparison.scenarios)))
        table.add_row(f"#{row + 1}", *lost)
    return table


def lost_in_words(comparison: Comparison, row: int, column: int) -> str:
    """Young people fewer, with a mark where the plan is over that scenario's budget or breaks its rules."""
    lost = comparison.regret[row][column]
    if lost is None:
        return "-"
    dear = "" if comparison.fits_budget[row][column] else "£"
    broken = "" if comparison.keeps_rules[row][column] else "!"
    return f"{people(lost + 0.0)}{dear}{broken}"


def marks(comparison: Comparison) -> list[str]:
    """What the marks in the matrix of regret mean, as far as they are used."""
    told = []
    if any(fits is False for row in comparison.fits_budget for fits in row):
        told.append("£: over that scenario's budget.")
    if any(keeps is False for row in comparison.keeps_rules for keeps in row):
        told.append("!: breaks its rules.")
    if any(lost is None for row in comparison.regret for lost in row):
        years = any(plan.years for plan in comparison.plans)
        told.append(f"-: cannot be valued there{', as where a budget is by year' if years else ''}.")
    return told


def _print_robust(robust: Robust | NoRobust, comparison: Comparison, names: Names, console: Console) -> None:
    console.print(escape(hedge_sentence(robust)), highlight=False)
    if isinstance(robust, NoRobust):
        return
    for service in robust.plan.services:
        staff = () if service.staff is None else (f"{service.staff} staff",)
        console.print(escape(f"  {hub_first(service, names, *staff)}"), highlight=False)
    table = plain_table("What it does in each")
    for heading in ("#", "Supports", "Fewer than\nits own plan", "Spend £"):
        table.add_column(heading, justify="right", no_wrap=True)
    for place, _ in enumerate(comparison.scenarios):
        spend = pounds(robust.spend[place]).removeprefix("£")
        numbers = (people(robust.coverage[place]), people(robust.regret[place] + 0.0), spend)
        table.add_row(str(place + 1), *numbers)
    console.print(table)


def proofs(comparison: Comparison) -> str:
    """Which plans are not proved best, with how far off the first of these may be."""
    told = standings({f"#{n}": plan for n, plan in enumerate(comparison.plans, 1)}, "scenario")
    left = [plan for plan in comparison.plans if plan.has_plan and not proved(plan)]
    return f"{told} {proof(left[0])}" if left else told
