"""The short account of a plan as tables: every service, and the areas left out."""

from collections.abc import Iterable, Sequence

from planner.plan.plan import Plan
from planner.present.naming import hub_first, names_of
from planner.present.numbers import Kind
from planner.present.proof import proof, proved
from planner.present.rounding import apart
from planner.present.shown import shown
from planner.present.table import Column, Row, Table
from planner.present.told import Title, Told
from planner.present.words import CAUTION, headline, over_years, share_in
from planner.questions.explain.answer import AreaExplained, ServiceExplained
from planner.questions.explain.words import NOT_BEST, better, supported


def sentences_told(title: str, sentences: Iterable[str]) -> Told:
    """An explanation in sentences, a line each, and the caution."""
    yield Title(title)
    yield from (sentence[:1].upper() + sentence[1:] for sentence in (*sentences, CAUTION))


def account_told(
    plan: Plan,
    services: Sequence[ServiceExplained],
    areas: Sequence[AreaExplained],
    more: int,
) -> Told:
    """Every service with what is lost without it, and areas left out with what it costs to take them in.

    `more` areas left out were not looked at.
    """
    yield Title(plan.scenario)
    yield from (headline(plan), "")
    if services:
        yield services_table(plan, services)
    if areas:
        yield areas_table(plan, areas)
    every = (plan, *(one.next_best for one in services), *(one.with_it for one in areas))
    unproved = sum(one is not None and not proved(one) for one in every)
    told = [proof(plan)]
    told += [f"{unproved} of the plans compared are not proved best in the time given."] if unproved else []
    told += [NOT_BEST] if any(one is not None and better(one, plan) for one in every) else []
    told += [f"{more} more areas are left out; ask for one with --area."] if more else []
    told += ["For one of them in full: planner explain SCENARIO --service ID, or --area NAME.", CAUTION]
    yield from told


def services_table(plan: Plan, services: Sequence[ServiceExplained]) -> Table:
    """What each service brings, and what its money would buy in its place."""
    names = names_of(plan)
    columns = (
        Column("Areas (hub first)", wide=True),
        Column(over_years(plan, "Supports"), Kind.PEOPLE),
        Column("Share", Kind.SHARE),
        Column(over_years(plan, "Lost\nwithout"), Kind.PEOPLE),
        Column("Next best use of its money", wide=True),
    )
    rows: tuple[Row, ...] = tuple(
        (
            hub_first(told.service, names),
            supported(told),
            share_in(plan, (told.share,), plan.coverage),
            none_told(told) if told.next_best is None else apart(plan.coverage, told.next_best.coverage),
            "; ".join(hub_first(one, names) for one in told.instead) or None,
        )
        for told in services
    )
    return Table("brings", "What each service brings", columns, rows)


def none_told(told: ServiceExplained | AreaExplained) -> str:
    """That there is no such plan, or that none is known."""
    return "no plan" if told.settled else "not known"


def areas_table(plan: Plan, areas: Sequence[AreaExplained]) -> Table:
    """What it costs to take each area in that is left out."""
    columns = (
        Column("Area", wide=True),
        Column("Need", Kind.PEOPLE),
        Column(over_years(plan, "Supports\nin all"), Kind.PEOPLE),
        Column(over_years(plan, "Fewer"), Kind.PEOPLE),
        Column("£ a year\nmore" if plan.years is None else "£ more,\nall years", Kind.POUNDS),
    )
    need = {area.area: area.need for area in shown(plan).areas}
    rows: list[Row] = []
    for told in areas:
        other = told.with_it
        row: Row = (none_told(told), None, None)
        if other is not None and told.lost is not None:
            row = (other.coverage, apart(plan.coverage, other.coverage), other.spend - plan.spend)
        rows.append((told.name, need[told.area], *row))
    return Table("left-out", "Areas left out: the best plan that takes each in", columns, tuple(rows))
