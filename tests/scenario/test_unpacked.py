"""Workbooks that unpack to more than any table: each is refused before it is read, in a line."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from planner import InputError
from planner.scenario.read import zip_size as unpacked
from planner.scenario.read.tables import read_table

COLUMNS = ("area", "name", "at_risk")
ROWS = (COLUMNS, ("E01", "Ashby", 12), ("E02", "Barlow", 8), ("E03", "Corley", 20))
Rewrite = Callable[[bytes], bytes]


def workbook(path: Path, changes: Mapping[str, Rewrite], packed: int = zipfile.ZIP_DEFLATED) -> Path:
    """A good workbook of three areas, with its sheet, texts or styles rewritten."""
    good = io.BytesIO()
    with xlsxwriter.Workbook(good) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(ROWS):
            sheet.write_row(line, 0, row)
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w", packed) as new:
        for name in old.namelist():
            content, change = old.read(name), changes.get(Path(name).stem)
            new.writestr(name, change(content) if change else content)
    return path


def more(before: bytes, tags: bytes, times: int = 1) -> Rewrite:
    """The part with these tags so many times before a place."""

    def rewrite(content: bytes) -> bytes:
        assert before in content
        return content.replace(before, tags * times + before, 1)

    return rewrite


def test_the_good_workbook_is_read(tmp_path: Path) -> None:
    """What the others are made from."""
    assert len(read_table(workbook(tmp_path / "n.xlsx", {}), COLUMNS, "a needs table").rows) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        ("sharedStrings", more(b"</sst>", b"<si/>", 16_500_000), "its list of texts holds more than"),
        ("sharedStrings", more(b"</sst>", b"<si><t>a</t></si>", 1_600_000), "its list of texts holds more"),
        ("sharedStrings", more(b"</sst>", b"<si>" + b"<r/>" * 6_500_000 + b"</si>"), "its list of texts"),
        ("sheet1", more(b"</sheetData>", b"<row/>", 21_000_000), "a sheet holds more than a table"),
        ("sheet1", more(b"</sheetData>", b"<row>" + b"<c/>" * 300_000 + b"</row>"), "a sheet holds more"),
        ("sheet1", more(b"</sheetData>", b"<x:row>" + b"<c/>" * 300_000 + b"</x:row>"), "a sheet holds more"),
        (
            "styles",
            more(b"</cellXfs>", b"<xf/>", 3_000_000),
            "xl/styles.xml holds more than a table of areas",
        ),
        ("styles", more(b"</cellXfs>", b"<xf " + b'a="" ' * 3_000_000 + b"/>"), "xl/styles.xml holds more"),
        (
            "theme1",
            lambda content: content + bytes(400_000_000),
            "400 MB once unpacked, and 300 MB is the most",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_parts_that_hold_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, change: Rewrite, told: str
) -> None:
    """Before any of it is read."""
    path = workbook(tmp_path / "n.xlsx", {part: change})
    monkeypatch.delattr("openpyxl.load_workbook")
    with pytest.raises(InputError, match=told) as caught:
        read_table(path, COLUMNS, "a needs table")
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda content: content.replace(b"<sst", b"<!DOCTYPE sst><sst", 1), "has a document type"),
        (lambda content: b"<?xml version='1.0' encoding='cp037'?>" + content, "is not UTF-8"),
    ],
    ids=["a document type", "another encoding"],
)
def test_text_that_hides_its_tags_is_refused(tmp_path: Path, change: Rewrite, told: str) -> None:
    """Entities and encodings in which a tag is written otherwise."""
    path = workbook(tmp_path / "n.xlsx", {"sharedStrings": change})
    with pytest.raises(InputError, match=rf"not an Excel workbook: xl/sharedStrings.xml {told}"):
        read_table(path, COLUMNS, "a needs table")


def test_a_packing_that_no_workbook_has_is_refused(tmp_path: Path) -> None:
    """LZMA may ask for gigabytes to unpack a byte."""
    path = workbook(tmp_path / "n.xlsx", {}, packed=zipfile.ZIP_LZMA)
    with pytest.raises(InputError, match="is packed in a way that Excel does not read; save it as"):
        read_table(path, COLUMNS, "a needs table")


def test_cells_at_the_far_right_of_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row reaches to column XFD: a few are read past, too many are refused."""
    monkeypatch.setattr(unpacked, "MAX_CELLS", 100_000)
    far = [b'<row r="%d"><c r="XFD%d" s="1"/></row>' % (line, line) for line in range(5, 15)]

    def sheet(rows: list[bytes]) -> Rewrite:
        add = more(b"</sheetData>", b"".join(rows))
        return lambda content: add(content.replace(b'<dimension ref="A1:C4"/>', b""))

    few = workbook(tmp_path / "few.xlsx", {"sheet1": sheet(far[:5])})
    assert len(read_table(few, COLUMNS, "a needs table").rows) == 3
    many = workbook(tmp_path / "many.xlsx", {"sheet1": sheet(far)})
    with pytest.raises(InputError, match=r"many.xlsx:11: cells stand too far to the right of too many rows"):
        read_table(many, COLUMNS, "a needs table")


def test_rows_are_told_apart_however_a_sheet_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row has 20 tags or so, and the part around the rows fewer; all four together have more."""
    path = workbook(tmp_path / "n.xlsx", {})
    for size in range(200, 260):
        monkeypatch.setattr(unpacked, "_READ", size)
        monkeypatch.setattr(unpacked, "_HEAD", size)
        monkeypatch.setattr(unpacked, "MOST_IN_A_ROW", 25)
        unpacked.check_unpacked(path)


def crowded(path: Path, parts: int, *, large: bool = False, comment: bytes = b"") -> Path:
    """A good workbook with empty parts more; with the end record of `large` files, or a comment."""
    workbook(path, {})
    with zipfile.ZipFile(path, "a") as archive:
        for part in range(parts):
            archive.writestr(f"xl/more/{part}.bin", b"")
        archive.comment = comment
    if large:
        whole = path.read_bytes()
        end = whole[-22:]
        entries, size, start = struct.unpack("<HLL", end[10:20])
        record = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, entries, entries, size, start)
        where = b"PK\6\7" + struct.pack("<LQL", 0, len(whole) - 22, 1)
        short = end[:8] + struct.pack("<HHLLH", 65_535, 65_535, 0, 0, 0)
        path.write_bytes(whole[:-22] + record + where + short)
    return path


ENDS = pytest.mark.parametrize(
    "end", [{}, {"comment": b"by hand"}, {"large": True}], ids=["plain", "with a comment", "of large files"]
)


@ENDS
def test_more_parts_than_a_workbook_has_are_refused_before_they_are_listed(
    end: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of a million parts takes a gigabyte once read."""
    monkeypatch.setattr(unpacked, "MAX_LISTED", 20_000)
    path = crowded(tmp_path / "n.xlsx", 500, **end)
    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", lambda _: pytest.fail("the list is read"))
    with pytest.raises(InputError, match=r"n\.xlsx: has more parts than a workbook of areas can; keep the"):
        read_table(path, COLUMNS, "a needs table")


@ENDS
def test_a_few_parts_more_are_read_past(end: dict[str, Any], tmp_path: Path) -> None:
    """Pictures, and settings of a printer."""
    assert len(read_table(crowded(tmp_path / "n.xlsx", 50, **end), COLUMNS, "a needs table").rows) == 3


def test_a_list_of_parts_elsewhere_is_refused(tmp_path: Path) -> None:
    """The end record of large files a byte further up, where its size is not what is looked at."""
    path = crowded(tmp_path / "n.xlsx", 0, large=True)
    whole = path.read_bytes()
    path.write_bytes(whole[:-42] + b" " + whole[-42:])
    with pytest.raises(InputError, match="its list of parts stands where no program writes it"):
        read_table(path, COLUMNS, "a needs table")
