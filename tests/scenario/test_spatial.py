"""Spatial files are data: what they hold is read as written, and nothing in them is run or fetched."""

import json
import os
import socket
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from planner import InputError
from planner.scenario.read import geojson, geopackage
from planner.scenario.read.cells import as_text
from planner.scenario.read.shapes import read_shapes
from tests.project import geojson as as_geojson
from tests.project import shape, square, squares

NAMES = {"E01": "Ashby", "E02": "Barlow", "E03": "Córley", "E04": "2024-01-02"}
COUNTS = {"E01": 12, "E02": None, "E03": 12345678901234567, "E04": 0.5}


@pytest.fixture
def address() -> Iterator[str]:
    """An address on this machine at which nobody may have called when the test is over."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x.geojson"
        with pytest.raises(BlockingIOError):
            server.accept()


def written(path: Path, **columns: dict[str, Any]) -> Path:
    """The four squares in a file of the kind its ending says."""
    frame = gpd.GeoDataFrame.from_features(squares(**columns), crs="EPSG:27700")
    frame.to_file(path, layer="areas") if path.suffix == ".gpkg" else frame.to_file(path)
    return path


def refused(path: Path) -> str:
    """What is said of a file that is not read."""
    with pytest.raises(InputError) as caught:
        read_shapes(path)
    (problem,) = caught.value.problems
    assert problem.where.startswith(str(path))
    return f"{problem.what}; {problem.remedy}"


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp"])
def test_every_kind_is_read_as_gdal_reads_it(tmp_path: Path, kind: str) -> None:
    """Shapes, coordinate system and text are those that GeoPandas finds."""
    path = written(tmp_path / f"b.{kind}", name=NAMES)
    ours, theirs = read_shapes(path), gpd.read_file(path)
    assert ours.crs == theirs.crs
    assert ours.geometry.geom_equals_exact(theirs.geometry, 1e-9).all()
    for column in ("area", "name"):
        texts = [as_text(value) for value in theirs[column]]
        assert [as_text(value) for value in ours[column]] == [
            text.removesuffix(" 00:00:00") for text in texts
        ]


@pytest.mark.parametrize("kind", ["geojson", "gpkg"])
def test_cells_are_as_they_are_written(tmp_path: Path, kind: str) -> None:
    """A number of seventeen digits beside an empty cell keeps its last; what looks like a date is text."""
    path = tmp_path / "b.geojson"
    path.write_text(as_geojson(squares(name=NAMES, count=COUNTS)), encoding="utf-8")
    if kind == "gpkg":
        frame = gpd.GeoDataFrame.from_features(squares(name=NAMES), crs="EPSG:27700")
        frame["count"] = ["12", None, "12345678901234567", "0.5"]
        path = tmp_path / "b.gpkg"
        frame.to_file(path)
    found = read_shapes(path)
    assert [as_text(value) for value in found["count"]] == ["12", "", "12345678901234567", "0.5"]
    assert list(found["name"]) == list(NAMES.values())


def test_ids_of_features_are_a_column(tmp_path: Path) -> None:
    """Many maps on the web keep the code there."""
    features = [{**one, "id": one["properties"].pop("area")} for one in squares()]
    (tmp_path / "b.json").write_text(as_geojson(features), encoding="utf-8")
    assert list(read_shapes(tmp_path / "b.json")["id"]) == ["E01", "E02", "E03", "E04"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "b.geojson",
            '{"type": "gdal_streamed_alg", "command_line": "gdal pipeline ! read %s"}',
            "its type is 'gdal_",
        ),
        (
            "b.json",
            '{"type": "Topology", "arcs": [], "objects": {"a": "%s"}}',
            "its type is 'Topology', not 'FeatureC",
        ),
        (
            "b.json",
            '{"geometryType": "esriGeometryPolygon", "features": [], "url": "%s"}',
            "not a spatial file",
        ),
        ("b.wfs", "<OGRWFSDataSource><URL>%s</URL></OGRWFSDataSource>", "not a spatial file"),
        ("b.geojson", "<OGRWFSDataSource><URL>%s</URL></OGRWFSDataSource>", "not a spatial file"),
        (
            "b.vrt",
            '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/%s</SrcDataSource>'
            "</OGRVRTLayer></OGRVRTDataSource>",
            "not a spatial file",
        ),
        ("b.xml", "<GDAL_WMS><Service><ServerUrl>%s</ServerUrl></Service></GDAL_WMS>", "not a spatial file"),
        ("b.gml", '<?xml version="1.0"?><!DOCTYPE a SYSTEM "%s"><a/>', "not a spatial file"),
        ("b.kml", "<kml><NetworkLink><href>%s</href></NetworkLink></kml>", "not a spatial file"),
        ("b.shp", '{"type": "FeatureCollection", "features": ["%s"]}', "not a spatial file"),
        ("b.gpkg", "WFS:%s", "not a spatial file"),
    ],
)
def test_files_that_point_elsewhere_are_refused(
    tmp_path: Path, address: str, name: str, content: str, told: str
) -> None:
    """Whatever the file is called, nobody is asked for what it names."""
    (tmp_path / name).write_text(content.replace("%s", address), encoding="utf-8")
    assert told in refused(tmp_path / name)


def test_a_pointer_inside_geojson_is_text(tmp_path: Path, address: str) -> None:
    """The same words in a cell, where a reader that only looks for them would be led astray."""
    pointer = {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {address}"}
    feature = shape(square(530, 180), area="E01", note=pointer)
    text = as_geojson([feature]).replace(
        '{\n "type": "Feature', json.dumps(pointer)[:-1] + ', "type": "Feature', 1
    )
    (tmp_path / "b.geojson").write_text(text, encoding="utf-8")
    assert list(read_shapes(tmp_path / "b.geojson")["area"]) == ["E01"]


@pytest.mark.parametrize(
    "system",
    [
        {"type": "link", "properties": {"href": "%s", "type": "proj4"}},
        {"type": "name", "properties": {"name": "%s"}},
        {"type": "name", "properties": {"name": "+proj=longlat +nadgrids=%s"}},
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::999999"}},
        {"type": "name"},
        "EPSG:27700",
    ],
)
def test_a_coordinate_system_is_named_by_its_code(tmp_path: Path, address: str, system: object) -> None:
    """One that is elsewhere is not looked for."""
    text = json.dumps({"type": "FeatureCollection", "crs": system, "features": squares()})
    (tmp_path / "b.geojson").write_text(text.replace("%s", address), encoding="utf-8")
    assert "its coordinate system is not named by a known code" in refused(tmp_path / "b.geojson")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("urn:ogc:def:crs:EPSG::27700", 27700),
        ("EPSG:27700", 27700),
        ("http://www.opengis.net/def/crs/EPSG/0/27700", 27700),
        ("urn:ogc:def:crs:EPSG:9.9:27700", 27700),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", None),
    ],
)
def test_coordinate_systems_by_every_name(tmp_path: Path, name: str, code: int | None) -> None:
    """The forms that programs write."""
    system = {"type": "name", "properties": {"name": name}}
    text = json.dumps({"type": "FeatureCollection", "crs": system, "features": squares()})
    (tmp_path / "b.geojson").write_text(text, encoding="utf-8")
    found = read_shapes(tmp_path / "b.geojson").crs
    assert found is not None
    assert found.to_epsg() == code
    assert found.is_geographic is (code is None)


def test_a_folder_called_http_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """A path that reads like an address is a path: the file that lies there is read."""
    monkeypatch.chdir(tmp_path)
    path = Path(address).with_suffix(".shp")
    path.parent.mkdir(parents=True)
    written(tmp_path / "b.shp")
    for one in tmp_path.glob("b.*"):
        one.rename(path.with_suffix(one.suffix))
    assert len(read_shapes(path)) == 4


def test_too_many_points_are_counted_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three marks a point, and those around it."""
    monkeypatch.setattr(geojson, "MAX_MARKS", 60)
    monkeypatch.delattr("json.loads")
    (tmp_path / "b.geojson").write_text(as_geojson(squares()), encoding="utf-8")
    assert "holds more than ten million points" in refused(tmp_path / "b.geojson")


def test_a_column_of_its_own_for_every_feature_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns times rows are bounded: 20,000 features with a column each would be 400 million cells."""
    monkeypatch.setattr("planner.scenario.read.features.MAX_CELLS", 30)
    features = [shape(square(530, 180), **{f"c{i}": 1}) for i in range(6)]
    (tmp_path / "b.geojson").write_text(as_geojson(features), encoding="utf-8")
    assert "6 rows of 6 columns, and 30 cells are the most" in refused(tmp_path / "b.geojson")


Change = Callable[[sqlite3.Connection], object]


def changed(folder: Path, *statements: str) -> Path:
    """A GeoPackage of the squares after these statements."""
    path = written(folder / "b.gpkg")
    with closing(sqlite3.connect(path)) as base:
        base.create_function("ST_IsEmpty", 1, lambda _: 0)
        for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            base.create_function(name, 1, lambda _: 0.0)
        for statement in statements:
            base.execute(statement)
        base.commit()
    return path


ENDLESS = (
    "with recursive n(i) as (select 1 union all select i + 1 from n) select i as fid, null as geom from n"
)


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (
            ("alter table areas rename to held", f"create view areas as {ENDLESS}"),
            "'areas' is computed when it is read (a view)",
        ),
        (
            ("drop table gpkg_contents", f"create view gpkg_contents as {ENDLESS}"),
            "'gpkg_contents' is computed when",
        ),
        (
            ("alter table areas add column big text as (hex(zeroblob(100000000)))",),
            "'areas' is computed when it is read (a table)",
        ),
        (("update gpkg_contents set table_name = 'nothing'",), "has no shapes; give a layer"),
        (("drop table areas",), "not a spatial file"),
        (("delete from gpkg_contents",), "has no shapes; give a layer"),
        (("drop table gpkg_geometry_columns",), "not a spatial file"),
        (
            ("update areas set geom = x'4750000100000000' || x'0103'",),
            "its shape is none of a point, a line or",
        ),
        (("update areas set geom = 'hello'",), "its shape is none of a point, a line or an area; draw it as"),
        (("update areas set area = cast(x'ff' as text)",), "not a spatial file"),
    ],
)
def test_a_geopackage_computes_nothing(tmp_path: Path, statements: tuple[str, ...], told: str) -> None:
    """Views that never end, columns that are worked out, tables that are not there."""
    assert told in refused(changed(tmp_path, "pragma legacy_alter_table = on", *statements))


def test_a_view_that_is_no_layer_of_its_own_does_no_harm(tmp_path: Path) -> None:
    """Nobody looks at it."""
    assert len(read_shapes(changed(tmp_path, f"create view other as {ENDLESS}"))) == 4


@pytest.mark.parametrize("kind", [6, 7])
def test_shapes_in_shapes_in_shapes_do_not_end_the_process(tmp_path: Path, kind: int) -> None:
    """A hundred thousand collections, each in the one before, are more than a reader's stack can hold."""
    head = b"GP\0\1" + struct.pack("<i", 27700)
    blob = head + (b"\1" + struct.pack("<II", kind, 1)) * 100_000 + b"\1" + struct.pack("<II", 7, 0)
    path = changed(tmp_path, f"update areas set geom = x'{blob.hex()}'")
    assert "its shape is none of a point, a line or an area" in refused(path)


def test_pages_that_stand_in_many_places_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file that gives more than it is large: here it says that it is small."""
    path = written(tmp_path / "b.gpkg", name=dict.fromkeys(NAMES, "x" * 200_000))
    size = path.stat().st_size
    assert size > 4 * 200_000
    monkeypatch.setattr(geopackage, "_size", lambda _: size // 2)
    assert "damaged: it holds more than its size" in refused(path)


def test_a_database_that_works_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is made to; steps are counted, not seconds."""
    monkeypatch.setattr(geopackage, "STEPS", 10)
    monkeypatch.setattr(geopackage, "MAX_STEPS", 3)
    assert "not a spatial file" in refused(written(tmp_path / "b.gpkg"))


def test_a_geopackage_that_is_open_elsewhere_is_not_read_as_it_was(tmp_path: Path) -> None:
    """What another program has written stands beside the file until it is closed; then it is read."""
    path = written(tmp_path / "b.gpkg")
    with closing(sqlite3.connect(path)) as base:
        base.execute("pragma journal_mode = wal")
        base.execute("create table note (a)")
        base.commit()
        assert "is open in another program, or was not closed by it; close it there" in refused(path)
    assert len(read_shapes(path)) == 4


@pytest.mark.parametrize(
    "path", ["/proc/self/environ", "/proc/cpuinfo", "/dev/zero", "/dev/stdin", "/sys/kernel/mm"]
)
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no such folders")
def test_nothing_that_the_system_makes_up_is_read(tmp_path: Path, path: str) -> None:
    """By its own name or by a link's."""
    (tmp_path / "b.geojson").symlink_to(path)
    for one in (Path(path), tmp_path / "b.geojson"):
        assert "cannot be read: " in refused(one)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize("ending", [".prj", ".dbf", ".SHX"])
def test_a_pipe_beside_a_shapefile_is_not_waited_for(tmp_path: Path, ending: str) -> None:
    """GDAL would open it, and nobody writes to it."""
    path = written(tmp_path / "b.shp")
    path.with_suffix(ending).unlink(missing_ok=True)
    os.mkfifo(path.with_suffix(ending))
    with pytest.raises(InputError, match="a pipe or a device, not a file; save what it gives as a file"):
        read_shapes(path)
