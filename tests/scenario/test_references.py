"""Areas named in a scenario or in a command: without regard to case, or by a part that no other has."""

import re
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario.areas import Areas
from planner.scenario.read.load import load_scenario
from planner.scenario.read.needs import read_needs
from planner.scenario.references import codes_of
from tests.scenario.books import csv_table
from tests.wrong import run

LONDON = Path(__file__).parents[2] / "scenarios" / "london.yaml"
NAMED = [
    ("E01", "Kingston upon Thames"),
    ("E02", "Richmond upon Thames"),
    ("E03", "Barking and Dagenham"),
    ("E04", "Sutton"),
    ("E05", "Sutton St. Helen's"),
    ("e06", "Ward 1.1"),
    ("1.10", "Ward 11"),
]


@pytest.fixture
def areas(tmp_path: Path) -> Areas:
    """Areas whose names share words, and look alike without their marks."""
    return read_needs(csv_table(tmp_path, "area,name,at_risk", *(f"{code},{name},5" for code, name in NAMED)))


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("e01", "E01"),
        ("E06", "e06"),
        ("KINGSTON UPON THAMES", "E01"),
        ("richmond-upon-thames", "E02"),
        ("barking  and dagenham", "E03"),
        ("sutton st helens", "E05"),
        ("sutton", "E04"),
        ("king", "E01"),
        ("Dagenham", "E03"),
        ("helen", "E05"),
        ("Ward 1.1", "e06"),
        ("ward 11", "1.10"),
    ],
)
def test_an_area_is_found_as_people_write_it(areas: Areas, reference: str, code: str) -> None:
    """A whole name comes before a part of another, and numbers in it are not run together."""
    assert codes_of(areas, [reference], "AREA") == [code]


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        (
            "upon",
            "'upon' is part of the names of 2 areas; write one of Kingston upon Thames, Richmond upon Thames",
        ),
        ("war", "of 2 areas; write one of Ward 11, Ward 1.1"),
        ("ki", "no area is called 'ki'"),
        ("ames", "no area is called 'ames'"),
        ("110", "no area is called '110'"),
        ("E0", "no area is called 'E0'"),
    ],
)
def test_what_is_not_one_area_is_refused(areas: Areas, reference: str, told: str) -> None:
    """Several are listed; the middle of a word, two letters and a code with other marks are no area."""
    with pytest.raises(InputError, match=re.escape(told)):
        codes_of(areas, [reference], "AREA")


def test_a_table_of_links_takes_whole_names_alone(areas: Areas) -> None:
    """What a table says is no abbreviation; its case does not matter."""
    assert areas.code("SUTTON") == "E04"
    with pytest.raises(KeyError, match="no area is called 'king'; name one of"):
        areas.code("king")


def test_a_part_of_a_name_in_a_scenario_is_told(tmp_path: Path) -> None:
    """Which area it is read as, with its line; a name in another case is the name."""
    path = tmp_path / "scenario.yaml"
    path.write_text(
        f"extends: {LONDON}\npolicy:\n  require: [enf, BARNET]\n  weights: {{Tower: 2}}\n", "utf-8"
    )
    scenario = load_scenario(path)
    assert scenario.policy.require == ["E09000003", "E09000010"]
    assert scenario.policy.weights == {"E09000030": 2.0}
    assert scenario.notes == (
        f"{path}:3: 'enf' is read as Enfield",
        f"{path}:4: 'Tower' is read as Tower Hamlets",
    )


def test_commands_take_parts_of_names(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One that several have is refused with all of them, and nothing is shown."""
    assert run(monkeypatch, "joint", str(LONDON), "barnet", "enf") == 0
    assert "Barnet and Enfield together" in capfd.readouterr().out
    assert run(monkeypatch, "joint", str(LONDON), "barnet", "ham") == 1
    told = capfd.readouterr()
    assert (
        "'ham' is part of the names of 2 areas; write one of Hammersmith and Fulham, Tower Hamlets"
        in told.err
    )
    assert told.out == ""
