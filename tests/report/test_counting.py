"""How many, of whom and over what: sums over years and services that run already are told as such."""

import io
from pathlib import Path

from rich.console import Console

from planner.inputs.load import load_scenario
from planner.optimise.main_road import optimise
from planner.report.page.plan_page import answer
from planner.report.proof import proof
from planner.report.side_by_side import print_plans
from planner.report.words import headline, people
from tests.report.plans import expanding_plan, london_plan
from tests.test_cli_years import by_year

FIRST = "young people supported"


def test_the_tile_says_more_where_the_headline_does() -> None:
    """What a plan adds to services that run already is said to be more, in both places."""
    for (plan, _), more in ((expanding_plan(), " more"), (london_plan(), "")):
        (fact, share, *_) = answer(plan).facts
        assert fact.value == people(plan.coverage)
        assert fact.what == f"{more} {FIRST} a year".strip()
        assert f"supports {people(plan.coverage)}{more} young people" in headline(plan)
        assert ("on top of existing services" in share.what) == bool(more)


def test_a_sum_over_years_counts_each_year_anew_in_words(tmp_path: Path) -> None:
    """200 young people in each of two years are not 400 young people: headline, tile and proof say so."""
    plan = optimise(load_scenario(by_year(tmp_path)))
    assert plan.years is not None
    assert plan.coverage > plan.years[-1].coverage
    total = people(plan.coverage)
    assert f"; {total} in all, counting each year anew." in headline(plan)
    assert [one.what for one in answer(plan).facts if one.value == total] == [
        f"{FIRST}, counting each year anew"
    ]
    assert "counting each year anew" in proof(plan)


def test_budgets_side_by_side_say_what_comes_on_top() -> None:
    """Where services run already, the table of budgets says that its numbers come on top of theirs."""
    for (plan, _), told in ((expanding_plan(), True), (london_plan(), False)):
        console = Console(width=80, record=True, file=io.StringIO())
        print_plans([plan, plan], console)
        assert ("on top of whom existing services" in " ".join(console.export_text().split())) == told
