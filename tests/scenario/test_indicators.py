"""What can be wrong with an indicators table: a fault put into a good one, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from planner.errors import InputError
from planner.estimation.index import estimate_from_total
from planner.scenario.read.indicators import read_indicators

HEADER = "area,name,population,identified,care,exclusions\n"
ROWS = [f"A{i:02d},Area {i},{1000 + 70 * i},{i % 5 + 2},{20 + i * i},{9 + 7 * i % 11}" for i in range(12)]
GOOD = HEADER + "\n".join(ROWS) + "\n"


@dataclass(frozen=True)
class Case:
    """A table with one fault, whether counts are read from it, and what is said, line by line."""

    fault: str
    text: str
    lines: tuple[tuple[str, ...], ...]
    counted: bool = True
    columns: tuple[str, ...] = ()


def row(number: int, text: str) -> str:
    """The good table with one row changed."""
    return HEADER + "\n".join([*ROWS[:number], text, *ROWS[number + 1 :]]) + "\n"


def column(name: str, values: list[object]) -> str:
    """The good table with one column more."""
    rows = [f"{line},{value}" for line, value in zip(ROWS, values, strict=True)]
    return HEADER.replace("\n", f",{name}\n") + "\n".join(rows) + "\n"


def known(counts: list[int]) -> str:
    """The good table with other counts of identified."""
    rows = [line.split(",") for line in ROWS]
    return (
        HEADER
        + "\n".join(",".join([*r[:3], str(c), *r[4:]]) for r, c in zip(rows, counts, strict=True))
        + "\n"
    )


CARE = [20 + i * i for i in range(12)]
CASES = [
    Case(
        "missing value",
        row(3, "A03,Area 3,1210,5,,8"),
        ((":5", "care of Area 3 is missing", "--indicators"),),
    ),
    Case("suppressed value", row(3, "A03,Area 3,1210,<5,29,8"), ((":5", "identified of Area 3 is '<5'"),)),
    Case(
        "not a number",
        row(0, "A00,Area 0,1000,2,n/a,9"),
        ((":2", "care of Area 0 is 'n/a'", "give a number"),),
    ),
    Case("infinite", row(0, "A00,Area 0,1000,2,inf,9"), ((":2", "care of Area 0 is 'inf'"),)),
    Case("negative", row(1, "A01,Area 1,1070,3,-21,5"), ((":3", "care of Area 1 is negative (-21)"),)),
    Case(
        "two faults at once",
        row(1, "A01,Area 1,,3,-21,5"),
        ((":3", "care of Area 1 is negative"), (":3", "population of Area 1 is missing")),
    ),
    Case(
        "area twice", row(1, "A00,Area 0,1000,3,21,5"), ((":2", "is there twice"), (":3", "is there twice"))
    ),
    Case("no code", row(1, ",Area 1,1070,3,21,5"), ((":3", "no code"),)),
    Case(
        "no identified",
        GOOD.replace("identified", "seen"),
        (("no column 'identified'", "--identified", "--total"),),
    ),
    Case("no exposure", GOOD.replace("population", "people"), (("no column 'population'", "--exposure"),)),
    Case("no such indicator", GOOD, (("no column 'car'", "rename 'care'"),), columns=("car",)),
    Case(
        "no indicators",
        "area,name,population,identified\nA,A,10,1\n",
        (("has no indicators", "add a column"),),
    ),
    Case(
        "constant", column("flat", [7] * 12), (("indicator flat is the same everywhere (7)", "leave it out"),)
    ),
    Case("all zero", column("none", [0] * 12), (("indicator none is the same everywhere (0)",),)),
    Case("copy", column("again", [*CARE]), (("again is a copy or a multiple of care", "leave one out"),)),
    Case(
        "multiple", column("per_k", [v / 1000 for v in CARE]), (("per_k is a copy or a multiple of care",),)
    ),
    Case(
        "multiple, sharing a total",
        column("per_k", [v * 3 for v in CARE]),
        (("per_k is a copy or a multiple of care",),),
        counted=False,
    ),
    Case(
        "multiple of the exposure",
        column("young", [(1000 + 70 * i) / 2 for i in range(12)]),
        (("population is a copy or a multiple of young",),),
    ),
    Case("none identified", known([0] * 12), (("has 0 identified in 0 areas", "--total"),)),
    Case("few identified", known([5, 5, 5, 5] + [0] * 8), (("has 20 identified in 4 areas", "--total"),)),
    Case(
        "part of a case",
        row(2, "A02,Area 2,1140,4.5,24,1"),
        ((":4", "identified of Area 2 is 4.5", "whole"),),
    ),
    Case(
        "more than there are",
        row(2, "A02,Area 2,1140,1141,24,1"),
        ((":4", "identified of Area 2 (1141) is above population (1140)"),),
    ),
    Case("nobody there", row(2, "A02,Area 2,0,0,24,1"), ((":4", "population of Area 2 is 0"),)),
    Case(
        "too few areas",
        HEADER + "\n".join(ROWS[:9]) + "\n",
        (("has 9 areas; a regression needs 10", "--total"),),
    ),
    Case("one area", HEADER + ROWS[0] + "\n", (("has one area", "two or more"),), counted=False),
    Case("records of people", GOOD.replace("care", "date_of_birth"), (("looks like records of people",),)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fault)
def test_every_fault_is_told_in_words(case: Case, tmp_path: Path) -> None:
    """Each fault is refused with its place, what it is and what to do, and no other line is there."""
    path = tmp_path / "indicators.csv"
    path.write_text(case.text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_indicators(path, counted=case.counted, columns=case.columns)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(case.lines)
    for line, fragments in zip(lines, case.lines, strict=True):
        assert line.startswith(str(path))
        assert all(fragment in line for fragment in fragments), line


def test_a_good_table_is_read(tmp_path: Path) -> None:
    """Columns come apart as meant, sorted by code, and what a needs table may hold is no indicator."""
    path = tmp_path / "indicators.csv"
    more = column("at_risk", list(range(12))).splitlines()
    path.write_text("\n".join([more[0], *more[:0:-1]]) + "\n", encoding="utf-8")
    found = read_indicators(path, counted=True)
    assert found.columns == ("care", "exclusions")
    assert found.codes == tuple(f"A{i:02d}" for i in range(12))
    np.testing.assert_array_equal(found.values[:, 0], CARE)
    assert found.identified is not None
    np.testing.assert_array_equal(found.identified, [i % 5 + 2 for i in range(12)])
    assert found.notes == ()


def ids(**columns: Sequence[object]) -> str:
    """A table of five areas with counts of young people missing, and more columns before them."""
    areas = ["X01,Ashby", "X02,Barlow", "X03,Corley", "X04,Denham", "X05,Eaton"]
    missing = [120, 80, 200, 50, 90]
    header = ",".join(["area", "name", *columns, "missing"])
    rows = [",".join(map(str, row)) for row in zip(areas, *columns.values(), missing, strict=True)]
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        *(
            (name, [901, 17, 44, 300, 2])
            for name in ("ObjectId", "OBJECTID", "FID", "old_la_code", "LAD23CD")
        ),
        *((name, [901, 17, 44, 300, 2]) for name in ("Shape__Area", "BNG_E", "LONG", "Indicator ID", "Year")),
        ("count_of_rows", [1, 2, 3, 4, 5]),
        ("row", [0, 1, 2, 3, 4]),
        ("Region", ["North", "North", "South", "South", "South"]),
        ("Lower CI 95.0 limit", [1, 5, 2, 7, 3]),
    ],
)
def test_what_is_no_evidence_is_left_out_and_told(heading: str, cells: list[object], tmp_path: Path) -> None:
    """Codes, places, dates, words: need is shared out by those missing alone, unless one is chosen."""
    path = tmp_path / "indicators.csv"
    path.write_text(ids(**{heading: cells}), encoding="utf-8")
    found = read_indicators(path, counted=False)
    assert found.columns == ("missing",)
    assert f"not used as indicators: {heading!r} (" in found.notes[0]
    if heading != "Region":
        assert read_indicators(path, counted=False, columns=(heading, "missing")).columns == (
            heading,
            "missing",
        )


def test_need_is_shared_by_what_is_evidence(tmp_path: Path) -> None:
    """Of 100 by 120, 80, 200, 50 and 90 missing: 22.2, 14.8, 37.0, 9.3, 16.7, whatever ids stand beside."""
    path = tmp_path / "indicators.csv"
    path.write_text(ids(ObjectId=[1, 2, 3, 4, 5], old_la_code=[201, 202, 203, 204, 205]), encoding="utf-8")
    result = estimate_from_total(read_indicators(path, counted=False), 100.0, "shares")
    assert [round(area.at_risk, 1) for area in result.areas] == [22.2, 14.8, 37.0, 9.3, 16.7]


@pytest.mark.parametrize(
    "heading", ["evidence", "number", "arrests", "grid_crimes", "idleness", "xyz", "counts"]
)
def test_ordinary_headings_are_evidence(heading: str, tmp_path: Path) -> None:
    """Words that only hold the letters of such headings are indicators."""
    path = tmp_path / "indicators.csv"
    path.write_text(ids(**{heading: [9, 17, 44, 30, 2]}), encoding="utf-8")
    assert read_indicators(path, counted=False).columns == (heading, "missing")


def test_counts_are_not_used_for_a_total(tmp_path: Path) -> None:
    """With a total the identified are left unused, which is told, and no population is needed."""
    path = tmp_path / "indicators.csv"
    path.write_text(GOOD, encoding="utf-8")
    found = read_indicators(path, counted=False)
    assert found.columns == ("care", "exclusions")
    assert found.identified is None
    assert "identified is not used" in found.notes[0]


def test_chosen_columns_are_used_in_their_order(tmp_path: Path) -> None:
    """--indicators takes the columns named, and faults in the others do not matter."""
    path = tmp_path / "indicators.csv"
    path.write_text(column("notes", ["late"] * 12), encoding="utf-8")
    found = read_indicators(path, counted=True, columns=("exclusions", "care"))
    assert found.columns == ("exclusions", "care")
