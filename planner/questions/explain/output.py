"""An explanation as an answer: JSON, CSV, sentences and tables, and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.console import Console

from planner.questions.answer import Answer
from planner.questions.explain import document
from planner.questions.explain.answer import AreaExplained, Explanation, ServiceExplained
from planner.questions.explain.tables import print_account, print_sentences
from planner.questions.explain.words import area_sentences, service_sentences


@dataclass(frozen=True)
class ExplainAnswer(Answer):
    """Why a plan is what it is, or one of its services or one area, and the scenario."""

    question: ClassVar[str] = "explain"
    schema: ClassVar[str] = "explain"
    what: ClassVar[str] = "an explanation"
    told: Explanation | ServiceExplained | AreaExplained

    def document(self) -> dict[str, Any]:
        """The explanation by the JSON contract."""
        told = self.told
        if isinstance(told, Explanation):
            return document.account_document(told.plan, told.services, told.areas)
        if isinstance(told, AreaExplained):
            return document.area_document(told)
        return document.service_document(told)

    def csv(self) -> str:
        """One row a service or area left out; of one of them one row."""
        if isinstance(self.told, Explanation):
            return document.account_csv(self.told.services, self.told.areas)
        return document.explained_csv(self.document())

    def print(self, console: Console) -> None:
        """Tables and sentences for people."""
        told = self.told
        if isinstance(told, Explanation):
            print_account(told.plan, told.services, told.areas, told.more, console)
        elif isinstance(told, AreaExplained):
            print_sentences(f"{told.plan.scenario}: {told.name}", area_sentences(told), console)
        else:
            print_sentences(f"{told.plan.scenario}: {told.service.id}", service_sentences(told), console)

    def before(self, in_tables: bool) -> Sequence[str]:
        """How many areas left out were not looked at, where the tables do not say it."""
        more = self.told.more if isinstance(self.told, Explanation) and not in_tables else 0
        return [f"note: {more} more areas are left out; ask for one with --area"] if more else []
