"""What can be made of a result beside its table: the page, the map, the workbook and the GeoPackage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.errors import InputError, OutputError, Problem
from planner.plan.plan import Plan
from planner.present.backdrop import Backdrop, backdrops
from planner.present.page.blocks import Page
from planner.questions.frontier.answer import Frontier
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

    def prepare(self, scenario: Scenario, changed: tuple[str, ...] = ()) -> Backdrop | None:
        """Find all that stands in the way of these files before anything is solved.

        Raises:
            InputError: when the map's files cannot be read, or there is nothing to draw a map or layers of.
            OutputError: when a file could not be written, or two are the same.
        """
        behind = self.prepare_each((scenario,), changed)
        return behind[0] if behind else None

    def prepare_each(
        self, scenarios: Sequence[Scenario], changed: tuple[str, ...] = ()
    ) -> tuple[Backdrop, ...] | None:
        """The same for files of several scenarios together."""
        if not self.given:
            return None
        inputs = [one.path for scenario in scenarios for one in scenario.inputs]
        for option, path in self.given.items():
            check_file(path, option, inputs)
        if len({path.resolve() for path in self.given.values()}) < len(self.given):
            raise OutputError("two results cannot be written to one file; give each its own")
        every = tuple(replace(one, changed=changed) for one in backdrops(scenarios))
        for behind in every:
            self._check_outlines(behind)
        return every

    def _check_outlines(self, behind: Backdrop) -> None:
        asked = [option for option in ("--map", "--geopackage") if option in self.given]
        if asked and behind.geography is None:
            what = f"no outlines of its areas for {' and '.join(asked)}"
            remedy = "give areas.boundaries with polygons, or leave the option out"
            raise InputError(Problem(behind.scenario.name, what, remedy))


def write_plan_outputs(
    outputs: Outputs, plan: Plan, behind: Backdrop, reasons: Sequence[str] = ()
) -> list[Path]:
    """Write the files of one plan; where there is none, the page alone, with the `reasons`.

    Raises:
        OutputError: when a file cannot be written.
    """
    from planner.present.page.assemble import render
    from planner.present.page.plan_page import plan_page

    makers: dict[str, Callable[[Path], None]] = {
        "--report": lambda path: _write_text(path, render(plan_page(plan, behind, tuple(reasons)))),
        "--map": lambda path: _map(path, plan, behind),
        "--workbook": lambda path: _workbook(path, {plan.scenario: [plan]}, behind, outputs.live),
        "--geopackage": lambda path: _geopackage(path, plan, behind),
    }
    return _write(outputs, makers if plan.has_plan else {"--report": makers["--report"]})


def write_budgets_outputs(outputs: Outputs, plans: Sequence[Plan], behind: Backdrop) -> list[Path]:
    """Write the page and the workbook of plans for rising budgets.

    Raises:
        OutputError: when a file cannot be written.
    """
    from planner.present.page.assemble import render
    from planner.questions.frontier.page import FREE, budgets_page

    makers: dict[str, Callable[[Path], None]] = {
        "--report": lambda path: _write_text(path, render(budgets_page({FREE: plans}, behind))),
        "--workbook": lambda path: _workbook(path, {FREE: plans}, behind, outputs.live),
    }
    return _write(outputs, makers)


def write_frontier_outputs(
    outputs: Outputs, frontier: Frontier, behind: Backdrop, told: Sequence[str] = ()
) -> list[Path]:
    """Write the page and the workbook of a frontier; `told` are sentences for the page.

    Raises:
        OutputError: when a file cannot be written.
    """
    from planner.present.page.assemble import render
    from planner.questions.frontier.page import FREE, NESTED, frontier_page

    plans: dict[str, Sequence[Plan]] = {FREE: frontier.plans}
    if frontier.nested_plans:
        plans[NESTED] = frontier.nested_plans
    makers: dict[str, Callable[[Path], None]] = {
        "--report": lambda path: _write_text(path, render(frontier_page(frontier, behind, tuple(told)))),
        "--workbook": lambda path: _workbook(path, plans, behind, outputs.live),
    }
    return _write(outputs, makers)


def write_page(outputs: Outputs, page: Page) -> list[Path]:
    """Write a page that is already made, where one is asked for.

    Raises:
        OutputError: when the file cannot be written.
    """
    from planner.present.page.assemble import render

    return _write(outputs, {"--report": lambda path: _write_text(path, render(page))})


def _write(outputs: Outputs, makers: dict[str, Callable[[Path], None]]) -> list[Path]:
    written = []
    for option, path in outputs.given.items():
        if option in makers:
            write_file(path, makers[option], option)
            written.append(path)
    return written


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _map(path: Path, plan: Plan, behind: Backdrop) -> None:
    from planner.present.charts.pictures import write_map

    write_map(path, plan, behind)


def _workbook(path: Path, plans: dict[str, Sequence[Plan]], behind: Backdrop, live: bool) -> None:
    from planner.present.workbook.book import write_workbook

    write_workbook(path, plans, behind, live=live)


def _geopackage(path: Path, plan: Plan, behind: Backdrop) -> None:
    from planner.present.geopackage import write_geopackage

    write_geopackage(path, plan, behind)
