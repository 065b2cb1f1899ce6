"""Options for what can be made of a result: a page, a map, a workbook, a GeoPackage."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from planner.questions.outputs import Outputs

MAPS = (".png", ".svg", ".pdf")

Report = Annotated[
    Path | None,
    typer.Option("--report", help="File for a page with maps and charts (HTML; opens anywhere, offline)."),
]
Map = Annotated[Path | None, typer.Option("--map", help="File for the map of services (.png, .svg or .pdf).")]
Workbook = Annotated[
    Path | None,
    typer.Option("--workbook", help="File for an Excel workbook whose sums follow its costs (.xlsx)."),
]
Geopackage = Annotated[
    Path | None, typer.Option("--geopackage", help="File for services and areas as layers for QGIS (.gpkg).")
]


def outputs(
    report: Path | None = None,
    map_: Path | None = None,
    workbook: Path | None = None,
    geopackage: Path | None = None,
    live: bool = True,
) -> "Outputs":
    """The files asked for, each with an ending that says what it is; a workbook with formulas if `live`."""
    for option, path, endings in (
        ("--report", report, (".html", ".htm")),
        ("--map", map_, MAPS),
        ("--workbook", workbook, (".xlsx",)),
        ("--geopackage", geopackage, (".gpkg",)),
    ):
        if path is not None and path.suffix.lower() not in endings:
            raise typer.BadParameter(f"{path} does not end in {' or '.join(endings)}", param_hint=option)
    from planner.questions.outputs import Outputs

    return Outputs(report, map_, workbook, geopackage, live)
