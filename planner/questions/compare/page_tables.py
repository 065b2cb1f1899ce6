"""A comparison's tables as text: measures, differences, regret, areas and services, scenario by scenario."""

import math
from collections.abc import Callable, Iterator, Sequence

from planner.plan.plan import Plan
from planner.present.naming import Names, wherever_based
from planner.present.numbers import people, pounds, share
from planner.present.page.blocks import data_table
from planner.present.table import Table
from planner.questions.claims import hedge_named
from planner.questions.compare.answer import Comparison, Metrics
from planner.questions.compare.regret_map import regret_in_words, settled
from planner.questions.compare.robust import Robust
from planner.questions.compare.tables import a_year, in_short, least_served, need_met

FEW, MANY = 4, 8
"""Scenarios side by side in one table, of long values and of numbers: more would not fit on paper."""


def measures_table(comparison: Comparison) -> Table:
    """What each plan does."""
    headings: tuple[str, ...] = (
        "Scenario",
        "Supports",
        "Share of need",
        "Budget",
        "Spend",
        "Cost each",
        "Services (joint)",
    )
    headings += ("Areas with access", "Gap in share", "Least served")
    every = enumerate(zip(a_year(comparison.scenarios), comparison.plans, strict=True), 1)
    rows = tuple((f"#{n} {one.name}", *_measures(one, plan)) for n, (one, plan) in every)
    return data_table("measures", "Scenarios side by side", headings, rows, frozenset(range(1, 9)))


def _measures(one: Metrics, plan: Plan) -> tuple[str, ...]:
    if one.status not in ("optimal", "feasible"):
        return ("no plan", "–", pounds(round(one.budget)), *["–"] * 6)
    least = one.least_served
    return (
        people(one.coverage),
        "–" if one.share_of_need is None else need_met(plan),
        pounds(round(one.budget)),
        pounds(round(one.spend)),
        _each(one.cost_per_person),
        f"{one.services} ({one.joint_services})",
        str(one.areas_with_access),
        "–" if one.gap_in_share is None else share(one.gap_in_share, 1.0),
        "–" if least is None else least_served(least),
    )


def _each(cost: float | None) -> str:
    """Pounds to the pound; a dash where it is not known."""
    return pounds(round(cost)) if cost and math.isfinite(cost) else "–"


def _blocks(
    ident: str, caption: str, first: str, keys: dict[str, Callable[[int], str]], size: int, most: int
) -> Iterator[Table]:
    """Tables of a row a key and a column a scenario, at most so many of these in each."""
    for start in range(0, size, most):
        places = range(start, min(start + most, size))
        rows = tuple((key, *(cell(place) for place in places)) for key, cell in keys.items())
        numbered = f"{caption}, #{places[0] + 1} to #{places[-1] + 1}" if size > most else caption
        headings = (first, *(f"#{place + 1}" for place in places))
        numeric = frozenset(range(1, len(headings))) if most == MANY else frozenset[int]()
        yield data_table(ident if start == 0 else f"{ident}-{start + 1}", numbered, headings, rows, numeric)


def differences_tables(comparison: Comparison) -> tuple[Table, ...]:
    """What the scenarios say where they do not say the same."""

    def said(key: str) -> Callable[[int], str]:
        values = comparison.differences[key]
        return lambda place: "–" if values[place] is None else in_short(values[place])

    keys = {key: said(key) for key in comparison.differences}
    return tuple(_blocks("differences", "What differs", "Key", keys, len(comparison.scenarios), FEW))


def regret_tables(comparison: Comparison, hedges: Sequence[Robust]) -> tuple[Table, ...]:
    """A row for each plan, a column for each scenario that may come true."""

    def lost(row: int) -> Callable[[int], str]:
        return lambda column: regret_in_words(comparison, row, column)

    size = len(comparison.scenarios)
    keys = {f"#{row + 1}": lost(row) for row in range(size)}

    def kept(robust: Robust) -> Callable[[int], str]:
        return lambda column: people(settled(robust.regret[column]))

    keys |= {hedge_named(robust): kept(robust) for robust in hedges}
    caption = "Young people fewer than with each scenario's own plan"
    return tuple(_blocks("regret", caption, "Plan of", keys, size, MANY))


def areas_tables(comparison: Comparison) -> tuple[Table, ...]:
    """Whom each plan supports in each area, existing services counted; areas where none does are left out."""
    found = [
        {area.area: area.already_covered + area.covered for area in plan.areas} for plan in comparison.plans
    ]

    def said(code: str) -> Callable[[int], str]:
        return lambda place: people(found[place][code]) if code in found[place] else "–"

    names = {
        area.area: area.name
        for plan, supported in zip(comparison.plans, found, strict=True)
        for area in plan.areas
        if supported[area.area] != 0
    }
    twice = len(set(names.values())) < len(names)
    keys = {f"{names[code]} ({code})" if twice else names[code]: said(code) for code in sorted(names)}
    caption = "Young people supported a year, by area and scenario"
    if not keys:
        return ()
    return tuple(_blocks("areas-scenarios", caption, "Area", keys, len(comparison.plans), MANY))


def shared_tables(comparison: Comparison, names: Names) -> tuple[Table, ...]:
    """Which plans fund each service that is not in all of them, those that most fund first."""
    shared = sorted(comparison.in_some_plans.items(), key=lambda one: (-sum(one[1]), one[0]))
    rows = tuple(
        (
            wherever_based(comparison.services[identity], names),
            str(sum(funded)),
            ", ".join(f"#{place}" for place, here in enumerate(funded, 1) if here),
        )
        for identity, funded in shared
    )
    headings = ("Areas", "Plans", "Of which scenarios")
    table = data_table("some", "Services that some plans fund", headings, rows, frozenset({1}))
    return (table,) if rows else ()


def hedge_table(robust: Robust, scenarios: Sequence[Metrics]) -> Table:
    """What the one plan for all does in each scenario."""
    rows = tuple(
        (
            f"#{place + 1} {one.name}",
            people(robust.coverage[place]),
            people(settled(robust.regret[place])),
            pounds(round(robust.spend[place])),
        )
        for place, one in enumerate(scenarios)
    )
    headings = ("If this comes true", "Supports", "Fewer than its own plan", "Spend")
    return data_table("hedge", "What the one plan does in each", headings, rows, frozenset({1, 2, 3}))
