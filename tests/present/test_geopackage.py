"""The GeoPackage, read back: layers with the plan's numbers, on the grid, whole."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.geopackage import write_geopackage
from planner.present.words import CAUTION, MODELLED, PUBLISHED
from tests.present.books import published_plan
from tests.present.plans import london_plan


def test_read_back_it_holds_the_plan(tmp_path: Path) -> None:
    """Services with their catchments and areas with their parts, as the plan has them."""
    plan, behind = london_plan()
    path = tmp_path / "plan.gpkg"
    write_geopackage(path, plan, behind)
    services, areas = (gpd.read_file(path, layer=layer) for layer in ("services", "areas"))
    assert services.crs == areas.crs == 27700
    assert list(services["id"]) == [service.id for service in plan.services]
    assert services["covered"].tolist() == pytest.approx([service.covered for service in plan.services])
    assert services["cost"].tolist() == pytest.approx([service.cost for service in plan.services])
    assert services["staff"].tolist() == [service.staff for service in plan.services]
    for part in ("need", "already_covered", "covered", "reached_without_capacity", "out_of_reach"):
        assert areas[part].tolist() == pytest.approx([getattr(area, part) for area in plan.areas])
    by_code = areas.set_index("area").geometry
    for shape, service in zip(services.geometry, plan.services, strict=True):
        assert shape.area == pytest.approx(sum(by_code[code].area for code in service.areas), rel=1e-6)


@pytest.mark.parametrize("made", [london_plan, published_plan], ids=["exact", "published"])
def test_every_layer_says_that_it_is_modelled_and_whose_data_it_has(
    made: Callable[[], tuple[Plan, ReportContext]], tmp_path: Path
) -> None:
    """In the description that other programs show, in the metadata, and in full in a table `about`."""
    plan, behind = made()
    path = tmp_path / "plan.gpkg"
    write_geopackage(path, plan, behind)
    assert [name for name, _ in pyogrio.list_layers(path)] == ["services", "areas", "about"]
    with closing(sqlite3.connect(path)) as file:
        described = dict(file.execute("select table_name, description from gpkg_contents"))
    for layer in ("services", "areas"):
        told = pyogrio.read_info(path, layer=layer)["layer_metadata"]
        for text in (described[layer], told["DESCRIPTION"]):
            assert MODELLED in text
            assert "Crown copyright" in text
        assert told["ATTRIBUTION"] == behind.attribution
        assert "Open Government Licence v3.0" in told["LICENCES"]
    about = " ".join(pyogrio.read_dataframe(path, layer="about")["told"])
    for text in (CAUTION, behind.attribution, *behind.provenance.sources, *behind.provenance.licences):
        assert text in about
    assert (PUBLISHED in about) == (made is published_plan)


def test_without_a_service_and_the_same_bytes(tmp_path: Path) -> None:
    """A plan that funds nothing has an empty layer; the same plan gives the same bytes."""
    plan, behind = london_plan()
    nothing: Plan = plan.model_copy(update={"services": ()})
    for name in ("a.gpkg", "b.gpkg"):
        write_geopackage(tmp_path / name, nothing, behind)
    assert len(gpd.read_file(tmp_path / "a.gpkg", layer="services")) == 0
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()
