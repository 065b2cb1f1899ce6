"""The type of a service is said in every output wherever there is more than one, and in none where not."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.console import Console

from planner import Plan, Scenario, frontier, joint, optimise, partners
from planner.plan.published import publish_plan
from planner.present import tables
from planner.present.context import ReportContext
from planner.present.documents import plan_document
from planner.present.drawers.terminal import draw
from planner.present.page.assemble import render
from planner.present.page.plan_page import plan_page
from planner.present.told import Told
from planner.present.workbook.book import write_workbook
from planner.questions.alternatives import tables as others
from planner.questions.alternatives.answer import alternatives
from planner.questions.compare.answer import compare
from planner.questions.compare.page import compare_page
from planner.questions.compare.robust import robust
from planner.questions.compare.tables import comparison_told
from planner.questions.explain import tables as accounts
from planner.questions.explain import words as explanations
from planner.questions.explain.answer import Explainer
from planner.questions.frontier import tables as frontiers
from planner.questions.frontier.page import frontier_page
from planner.questions.joint.page import joint_page
from planner.questions.joint.published import publish_joint
from planner.questions.joint.tables import joint_told
from planner.questions.optimise import side_by_side
from planner.questions.partners.published import publish_partners
from planner.questions.partners.tables import partners_told
from planner.questions.stability.answer import stability
from planner.questions.stability.page import stability_page
from planner.questions.stability.tables import stability_told
from planner.scenario.schema import Reach, Uncertainty
from tests.worlds import published, team, toy

CHEAP, DEAR = "walkabout", "residential"
"""Types of which every plan funds the first alone: the second costs more and does no more."""
REACH = Reach(hub=1.0, per_km=0.05, floor=0.5)
ONE = replace(toy(), services={CHEAP: team(max_areas=2, reach=REACH)})
TWO = replace(ONE, services={**ONE.services, DEAR: team(max_areas=2, reach=REACH, annual_cost=90_000.0)})
MILD = Uncertainty(draws=4, spread=0.2)


def printed(told: Told) -> str:
    """What is printed to a terminal of 80 columns, in one line."""
    stream = io.StringIO()
    draw(Console(file=stream, width=80), told)
    return " ".join(stream.getvalue().split())


def page(made: Any) -> str:
    """The page without what it says of the scenario's figures, which name every type."""
    kept = tuple(section for section in made.after if section.id != "assumed")
    return render(replace(made, after=kept))


def explained(scenario: Scenario) -> str:
    explainer = Explainer(scenario)
    services = [explainer.service(one.id) for one in explainer.plan.services]
    told = [line for one in services for line in explanations.service_sentences(one)]
    table = printed(accounts.account_told(explainer.plan, services, [], 0))
    return f"{table} {' '.join(told)}"


def compared(scenario: Scenario) -> tuple[Any, ...]:
    both = [scenario, scenario.with_budget(90_000.0)]
    result = compare(both)
    return result, [robust(both, result.plans)], both


def of_comparison(scenario: Scenario) -> Told:
    result, hedges, both = compared(scenario)
    return comparison_told(replace_differences(result), hedges, both)


def replace_differences(result: Any) -> Any:
    """A comparison without keys of the scenarios, which name every type."""
    return result.model_copy(update={"differences": {}})


def compare_text(scenario: Scenario) -> str:
    result, hedges, both = compared(scenario)
    made = compare_page(replace_differences(result), hedges, tuple(map(ReportContext, both)))
    assert made.switch is not None
    shown = made.switch.shown.sections
    return str([section for section in (*shown, *made.after) if section.id != "assumed"])


OUTPUTS: dict[str, Any] = {
    "plan": lambda s: printed(tables.plan_told(optimise(s))),
    "published plan": lambda s: printed(tables.plan_told(publish_plan(optimise(published(s))))),
    "plan read from JSON": lambda s: printed(
        tables.plan_told(Plan.model_validate(plan_document(optimise(s))))
    ),
    "budgets": lambda s: printed(side_by_side.plans_told([optimise(s.with_budget(b)) for b in (8e4, 15e4)])),
    "frontier": lambda s: printed(frontiers.frontier_told(frontier(s, [8e4, 15e4]), s, [])),
    "alternatives": lambda s: printed(others.alternatives_told(alternatives(s, within=0.5))),
    "explain": explained,
    "compare": lambda s: printed(of_comparison(s)),
    "stability": lambda s: printed(stability_told(stability(s, uncertainty=MILD))),
    "joint": lambda s: printed(joint_told(joint(s, ["A", "B"]), s)),
    "published joint": lambda s: printed(joint_told(publish_joint(joint(published(s), ["A", "B"])), s)),
    "areas apart": lambda s: printed(joint_told(joint(s, ["A", "C"]), s)),
    "partners": lambda s: printed(partners_told(partners(s, "A"), s)),
    "published partners": lambda s: printed(partners_told(publish_partners(partners(published(s), "A")), s)),
    "plan page": lambda s: page(plan_page(optimise(s), ReportContext(s))),
    "frontier page": lambda s: page(frontier_page(frontier(s, [8e4, 15e4]), ReportContext(s))),
    "joint page": lambda s: page(joint_page(joint(s, ["A", "B"]), ReportContext(s))),
    "compare page": compare_text,
    "stability page": lambda s: page(stability_page(stability(s, uncertainty=MILD), ReportContext(s))),
}  # fmt: skip
TYPED = {"stability page"}
"""Outputs with a column for the type however many there are."""


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_type_is_said_where_there_is_more_than_one(output: str) -> None:
    """All services are of one type, but the reader of a scenario of two cannot know of which."""
    assert CHEAP in OUTPUTS[output](TWO)
    if output not in TYPED:
        assert CHEAP not in OUTPUTS[output](ONE)


def test_the_workbook_has_a_column_for_it(tmp_path: Path) -> None:
    """On the sheet of services."""
    plan = optimise(TWO)
    write_workbook(tmp_path / "plan.xlsx", {plan.scenario: [plan]}, ReportContext(TWO))
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "plan.xlsx")["services"] for cell in row]
    assert cells.count(CHEAP) == len(plan.services)


def test_types_are_told_apart_between_plans_of_several_scenarios() -> None:
    """Where one scenario has one type and another another, beside each other both are named."""
    other = replace(ONE, services={DEAR: ONE.services[CHEAP]})
    plans = [optimise(ONE), optimise(other)]
    text = printed(side_by_side.plans_told(plans))
    assert f"({CHEAP})" in text
    assert f"({DEAR})" in text


def test_a_plan_says_its_scenario_s_types() -> None:
    """In JSON where there are several, though it funds only one of them; else the key is not there."""
    assert plan_document(optimise(TWO))["types"] == [DEAR, CHEAP]
    assert "types" not in plan_document(optimise(ONE))
