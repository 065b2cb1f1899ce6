"""Plans nearly as good as an answer: JSON, CSV, tables and files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from planner.present.documents import plan_document, rounded, rows_csv
from planner.present.told import Told
from planner.questions.alternatives.answer import Alternatives, difference
from planner.questions.alternatives.published import publish_alternatives
from planner.questions.alternatives.tables import alternatives_told
from planner.questions.answer import Answer


@dataclass(frozen=True)
class AlternativesAnswer(Answer):
    """The best plan and those nearly as good, and the scenario they answer."""

    question: ClassVar[str] = "alternatives"
    schema: ClassVar[str] = "alternatives"
    what: ClassVar[str] = "alternatives"
    found: Alternatives

    def document(self) -> dict[str, Any]:
        """The alternatives by the JSON contract."""
        document = self.found.model_dump(mode="json", by_alias=True, exclude={"best", "alternatives"})
        document["best"] = plan_document(self.found.best)
        document["alternatives"] = [plan_document(plan) for plan in self.found.alternatives]
        return dict(rounded(document))

    def csv(self) -> str:
        """One row a plan, the best first; ids of services joined by spaces."""
        best = self.found.best
        rows = [
            {
                "plan": number,
                "coverage": plan.coverage,
                "objective": plan.objective,
                "spend": plan.spend,
                "differs": difference(plan, best),
                "services": " ".join(service.id for service in plan.services),
            }
            for number, plan in enumerate((best, *self.found.alternatives))
        ]
        return rows_csv(rows, [])

    def told(self) -> Told:
        """Tables and sentences for people."""
        return alternatives_told(self.found)

    def published(self) -> "AlternativesAnswer":
        """The same as anybody may see it."""
        return replace(self, found=publish_alternatives(self.found))

    def after(self) -> tuple[Sequence[str], int]:
        """Whether there may be more."""
        stopped = "stopped at the time limit; there may be more, and better; give a longer --time-limit"
        return () if self.found.complete else (stopped,), 0
