"""A plan as a GeoPackage: services and areas as layers that QGIS and other tools open."""

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.documents import rounded
from planner.present.page.origins import sources
from planner.present.proof import proof
from planner.present.words import MODELLED, caution, headline

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

MADE = "2000-01-01T00:00:00Z"
"""The date written into every file, so that the same plan gives the same bytes."""
WHAT = {
    "services": "Services to fund, each with its catchment; pounds and young people a year.",
    "areas": "Areas with what the plan means for each; young people at risk a year.",
}
"""What each layer holds."""
SERVICE_COLUMNS = (
    *("number", "id", "type", "kind", "hub", "hub_name", "areas", "names", "staff", "capacity", "reachable"),
    *("covered", "setup_cost", "cost", "expands", "starts"),
)


def write_geopackage(path: Path, plan: Plan, behind: ReportContext) -> None:
    """Write layers `services` (catchments) and `areas` to `path`, on the grid in metres, whole outlines.

    Each layer says in its description and its metadata that it is modelled, and whose data it is made from;
    table `about` says all there is to say of that.
    """
    import pyogrio

    assert behind.geography is not None
    shapes = behind.geography.shapes
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": MADE})
    try:
        for name, frame in (("services", _services(plan, shapes)), ("areas", _areas(plan, shapes))):
            pyogrio.write_dataframe(
                frame, path, layer=name, driver="GPKG", geometry_type="MultiPolygon", promote_to_multi=True,
                layer_options={"DESCRIPTION": f"{WHAT[name]} {MODELLED} {behind.attribution}"},
                layer_metadata=_metadata(behind),
            )  # fmt: skip
        pyogrio.write_dataframe(_about(plan, behind), path, layer="about", driver="GPKG")
    except RuntimeError as error:  # it tells of a full disk in words of its own
        raise OSError(errno.EIO, "its layers could not be written whole; is there room?") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _metadata(behind: ReportContext) -> dict[str, str]:
    told = {"MODELLED": MODELLED, "ATTRIBUTION": behind.attribution}
    return told | {"LICENCES": "; ".join(behind.provenance.licences) or "none given"}


def _about(plan: Plan, behind: ReportContext) -> "pd.DataFrame":
    """What the layers are, how good the plan is proved to be, and whose data they are made from, in lines."""
    import pandas as pd

    origin = sources(behind)
    lines = [plan.scenario, MODELLED, caution(plan), headline(plan), proof(plan), *origin.sentences]
    lines += [f"Source: {row[0]}" for table in origin.tables for row in table.rows]
    return pd.DataFrame({"line": range(1, len(lines) + 1), "told": lines})


def _areas(plan: Plan, shapes: "gpd.GeoSeries") -> "gpd.GeoDataFrame":
    import geopandas as gpd

    numbers = {service.id: number for number, service in enumerate(plan.services, 1)}
    rows = [
        {**rounded(area.model_dump()), "service_number": numbers.get(area.service or "", 0)}
        for area in plan.areas
    ]
    drawn = [shapes.loc[area.area] for area in plan.areas]
    return gpd.GeoDataFrame(rows, geometry=drawn, crs=shapes.crs)


def _services(plan: Plan, shapes: "gpd.GeoSeries") -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import pandas as pd
    import shapely

    names = {area.area: area.name for area in plan.areas}
    rows = [
        {
            "number": number,
            **rounded(service.model_dump(mode="json")),
            "areas": "+".join(service.areas),
            "names": ", ".join(names[code] for code in service.areas),
            "hub_name": names[service.hub],
        }
        for number, service in enumerate(plan.services, 1)
    ]
    frame = pd.DataFrame(rows, columns=list(SERVICE_COLUMNS))
    frame["staff"], frame["starts"] = frame["staff"].astype("Int64"), frame["starts"].astype("Int64")
    drawn = [shapely.union_all([shapes[code] for code in service.areas]) for service in plan.services]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(drawn, crs=shapes.crs))
