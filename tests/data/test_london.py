"""The shipped London data: described, reproducible and of one piece."""

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest
from scipy.stats import norm, t

from planner.estimation.apportion import apportion

LONDON = Path(__file__).parents[2] / "data" / "london"
PACKAGE: dict[str, Any] = json.loads((LONDON / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: dict[str, dict[str, Any]] = {resource["path"]: resource for resource in PACKAGE["resources"]}
FIELDS = [(path, field) for path, resource in RESOURCES.items() for field in resource["schema"]["fields"]]
INDICATORS = [
    "looked_after_children",
    "under18_conceptions",
    "permanent_exclusions",
    "homeless_households",
    "drug_poisoning_deaths",
]
ATTRIBUTION = (
    "Contains National Statistics data and OS data © Crown copyright and database right 2012, 2015. "
    "Contains public sector information licensed under the Open Government Licence v3.0 (ONS; GLA; MPS). "
    "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."
)
HALF_A_HUNDREDTH = 0.005 + 1e-9


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(LONDON / name)


def boroughs() -> gpd.GeoDataFrame:
    return gpd.read_file(LONDON / "boroughs.geojson").set_index("gss_code").to_crs(27700)


def pairs(adjacency: pd.DataFrame) -> set[tuple[str, str]]:
    """Each pair once, the smaller code first."""
    return {(min(pair), max(pair)) for pair in zip(adjacency["area_a"], adjacency["area_b"], strict=True)}


@pytest.fixture
def adjacency() -> pd.DataFrame:
    return table("adjacency.csv")


def test_every_file_is_in_the_datapackage() -> None:
    """The data package lists the data files that are there and no other."""
    there = {path.name for path in LONDON.iterdir()} - {"README.md", "datapackage.json"}

    assert set(RESOURCES) == there


@pytest.mark.parametrize("path", [path for path in RESOURCES if path.endswith(".csv")])
def test_every_column_is_described(path: str) -> None:
    """The data package describes the columns of each table, in order, and no other."""
    described = [field["name"] for field in RESOURCES[path]["schema"]["fields"]]

    assert described == list(table(path).columns)


def test_every_property_of_the_boundaries_is_described() -> None:
    """The data package describes the properties of every borough, in order, and no other."""
    described = [field["name"] for field in RESOURCES["boroughs.geojson"]["schema"]["fields"]]
    features = json.loads((LONDON / "boroughs.geojson").read_text(encoding="utf-8"))["features"]

    assert all(list(feature["properties"]) == described for feature in features)


def test_every_key_of_the_diagnostics_is_described() -> None:
    """The data package describes the keys of the document beside the needs, in order, and no other."""
    described = [field["name"] for field in RESOURCES["needs-diagnostics.json"]["schema"]["fields"]]
    document = json.loads((LONDON / "needs-diagnostics.json").read_text(encoding="utf-8"))

    assert list(document) == described
    assert document["modelled"] is True


def test_every_description_is_complete() -> None:
    """Every column says what it is, in which unit, and by whom, for when and under which licence."""
    keys = ("name", "type", "unit", "description", "publisher", "year", "licence", "source")

    assert all(field[key] for _, field in FIELDS for key in keys)


def test_modelled_columns_say_so() -> None:
    """The modelled columns, and no others, are marked as modelled in flag and in words."""
    expected = {
        ("indicators.csv", "looked_after_children"),
        ("indicators.csv", "under18_conceptions"),
        ("needs.csv", "at_risk"),
        ("needs.csv", "low"),
        ("needs.csv", "high"),
        ("needs-diagnostics.json", "total"),
        ("needs-diagnostics.json", "areas"),
        ("needs-diagnostics.json", "indicators"),
    }

    assert all(isinstance(field["modelled"], bool) for _, field in FIELDS)
    assert {(path, field["name"]) for path, field in FIELDS if field["modelled"]} == expected
    assert all(("odelled" in field["description"]) == field["modelled"] for _, field in FIELDS)
    assert "apportionment" in RESOURCES["needs.csv"]["description"]


@pytest.mark.parametrize("name", ["README.md", "datapackage.json"])
def test_attribution_is_carried(name: str) -> None:
    """The attribution line is there, word for word and unbroken."""
    assert ATTRIBUTION in (LONDON / name).read_text(encoding="utf-8")


def test_areas_are_the_same_everywhere() -> None:
    """Every table lists the same 33 areas by the same names, once each, in the order of their codes."""
    figures = table("figures.csv")[["area", "name"]]
    shapes = boroughs()

    assert len(figures) == 33
    assert figures["area"].is_unique
    assert figures["area"].is_monotonic_increasing
    for other in ("indicators.csv", "needs.csv"):
        pd.testing.assert_frame_equal(table(other)[["area", "name"]], figures)
    assert shapes["name"].to_dict() == dict(figures.to_numpy().tolist())
    assert shapes.index.is_unique


def test_published_indicators_are_the_published_figures() -> None:
    """The columns that are not modelled are copied from the figures unchanged."""
    figures, indicators = table("figures.csv"), table("indicators.csv")
    source = {
        "population": "population_0_17_2005",
        "permanent_exclusions": "permanent_exclusions_1998_99",
        "homeless_households": "homeless_households_1998_99",
        "drug_poisoning_deaths": "drug_poisoning_deaths_2003_05",
    }

    assert all(indicators[column].equals(figures[figure]) for column, figure in source.items())


def modelled_indicators() -> pd.DataFrame:
    """The two modelled indicators, unrounded, from the published figures."""
    figures = table("figures.csv").set_index("name")
    conceptions = figures["under18_conception_rate_2014"].copy()
    conceptions["City of London"] = conceptions["Hackney"]
    return pd.DataFrame(
        {
            "looked_after_children": figures["looked_after_rate_2016"]
            * figures["population_0_17_2005"]
            / 1e4,
            "under18_conceptions": conceptions * figures["population_10_17_2005"] / 1e3,
        }
    )


def test_modelled_indicators_are_rates_times_populations() -> None:
    """The modelled columns are the published rates times the published populations, to two decimals."""
    modelled = modelled_indicators()
    shipped = table("indicators.csv").set_index("name")[modelled.columns]

    assert ((shipped - modelled).abs() <= HALF_A_HUNDREDTH).all(axis=None)


def test_needs_are_the_apportionment_byte_for_byte() -> None:
    """The needs file is what the indicators file gives for the study's 1,002, rounded to one decimal."""
    indicators = table("indicators.csv")
    needs = apportion(indicators[INDICATORS], 1002)
    shares = indicators[INDICATORS] / indicators[INDICATORS].sum()
    disagreement = t.ppf(0.95, 4) * 1002 * shares.std(axis=1, ddof=1) / 5**0.5
    half = (disagreement**2 + norm.ppf(0.95) ** 2 * needs) ** 0.5
    columns = (indicators["area"], indicators["name"], needs, (needs - half).clip(lower=0), needs + half)
    rows = [
        f"{area},{name},{need:.1f},{low:.1f},{high:.1f}\n"
        for area, name, need, low, high in zip(*columns, strict=True)
    ]

    assert (LONDON / "needs.csv").read_bytes() == "".join(["area,name,at_risk,low,high\n", *rows]).encode()


def test_one_command_makes_the_needs(tmp_path: Path) -> None:
    """The command that README and the data package give makes both files again, byte for byte."""
    command = "planner estimate data/london/indicators.csv --total 1002 --out data/london/needs.csv"
    assert command in (LONDON / "README.md").read_text(encoding="utf-8")
    assert command in RESOURCES["needs.csv"]["description"]
    arguments = command.replace("data/london/needs.csv", str(tmp_path / "needs.csv")).split()[1:]

    subprocess.run([sys.executable, "-m", "planner", *arguments], check=True, cwd=LONDON.parents[1])

    for name in ("needs.csv", "needs-diagnostics.json"):
        assert (tmp_path / name).read_bytes() == (LONDON / name).read_bytes()


def test_rounding_the_indicators_moves_no_need() -> None:
    """Needs from the unrounded indicators are the same at one decimal."""
    published = table("indicators.csv").set_index("name")[INDICATORS[2:]]

    needs = apportion(modelled_indicators().join(published), 1002).round(1)

    assert needs.to_list() == table("needs.csv")["at_risk"].to_list()


def test_needs_sum_to_the_total_but_for_rounding() -> None:
    """The needs of 33 areas, each within 0.05, sum to the study's total of 1,002."""
    assert table("needs.csv")["at_risk"].sum() == pytest.approx(1002, abs=33 * 0.05)


def test_pairs_are_counted_by_link(adjacency: pd.DataFrame) -> None:
    """There are 82 pairs: 68 by land, 9 by a crossing and 5 with no link."""
    assert adjacency["link"].value_counts().to_dict() == {"land": 68, "crossing": 9, "none": 5}


def test_each_pair_is_listed_once(adjacency: pd.DataFrame) -> None:
    """No pair is listed twice, either way round, and no area is its own neighbour."""
    assert len(pairs(adjacency)) == len(adjacency)
    assert (adjacency["area_a"] < adjacency["area_b"]).all()


@pytest.mark.parametrize("side", ["a", "b"])
def test_names_of_pairs_match_their_codes(adjacency: pd.DataFrame, side: str) -> None:
    """Both areas of every pair are known, and called by their own name."""
    names = table("figures.csv").set_index("area")["name"]

    assert adjacency[f"area_{side}"].map(names).to_list() == adjacency[f"name_{side}"].to_list()


def test_land_pairs_are_those_that_touch(adjacency: pd.DataFrame) -> None:
    """Boroughs linked by land touch on the map, and boroughs that touch are linked by land."""
    shape = boroughs().geometry
    touching = {(a, b) for a, b in combinations(sorted(shape.index), 2) if shape[a].distance(shape[b]) < 1}

    assert pairs(adjacency[adjacency["link"] == "land"]) == touching


def test_land_joins_north_and_south_only_in_the_west(adjacency: pd.DataFrame) -> None:
    """By land London is one piece, and without Richmond and Hounslow's border it is two, north and south."""
    graph: nx.Graph[str] = nx.Graph(list(pairs(adjacency[adjacency["link"] == "land"])))
    bank = boroughs()["thames_bank"]
    assert nx.is_connected(graph)

    graph.remove_edge("E09000018", "E09000027")

    halves = {frozenset(half) for half in nx.connected_components(graph)}
    north = frozenset(bank.index[bank == "north"])
    assert halves == {north, frozenset(bank.index) - north}
