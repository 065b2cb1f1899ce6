"""`planner report`: the page, map, workbook or GeoPackage of a run that was kept with --out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.options import Debug, Publish, say
from planner.questions.output_options import Geopackage, Map, Report, Workbook, outputs
from planner.questions.register import QUESTIONS

if TYPE_CHECKING:
    from planner.questions.answer import Saved
    from planner.questions.question import Question


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
    if not (page or map_ or workbook or geopackage):
        page = run / "report.html"
    wanted = outputs(page, map_, workbook, geopackage, live=not publish)
    saved = _read(run, publish)
    for note in saved.notes:
        say(f"note: {note}; planner optimise --publish makes a plan that does not")
    behind = wanted.prepare(saved.answer.scenarios, saved.changed)
    assert behind is not None
    makers = saved.answer.makers(behind, wanted.live)
    for option in wanted.given:
        if option not in makers:
            what = f"is for a plan; this folder holds {saved.answer.what}"
            raise typer.BadParameter(what, param_hint=option)
    for name in saved.changed:
        say(f"note: {name} has changed since the plan was made; the report shows the plan as it was")
    wanted.write(makers)


def _read(run: Path, publish: bool) -> "Saved":
    """The answer in a folder; with `publish` as anybody may see it."""
    question = _held(run)
    if question.read is None:
        from planner.errors import InputError, Problem

        what = f"holds an answer of planner {question.name}, of which there is no page"
        raise InputError(Problem(str(run), what, f"planner rerun {run} makes it again"))
    saved = question.read(run)
    if not publish:
        return saved
    if saved.public is None:
        raise typer.BadParameter("is for plans here; run the command itself with it", param_hint="--publish")
    return saved.public()


def _held(folder: Path) -> "Question":
    """The question whose answer a folder holds.

    Raises:
        InputError: when it holds none, or several.
    """
    from planner.errors import InputError, Problem
    from planner.text import listed

    kept = [one for one in QUESTIONS if one.out]
    found = [one for one in kept if (folder / one.answer_file).is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        names = listed([one.answer_file for one in found])
        remedy = "give every run an --out of its own"
        raise InputError(Problem(str(folder), f"holds the results of several runs: {names}", remedy))
    inside = sorted(path.parent.name for path in folder.glob("*/plan.json")) if folder.is_dir() else []
    if inside:
        remedy = f"give one of them: {', '.join(inside)}"
        raise InputError(Problem(str(folder), "holds several runs", remedy))
    lacking = listed([one.answer_file for one in kept if one.read])
    what = f"holds no {lacking}" if folder.exists() else "no such folder"
    raise InputError(Problem(str(folder), what, "give a folder that a run of planner wrote with --out"))
