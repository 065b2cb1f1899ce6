"""Answers that are no plan to draw: joint services, comparisons and stability, London's and hostile ones."""

from functools import cache
from pathlib import Path

from planner.present.context import ReportContext, context_of, contexts_of
from planner.present.page.blocks import Page
from planner.questions.compare.answer import Comparison, compare
from planner.questions.compare.page import compare_page
from planner.questions.compare.robust import Robust, robust
from planner.questions.joint.answer import Joint, joint
from planner.questions.joint.page import joint_page
from planner.questions.stability.answer import Stability, stability
from planner.questions.stability.page import stability_page
from planner.scenario.read.load import load_scenario
from planner.scenario.read.variants import load_variants, parse_vary
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Uncertainty
from tests.present.plans import ROOT, hostile, london
from tests.project import write_project

NORTH = ("Barnet", "Enfield", "Haringey")
RIVER = ("Bexley", "Greenwich", "Newham", "Tower Hamlets")
APART = ("Barnet", "Hackney")
FILES = ("london", "london-1m", "single-boroughs-only", "expand-existing")
BUDGETS = "budget=80k,100k,120k,140k,160k,180k,200k,220k,240k"
"""More scenarios than stand side by side in one table."""
TWELVE = "budget=" + ",".join(f"{80 + 10 * step}k" for step in range(12))
MILD = Uncertainty(draws=16, spread=0.3)


@cache
def london_joint(names: tuple[str, ...] = NORTH) -> tuple[Joint, ReportContext]:
    """What these boroughs would get together."""
    return joint(london(), [london().areas.code(name) for name in names]), context_of(london())


@cache
def london_comparison() -> tuple[Comparison, tuple[Robust, ...], tuple[ReportContext, ...]]:
    """Four of London's scenarios, one with services that run already, and the plans for all of them."""
    return compared([load_scenario(ROOT / f"scenarios/{name}.yaml") for name in FILES])


def compared(scenarios: list[Scenario]) -> tuple[Comparison, tuple[Robust, ...], tuple[ReportContext, ...]]:
    """Scenarios side by side with the plans of least worst regret and of best expected coverage."""
    result = compare(scenarios)
    even = [1 / len(scenarios)] * len(scenarios)
    hedges = robust(scenarios, result.plans), robust(scenarios, result.plans, probabilities=even)
    return result, tuple(one for one in hedges if isinstance(one, Robust)), contexts_of(scenarios)


@cache
def london_stability() -> tuple[Stability, ReportContext]:
    """How London's plan stands in a few draws."""
    return stability(london(), uncertainty=MILD), context_of(london())


def hostile_pages(folder: Path) -> dict[str, Page]:
    """The three pages of the small project with names like a script and a formula."""
    path = hostile(folder)
    scenario = load_scenario(path)
    behind = context_of(scenario)
    return {
        "hostile-joint": joint_page(joint(scenario, ["E01", "E03"]), behind),
        "hostile-compare": compare_page(*compared(load_variants(path, [parse_vary(BUDGETS)]))),
        "hostile-stability": stability_page(stability(scenario, uncertainty=MILD), behind),
    }


def many_scenarios(folder: Path) -> Page:
    """The page of twelve scenarios of the small project."""
    return compare_page(*compared(load_variants(write_project(folder), [parse_vary(TWELVE)])))


def london_pages() -> dict[str, Page]:
    """The three pages of London's answers, and that of boroughs which cannot share."""
    return {
        "joint": joint_page(*london_joint(RIVER)),
        "apart": joint_page(*london_joint(APART)),
        "compare": compare_page(*london_comparison()),
        "stability": stability_page(*london_stability()),
    }
