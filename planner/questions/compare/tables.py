"""A comparison's tables: measures, differences, regret, areas and services, scenario by scenario."""

import math
from collections.abc import Callable, Iterator, Sequence

from planner.plan.plan import Plan
from planner.present.naming import Names, names_in, wherever_based
from planner.present.numbers import Kind
from planner.present.rounding import together
from planner.present.shown import shown
from planner.present.table import Column, Row, Table, Value
from planner.present.tables import services_table
from planner.present.told import Told
from planner.present.words import beside, caution, share_in
from planner.questions.claims import hedge_named, hedge_sentence
from planner.questions.compare.answer import Comparison, Metrics
from planner.questions.compare.robust import NoRobust, Robust
from planner.questions.compare.words import (
    GAP,
    REGRET,
    by_year,
    in_short,
    least_sentence,
    least_served,
    lost_in_words,
    marks,
    proofs,
    shared_sentence,
    without_rounding,
)
from planner.scenario.scenario import Scenario

TEXT_COLUMNS, NUMBER_COLUMNS = 4, 8
"""Scenarios side by side in one table, of long values and of numbers: more would not fit on paper."""


def comparison_told(
    comparison: Comparison,
    hedges: Sequence[Robust | NoRobust],
    scenarios: Sequence[Scenario],
) -> Told:
    """The comparison for people: measures, differences, what plans share, regret, the one plan for all."""
    yield measures_table(comparison).without("Budget", "Least served")
    told = list(filter(None, (by_year(comparison), beside(comparison.plans))))
    yield from (*told, *([""] if told else []))
    yield from differences_tables(comparison)
    yield from (shared_sentence(comparison, names_in(*scenarios)), least_sentence(comparison), "")
    yield from regret_tables(comparison, ())
    yield " ".join([REGRET, *marks(comparison)])
    for robust in hedges:
        yield from ("", hedge_sentence(robust))
        if isinstance(robust, Robust):
            services = services_table(robust.plan, names=names_in(*scenarios))
            yield services.without("Set-up, once", "Cost each")
            yield hedge_table(robust, comparison.scenarios)
    yield from (proofs(comparison), caution(comparison))


def a_year(scenarios: Sequence[Metrics]) -> list[Metrics]:
    """The measures with sums over years as means a year, so that all are of one year."""
    return [one if one.years is None else _mean(one, one.years[1] - one.years[0] + 1) for one in scenarios]


def _mean(one: Metrics, years: int) -> Metrics:
    means = {key: getattr(one, key) / years for key in ("coverage", "bound", "budget", "spend")}
    return one.model_copy(update=means)


def need_met(plan: Plan) -> float | str:
    """The share of need that is supported, existing services counted; over years that of the last."""
    last = plan.years[-1].coverage if plan.years else plan.coverage
    return share_in(plan, (plan.already_covered, last), plan.need)


def measures_table(comparison: Comparison) -> Table:
    """What each plan does."""
    columns = (
        Column("Scenario", wide=True),
        Column("Supports", Kind.PEOPLE),
        Column("Share of need", Kind.SHARE, "Share"),
        Column("Budget", Kind.POUNDS, "Budget\n£k"),
        Column("Spend", Kind.POUNDS, "Spend\n£k"),
        Column("Cost each", Kind.POUNDS, "£ each"),
        Column("Services (joint)", Kind.NUMBER, "Services\n(joint)"),
        Column("Areas with access", Kind.NUMBER, "Areas"),
        Column("Gap in share", Kind.SHARE, "Gap"),
        Column("Least served"),
    )
    every = enumerate(zip(a_year(comparison.scenarios), comparison.plans, strict=True), 1)
    rows: tuple[Row, ...] = tuple((f"#{n} {one.name}", *_measures(one, plan)) for n, (one, plan) in every)
    return Table("measures", "Scenarios side by side, a year", columns, rows, (GAP,))


def _measures(one: Metrics, plan: Plan) -> tuple[Value, ...]:
    if one.status not in ("optimal", "feasible"):
        return ("no plan", None, one.budget, *[None] * 6)
    least, each = one.least_served, one.cost_per_person
    return (
        one.coverage,
        None if one.share_of_need is None else need_met(plan),
        one.budget,
        one.spend,
        each if each and math.isfinite(each) else None,
        f"{one.services} ({one.joint_services})",
        one.areas_with_access,
        one.gap_in_share,
        None if least is None else least_served(least),
    )


def _blocks(
    ident: str, caption: str, first: str, keys: dict[str, Callable[[int], Value]], size: int, kind: Kind
) -> Iterator[Table]:
    """Tables of a row a key and a column a scenario, no more of these in each than fit on paper."""
    most = TEXT_COLUMNS if kind is Kind.TEXT else NUMBER_COLUMNS
    for start in range(0, size, most):
        places = range(start, min(start + most, size))
        rows: tuple[Row, ...] = tuple((key, *map(cell, places)) for key, cell in keys.items())
        numbered = f"{caption}, #{places[0] + 1} to #{places[-1] + 1}" if size > most else caption
        columns = (Column(first, wide=True), *(Column(f"#{place + 1}", kind) for place in places))
        yield Table(ident if start == 0 else f"{ident}-{start + 1}", numbered, columns, rows)


def differences_tables(comparison: Comparison) -> tuple[Table, ...]:
    """What the scenarios say where they do not say the same."""

    def said(key: str) -> Callable[[int], Value]:
        values = comparison.differences[key]
        return lambda place: None if values[place] is None else in_short(values[place])

    keys = {key: said(key) for key in comparison.differences}
    caption = "What differs between the scenarios"
    size = len(comparison.scenarios) if keys else 0
    return tuple(_blocks("differences", caption, "Key", keys, size, Kind.TEXT))


def regret_tables(comparison: Comparison, hedges: Sequence[Robust]) -> tuple[Table, ...]:
    """A row for each plan, a column for each scenario that may come true."""

    def lost(row: int) -> Callable[[int], Value]:
        known = [one is not None for one in comparison.regret[row]]
        return lambda column: lost_in_words(comparison, row, column) if known[column] else None

    def kept(robust: Robust) -> Callable[[int], Value]:
        return lambda column: without_rounding(robust.regret[column])

    size = len(comparison.scenarios)
    keys = {f"#{row + 1}": lost(row) for row in range(size)}
    keys |= {hedge_named(robust): kept(robust) for robust in hedges}
    caption = "Regret: young people fewer than with each scenario's own plan"
    return tuple(_blocks("regret", caption, "Plan of", keys, size, Kind.PEOPLE))


def areas_tables(comparison: Comparison) -> tuple[Table, ...]:
    """Whom each plan supports in each area, existing services counted; areas where none does are left out."""
    found = [
        {area.area: together(area.already_covered, area.covered) for area in shown(plan).areas}
        for plan in comparison.plans
    ]

    def said(code: str) -> Callable[[int], Value]:
        return lambda place: found[place].get(code)

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
    return tuple(_blocks("areas-scenarios", caption, "Area", keys, len(comparison.plans), Kind.PEOPLE))


def shared_tables(comparison: Comparison, names: Names) -> tuple[Table, ...]:
    """Which plans fund each service that is not in all of them, those that most fund first."""
    shared = sorted(comparison.in_some_plans.items(), key=lambda one: (-sum(one[1]), one[0]))
    rows: tuple[Row, ...] = tuple(
        (
            wherever_based(comparison.services[identity], names),
            sum(funded),
            ", ".join(f"#{place}" for place, here in enumerate(funded, 1) if here),
        )
        for identity, funded in shared
    )
    columns = (Column("Areas", wide=True), Column("Plans", Kind.NUMBER), Column("Of which scenarios"))
    table = Table("some", "Services that some plans fund", columns, rows)
    return (table,) if rows else ()


def hedge_table(robust: Robust, scenarios: Sequence[Metrics]) -> Table:
    """What the one plan for all does in each scenario."""
    columns = (
        Column("If this comes true", wide=True),
        Column("Supports", Kind.PEOPLE),
        Column("Fewer than its own plan", Kind.PEOPLE, "Fewer than\nits own plan"),
        Column("Spend", Kind.POUNDS, "Spend £"),
    )
    rows: tuple[Row, ...] = tuple(
        (
            f"#{n} {one.name}",
            robust.coverage[n - 1],
            without_rounding(robust.regret[n - 1]),
            robust.spend[n - 1],
        )
        for n, one in enumerate(scenarios, 1)
    )
    return Table("hedge", "What the one plan does in each", columns, rows)
