"""An answer: what a question has found, with what it was asked of; it knows all that is made of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from planner.plan.plan import Plan
    from planner.present.context import ReportContext
    from planner.present.page.blocks import Page
    from planner.present.table import Table
    from planner.present.told import Told
    from planner.scenario.scenario import Scenario

Maker = Callable[[Path], None]
"""Writes one file of a result."""


@dataclass(frozen=True)
class Answer(ABC):
    """What a question has found, and the `scenarios` that it was asked of; each question has its own.

    A new one says its `document` and `csv`, what is `told` of it and, where it can be published, how it
    looks then; the rest is here and changed where it is another.
    """

    question: ClassVar[str]
    """The command that asks it; its files are called so too."""
    schema: ClassVar[str]
    """Of its JSON, by its name in `planner/contract`."""
    what: ClassVar[str]
    """What it is, in words: `a joint service`."""

    scenarios: "tuple[Scenario, ...]"

    @property
    def scenario(self) -> "Scenario":
        """The first scenario: the only one, of most questions."""
        return self.scenarios[0]

    @abstractmethod
    def document(self) -> dict[str, Any]:
        """The answer by its JSON contract."""

    @abstractmethod
    def csv(self) -> str:
        """The answer as CSV."""

    @abstractmethod
    def told(self) -> "Told":
        """What it tells people, in its order: title, sentences and tables."""

    def tables(self) -> "tuple[Table, ...]":
        """Its tables, in their order."""
        from planner.present.table import Table

        return tuple(part for part in self.told() if isinstance(part, Table))

    def sentences(self) -> tuple[str, ...]:
        """Its sentences, in their order."""
        return tuple(part for part in self.told() if isinstance(part, str) and part)

    def published(self) -> Self:
        """The same as anybody may see it.

        Raises:
            ValueError: when it was not made from a published scenario.
        """
        raise ValueError(f"{self.what} cannot be published")

    def before(self, in_tables: bool) -> Sequence[str]:
        """What is said on stderr before it is printed; `in_tables` is what is to be printed."""
        del in_tables
        return ()

    def after(self) -> tuple[Sequence[str], int]:
        """What is said on stderr when all is done, and the exit code."""
        return (), 0

    def files(self) -> dict[str, str]:
        """Texts by file name for a folder; the last is the whole answer."""
        from planner.present.documents import as_json

        return {f"{self.question}.csv": self.csv(), f"{self.question}.json": as_json(self.document())}

    def write(self, out: Path, options: Mapping[str, Any]) -> list[Path]:
        """Write the files, the scenarios and the record of the run, all or none; gives what to name.

        `options` are those that it was asked with.

        Raises:
            OutputError: when they cannot be written.
        """
        from planner.runs.record import write_recorded

        write_recorded(out, self.files(), self.scenarios, self.question, options)
        return [out]

    def page(self, behind: "Sequence[ReportContext]") -> "Page | None":
        """The page; None where there is none."""
        del behind
        return None

    def makers(self, behind: "Sequence[ReportContext]", live: bool) -> dict[str, Maker]:
        """What writes each further file of it, by option; a workbook has formulas if it is `live`."""
        del live
        return {"--report": lambda path: self._write_page(path, behind)}

    def _write_page(self, path: Path, behind: "Sequence[ReportContext]") -> None:
        from planner.present.page.assemble import render

        page = self.page(behind)
        assert page is not None, "a question that takes --report has a page"
        path.write_text(render(page), encoding="utf-8", newline="\n")


def workbook_maker(
    plans: "dict[str, Sequence[Plan]]", behind: "ReportContext", live: bool
) -> dict[str, Maker]:
    """What writes a workbook of plans."""

    def write(path: Path) -> None:
        from planner.present.workbook.book import write_workbook

        write_workbook(path, plans, behind, live=live)

    return {"--workbook": write}


class Saved(NamedTuple):
    """An answer read back from the folder of its run, and the input files that have changed since.

    `public` makes what anybody may see of it now, where that can be made without solving.
    """

    answer: Answer
    changed: tuple[str, ...] = ()
    public: "Callable[[], Saved] | None" = None
    notes: tuple[str, ...] = ()
