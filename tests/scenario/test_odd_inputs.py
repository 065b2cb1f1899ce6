"""Odd input that is right all the same: it is planned for, and what is odd about it is shown safely."""

import json
from pathlib import Path

import pytest

from tests.project import NEEDS, SCENARIO, write_project
from tests.wrong import Change, add, needs, run, write, yaml

MARK = b"\xef\xbb\xbf"
ODD = {
    "a mark before the scenario": write("scenario.yaml", MARK + SCENARIO.encode()),
    "a mark before the needs": write("needs.csv", MARK + NEEDS.encode()),
    "Windows line ends": write("scenario.yaml", SCENARIO.replace("\n", "\r\n")),
    "old Macintosh line ends": write("scenario.yaml", SCENARIO.replace("\n", "\r")),
    "Windows line ends in needs": write("needs.csv", NEEDS.replace("\n", "\r\n")),
    "old Macintosh line ends in needs": write("needs.csv", NEEDS.replace("\n", "\r")),
    "line ends of three kinds": write("needs.csv", NEEDS.replace("\n", "\r\n", 2).replace("5\n", "5\r")),
    "no line end": write("needs.csv", NEEDS.rstrip()),
    "blank lines": write("needs.csv", NEEDS.replace("\n", "\n\n,,\n")),
    "a minus before nought": yaml("setup_cost: £30k", "setup_cost: -0.0\n    joint_cost: 0"),
    "hexadecimal": yaml("£300k", "0x493E0"),
    "octal": yaml("£300k", "0o1111740"),
    "underscores": yaml("£300k", "300_000"),
    "an anchor used twice": yaml("joint_cost: £5k", "joint_cost: &x £5k\n    # *x"),
    "a trillion pounds": yaml("£300k", "1000000000000"),
    "a tag that says what is so": yaml("Toy", "!!str Toy"),
    "100,000 empty cells": needs("E02,Barlow,8", "E02,Barlow,8" + "," * 100_000),
    "need of 10^9": needs("E02,Barlow,8", "E02,Barlow,1e9"),
    "a name in Arabic and Hebrew": needs("Barlow", "ברלו بارلو"),
}
"""Changes to the good project after which there is still a plan."""
NAMES = {
    "turned round": ("\u202eBarlow", "\\u202eBarlow"),
    "zero width": ("Bar\u200blow", "Bar\\u200blow"),
    "markup": ("[red]Bar[/]low", "[red]Bar[/]low"),
    "markup never opened": ("Bar[/b]low", "Bar[/b]low"),
    "a formula": ("=HYPERLINK(1)", "=HYPERLINK(1)"),
}
"""What an area is called, and what a table on the terminal shows of it."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project, and the folder the command runs in; a terminal wide enough for long names."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_odd_input_is_planned_for(
    change: Change, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Exit code 0 and a plan of four areas."""
    if "joint_cost: £5k" in (folder / "scenario.yaml").read_text() and change is ODD["a minus before nought"]:
        yaml("    joint_cost: £5k\n", "")(folder)
    change(folder)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--format", "json", "--out", "out") == 0
    plan = json.loads(capfd.readouterr().out)
    assert (plan["status"], len(plan["areas"])) == ("optimal", 4)


@pytest.mark.parametrize(("name", "told"), NAMES.values(), ids=NAMES)
def test_odd_names_are_shown_safely(
    name: str, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A table shows every letter of a name as what it is; JSON has the name as given."""
    needs("Barlow", name)(folder)
    add("scenario.yaml", "policy: {require: [E02]}\n")(folder)
    assert run(monkeypatch, "optimise", "scenario.yaml") == 0
    shown = capfd.readouterr().out
    assert told in shown
    assert shown.replace("\n", "").isprintable()
    assert run(monkeypatch, "optimise", "scenario.yaml", "--format", "json") == 0
    assert name in {area["name"] for area in json.loads(capfd.readouterr().out)["areas"]}


def test_formula_stays_a_name_in_a_workbook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that begins as a formula is text in the workbook, not something Excel would work out."""
    import openpyxl

    needs("Barlow", "=1+1")(folder)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--workbook", "plan.xlsx") == 0
    cells = [
        cell
        for sheet in openpyxl.load_workbook(folder / "plan.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "=1+1"
    ]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
