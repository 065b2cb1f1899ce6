"""What is to be made of a result beside its table: the page, the map, the workbook and the GeoPackage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.errors import InputError, OutputError, Problem
from planner.present.context import ReportContext, contexts_of
from planner.questions.answer import Maker
from planner.questions.options import say
from planner.runs.files import check_file, write_file
from planner.scenario.scenario import Scenario


@dataclass(frozen=True)
class Outputs:
    """The files asked for; None where one is not. A workbook has formulas if `live`, else numbers alone."""

    report: Path | None = None
    map: Path | None = None
    workbook: Path | None = None
    geopackage: Path | None = None
    live: bool = True

    @property
    def given(self) -> dict[str, Path]:
        """Files by option."""
        named = {"--report": self.report, "--map": self.map, "--workbook": self.workbook}
        named["--geopackage"] = self.geopackage
        return {option: path for option, path in named.items() if path is not None}

    def prepare(
        self, scenarios: Sequence[Scenario], changed: tuple[str, ...] = ()
    ) -> tuple[ReportContext, ...] | None:
        """Find all that stands in the way of these files before anything is solved.

        Raises:
            InputError: when the map's files cannot be read, or there is nothing to draw a map or layers of.
            OutputError: when a file could not be written, or two are the same.
        """
        if not self.given:
            return None
        inputs = [one.path for scenario in scenarios for one in scenario.inputs]
        for option, path in self.given.items():
            check_file(path, option, inputs)
        if len({path.resolve() for path in self.given.values()}) < len(self.given):
            raise OutputError("two results cannot be written to one file; give each its own")
        every = tuple(replace(one, changed=changed) for one in contexts_of(scenarios))
        for behind in every:
            self._check_outlines(behind)
        return every

    def _check_outlines(self, behind: ReportContext) -> None:
        asked = [option for option in ("--map", "--geopackage") if option in self.given]
        if asked and behind.geography is None:
            what = f"no outlines of its areas for {' and '.join(asked)}"
            remedy = "give areas.boundaries with polygons, or leave the option out"
            raise InputError(Problem(behind.scenario.name, what, remedy))

    def write(self, makers: Mapping[str, Maker]) -> None:
        """Write each file that is asked for and can be made, and name it on stderr.

        Raises:
            OutputError: when it cannot be written.
        """
        for option, path in self.given.items():
            if option in makers:
                write_file(path, makers[option], option)
                say(f"wrote {path}")
