"""That there is no plan as an answer, whatever was asked: which rules clash, and what would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from planner.plan.plan import Plan
from planner.plan.published import publish_plan
from planner.present.context import ReportContext
from planner.present.documents import plan_document, rounded
from planner.present.page.blocks import Page
from planner.present.told import Told
from planner.questions.answer import Answer
from planner.questions.clashes.answer import find_clashes
from planner.questions.clashes.clash import Clash
from planner.questions.options import INFEASIBLE, NO_PLAN
from planner.scenario.scenario import Scenario

STOPPED = "stopped with no plan found, and none ruled out; give a longer --time-limit"


@dataclass(frozen=True)
class NoPlanAnswer(Answer):
    """A search that ended without a plan, its scenario, and the rules that clash where it has none.

    As JSON it is those rules, or the plan that is none; as tables and CSV it is nothing. No run is written.
    """

    question: ClassVar[str] = ""
    schema: ClassVar[str] = "no-plan"
    what: ClassVar[str] = "no plan"
    plan: Plan
    clashes: tuple[Clash, ...]

    def document(self) -> dict[str, Any]:
        """The rules that clash; where it is not known, the plan that is none."""
        if self.plan.status == "no_plan":
            return plan_document(self.plan)
        told = [clash.model_dump(mode="json") for clash in self.clashes]
        return {"status": "infeasible", "published": self.scenario.published, "clashes": rounded(told)}

    def csv(self) -> str:
        """Nothing."""
        return ""

    def told(self) -> Told:
        """Nothing: why there is no plan is said on stderr."""
        return iter(())

    def published(self) -> "NoPlanAnswer":
        """The same as anybody may see it."""
        return replace(self, plan=publish_plan(self.plan))

    def before(self, in_tables: bool) -> Sequence[str]:
        """Why there is no plan."""
        del in_tables
        return [STOPPED] if self.plan.status == "no_plan" else [clash.sentence for clash in self.clashes]

    def after(self) -> tuple[Sequence[str], int]:
        """The exit code of there being none, or of none being found."""
        return (), NO_PLAN if self.plan.status == "no_plan" else INFEASIBLE

    def write(self, out: Path, options: Mapping[str, Any]) -> list[Path]:
        """Nothing."""
        del out, options
        return []

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page of the plan that is none, with the reasons."""
        from planner.present.page.plan_page import plan_page

        return plan_page(self.plan, behind[0], tuple(clash.sentence for clash in self.clashes))


def no_plan(plan: Plan, scenario: Scenario) -> NoPlanAnswer:
    """The answer where the search for the plan of a scenario ended without one."""
    clashes = () if plan.status == "no_plan" else tuple(find_clashes(scenario))
    return NoPlanAnswer((scenario,), plan, clashes)
