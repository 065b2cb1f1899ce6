"""Input made to break the planner, or broken on the way: what is done to a good project, and the answer.

As in `test_bad_inputs.py`, each case lists every line there should be on stderr; nothing is written.
"""

import io
import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.project import NEEDS, SCENARIO, edit, shape, square, squares, write_project
from tests.wrong import Case, Change, add, case, check_told, links, needs, shapes, write, yaml

LONG = "x" * 100_000
DEEP = "blocks and lists more than 30 deep; take out brackets"
PIPE = "cannot be read: a pipe or a device, not a file; save what it gives as a file"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def laughs(levels: int) -> str:
    """Lists of ten aliases of the list above: `10 ** levels` values in a few lines."""
    lines = ["l0: &l0 [a, a, a, a, a, a, a, a, a, a]"]
    lines += [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "\n".join(lines) + "\n"


def merges(levels: int) -> str:
    """The same of mappings, merged."""
    lines = ["m0: &m0 {a: 1, b: 2}"]
    lines += [f"m{i}: &m{i}\n  <<: [{', '.join([f'*m{i - 1}'] * 5)}]" for i in range(1, levels)]
    return "\n".join(lines) + "\n"


def chain(length: int) -> Change:
    """Scenario files that extend one another, one after the other."""

    def change(folder: Path) -> None:
        for i in range(length):
            (folder / f"c{i}.yaml").write_text(f"extends: c{i + 1}.yaml\n")
        edit(folder / "scenario.yaml", "name: Toy", "name: Toy\nextends: c0.yaml")

    return change


def extends(target: str) -> Change:
    """A scenario that extends this."""
    return yaml("name: Toy", f"name: Toy\nextends: {target}")


def pipe(name: str) -> Change:
    """A pipe nobody writes to, in a file's place."""

    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return change


def link_to(name: str, target: str) -> Change:
    """A symbolic link in a file's place."""

    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).symlink_to(target)

    return change


def sparse(name: str, size: int) -> Change:
    """A file that says it is this many bytes long and takes no room."""

    def change(folder: Path) -> None:
        with (folder / name).open("ab") as stream:
            stream.truncate(size)

    return change


def table(name: str, content: str | bytes) -> tuple[Change, Change]:
    """Needs in another file."""
    return yaml("needs: needs.csv", f"needs: {name}"), write(name, content)


def drawn(name: str, content: str | bytes) -> tuple[Change, Change]:
    """Boundaries in another file."""
    return yaml("boundaries.geojson", name), write(name, content)


def zipped(**parts: bytes) -> bytes:
    """A zip of these parts; `__` in a name stands for a slash."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


def workbook(rows: list[list[object]]) -> bytes:
    """A good workbook of one sheet."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(buffer)
    return buffer.getvalue()


def rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    """A workbook whose sheet says something else, in bytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as good,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for part in good.namelist():
            inside = good.read(part)
            bad.writestr(part, inside.replace(old, new) if part.endswith("sheet1.xml") else inside)
    return buffer.getvalue()


def geometry(value: object) -> Change:
    """Boundaries whose first shape is this."""
    return shapes({**squares()[0], "geometry": value}, *squares()[1:])


SHEET = workbook([["area", "name", "at_risk"], ["E01", "Ashby", 12]])
ENTITIES = b'<!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 10)
)
"""Entities of ten of the one before: 10^10 letters."""
ROW = "E02,Barlow,8"
PARTS = json.dumps({"type": "FeatureCollection", "features": squares()})
GB = 1_000_000_000


def one(name: str, change: Change | tuple[Change, ...], *fragments: str) -> Case:
    """A case with one line."""
    return case(name, change, fragments)


def number(name: str, old: str, new: str, *fragments: str) -> Case:
    """A number of the scenario that no one would fund by."""
    return one(f"number: {name}", yaml(old, new), "scenario.yaml:", *fragments)


YAML = [
    one(
        "billion laughs", add("scenario.yaml", laughs(9)), "scenario.yaml: more than 100,000 values; take out"
    ),
    case(
        "billion laughs in a merge",
        add("scenario.yaml", merges(12)),
        *[(f"unknown key 'm{i}'",) for i in range(12)],
    ),
    one(
        "a list in itself",
        add("scenario.yaml", "x: &x [*x]\n"),
        "scenario.yaml:16: *x stands inside &x itself; take",
    ),
    one(
        "a mapping in itself",
        add("scenario.yaml", "policy: &x {weights: *x}\n"),
        "scenario.yaml:16: *x stands inside",
    ),
    one("3,000 brackets", write("scenario.yaml", "a: " + "[" * 3000 + "]" * 3000), "scenario.yaml:1: ", DEEP),
    one("3,000 braces", write("scenario.yaml", "{a: " * 3000 + "1" + "}" * 3000), "scenario.yaml:1: ", DEEP),
    one(
        "1,000 indents",
        write("scenario.yaml", "".join(f"{' ' * i}a:\n" for i in range(1000))),
        "scenario.yaml:31: ",
        DEEP,
    ),
    one("1,000 dashes", write("scenario.yaml", "- " * 1000 + "a"), "scenario.yaml:1: ", DEEP),
    one(
        "a Python object",
        yaml("Toy", "!!python/object/apply:os.system [ls]"),
        "scenario.yaml:1: the tag !!python",
    ),
    one(
        "binary", yaml("Toy", "!!binary aGk="), "scenario.yaml:1: the tag !!binary has no meaning here; take"
    ),
    one("a set", yaml("Toy", "!!set {a}"), "scenario.yaml:1: the tag !!set has no meaning here; take it out"),
    one(
        "a tag of one's own", yaml("£300k", "!pounds 300"), "scenario.yaml:6: the tag !pounds has no meaning"
    ),
    one(
        "a tag that is a lie",
        yaml("term:", "!!int term:"),
        "scenario.yaml: not YAML: invalid literal for int",
    ),
    one(
        "a wrong date",
        yaml("term: 3", "term: 2001-99-99"),
        "scenario.yaml:7: term should be a number, not '2001-99-99'; give term: ",
    ),
    one("a date for a term", yaml("term: 3", "term: 2001-12-14"), "scenario.yaml:7: term should be a number"),
    one(
        "key twice, deep",
        yaml("min: 1", "min: 1, min: 2"),
        "scenario.yaml:13: key 'min' is given twice; keep",
    ),
    one(
        "an unknown alias", yaml("Toy", "*nobody"), "scenario.yaml:1: not YAML: ", "nobody", "; mend the line"
    ),
    case(
        "an anchor twice",
        add("scenario.yaml", "x: &a 1\ny: &a 2\n"),
        ("unknown key 'x'",),
        ("unknown key 'y'",),
    ),
    one("a merge of text", add("scenario.yaml", "<<: hello\n"), "scenario.yaml:"),
    one(
        "null characters",
        write("scenario.yaml", SCENARIO.replace("Toy", "T\0y")),
        "scenario.yaml:1: ",
        "(\\x00)",
    ),
    one(
        "an escape",
        yaml("£300k", "\x1b[31m300"),
        "scenario.yaml:6: not YAML: a control character (\\x1b); take",
    ),
    one(
        "an escape, written",
        yaml("Toy", '"\\e[31mToy"'),
        "scenario.yaml:1: name holds a control character (\\x1b)",
    ),
    one(
        "a new line in a name",
        yaml("Toy", '"a\\nplanner: all is well"'),
        "scenario.yaml:1: name holds",
        "(\\n)",
    ),
    one("a name that turns round", yaml("term: 3", "term: \u202egnp"), "scenario.yaml:7: term", "\\u202egnp"),
    one(
        "a zero width",
        yaml("term", "te\u200brm"),
        "scenario.yaml:7: unknown key 'te\\u200brm'; did you mean 'term'?",
    ),
    one(
        "UTF-16 without a mark",
        write("scenario.yaml", SCENARIO.encode("utf-16-le")),
        "scenario.yaml: not UTF-8",
    ),
    one("UTF-32", write("scenario.yaml", SCENARIO.encode("utf-32")), "scenario.yaml: not UTF-8 text; save"),
    one("latin-1", write("scenario.yaml", SCENARIO.encode("latin-1")), "scenario.yaml: not UTF-8 text; save"),
    one("random bytes", write("scenario.yaml", bytes(range(256))), "scenario.yaml: not UTF-8 text; save"),
    one(
        "a picture", write("scenario.yaml", b"\x89PNG\r\n\x1a\n" + bytes(99)), "scenario.yaml: not UTF-8 text"
    ),
    one("only a comment", write("scenario.yaml", "# nothing\n"), "scenario.yaml: not a scenario; write keys"),
    one("a word", write("scenario.yaml", "hello"), "scenario.yaml: not a scenario; write keys such as name:"),
    one("a number", write("scenario.yaml", "12"), "scenario.yaml: not a scenario; write keys such as name:"),
    one("only a mark", write("scenario.yaml", b"\xef\xbb\xbf"), "scenario.yaml: not a scenario; write keys"),
    one("a long key", yaml("term:", f'? "{LONG}"\n:'), "scenario.yaml:", "unknown key 'xxx", "xxx ... xxx"),
    one("a long value", yaml("term: 3", f"term: {LONG}"), "scenario.yaml:7: term", "xxx ... xxx"),
    one("many words", yaml("term: 3", f"term: {'a ' * 50_000}"), "scenario.yaml:7: term", "a a ... a a"),
    one("a list for a key", yaml("term: 3", "? [1, 2]\n: 3"), "scenario.yaml:", "unknown key"),
    one(
        "a whole table",
        sparse("scenario.yaml", 50_000_000),
        "scenario.yaml: 50 MB, and 1 MB is the most",
        "give",
    ),
]
NUMBERS = [
    number("10^15 pounds", "£300k", "1000000000000000", "budget is not from £0 to £1,000,000,000,000: 1000"),
    number("10^15 pounds, in words", "£300k", "1000000bn", "budget is not from £0 to £1,000,000,000,000"),
    number("10^15 for staff", "£40k", "1e15", "services.team.staff.cost is not from £0 to"),
    number(
        "10^5000", "£300k", "0x" + "f" * 5000, "a whole number of more than 4,000 digits; write a smaller"
    ),
    number("10^5000 in decimals", "£300k", "1" * 5000, "scenario.yaml"),
    number("10^400 years", "term: 3", f"term: 1{'0' * 400}", "term should be"),
    number("1e400", "term: 3", "term: 1e400", "term should be a finite number, not inf"),
    number("cost .nan", "£40k", ".nan", "services.team.staff.cost is not from £0 to £1,000,000,000,000: nan"),
    number("cost -.inf", "£40k", "-.inf", "services.team.staff.cost is not from £0 to"),
    number("NaN as text", "£40k", "'NaN'", "cost is not an amount of money: 'NaN'"),
    number("caseload nan", "caseload: 10", "caseload: .nan", "caseload should be a finite number, not nan"),
    number("caseload 1e308", "caseload: 10", "caseload: 1e308", "caseload should be less than or equal"),
    number("caseload 1e-320", "caseload: 10", "caseload: 1e-320", "caseload should be greater than or equal"),
    number("reach .inf", "per_km: 0.05", "per_km: .inf", "reach.per_km should be a finite number, not inf"),
    number("reach 1e308", "per_km: 0.05", "per_km: 1e308", "reach.per_km should be less than or equal"),
    number("hub .nan", "hub: 1.0", "hub: .nan", "reach.hub should be", "nan"),
    number(
        "10^9 staff",
        "max: 3",
        "max: 1000000000",
        "staff.max should be less than or equal to 1000, not 1000000000",
    ),
    number(
        "10^30 areas", "max_areas: 2", f"max_areas: 1{'0' * 30}", "max_areas should be less than or equal"
    ),
    number("term 1e-320", "term: 3", "term: 0.0", "term should be greater than 0"),
    number("a sixtieth", "£300k", "1:30", "budget is not an amount of money: '1:30'"),
    number("another script's digits", "term: 3", "term: ٣", "term should be a number, not '٣'"),
    number("10^400 as a year", "£300k", f"{{1{'0' * 400}: 1m, 5: 2m}}", "budget leaves out a year"),
]
PATHS = [
    one(
        "a circle of three",
        (extends("b.yaml"), write("b.yaml", "extends: c.yaml"), write("c.yaml", "extends: scenario.yaml")),
        "c.yaml:1: extends runs in a circle: scenario.yaml extends b.y",
    ),
    one(
        "a chain of 250", chain(250), "c48.yaml:1: more than 50 files extend one another; put several of them"
    ),
    one(
        "extends a folder", extends("."), "scenario.yaml:2: extends .: cannot be read: Is a directory; check"
    ),
    one("extends a pipe", (extends("p.yaml"), pipe("p.yaml")), "scenario.yaml:2: extends p.yaml: ", PIPE),
    one("extends a device", extends("/dev/zero"), "scenario.yaml:2: extends /dev/zero: ", PIPE),
    one(
        "extends nothing at home",
        extends("~/base.yaml"),
        "scenario.yaml:2: extends ~/base.yaml: no such file",
    ),
    one(
        "extends a page",
        extends("https://example.org/a.yaml"),
        "scenario.yaml:2: extends https:/",
        "no such file",
    ),
    one("extends a null", extends('"a\\0b.yaml"'), "scenario.yaml:2: extends a\\x00b.yaml: cannot be read: "),
    one(
        "extends an endless name",
        extends(LONG[:5000]),
        "scenario.yaml:2: extends xxx",
        "cannot be read: File name",
    ),
    one(
        "extends through a file",
        extends("needs.csv/a.yaml"),
        "scenario.yaml:2: extends needs.csv/a.yaml: no such",
    ),
    one("scenario a pipe", pipe("scenario.yaml"), "scenario.yaml: ", PIPE),
    one("scenario a device", link_to("scenario.yaml", "/dev/zero"), "scenario.yaml: ", PIPE),
    one(
        "a link to itself",
        link_to("scenario.yaml", "scenario.yaml"),
        "scenario.yaml: cannot be read: Too many",
    ),
    one("needs a pipe", pipe("needs.csv"), "needs.csv: ", PIPE),
    one("needs a device", link_to("needs.csv", "/dev/zero"), "needs.csv: ", PIPE),
    one("links a pipe", pipe("adjacency.csv"), "adjacency.csv: ", PIPE),
    one("shapes a pipe", pipe("boundaries.geojson"), "boundaries.geojson: ", PIPE),
    one("shapes a folder", yaml("boundaries.geojson", "."), ".: cannot be read: Is a directory"),
    one(
        "needs a null",
        yaml("needs: needs.csv", 'needs: "a\\0.csv"'),
        "scenario.yaml:3: areas.needs holds a control",
    ),
    one(
        "needs a page",
        yaml("needs.csv", "https://example.org/n.csv"),
        "https:/example.org/n.csv: no such file",
    ),
    one(
        "shapes on a page",
        yaml("boundaries.geojson", "/vsicurl/http://example.org/a.json"),
        "no such file; check",
    ),
]
TABLES = [
    one(
        "a gigabyte",
        sparse("needs.csv", 3 * GB),
        "needs.csv: 3,000 MB, and 100 MB is the most that is read; keep",
    ),
    one(
        "a gigabyte of links", sparse("adjacency.csv", GB), "adjacency.csv: 1,000 MB, and 100 MB is the most"
    ),
    one(
        "a gigabyte of shapes",
        sparse("boundaries.geojson", GB),
        "boundaries.geojson: 1,000 MB, and 300 MB is",
    ),
    one(
        "a gigabyte of Excel",
        (*table("n.xlsx", SHEET), sparse("n.xlsx", GB)),
        "n.xlsx: 1,000 MB, and 100 MB is",
    ),
    one(
        "a line of 10 MB", needs(ROW, f"E02,{'x' * 10_000_000},8"), "needs.csv:3: not CSV: field larger than"
    ),
    one(
        "a name of 100,000 letters", needs(ROW, f"E02,{LONG},x"), "needs.csv:3: at_risk of xxx", "xxx ... xxx"
    ),
    one(
        "100,000 columns",
        write("needs.csv", ",".join(f"c{i}" for i in range(100_000))),
        "needs.csv:1: more than 1,000",
    ),
    one(
        "100,000 cells",
        needs(ROW, ROW + ",x" * 100_000),
        "needs.csv:3: 100003 cells under 3 columns; quote cells",
    ),
    one(
        "a million areas",
        write("needs.csv", "area,name,at_risk\n" + "E,N,1\n" * 1_000_000),
        "needs.csv:500002: more than 500,000 rows; keep",
    ),
    one(
        "100,000 areas",
        write("needs.csv", "area,name,at_risk\n" + "".join(f"E{i},N,1\n" for i in range(100_000))),
        "needs.csv: 100,000 areas, and 50,000 is the most that is planned for; take larger",
    ),
    one(
        "quotes never closed",
        needs(ROW, f'E02,"{ROW * 20_000}'),
        "needs.csv:3: not CSV: ",
        "; close its quotes",
    ),
    one(
        "nulls in a table",
        needs(ROW, "E02,Bar\0low,8"),
        "needs.csv:3: holds null characters; save it as CSV UTF-8",
    ),
    one(
        "semicolons",
        write("needs.csv", NEEDS.replace(",", ";")),
        "needs.csv:1: semicolons stand between its cells, not commas; save it as CSV UTF-8 with commas",
    ),
    one(
        "tabs between cells",
        write("needs.csv", NEEDS.replace(",", "\t")),
        "needs.csv:1: tabs stand between its cells",
    ),
    one("a decimal comma", needs(ROW, 'E02,Barlow,"8,5"'), "needs.csv:3: at_risk of Barlow is '8,5'; "),
    one(
        "UTF-16 table",
        write("needs.csv", NEEDS.encode("utf-16")),
        "needs.csv: not UTF-8 text; save it as CSV UTF-8",
    ),
    one(
        "UTF-16 table without a mark",
        write("needs.csv", NEEDS.encode("utf-16-le")),
        "needs.csv:1: holds null characters; save it",
    ),
    one(
        "links in latin-1",
        write("adjacency.csv", "area_a,area_b\nÅshby,E02\n".encode("latin-1")),
        "adjacency.csv: not UTF-8",
    ),
    one(
        "links with no rows",
        write("adjacency.csv", "area_a,area_b,link\r\n\r\n"),
        "adjacency.csv: has no rows; add",
    ),
    one(
        "blank lines only", write("needs.csv", "\n\n\n"), "needs.csv: has no header; begin it with area, name"
    ),
    one(
        "a formula for a number",
        needs(ROW, "E02,Barlow,=1+1"),
        "needs.csv:3: at_risk of Barlow is '=1+1'; give a",
    ),
    one(
        "an escape in a name",
        needs(ROW, "E02,\x1b[31mBarlow,8"),
        "needs.csv:3: name '\\x1b[31mBarlow' holds a control",
    ),
    one(
        "a line end in a name",
        needs(ROW, 'E02,"Bar\nlow",8'),
        "needs.csv:3: name 'Bar\\nlow' holds a control character",
    ),
    one(
        "a name that turns round in a table",
        needs(ROW, "E02,\u202ewolraB,x"),
        "needs.csv:3: at_risk of \\u202ewolraB is",
    ),
    one(
        "a plus in a code",
        needs(ROW, "E02+E03,Barlow,8"),
        "needs.csv:3: code 'E02+E03' holds '+', which divides codes",
    ),
    one(
        "a colon in a code",
        needs(ROW, "a:E02,Barlow,8"),
        "needs.csv:3: code 'a:E02' holds ':', which divides codes",
    ),
    one(
        "needs 1e308",
        needs(ROW, "E02,Barlow,1e308"),
        "needs.csv:3: at_risk of Barlow is more than 1,000,000,000 (1e308)",
    ),
    one(
        "needs 1e309",
        needs(ROW, "E02,Barlow,1e309"),
        "needs.csv:3: at_risk of Barlow is '1e309'; give a number",
    ),
    one(
        "needs -inf", needs(ROW, "E02,Barlow,-inf"), "needs.csv:3: at_risk of Barlow is '-inf'; give a number"
    ),
    one(
        "needs in hex",
        needs(ROW, "E02,Barlow,0x10"),
        "needs.csv:3: at_risk of Barlow is '0x10'; give a number",
    ),
    one(
        "needs of 100,000 digits",
        needs(ROW, f"E02,Barlow,{'9' * 100_000}"),
        "needs.csv:3: at_risk of Barlow is '999",
    ),
    one(
        "one name for all",
        (
            write("needs.csv", "area,name,at_risk\nE01,A,1\nE02,A,1\nE03,A,1\nE04,A,1\n"),
            add("scenario.yaml", "policy: {require: [A]}\n"),
        ),
        "scenario.yaml:16: policy.require: 'A' is the name of 4 areas",
    ),
    one(
        "links of a formula",
        links("E02,land", "=HYPERLINK(1),land"),
        "adjacency.csv:2: a link to an unknown area",
    ),
]
BOOKS = [
    one(
        "Excel, a picture",
        table("n.xlsx", b"\x89PNG"),
        "n.xlsx: not an Excel workbook: ",
        "; save it as .xlsx",
    ),
    one("Excel, another zip", table("n.xlsx", zipped(hello=b"x")), "n.xlsx: not an Excel workbook: "),
    one("Excel, cut short", table("n.xlsx", SHEET[:-200]), "n.xlsx: not an Excel workbook: "),
    one(
        "Excel, a bomb",
        table("n.xlsx", zipped(xl__worksheets__sheet1=bytes(400_000_000))),
        "n.xlsx: 400 MB once unpacked, and 300 MB is the most that is read; keep",
    ),
    one(
        "Excel, laughs",
        table(
            "n.xlsx",
            rewritten(
                rewritten(SHEET, b"<worksheet", ENTITIES + b"<worksheet"), b"<v>12</v>", b"<v>&e9;</v>"
            ),
        ),
        "n.xlsx: not an Excel workbook: ",
    ),
    one(
        "Excel, XML cut",
        table("n.xlsx", rewritten(SHEET, b"</worksheet>", b"")),
        "n.xlsx: not an Excel workbook: ",
    ),
    one(
        "Excel, 16,000 columns",
        table("n.xlsx", workbook([[f"c{i}" for i in range(16_000)]])),
        "n.xlsx:1: more than 1,000 columns",
    ),
    one(
        "Excel of before 2007",
        table("n.xls", OLE),
        "n.xls: an Excel workbook in the old form, or with a password; save",
    ),
    one(
        "Excel with a password",
        table("n.xlsx", OLE),
        "n.xlsx: an Excel workbook in the old form, or with a password; save",
    ),
    one("Excel called CSV", table("n.csv", SHEET), "n.csv: not UTF-8 text; save it as CSV UTF-8"),
    one("Excel, nothing in it", table("n.xlsx", workbook([])), "n.xlsx: has no header; begin it with area"),
    one(
        "Excel, an error for a number",
        table("n.xlsx", workbook([["area", "name", "at_risk"], ["E01", "A", "#REF!"]])),
        "n.xlsx:2: at_risk of A is '#REF!'; give a number",
    ),
    one("Excel, macros and not a zip", table("n.xlsm", b"MZ"), "n.xlsm: not an Excel workbook: "),
]
NOT_SPATIAL = "not a spatial file; give GeoJSON or GeoPackage"
SHAPES = [
    one("a GeoPackage of text", drawn("b.gpkg", "hello"), "b.gpkg: ", NOT_SPATIAL),
    one(
        "a GeoPackage cut short", drawn("b.gpkg", b"SQLite format 3\0" + bytes(200)), "b.gpkg: ", NOT_SPATIAL
    ),
    one("GeoJSON cut short", drawn("b.geojson", PARTS[:-40]), "b.geojson: "),
    one(
        "GeoJSON 100,000 deep",
        drawn("b.geojson", '{"type":"FeatureCollection","features":' + "[" * 100_000),
        "b.geojson: ",
        NOT_SPATIAL,
    ),
    one(
        "a file that names others",
        drawn(
            "b.vrt",
            '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/http://example.org/</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
        ),
        "b.vrt: ",
        NOT_SPATIAL,
    ),
    one(
        "the same, called GeoJSON",
        drawn("b.geojson", "<OGRVRTDataSource></OGRVRTDataSource>"),
        "b.geojson: ",
        NOT_SPATIAL,
    ),
    one("GeoJSON of one list", drawn("b.geojson", "[1, 2]"), "b.geojson: ", NOT_SPATIAL),
    one("no features", drawn("b.geojson", '{"type":"FeatureCollection","features":[]}'), "b.geojson: "),
    one("null for a shape", geometry(None), "boundaries.geojson: no shape for Ashby (E01); draw each area"),
    one(
        "an empty collection",
        geometry({"type": "GeometryCollection", "geometries": []}),
        "boundaries.geojson: feature 1: its geometry is none of a point, a line or an area;",
    ),
    one(
        "nulls for coordinates",
        geometry({"type": "Polygon", "coordinates": [[[None, None]] * 5]}),
        "boundaries.geojson: ",
    ),
    one(
        "nulls, a million",
        geometry({"type": "Polygon", "coordinates": [[None] * 1_000_000]}),
        "boundaries.geojson: ",
    ),
    one(
        "NaN coordinates",
        geometry({"type": "Polygon", "coordinates": [[[float("nan"), 1.0]] * 5]}),
        "boundaries.geojson: ",
    ),
    one(
        "coordinates of 1e308",
        geometry({"type": "Polygon", "coordinates": [[[x * 1e300, y * 1e300] for x, y in square(530, 180)]]}),
        "boundaries.geojson: ",
    ),
    one(
        "latitude first",
        shapes(
            *(
                shape(
                    [
                        [51.5 + i / 10 + y / 50, -0.1 + x / 50]
                        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
                    ],
                    area=f"E0{i + 1}",
                )
                for i in range(4)
            ),
            epsg=None,
        ),
        "boundaries.geojson: latitude stands before longitude in its coordinates; save it with longitude",
    ),
    one("an unknown CRS", shapes(*squares(), epsg=999999), "boundaries.geojson: "),
]
HOSTILE = [*YAML, *NUMBERS, *PATHS, *TABLES, *BOOKS, *SHAPES]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project, and the folder the command runs in."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("wrong", HOSTILE, ids=lambda wrong: wrong.name)
def test_hostile_input_is_told_in_a_line(
    wrong: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, a line that says what is wrong, and nothing printed on stdout or written."""
    check_told(wrong, folder, monkeypatch, capfd)


def test_table_is_long_enough() -> None:
    """There are at least 80 cases, each with a name of its own."""
    assert len({wrong.name for wrong in HOSTILE}) == len(HOSTILE) >= 80
