"""An explanation as an answer: JSON, CSV, sentences and tables, and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from planner.present.told import Told
from planner.questions.answer import Answer
from planner.questions.explain import document
from planner.questions.explain.answer import AreaExplained, Explanation, ServiceExplained
from planner.questions.explain.tables import account_told, sentences_told
from planner.questions.explain.words import area_sentences, service_sentences


@dataclass(frozen=True)
class ExplainAnswer(Answer):
    """Why a plan is what it is, or one of its services or one area, and the scenario."""

    question: ClassVar[str] = "explain"
    schema: ClassVar[str] = "explain"
    what: ClassVar[str] = "an explanation"
    found: Explanation | ServiceExplained | AreaExplained

    def document(self) -> dict[str, Any]:
        """The explanation by the JSON contract."""
        found = self.found
        if isinstance(found, Explanation):
            return document.account_document(found.plan, found.services, found.areas)
        if isinstance(found, AreaExplained):
            return document.area_document(found)
        return document.service_document(found)

    def csv(self) -> str:
        """One row a service or area left out; of one of them one row."""
        if isinstance(self.found, Explanation):
            return document.account_csv(self.found.services, self.found.areas)
        return document.explained_csv(self.document())

    def told(self) -> Told:
        """Tables and sentences for people."""
        found = self.found
        if isinstance(found, Explanation):
            return account_told(found.plan, found.services, found.areas, found.more)
        if isinstance(found, AreaExplained):
            return sentences_told(f"{found.plan.scenario}: {found.name}", area_sentences(found))
        return sentences_told(f"{found.plan.scenario}: {found.service.id}", service_sentences(found))

    def before(self, in_tables: bool) -> Sequence[str]:
        """How many areas left out were not looked at, where the tables do not say it."""
        more = self.found.more if isinstance(self.found, Explanation) and not in_tables else 0
        return [f"note: {more} more areas are left out; ask for one with --area"] if more else []
