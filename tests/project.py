"""A small good project on disk, for tests of what is read: four square boroughs, two by two.

    Ashby  (E01)  need 12 | Barlow (E02)  need 8
    ----------------------+---------------------   a river; both bridges are crossings
    Corley (E03)  need 20 | Denham (E04)  need 5

Each is a square of 4 km, so centres of neighbours are 4 km apart. Ashby's south-west corner is at
530 km east and 180 km north on the British National Grid.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCENARIO = """\
name: Toy
areas:
  needs: needs.csv
  boundaries: boundaries.geojson
  adjacency: adjacency.csv
budget: £300k
term: 3
services:
  team:
    setup_cost: £30k
    annual_cost: £20k
    joint_cost: £5k
    staff: {cost: £40k, caseload: 10, min: 1, max: 3}
    max_areas: 2
    reach: {hub: 1.0, per_km: 0.05, floor: 0.5}
"""
NEEDS = """\
area,name,at_risk
E01,Ashby,12
E02,Barlow,8
E03,Corley,20
E04,Denham,5
"""
ADJACENCY = """\
area_a,area_b,link
E01,E02,land
E01,E03,crossing
E02,E04,crossing
E03,E04,land
"""
CORNERS = {"E01": (530, 180), "E02": (534, 180), "E03": (530, 176), "E04": (534, 176)}
"""South-west corner of each borough, in km east and north."""
SIDE = 4


def square(east: float, north: float, side: float = SIDE) -> list[list[float]]:
    """The ring of a square from its south-west corner, all in km; coordinates in metres."""
    steps = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return [[1000.0 * (east + x), 1000.0 * (north + y)] for x, y in steps]


def shape(ring: list[list[float]], **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature with one ring."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(features: list[dict[str, Any]], epsg: int | None = 27700) -> str:
    """A GeoJSON file of features; one that names no coordinate system is in degrees by its standard."""
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if epsg is not None:
        collection["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    return json.dumps(collection, indent=1)


def squares(**columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The four boroughs as features, each with its code and what `columns` say of it."""
    return [
        shape(square(*corner), area=code, **{name: column[code] for name, column in columns.items()})
        for code, corner in CORNERS.items()
    ]


BOUNDARIES = geojson(squares())
FILES = {
    "scenario.yaml": SCENARIO,
    "needs.csv": NEEDS,
    "adjacency.csv": ADJACENCY,
    "boundaries.geojson": BOUNDARIES,
}


def write_project(folder: Path) -> Path:
    """Write the good project into `folder`; returns its scenario file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "scenario.yaml"


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one place in a file that reads `old`."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is in {path.name} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
