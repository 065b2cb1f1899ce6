"""The page of scenarios side by side: measures, differences, regret, and each plan to look at."""

import math
from collections.abc import Sequence
from dataclasses import replace

from planner.present.charts.geography import Geography
from planner.present.charts.palette import service_colours
from planner.present.context import ReportContext
from planner.present.naming import names_of
from planner.present.numbers import people
from planner.present.page.blocks import Figure, Page, Section, Switch
from planner.present.page.origins import origins_of, runs_record
from planner.present.page.plan_page import shared_rows
from planner.present.tables import services_table
from planner.present.words import and_list, beside, caution
from planner.questions.claims import hedge_named, hedge_sentence
from planner.questions.compare.answer import Comparison, Metrics
from planner.questions.compare.page_options import one_map, options_of
from planner.questions.compare.regret_map import (
    MORE,
    least_width,
    named_rows,
    regret_map,
    regret_rows,
    rows_named,
)
from planner.questions.compare.robust import NoRobust, Robust
from planner.questions.compare.scenario_bars import scenario_rows, spend_bars, supported_bars
from planner.questions.compare.tables import (
    a_year,
    areas_tables,
    differences_tables,
    hedge_table,
    measures_table,
    regret_tables,
    shared_tables,
)
from planner.questions.compare.words import REGRET, by_year, marks, proofs, shared_sentence

ABOUT = "Plans for services for young people at risk of sexual exploitation, under several assumptions"
BOTH = "The share of need counts both."
NOWHERE = "Areas where no plan and no existing service supports anybody are left out."
BLUE = "Blue: more than that scenario's own plan, as a plan over its budget or against its rules may."


def compare_page(
    comparison: Comparison, asked: Sequence[Robust | NoRobust], behind: Sequence[ReportContext]
) -> Page:
    """The page of a comparison and, where it was asked for, of the one plan for all, by either rule."""
    hedges = [one for one in asked if isinstance(one, Robust)]
    lacking = tuple(hedge_sentence(one) for one in asked if isinstance(one, NoRobust))
    sections = [_measures(comparison), _differences(comparison), _regret(comparison, hedges, lacking)]
    sections += [
        _hedge(robust, comparison, place, behind[0].geography) for place, robust in enumerate(hedges, 1)
    ]
    first, others = comparison.scenarios[0].name, len(comparison.scenarios) - 1
    return Page(
        title=f"{first}, next to {others} other scenario{'s' if others > 1 else ''}",
        sections=tuple(sections),
        switch=Switch("Look at the plan of", {"plans": options_of(comparison, hedges, behind)}, listed=True),
        after=(_shared(comparison), *origins_of(behind), runs_record(comparison.plans, behind[0])),
        shared=shared_rows(behind[0]) if one_map(behind) else {},
        foot=" ".join(dict.fromkeys(one.attribution for one in behind)),
        about=ABOUT,
    )


def _measures(comparison: Comparison) -> Section:
    rows = scenario_rows(a_year(comparison.scenarios))
    supported = Figure(
        id="supported-bars",
        title="Young people supported a year",
        alt=f"Bars of the young people each plan supports: {_listed(rows, 'people')}.",
        table="measures",
        spec=supported_bars(rows),
        data={"scenarios": rows},
    )
    spend = Figure(
        id="spend-bars",
        title="What each plan spends a year",
        note="The black line is the scenario's budget.",
        alt=f"Bars of what each plan spends: {_listed(rows, 'money')}.",
        table="measures",
        spec=spend_bars(rows),
        data={"scenarios": rows},
    )
    told = [
        *_most_and_fewest(comparison),
        *_without_plan(comparison),
        proofs(comparison),
        caution(comparison),
    ]
    on_top, years = beside(comparison.plans), by_year(comparison)
    told += [*([f"{on_top} {BOTH}"] if on_top else []), *([years] if years else [])]
    tables = (measures_table(comparison),)
    return Section("compared", "What each plan does", tuple(told), figures=(supported, spend), tables=tables)


def _listed(rows: Sequence[dict[str, object]], key: str) -> str:
    return "; ".join(f"{row['name']}, {row[key]}" for row in rows)


def _most_and_fewest(comparison: Comparison) -> list[str]:
    every = list(enumerate(a_year(comparison.scenarios), 1))
    made = [(one.coverage, number) for number, one in every if _counted(one)]
    if not made:
        return []
    most, fewest = max(made)[0], min(made)[0]
    names = {number: f"#{number} ({one.name})" for number, one in every}
    if people(most) == people(fewest):
        return [f"All plans support as many young people, {people(most)} a year."] if len(made) > 1 else []
    best, least = (
        [names[number] for count, number in made if people(count) == people(end)] for end in (most, fewest)
    )
    support = "supports" if len(best) == 1 else "support"
    return [
        f"Of {len(names)} scenarios, {and_list(best)} {support} the most young people, {people(most)} a "
        f"year; {and_list(least)} the fewest, {people(fewest)}."
    ]


def _counted(one: Metrics) -> bool:
    return one.status in ("optimal", "feasible") and not math.isnan(one.coverage)


def _without_plan(comparison: Comparison) -> list[str]:
    why = {"infeasible": "none keeps its rules", "no_plan": "none was found in the time given"}
    return [
        f"#{number} {plan.scenario} has no plan: {why[plan.status]}."
        for number, plan in enumerate(comparison.plans, 1)
        if not plan.has_plan
    ]


def _differences(comparison: Comparison) -> Section:
    heading = "What differs between the scenarios"
    if not comparison.differences:
        return Section("differ", heading, ("The scenarios say the same; their tables may not.",))
    return Section("differ", heading, tables=differences_tables(comparison))


def _shared(comparison: Comparison) -> Section:
    names = names_of(*comparison.plans)
    tables = (*shared_tables(comparison, names), *areas_tables(comparison))
    return Section(
        "same", "What the plans share", (shared_sentence(comparison, names), NOWHERE), tables=tables
    )


def _regret(comparison: Comparison, hedges: Sequence[Robust], lacking: tuple[str, ...]) -> Section:
    rows = regret_rows(comparison, hedges)
    figure = Figure(
        id="regret-map",
        title="Regret: what each plan loses if another scenario comes true",
        note=" ".join([*_notes(comparison, rows), *rows_named(hedges)]),
        alt="Matrix of the young people fewer that each plan supports in each scenario, darker where more.",
        table="regret",
        spec=regret_map(rows),
        data={"cells": rows, "names": named_rows(comparison, hedges)},
        least=least_width(rows),
    )
    return Section("other-scenario", "If another scenario comes true", (REGRET, *lacking), figures=(figure,),
                   tables=regret_tables(comparison, hedges))  # fmt: skip


def _notes(comparison: Comparison, rows: Sequence[dict[str, object]]) -> list[str]:
    """What marks and colours mean, as far as they are used."""
    told = [one.replace("-:", "–:") for one in marks(comparison)]
    return [*told, BLUE] if any(row["step"] == MORE for row in rows) else told


def _hedge(robust: Robust, comparison: Comparison, place: int, geography: Geography | None) -> Section:
    more = "" if place == 1 else f"-{place}"
    table = services_table(robust.plan, colours=service_colours(robust.plan, geography))
    services = replace(table, id=f"hedge-services{more}", caption="Services of the one plan")
    first = comparison.scenarios[0].name
    told = (hedge_sentence(robust), f"Its services are shown as they would do in #1 {first}.")
    does = hedge_table(robust, comparison.scenarios)
    tables = (replace(does, id=f"{does.id}{more}"), services)
    return Section(f"one-plan{more}", hedge_named(robust), told, tables=tables)
