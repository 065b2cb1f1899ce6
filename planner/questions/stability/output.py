"""How a plan stands over draws as an answer: JSON, CSV, tables, page and files, and as it was kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from planner.plan.identity import Identity
from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.documents import as_json, plan_document, rounded, rows_csv
from planner.present.page.blocks import Page
from planner.present.told import Told
from planner.questions.answer import Answer, Saved
from planner.questions.stability.answer import Stability
from planner.questions.stability.published import publish_stability
from planner.questions.stability.tables import stability_told
from planner.runs.read import changed_since, kept_scenario, read_result

TODAY = "todays-plan.json"
"""The plan for the estimated needs, by the contract of a plan."""


@dataclass(frozen=True)
class StabilityAnswer(Answer):
    """What of a plan stands when the needs are drawn, and the scenario."""

    question: ClassVar[str] = "stability"
    schema: ClassVar[str] = "stability"
    what: ClassVar[str] = "a stability run"
    result: Stability

    def document(self) -> dict[str, Any]:
        """The result as the JSON contract has it."""
        return dict(rounded(self.result.model_dump(mode="json", by_alias=True)))

    def csv(self) -> str:
        """One row a service, hub or area: in which share of draws it is in the best plan; if in today's."""
        result, named = self.result, self.scenario.areas.name
        funded = result.plan.services
        kinds: tuple[tuple[str, dict[str, float], set[str]], ...] = (
            ("service", result.services, {service.id for service in funded}),
            ("hub", result.hubs, {service.hub for service in funded}),
            ("area", result.areas, {code for service in funded for code in service.areas}),
        )
        rows = [
            {
                "kind": kind,
                "id": one,
                "name": ", ".join(map(named, result.identities[one].areas if kind == "service" else (one,))),
                "share": part,
                "in_todays_plan": one in today,
            }
            for kind, shares, today in kinds
            for one, part in shares.items()
        ]
        return rows_csv(rows, ["kind", "id", "name", "share", "in_todays_plan"])

    def files(self) -> dict[str, str]:
        """Texts by file name, today's plan among them."""
        table, whole = super().files().items()
        return dict([table, (TODAY, as_json(plan_document(self.result.plan))), whole])

    def told(self) -> Told:
        """Tables and sentences for people."""
        return stability_told(self.result)

    def published(self) -> "StabilityAnswer":
        """The same as anybody may see it."""
        return replace(self, result=publish_stability(self.result))

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page."""
        from planner.questions.stability.page import stability_page

        return stability_page(self.result, behind[0])


def read_stability(folder: Path) -> Saved:
    """How a plan stands, with today's plan, which is kept beside it.

    Raises:
        InputError: when a file of the folder cannot be read.
    """
    plan = read_result(folder / TODAY, Plan.model_validate)
    result = read_result(folder / "stability.json", lambda told: _result(told, plan))
    scenario = kept_scenario(folder, publish=result.published)
    return Saved(StabilityAnswer((scenario,), result), changed_since(plan, scenario))


def _result(document: dict[str, Any], plan: Plan) -> Stability:
    codes = [area.area for area in plan.areas]
    identities = {one: Identity.read(one, codes) for one in document["services"]}
    return Stability.model_validate({**document, "plan": plan, "identities": identities})
