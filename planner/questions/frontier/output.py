"""What every budget buys as an answer: JSON, CSV, tables, page, workbook and files, and as it was kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar

from planner.errors import InputError, Problem
from planner.plan.plan import Plan
from planner.plan.published import decided
from planner.present.context import ReportContext
from planner.present.documents import rounded, rows_csv
from planner.present.page.blocks import Page
from planner.present.told import Told
from planner.questions.answer import Answer, Maker, Saved, workbook_maker
from planner.questions.decided import DECIDED, as_shown
from planner.questions.frontier.answer import Frontier, Point, Solved, Step
from planner.questions.frontier.log import NAME as SWEEP
from planner.questions.frontier.log import sweep_log
from planner.questions.frontier.plateaus import Plateau, plateaus
from planner.questions.frontier.published import publish_frontier
from planner.questions.frontier.tables import frontier_told
from planner.questions.options import without_plan
from planner.runs.read import changed_since, kept_scenario, read_result
from planner.scenario.scenario import Scenario


@dataclass(frozen=True)
class FrontierAnswer(Answer):
    """What every budget buys, the scenario, and what finds where more money buys nothing more."""

    question: ClassVar[str] = "frontier"
    schema: ClassVar[str] = "frontier"
    what: ClassVar[str] = "a frontier"
    frontier: Frontier
    plateaus: Callable[[], Sequence[Plateau]] = tuple

    def document(self) -> dict[str, Any]:
        """The frontier as the JSON contract has it."""
        document = rounded(self.frontier.model_dump(mode="json", by_alias=True))
        if self.frontier.nested is None:
            del document["nested"]
            for entry in document["entry"].values():
                del entry["nested"]
        return dict(document)

    def csv(self) -> str:
        """One row a budget and kind (`free`, `nested`); ids of services joined by spaces."""
        rows = [
            {"kind": kind, **point.model_dump(), "services": " ".join(point.services)}
            for kind, points in (("free", self.frontier.points), ("nested", self.frontier.nested or ()))
            for point in points
        ]
        return rows_csv(rows, ["kind", *Point.model_fields])

    def told(self) -> Told:
        """Tables and sentences for people."""
        return frontier_told(self.frontier, self.scenario, list(self.plateaus()))

    def published(self) -> "FrontierAnswer":
        """The same as anybody may see it."""
        return replace(self, frontier=publish_frontier(self.frontier))

    def after(self) -> tuple[Sequence[str], int]:
        """Whether any budget has a plan."""
        return without_plan(self.frontier.plans, "planner optimise says why")

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page."""
        from planner.questions.frontier.page import frontier_page
        from planner.questions.frontier.words import plateau_sentence

        return frontier_page(self.frontier, behind[0], tuple(map(plateau_sentence, self.plateaus())))

    def makers(self, behind: Sequence[ReportContext], live: bool) -> dict[str, Maker]:
        """The page and the workbook."""
        from planner.questions.frontier.page import FREE, NESTED

        plans: dict[str, Sequence[Plan]] = {FREE: self.frontier.plans}
        if self.frontier.nested_plans:
            plans[NESTED] = self.frontier.nested_plans
        return super().makers(behind, live) | workbook_maker(plans, behind[0], live)


def answer_of(frontier: Frontier, scenario: Scenario) -> FrontierAnswer:
    """The answer of a frontier that was just made; its plateaus are looked for once they are needed."""
    return FrontierAnswer((scenario,), frontier, cache(partial(plateaus, scenario, frontier)))


def read_frontier(folder: Path) -> Saved:
    """The frontier that was written into a folder, its plans from the log beside it.

    Raises:
        InputError: when a file in the folder cannot be read, or the inputs are no longer those it was made
            from.
    """
    scenario = kept_scenario(folder)
    frontier = _frontier(folder, scenario)
    changed = changed_since(frontier.plans[0], scenario)
    return Saved(FrontierAnswer((scenario,), frontier), changed, partial(_public, folder, frontier, changed))


def _public(folder: Path, frontier: Frontier, changed: tuple[str, ...]) -> Saved:
    """Made from the full needs, with the numbers that anybody may see."""
    scenario = as_shown(folder)
    plans = tuple(decided(plan, scenario) for plan in frontier.plans)
    nested = frontier.nested_plans and tuple(decided(plan, scenario) for plan in frontier.nested_plans)
    update = {"plans": plans, "nested_plans": nested, "published": True}
    shown = publish_frontier(frontier.model_copy(update=update))
    return Saved(FrontierAnswer((scenario,), shown), changed, notes=(DECIDED,))


def _frontier(folder: Path, scenario: Scenario) -> Frontier:
    path = folder / "frontier.json"
    free, nested = read_result(path, _steps)
    kept = sweep_log(folder, scenario).read().known((*free, *nested))
    if any(step not in kept for step in (*free, *nested)):
        what = "lacks plans of the frontier, or its scenario or tables have changed since"
        raise InputError(Problem(str(folder / SWEEP), what, "run planner frontier again with this --out"))
    return read_result(path, lambda document: _with_plans(document, kept, free, nested))


def _steps(document: dict[str, Any]) -> tuple[list[Step], list[Step]]:
    """The steps whose plans are the points of a frontier; the first nested plan is the first free one."""
    budgets = [float(point["budget"]) for point in document["points"]]
    nested = [float(point["budget"]) for point in document.get("nested") or ()]
    free: list[Step] = [("free", (budget,)) for budget in budgets]
    return free, [("nested", tuple(nested[:place])) for place in range(2, len(nested) + 1)]


def _with_plans(
    document: dict[str, Any], kept: Mapping[Step, Solved], free: list[Step], nested: list[Step]
) -> Frontier:
    plans = [kept[step][0] for step in free]
    steps = [plans[0], *(kept[step][0] for step in nested)] if document.get("nested") else None
    return Frontier.model_validate({**document, "plans": plans, "nested_plans": steps})
