"""Rows that hold other rows are no areas to plan for: left out or refused by name, or a word of warning."""

import math
from pathlib import Path

import numpy as np
import pytest

from planner.errors import InputError, Problems
from planner.scenario.areas import Areas
from planner.scenario.read.aggregates import leave_out_aggregates
from planner.scenario.read.indicators import read_indicators
from planner.scenario.read.needs import read_needs
from planner.scenario.read.tables import read_table
from planner.types import FloatArray
from tests.scenario.books import NEED, ROWS, csv_table, lines_of

CASES = Path(__file__).parent / "cases"
FOUR = lines_of()
COLUMNS = ("area", "name", "at_risk")


def read(path: Path) -> tuple[Areas, list[str]]:
    """The areas, and what is told of them."""
    notes: list[str] = []
    return read_needs(path, notes), notes


@pytest.mark.parametrize(
    "row",
    [
        "X99,All districts,45",
        "Total,Total,45",
        "TOTAL,Grand total,45.3",
        "X99,Wealdshire total,45",
        "X99,All,45",
        "X99,Sum,44.8",
        "X99,England,45",
        "E12000007,London,45",
        "E99,Total (all boroughs),45",
    ],
)
@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_total_is_left_out_by_name(row: str, place: int, tmp_path: Path) -> None:
    """Wherever it stands, and rounded or not; its place, its name and its number are told."""
    path = csv_table(tmp_path, *FOUR[:place], row, *FOUR[place:])
    areas, notes = read(path)
    assert areas.need.tolist() == NEED
    assert notes == [f"{path}:{place + 1}: {row.split(',')[1]} holds other rows and is left out"]


def test_a_region_among_boroughs_is_left_out_by_its_code(tmp_path: Path) -> None:
    """Inner and outer London, London and England, though none of them is the sum of all the other rows."""
    boroughs = ["E09000001,Ashby,12", "E09000002,Barlow,8"]
    more = [
        "E13000001,Inner London,12",
        "E13000002,Outer London,8",
        "E12000007,London,20",
        "E92000001,England,999",
    ]
    areas, notes = read(csv_table(tmp_path, FOUR[0], *boroughs, *more))
    assert areas.names == ("Ashby", "Barlow")
    assert [note.split(": ")[1] for note in notes] == [
        f"{row.split(',')[1]} holds other rows and is left out" for row in more
    ]


def test_regions_alone_are_areas(tmp_path: Path) -> None:
    """A plan for regions has no smaller areas that they could hold."""
    areas, notes = read(csv_table(tmp_path, FOUR[0], "E12000007,London,20", "E12000008,South East,30"))
    assert (len(areas), notes) == (2, [])


@pytest.mark.parametrize("name", ["Total", "Sub-total north", "All districts"])
def test_a_total_that_is_not_the_sum_is_refused_by_name(name: str, tmp_path: Path) -> None:
    """What it holds cannot be known, and as an area it would be funded."""
    with pytest.raises(
        InputError, match=rf":6: {name} is called a total, and the other rows do not come to it"
    ):
        read_needs(csv_table(tmp_path, *FOUR, f"X99,{name},30"))


@pytest.mark.parametrize(
    "name", ["All Saints", "Totley", "Totton North", "Londonderry", "Sumner", "Allerton"]
)
def test_areas_that_sound_like_totals_are_areas(name: str, tmp_path: Path) -> None:
    """Words within a name are no totals."""
    areas, notes = read(csv_table(tmp_path, *FOUR, f"X99,{name},30"))
    assert (len(areas), notes) == (5, [])


def test_a_row_that_all_others_come_to_is_told_and_kept(tmp_path: Path) -> None:
    """It may be true, so it is planned for; where the others come near to it only, nothing is said."""
    path = csv_table(tmp_path, *FOUR, "X99,Northshire,45")
    areas, notes = read(path)
    assert len(areas) == 5
    assert notes == [
        f"{path}:6: at_risk of Northshire is what all others come to; if it is their total, take the row out"
    ]
    assert read(csv_table(tmp_path, *FOUR, "X99,Northshire,45.5"))[1] == []


def test_a_total_among_indicators_is_left_out(tmp_path: Path) -> None:
    """Else it would have half of the need; a column of rates beside the counts does not hide it."""
    rows = ["area,name,care,rate", "A,Ashby,12,3", "B,Barlow,8,4", "C,Corley,20,2", "T,Total,40,3"]
    found = read_indicators(csv_table(tmp_path, *rows), counted=False)
    assert found.codes == ("A", "B", "C")
    np.testing.assert_array_equal(found.values[:, 0], [12, 8, 20])
    assert ": Total holds other rows and is left out" in found.notes[0]


def test_a_council_s_tables_with_a_total_come_to_263() -> None:
    """As a CSV file, and as the workbook a partnership holds, with titles, other headings and a source."""
    for name in ("needs-total.csv", "needs-as-held.xlsx"):
        areas, notes = read(CASES / "weald" / name)
        assert (len(areas), areas.need.sum()) == (12, 263)
        assert any(": Total holds other rows" in note for note in notes)
    assert areas.codes == areas.names
    assert areas.low is not None
    assert areas.high is not None
    assert areas.identified is not None
    assert (areas.low.sum(), areas.high.sum(), areas.identified.sum()) == (143, 419, 79)
    assert any("line 19 is left out as a footnote ('Source: partnership" in note for note in notes)


def test_one_row_alone_holds_nothing(tmp_path: Path) -> None:
    """A table of one area called so is a table of one area."""
    for row in ("T,Total,5", "E09000001,London,0.4"):
        assert len(read_needs(csv_table(tmp_path, FOUR[0], row))) == 1
    assert len(ROWS) == len(NEED)


def test_every_row_is_added_up_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers added rise as the rows do, whether they are areas, totals or regions by name."""
    added: list[int] = []
    fsum = math.fsum

    def noted(values: FloatArray) -> float:
        added.append(len(values))
        return fsum(values)

    monkeypatch.setattr("planner.scenario.read.aggregates.math.fsum", noted)

    def work(rows: int) -> int:
        added.clear()
        several = [f"T{i},Total {i},{10 * rows}" for i in range(rows)]
        regions = [f"L{i},London,{11 * rows}" for i in range(rows)]
        areas = [f"A{i},Area {i},{1 + i % 2}" for i in range(rows)]
        leave_out_aggregates(
            read_table(csv_table(tmp_path, FOUR[0], *several, *regions, *areas), COLUMNS, "needs"),
            ("at_risk",),
            Problems(),
        )
        return sum(added)

    assert 0 < work(20) <= 2 * 3 * 20
    assert 0 < work(30) <= 2 * 3 * 30
