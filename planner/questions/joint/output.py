"""A joint service as an answer: its JSON, CSV, tables, page and files, and as it was kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from planner.plan.published import public
from planner.present.context import ReportContext
from planner.present.documents import drop_empty, rounded, rows_csv
from planner.present.page.blocks import Page
from planner.present.told import Told
from planner.questions.answer import Answer, Saved
from planner.questions.joint.answer import Joint
from planner.questions.joint.published import publish_joint
from planner.questions.joint.tables import joint_told
from planner.questions.options import INFEASIBLE
from planner.runs.read import kept_scenario, read_result
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import RULES


@dataclass(frozen=True)
class JointAnswer(Answer):
    """A joint service, and the scenario it would be in."""

    question: ClassVar[str] = "joint"
    schema: ClassVar[str] = "joint"
    what: ClassVar[str] = "a joint service"
    joint: Joint

    def document(self) -> dict[str, Any]:
        """The result as the JSON contract has it."""
        document = rounded(self.joint.model_dump(mode="json", by_alias=True))
        splits = [document[key] or {"services": []} for key in ("best_split", "each_alone")]
        services = [service for split in splits for service in split["services"]]
        drop_empty(document, "each_alone", "lowers")
        for service in (document["joint"], *document["alone"].values(), *services):
            if service:
                drop_empty(service, "expands", "starts")
        return dict(document)

    def csv(self) -> str:
        """One row an area: alone, together, and its share by every rule."""
        return rows_csv(list(map(self._row, self.joint.areas)), [])

    def _row(self, code: str) -> dict[str, Any]:
        joint = self.joint
        alone = joint.alone[code]
        row: dict[str, Any] = {"area": code, "name": joint.names[code], "need": joint.need[code]}
        row |= {f"alone_{key}": getattr(alone, key) if alone else "" for key in ("staff", "covered", "cost")}
        row |= {
            "supported": joint.supported.get(code, ""),
            "standalone_cost": joint.standalone_cost.get(code, ""),
        }
        return row | {f"share_{rule}": joint.shares[rule][code] if joint.shares else "" for rule in RULES}

    def told(self) -> Told:
        """Tables and sentences for people."""
        return joint_told(self.joint, self.scenario)

    def published(self) -> "JointAnswer":
        """The same as anybody may see it."""
        return replace(self, joint=publish_joint(self.joint))

    def before(self, in_tables: bool) -> Sequence[str]:
        """Its notes."""
        del in_tables
        return [f"note: {note}" for note in self.joint.notes]

    def after(self) -> tuple[Sequence[str], int]:
        """Whether there can be one."""
        return (), 0 if self.joint.joint else INFEASIBLE

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page."""
        from planner.questions.joint.page import joint_page

        return joint_page(self.joint, behind[0])


def read_joint(folder: Path) -> Saved:
    """A joint service; its table of needs has changed where an area's need or name is not as it was.

    Raises:
        InputError: when a file of the folder cannot be read.
    """
    joint = read_result(folder / "joint.json", Joint.model_validate)
    scenario = kept_scenario(folder, publish=joint.published)
    same = all(_as_was(joint, scenario, code) for code in joint.areas)
    needs = Path(str(scenario.resolved.get("areas", {}).get("needs", ""))).name
    return Saved(JointAnswer((scenario,), joint), () if same else (needs,))


def _as_was(joint: Joint, scenario: Scenario, code: str) -> bool:
    """Whether an area is there as the answer has it; one whose need is not told counts as the same."""
    row = scenario.areas.position.get(code)
    if row is None or scenario.areas.names[row] != joint.names[code]:
        return False
    need = float(scenario.areas.need[row])
    return not abs((public(need) if joint.published else need) - joint.need[code]) > 1e-6
