"""Tables in any form read the same, as text and number by number."""

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest

from planner.errors import InputError
from planner.scenario.areas import Areas
from planner.scenario.read.cells import number
from planner.scenario.read.needs import read_needs
from planner.scenario.read.tables import read_table
from tests.project import CORNERS, geojson, squares

NAMES = {"E01": "Ashby", "E02": "Barlow", "E03": "Corley", "E04": "Denham"}
AT_RISK = {"E01": 12, "E02": 8.5, "E03": 1234.5, "E04": 0}
IDENTIFIED = {"E01": 3, "E02": None, "E03": 40, "E04": 0}


def _csv(folder: Path) -> Path:
    cells = [(code, NAMES[code], AT_RISK[code], IDENTIFIED[code]) for code in CORNERS]
    lines = [
        "area,name,at_risk,identified",
        *(f"{a},{n},{r},{'' if i is None else i}" for a, n, r, i in cells),
    ]
    (folder / "needs.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "needs.csv"


def _excel(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["area", "name", "at_risk", "identified"])
    for code in CORNERS:
        sheet.append([code, NAMES[code], AT_RISK[code], IDENTIFIED[code]])
    book.save(folder / "needs.xlsx")
    return folder / "needs.xlsx"


def _geojson(folder: Path) -> Path:
    features = squares(name=NAMES, at_risk=AT_RISK, identified=IDENTIFIED)
    (folder / "needs.geojson").write_text(geojson(features), encoding="utf-8")
    return folder / "needs.geojson"


def _geopackage(folder: Path) -> Path:
    features = squares(name=NAMES, at_risk=AT_RISK, identified=IDENTIFIED)
    gpd.GeoDataFrame.from_features(features, crs="EPSG:27700").to_file(folder / "needs.gpkg")
    return folder / "needs.gpkg"


def told(areas: Areas) -> tuple[object, ...]:
    """All that a needs table says, comparable."""
    identified = None if areas.identified is None else areas.identified.astype(str).tolist()
    return areas.codes, areas.names, areas.need.tolist(), areas.cost_factor.tolist(), identified


@pytest.mark.parametrize("written", [_csv, _excel, _geojson, _geopackage])
def test_needs_read_the_same_from_every_kind_of_file(written: object, tmp_path: Path) -> None:
    """CSV, Excel, GeoJSON and GeoPackage with the same cells give the same areas."""
    assert callable(written)
    areas = read_needs(written(tmp_path))

    assert told(areas) == (
        ("E01", "E02", "E03", "E04"),
        ("Ashby", "Barlow", "Corley", "Denham"),
        [12.0, 8.5, 1234.5, 0.0],
        [1.0, 1.0, 1.0, 1.0],
        ["3.0", "nan", "40.0", "0.0"],
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        ("1,234.5", 1234.5),
        ("12,345,678", 12_345_678.0),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("2e3", 2000.0),
    ],
)
def test_number_is_read_as_people_write_it(text: str, value: float) -> None:
    """Commas between thousands are read; the point is the decimal sign."""
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [".", "+", "nan", "inf", "1e999", "many", "1.234,5", "12,34", "1,2345", "1 234", "5%", "0x10", "1_0"],
)
def test_what_is_not_a_number_is_refused(text: str) -> None:
    """Nothing is guessed: what could be read two ways, or not at all, is no number."""
    with pytest.raises(ValueError, match=re.escape(text)):
        number(text)


def test_number_with_commas_stands_in_a_quoted_cell(tmp_path: Path) -> None:
    """A quoted `1,234.5` in a CSV file is one number."""
    (tmp_path / "needs.csv").write_text('area,name,at_risk\nE01,"Ashby, Upper","1,234.5"\n', encoding="utf-8")
    areas = read_needs(tmp_path / "needs.csv")

    assert areas.names == ("Ashby, Upper",)
    assert areas.need.tolist() == [1234.5]


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    """A code is text: 01001 is not 1001, and codes sort as text."""
    (tmp_path / "needs.csv").write_text("area,name,at_risk\n1001,B,1\n01001,A,2\n", encoding="utf-8")
    areas = read_needs(tmp_path / "needs.csv")

    assert areas.codes == ("01001", "1001")
    assert areas.need.tolist() == [2.0, 1.0]


def test_whole_numbers_in_excel_are_codes_without_a_point(tmp_path: Path) -> None:
    """Excel's 101, which it keeps as 101.0, is the code 101."""
    book = openpyxl.Workbook()
    for row in (["area", "name", "at_risk"], [101.0, "Ashby", 3], [None, None, None], [102, "Barlow", 4.5]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "needs.xlsx")

    assert read_needs(tmp_path / "needs.xlsx").codes == ("101", "102")


def test_excel_rows_are_told_by_their_number(tmp_path: Path) -> None:
    """An error in a workbook names the row that Excel shows, empty rows counted."""
    book = openpyxl.Workbook()
    for row in (["area", "name", "at_risk"], ["E01", "Ashby", 3], [None] * 3, ["E02", "Barlow", -4]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "needs.xlsx")

    with pytest.raises(InputError, match=r"needs\.xlsx:4: at_risk of Barlow is negative"):
        read_needs(tmp_path / "needs.xlsx")


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    """Empty lines, and cells of more than one line, do not shift the line that an error names."""
    text = 'area,name,at_risk\r\n\r\nE01,"Ash\r\nby",1\r\nE02,Barlow,x\r\n'
    (tmp_path / "needs.csv").write_bytes(text.encode("utf-8-sig"))
    table = read_table(tmp_path / "needs.csv", ("area",), "a table")

    assert [place.rpartition(":")[2] for place in table.places] == ["3", "5"]


def test_spaces_around_cells_are_left_off(tmp_path: Path) -> None:
    """Cells and column names are what is written, without the spaces around it."""
    (tmp_path / "needs.csv").write_text("area , name, at_risk\n E01 , Ashby ,  7\n", encoding="utf-8")
    areas = read_needs(tmp_path / "needs.csv")

    assert (areas.codes, areas.names, areas.need.tolist()) == (("E01",), ("Ashby",), [7.0])


def test_left_out_numbers_are_unknown_not_nought(tmp_path: Path) -> None:
    """An empty optional cell is NaN, an empty cost factor is 1, an absent column is None."""
    text = "area,name,at_risk,identified,cost_factor\nE01,Ashby,7,,\nE02,Barlow,8,2,1.2\n"
    (tmp_path / "needs.csv").write_text(text, encoding="utf-8")
    areas = read_needs(tmp_path / "needs.csv")

    assert areas.identified is not None
    np.testing.assert_array_equal(areas.identified, [np.nan, 2.0])
    assert areas.cost_factor.tolist() == [1.0, 1.2]
    assert areas.low is None
