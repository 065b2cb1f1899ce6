"""What can be told of a scenario without solving it, as an answer: JSON, CSV and lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from planner.present.documents import rounded, rows_csv
from planner.present.numbers import people
from planner.present.told import Line, Told
from planner.questions.answer import Answer
from planner.questions.options import INFEASIBLE
from planner.questions.validate.answer import Validation


@dataclass(frozen=True)
class ValidateAnswer(Answer):
    """What was found of a valid scenario."""

    question: ClassVar[str] = "validate"
    schema: ClassVar[str] = "validate"
    what: ClassVar[str] = "a scenario's checks"
    found: Validation

    def document(self) -> dict[str, Any]:
        """The checks by the JSON contract."""
        return dict(rounded(self.found.model_dump(mode="json")))

    def csv(self) -> str:
        """One row a warning."""
        return rows_csv([one.model_dump() for one in self.found.warnings], ["rule", "what", "fix"])

    def told(self) -> Told:
        """What the scenario holds and what is odd, a line each however long."""
        found = self.found
        yield Line(
            f"{found.scenario}: valid. {found.areas} areas, {found.links} links, an "
            f"estimated {people(found.need)} young people at risk, {found.candidates:,} services "
            "that could be funded."
        )
        yield from (Line(f"warning: {odd.sentence}") for odd in found.warnings)

    def after(self) -> tuple[Sequence[str], int]:
        """Rules that no plan can keep together."""
        told = [f"no plan can keep {' with '.join(one.rules)}; {one.fix}" for one in self.found.clashes]
        return told, INFEASIBLE if told else 0
