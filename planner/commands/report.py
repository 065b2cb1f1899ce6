"""`planner report`: the page, map, workbook or GeoPackage of a run that was kept with --out."""

from pathlib import Path
from typing import Annotated

import typer

from planner.commands.common import Debug, Publish, say
from planner.commands.outputs import Geopackage, Map, Report, Workbook, outputs, say_written


def report(
    run: Annotated[
        Path,
        typer.Argument(help="Folder that planner optimise or frontier wrote with --out.", metavar="RUN_DIR"),
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
    from planner.optimise.plan import Plan
    from planner.report.outputs import write_frontier_outputs, write_plan_outputs
    from planner.report.saved import read_run

    if not (page or map_ or workbook or geopackage):
        page = run / "report.html"
    wanted = outputs(page, map_, workbook, geopackage, live=not publish)
    result, scenario, changed = read_run(run)
    if publish:
        from planner.analyse.publish import publish_frontier, publish_plan

        result = publish_plan(result) if isinstance(result, Plan) else publish_frontier(result)
    if not isinstance(result, Plan) and (map_ or geopackage):
        option = "--map" if map_ else "--geopackage"
        raise typer.BadParameter("is for one plan; this folder holds a frontier", param_hint=option)
    behind = wanted.prepare(scenario, changed)
    for name in changed:
        say(f"note: {name} has changed since the plan was made; the report shows the plan as it was")
    if isinstance(result, Plan):
        say_written(write_plan_outputs(wanted, result, behind))
    else:
        say_written(write_frontier_outputs(wanted, result, behind))
