"""Excel workbooks as they are held: sizes that are not so, hidden and cover sheets, formulas, dates."""

import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from planner.errors import InputError
from planner.scenario.areas import Areas
from planner.scenario.read.needs import read_needs
from tests.scenario.books import HEADER, NEED, ROWS, workbook

TABLE = [HEADER, *ROWS]
OTHER = [HEADER, *([code, name, 1] for code, name, _ in ROWS)]


def read(path: Path) -> tuple[Areas, list[str]]:
    """The areas, and what is told of them, without the name of the file."""
    notes: list[str] = []
    areas = read_needs(path, notes)
    return areas, [note.removeprefix(f"{path}: ") for note in notes]


def rewrite(path: Path, pattern: str, new: str) -> None:
    """Change the text of every sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if name.startswith("xl/worksheets/"):
                assert re.search(pattern, content.decode())
                content = re.sub(pattern, new, content.decode()).encode()
            archive.writestr(name, content)


@pytest.mark.parametrize("size", ["A1", "A1:C2", "A1:B5", "A1:D3", "C3:C3", "A1:XFD9"])
def test_all_rows_and_columns_are_read_whatever_size_is_stated(size: str, tmp_path: Path) -> None:
    """Many programs write a size that is not so; a column, or rows, would be lost without a word."""
    path = workbook(tmp_path, One=[[*HEADER, "cost_factor"], *([*row, 3] for row in ROWS)])
    rewrite(path, r'<dimension ref="[^"]*"', f'<dimension ref="{size}"')
    areas, notes = read(path)
    assert (areas.need.tolist(), areas.cost_factor.tolist(), notes) == (NEED, [3.0] * 4, [])


def test_the_first_sheet_that_is_seen_is_read_and_named(tmp_path: Path) -> None:
    """A hidden one is not, and both are told."""
    areas, notes = read(workbook(tmp_path, hidden_old=OTHER, Needs=TABLE))
    assert (areas.need.tolist(), notes) == (NEED, ["reads sheet 'Needs'; 'hidden_old' is hidden"])


def test_the_sheet_with_the_table_is_read_behind_its_cover(tmp_path: Path) -> None:
    """Cover and notes are passed over; another sheet that could be meant is named."""
    cover = [["Estimated need by district, 2026"], ["This workbook has two worksheets."]]
    notes_sheet = [["Note number", "Note text"], ["1", "Rounded"]]
    areas, notes = read(workbook(tmp_path, Cover=cover, Notes=notes_sheet, Table_1=TABLE))
    assert (areas.need.tolist(), notes) == (NEED, ["reads sheet 'Table_1'"])
    areas, notes = read(workbook(tmp_path, Cover=cover, One=TABLE, Two=OTHER))
    assert areas.need.tolist() == NEED
    told = "reads sheet 'One'; 'Two' could be meant too, and is not read; put the one that is meant first"
    assert notes == [told]


def test_a_workbook_without_the_table_is_refused_by_its_sheet(tmp_path: Path) -> None:
    """The sheet that was looked at is named, with what it lacks."""
    with pytest.raises(InputError, match=r"needs\.xlsx, sheet 'Cover': no column 'at_risk'; add it"):
        read_needs(workbook(tmp_path, Cover=[["About"]], Notes=[["Note"]]))


def test_titles_and_footnotes_are_left_out_and_told(tmp_path: Path) -> None:
    """Above the header and under the last row."""
    rows = [["Table 1: need [note 1]"], [], *TABLE, [], ["Source: own"], ["[note 1] Estimates"]]
    areas, notes = read(workbook(tmp_path, One=rows))
    assert areas.need.tolist() == NEED
    assert notes == [
        "the header is on line 3; what stands above it is left out",
        "what stands from line 9 is left out as a footnote ('Source: own')",
    ]


def test_formulas_that_were_never_worked_out_are_named_and_the_remedy_works(tmp_path: Path) -> None:
    """Not told as missing; a row of nothing else is not lost; in a column not read they are no matter."""
    formulas = [['="E05"', '="Eaton"', "=3*3"]]
    path = workbook(tmp_path, One=[[*HEADER, "sum"], *([*row, "=1+1"] for row in ROWS), *formulas])
    with pytest.raises(InputError) as raised:
        read_needs(path)
    lines = str(raised.value).splitlines()
    assert len(lines) == 3
    assert (
        ":6: at_risk of this row is a formula that was never worked out (C6: =3*3); open the workbook"
        in lines[2]
    )
    path = workbook(tmp_path, One=[[*HEADER, "sum"], *([*row, "=1+1"] for row in ROWS)])
    assert read(path)[0].need.tolist() == NEED


def test_formulas_with_their_results_are_read(tmp_path: Path) -> None:
    """As Excel saves them."""
    path = workbook(tmp_path, One=[HEADER, *([code, name, f"={need}*1"] for code, name, need in ROWS)])
    rewrite(path, r"<f>(\d+)\*1</f><v(?: ?/|></v)>", r"<f>\1*1</f><v>\1</v>")
    assert read(path)[0].need.tolist() == NEED


def test_codes_that_excel_made_dates_are_named_and_the_remedy_works(tmp_path: Path) -> None:
    """A code such as MAR1, and a number shown as a date; written again as text they are read."""
    rows = [["E01", "Ashby", datetime.datetime(1900, 1, 12)], [datetime.datetime(2026, 3, 1), "Barlow", 8]]
    path = workbook(tmp_path, One=[HEADER, *rows])
    with pytest.raises(InputError) as raised:
        read_needs(path)
    first, second = str(raised.value).splitlines()
    assert (
        ":2: at_risk of Ashby is a date in Excel (1900-01-12); set the column to Text and write it again"
        in first
    )
    assert ":3: area of Barlow is a date in Excel (2026-03-01); set the column to Text" in second
    book = openpyxl.load_workbook(path)
    for cell, text in (("C2", "12"), ("A3", "MAR1")):
        book.worksheets[0][cell].number_format = "@"
        book.worksheets[0][cell] = text
    book.save(path)
    areas, _ = read(path)
    assert (areas.codes, areas.need.tolist()) == (("E01", "MAR1"), [12.0, 8.0])


@pytest.mark.parametrize(
    ("value", "shown", "form"), [(True, "TRUE", "General"), (0.05, "5%", "0%"), (0.125, "12.5%", "0.0%")]
)
def test_a_cell_is_read_as_excel_shows_it(value: object, shown: str, form: str, tmp_path: Path) -> None:
    """TRUE is no number, and 5% is not 0.05 young people."""
    path = workbook(tmp_path, One=[HEADER, ["E01", "Ashby", value]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C2"].number_format = form
    book.save(path)
    with pytest.raises(InputError, match=f"at_risk of Ashby is '{shown}'; give a number"):
        read_needs(path)


def test_what_stands_beside_the_table_is_told(tmp_path: Path) -> None:
    """A cell to the right of the header is not read, and not dropped without a word."""
    _, notes = read(workbook(tmp_path, One=[HEADER, *([*row, None, "checked"] for row in ROWS)]))
    assert notes == ["does not read what stands in column 5, which has no heading"]
