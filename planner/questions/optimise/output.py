"""A plan, or those of several budgets, as an answer: JSON, CSV, tables, files, and as it was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from planner.plan.plan import SCHEMA, Plan
from planner.plan.published import decided, publish_plan
from planner.present.context import ReportContext
from planner.present.documents import area_rows, areas_csv, plan_document, rows_csv
from planner.present.page.blocks import Page
from planner.present.proof import proved
from planner.present.told import Told
from planner.questions.answer import Answer, Maker, Saved, workbook_maker
from planner.questions.decided import DECIDED, as_shown
from planner.questions.options import without_plan
from planner.runs.read import changed_since, kept_scenario, read_result
from planner.runs.record import write_run
from planner.scenario.scenario import Scenario


@dataclass(frozen=True)
class PlanAnswer(Answer):
    """What to fund, and the scenario."""

    question: ClassVar[str] = "optimise"
    schema: ClassVar[str] = "plan"
    what: ClassVar[str] = "a plan"
    plan: Plan

    def document(self) -> dict[str, Any]:
        """The plan by the JSON contract."""
        return plan_document(self.plan)

    def csv(self) -> str:
        """One row an area."""
        return areas_csv(self.plan)

    def told(self) -> Told:
        """Tables and sentences for people."""
        from planner.present.tables import plan_told

        return plan_told(self.plan)

    def published(self) -> "PlanAnswer":
        """The same as anybody may see it."""
        return replace(self, plan=publish_plan(self.plan))

    def after(self) -> tuple[Sequence[str], int]:
        """Why the best plan funds nothing, where it does."""
        return _why_nothing(self.plan, self.scenario), 0

    def write(self, out: Path, options: Mapping[str, Any]) -> list[Path]:
        """Write the plan and its tables."""
        write_run(out, self.plan, self.scenario, options)
        return [out]

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page."""
        from planner.present.page.plan_page import plan_page

        return plan_page(self.plan, behind[0])

    def makers(self, behind: Sequence[ReportContext], live: bool) -> dict[str, Maker]:
        """The page, the map, the workbook and the layers."""
        if not self.plan.has_plan:
            return super().makers(behind, live)
        return {
            **super().makers(behind, live),
            **workbook_maker({self.plan.scenario: [self.plan]}, behind[0], live),
            "--map": lambda path: self._map(path, behind[0]),
            "--geopackage": lambda path: self._layers(path, behind[0]),
        }

    def _map(self, path: Path, behind: ReportContext) -> None:
        from planner.present.charts.pictures import write_map

        write_map(path, self.plan, behind)

    def _layers(self, path: Path, behind: ReportContext) -> None:
        from planner.present.geopackage import write_geopackage

        write_geopackage(path, self.plan, behind)


@dataclass(frozen=True)
class PlansAnswer(Answer):
    """What to fund with each of several budgets: an answer a budget, by the name of its folder."""

    question: ClassVar[str] = "optimise"
    schema: ClassVar[str] = "budgets"
    what: ClassVar[str] = "several plans"
    each: dict[str, PlanAnswer]

    @property
    def plans(self) -> list[Plan]:
        """The plans, in the order of the budgets asked for."""
        return [one.plan for one in self.each.values()]

    def document(self) -> dict[str, Any]:
        """The plans as one JSON document, each as `planner optimise` gives it alone."""
        published = all(plan.published for plan in self.plans)
        return {"schema": SCHEMA, "published": published, "plans": list(map(plan_document, self.plans))}

    def csv(self) -> str:
        """One row a budget and area."""
        return rows_csv(
            [{"budget": plan.budget, **row} for plan in self.plans for row in area_rows(plan)], []
        )

    def told(self) -> Told:
        """Tables and sentences for people."""
        from planner.questions.optimise.side_by_side import plans_told

        return plans_told(self.plans)

    def published(self) -> "PlansAnswer":
        """The same as anybody may see it."""
        return PlansAnswer(self.scenarios, {name: one.published() for name, one in self.each.items()})

    def after(self) -> tuple[Sequence[str], int]:
        """Whether any budget has a plan, and why a best plan funds nothing, where one does."""
        told, code = without_plan(self.plans, "give one alone to be told why")
        every = (_why_nothing(one.plan, one.scenario) for one in self.each.values())
        return (told, code) if code else ([line for lines in every for line in lines], 0)

    def write(self, out: Path, options: Mapping[str, Any]) -> list[Path]:
        """Write each plan and its tables into a folder of its own."""
        for name, one in self.each.items():
            one.write(out / name, options)
        return [out]

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page of rising budgets."""
        from planner.questions.frontier.page import budgets_page

        return budgets_page(self._rising(), behind[0])

    def makers(self, behind: Sequence[ReportContext], live: bool) -> dict[str, Maker]:
        """The page and the workbook."""
        return super().makers(behind, live) | workbook_maker(self._rising(), behind[0], live)

    def _rising(self) -> dict[str, Sequence[Plan]]:
        from planner.questions.frontier.page import FREE

        return {FREE: sorted(self.plans, key=lambda plan: plan.budget)}


def _why_nothing(plan: Plan, scenario: Scenario) -> list[str]:
    if not proved(plan) or plan.services:
        return []
    from planner.questions.clashes.nothing_funded import why_nothing

    return [clash.sentence for clash in why_nothing(scenario)]


def read_plan(folder: Path) -> Saved:
    """The plan that was written into a folder.

    Raises:
        InputError: when a file in the folder cannot be read.
    """
    plan = read_result(folder / "plan.json", Plan.model_validate)
    scenario = kept_scenario(folder, publish=plan.published)
    changed = changed_since(plan, scenario)
    saved = Saved(PlanAnswer((scenario,), plan), changed)
    public = (lambda: saved) if plan.published else partial(_public, folder, plan, changed)
    return saved._replace(public=public)


def _public(folder: Path, plan: Plan, changed: tuple[str, ...]) -> Saved:
    """Made from the full needs, with the numbers that anybody may see."""
    scenario = as_shown(folder)
    return Saved(PlanAnswer((scenario,), publish_plan(decided(plan, scenario))), changed, notes=(DECIDED,))
