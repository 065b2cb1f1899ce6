"""How many, of whom and over what: sums over years and services that run already are told as such."""

import io
from pathlib import Path

from rich.console import Console
from rich.table import Table

from planner.plan.optimise import optimise
from planner.present.drawers.terminal import draw
from planner.present.numbers import people
from planner.present.page.plan_page import answer
from planner.present.proof import proof
from planner.present.told import Told
from planner.present.words import headline
from planner.questions.alternatives.answer import alternatives
from planner.questions.alternatives.tables import alternatives_told
from planner.questions.explain.answer import Explainer
from planner.questions.explain.tables import account_told
from planner.questions.optimise.side_by_side import plans_told
from planner.scenario.read.load import load_scenario
from tests.present.plans import expanding_plan, london_plan
from tests.project import write_project
from tests.test_cli_years import by_year

FIRST = "young people supported"


def test_the_tile_says_more_where_the_headline_does() -> None:
    """What a plan adds to services that run already is said to be more, in both places."""
    for (plan, _), more in ((expanding_plan(), " more"), (london_plan(), "")):
        (fact, share, *_) = answer(plan).facts
        assert fact.value == people(plan.coverage)
        assert fact.what == f"{more} {FIRST} a year".strip()
        assert f"supports about {people(plan.coverage)}{more} young people" in headline(plan)
        assert ("on top of existing services" in share.what) == bool(more)


def test_a_sum_over_years_counts_each_year_anew_in_words(tmp_path: Path) -> None:
    """200 young people in each of two years are not 400 young people: headline, tile and proof say so."""
    plan = optimise(load_scenario(by_year(tmp_path)))
    assert plan.years is not None
    assert plan.coverage > plan.years[-1].coverage
    total = people(plan.coverage)
    assert f"; about {total} in all, counting each year anew." in headline(plan)
    assert [one.what for one in answer(plan).facts if one.value == total] == [
        f"{FIRST}, counting each year anew"
    ]
    assert "counting each year anew" in proof(plan)


def test_budgets_side_by_side_say_what_comes_on_top() -> None:
    """Where services run already, the table of budgets says that its numbers come on top of theirs."""
    for (plan, _), told in ((expanding_plan(), True), (london_plan(), False)):
        console = Console(width=80, record=True, file=io.StringIO())
        draw(console, plans_told([plan, plan]))
        assert ("on top of whom existing services" in " ".join(console.export_text().split())) == told


def headings(told: Told) -> set[str]:
    """Headings of every table that is printed, a space for each break."""
    console = Console(width=100, file=io.StringIO())
    tables: list[Table] = []
    console.print = lambda *shown, **_: tables.extend(one for one in shown if isinstance(one, Table))  # type: ignore[method-assign]
    draw(console, told)
    return {" ".join(str(column.header).split()) for table in tables for column in table.columns}


def test_tables_over_years_are_headed_as_sums_that_count_each_year_anew(tmp_path: Path) -> None:
    """In `alternatives` and `explain` a sum over years is not headed as people; of one year it is."""
    yearly = load_scenario(by_year(tmp_path / "years"))
    plain = load_scenario(write_project(tmp_path / "plain"))
    for scenario, anew in ((yearly, ", each year anew"), (plain, "")):
        explainer = Explainer(scenario)
        services = [explainer.service(one.id) for one in explainer.plan.services]
        areas = [explainer.area(scenario.areas.codes[0], kinds=())]
        found = alternatives(scenario, within=0.5, differ=1)
        assert services
        assert found.alternatives
        said = headings(account_told(explainer.plan, services, areas, 0))
        assert {f"Supports{anew}", f"Lost without{anew}", f"Supports in all{anew}", f"Fewer{anew}"} <= said
        assert ("£ a year more" in said) == (not anew)
        others = headings(alternatives_told(found))
        assert {f"Supports{anew}", f"Fewer{anew}"} <= others
        assert not anew or not {"Supports", "Fewer"} & (said | others)
