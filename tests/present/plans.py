"""Plans to draw: London's, those of a small project on disk, and one with hostile names."""

from functools import cache
from pathlib import Path

from planner.plan.optimise import optimise
from planner.plan.plan import Plan
from planner.plan.published import publish_plan
from planner.present.context import ReportContext, context_of
from planner.questions.frontier.answer import Frontier, frontier
from planner.scenario.read.load import load_scenario
from planner.scenario.scenario import Scenario
from tests.project import edit, write_project

ROOT = Path(__file__).parents[2]
SCRIPT, FORMULA = "<script>alert(1)</script>", '=HYPERLINK("x")'
BUDGETS = (1e6, 2e6, 3e6)


@cache
def london() -> Scenario:
    """The base scenario."""
    return load_scenario(ROOT / "scenarios/london.yaml")


@cache
def london_plan() -> tuple[Plan, ReportContext]:
    """Its plan."""
    return optimise(london()), context_of(london())


@cache
def published_plan() -> tuple[Plan, ReportContext]:
    """Its plan as anybody may see it."""
    shown = load_scenario(ROOT / "scenarios/london.yaml", publish=True)
    return publish_plan(optimise(shown)), context_of(shown)


@cache
def london_frontier() -> tuple[Frontier, ReportContext]:
    """Its plans at three budgets, free and nested."""
    return frontier(london(), BUDGETS, nested=True), context_of(london())


@cache
def expanding_plan() -> tuple[Plan, ReportContext]:
    """London's plan where two services run already and may grow."""
    scenario = load_scenario(ROOT / "scenarios/expand-existing.yaml")
    return optimise(scenario), context_of(scenario)


def hostile(folder: Path) -> Path:
    """The small project with a borough named like a script and one like a formula, and a note to match."""
    path = write_project(folder)
    edit(folder / "needs.csv", "E01,Ashby,12", f"E01,{SCRIPT},12")
    edit(folder / "needs.csv", "E03,Corley,20", 'E03,"=HYPERLINK(""x"")",20')
    edit(path, "name: Toy", f"name: 'Toy {SCRIPT}'")
    edit(path, "term: 3", f"term: 3   # {SCRIPT}")
    return path
