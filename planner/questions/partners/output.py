"""Partners for one area as an answer: JSON, CSV, tables and files."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from planner.present.documents import drop_empty, rounded, rows_csv
from planner.present.told import Told
from planner.questions.answer import Answer
from planner.questions.partners.answer import Option, Partners
from planner.questions.partners.published import publish_partners
from planner.questions.partners.tables import partners_told


@dataclass(frozen=True)
class PartnersAnswer(Answer):
    """The joint services that one area could take part in, and the scenario they would be in."""

    question: ClassVar[str] = "partners"
    schema: ClassVar[str] = "partners"
    what: ClassVar[str] = "partners for an area"
    partners: Partners

    def document(self) -> dict[str, Any]:
        """The result as the JSON contract has it."""
        document = rounded(self.partners.model_dump(mode="json", by_alias=True))
        if document["alone"]:
            drop_empty(document["alone"], "expands", "starts")
        return dict(document)

    def csv(self) -> str:
        """One row an option, the best first; areas joined by `+`."""
        rows = [{**one.model_dump(), "areas": "+".join(one.areas)} for one in self.partners.options]
        return rows_csv(rows, list(Option.model_fields))

    def told(self) -> Told:
        """Tables and sentences for people."""
        return partners_told(self.partners, self.scenario)

    def published(self) -> "PartnersAnswer":
        """The same as anybody may see it."""
        return replace(self, partners=publish_partners(self.partners))
