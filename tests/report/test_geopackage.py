"""The GeoPackage, read back: layers with the plan's numbers, on the grid, whole."""

from pathlib import Path

import geopandas as gpd
import pytest

from planner.optimise.plan import Plan
from planner.report.geopackage import write_geopackage
from tests.report.plans import london_plan


def test_read_back_it_holds_the_plan(tmp_path: Path) -> None:
    """Services with their catchments and areas with their parts, as the plan has them."""
    plan, behind = london_plan()
    path = tmp_path / "plan.gpkg"
    write_geopackage(path, plan, behind)
    services, areas = (gpd.read_file(path, layer=layer) for layer in ("services", "areas"))
    assert services.crs.to_epsg() == areas.crs.to_epsg() == 27700
    assert list(services["id"]) == [service.id for service in plan.services]
    assert services["covered"].tolist() == pytest.approx([service.covered for service in plan.services])
    assert services["cost"].tolist() == pytest.approx([service.cost for service in plan.services])
    assert services["staff"].tolist() == [service.staff for service in plan.services]
    for part in ("need", "already_covered", "covered", "reached_without_capacity", "out_of_reach"):
        assert areas[part].tolist() == pytest.approx([getattr(area, part) for area in plan.areas])
    by_code = areas.set_index("area").geometry
    for shape, service in zip(services.geometry, plan.services, strict=True):
        assert shape.area == pytest.approx(sum(by_code[code].area for code in service.areas), rel=1e-6)


def test_without_a_service_and_the_same_bytes(tmp_path: Path) -> None:
    """A plan that funds nothing has an empty layer; the same plan gives the same bytes."""
    plan, behind = london_plan()
    nothing: Plan = plan.model_copy(update={"services": ()})
    for name in ("a.gpkg", "b.gpkg"):
        write_geopackage(tmp_path / name, nothing, behind)
    assert len(gpd.read_file(tmp_path / "a.gpkg", layer="services")) == 0
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()
