"""An estimate of need as an answer: JSON with all diagnostics, the needs table, tables and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from planner.errors import OutputError
from planner.estimation.result import Estimate
from planner.present.documents import as_json
from planner.present.told import Told
from planner.questions.answer import Answer
from planner.questions.estimate.document import estimate_document, needs_csv
from planner.questions.estimate.tables import estimate_told
from planner.runs.files import check_folder, record_beside, write_files
from planner.runs.ownership import checksum_of
from planner.runs.record import record_of, record_text
from planner.scenario.scenario import InputFile


@dataclass(frozen=True)
class EstimateAnswer(Answer):
    """Need by area, and the table of indicators that it was estimated from."""

    question: ClassVar[str] = "estimate"
    schema: ClassVar[str] = "estimate"
    what: ClassVar[str] = "an estimate of need"
    estimate: Estimate
    indicators: Path

    def document(self) -> dict[str, Any]:
        """The estimate with all its diagnostics by the JSON contract."""
        return estimate_document(self.estimate, self.indicators)

    def csv(self) -> str:
        """The needs table."""
        return needs_csv(self.estimate)

    def told(self) -> Told:
        """Tables and sentences for people."""
        return estimate_told(self.estimate)

    def before(self, in_tables: bool) -> Sequence[str]:
        """Its notes."""
        del in_tables
        return [f"note: {note}" for note in self.estimate.notes]

    def write(self, out: Path, options: Mapping[str, Any]) -> list[Path]:
        """Write the needs table to `out`, and all diagnostics and the record of the run beside it.

        Raises:
            OutputError: when they cannot be written; then none is.
        """
        texts = {f"{out.stem}-diagnostics.json": as_json(self.document()), out.name: self.csv()}
        path = self.indicators
        read = InputFile(path.name, checksum_of(path), str(path.resolve()))
        answer_last = dict(reversed(texts.items()))
        record = record_of(answer_last, (), self.question, options, [read])
        written = write_files(out.parent, {**texts, record_beside(out).name: record_text(record)})
        return written[:-1]


def check_out(out: Path, indicators: Path) -> None:
    """Find what stands in the way of the files before anything is estimated; writes nothing.

    Raises:
        OutputError: when `out` is a folder, is the table of indicators, is not CSV, or cannot be written.
    """
    if out.is_dir():
        raise OutputError(f"{out}: is a folder; name the file, as in --out {out / 'needs.csv'}")
    if out.suffix.lower() != ".csv":
        raise OutputError(f"{out}: is not a .csv; needs are written as CSV, choose another --out")
    if out.exists() and indicators.exists() and out.samefile(indicators):
        raise OutputError(f"{out}: is the table of indicators; choose another --out")
    check_folder(out.parent)
