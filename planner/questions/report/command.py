"""`planner report`: the page, map, workbook or GeoPackage of a run that was kept with --out."""

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.questions.options import Debug, Publish, say
from planner.questions.output_options import Geopackage, Map, Report, Workbook, outputs, say_written


def report(
    run: Annotated[
        Path,
        typer.Argument(help="Folder that a run wrote with --out.", metavar="RUN_DIR"),
    ],
    page: Report = None,
    map_: Map = None,
    workbook: Workbook = None,
    geopackage: Geopackage = None,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Make a page, map, workbook or GeoPackage of a run kept with --out; else report.html in its folder."""
    del debug  # read by main
    from planner.questions.report.plans import ANSWERS, held

    if not (page or map_ or workbook or geopackage):
        page = run / "report.html"
    wanted, name = outputs(page, map_, workbook, geopackage, live=not publish), held(run)
    if name in ANSWERS:
        if publish:
            raise typer.BadParameter(
                "is for plans here; run the command itself with it", param_hint="--publish"
            )
        _report_answer(run, name, wanted)
    else:
        _report_plans(run, wanted, publish)


def _report_answer(run: Path, name: str, wanted: Any) -> None:
    """The page of an answer that is no plan."""
    from planner.questions.outputs import write_page
    from planner.questions.report.answers import read_answer

    answer = read_answer(run, name)
    _refuse(
        wanted, ("--map", "--workbook", "--geopackage"), f"is for a plan; this folder holds {answer.what}"
    )
    behind = wanted.prepare_each(answer.scenarios, answer.changed)
    _say_changed(answer.changed)
    say_written(write_page(wanted, answer.draw(behind)))


def _report_plans(run: Path, wanted: Any, publish: bool) -> None:
    """All that can be made of a plan or a frontier."""
    from planner.plan.plan import Plan
    from planner.questions.outputs import write_frontier_outputs, write_plan_outputs
    from planner.questions.report.plans import DECIDED, read_run

    result, scenario, changed, decided = read_run(run, publish)
    if decided:
        say(f"note: {DECIDED}; planner optimise --publish makes a plan that does not")
    if not isinstance(result, Plan):
        _refuse(wanted, ("--map", "--geopackage"), "is for one plan; this folder holds a frontier")
    behind = wanted.prepare(scenario, changed)
    _say_changed(changed)
    if isinstance(result, Plan):
        say_written(write_plan_outputs(wanted, result, behind))
    else:
        say_written(write_frontier_outputs(wanted, result, behind))


def _refuse(wanted: Any, options: tuple[str, ...], why: str) -> None:
    for option in options:
        if option in wanted.given:
            raise typer.BadParameter(why, param_hint=option)


def _say_changed(changed: tuple[str, ...]) -> None:
    for name in changed:
        say(f"note: {name} has changed since the plan was made; the report shows the plan as it was")
