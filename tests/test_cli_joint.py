"""`planner joint` and `planner partners`, as a user runs them."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from tests.running import ROOT, planner

JOINT = json.loads((ROOT / "planner/contract/joint.schema.json").read_text())
PARTNERS = json.loads((ROOT / "planner/contract/partners.schema.json").read_text())
LONDON = "scenarios/london.yaml"
NORTH = ("joint", LONDON, "Barnet", "Enfield", "Haringey")


def test_joint_keeps_the_contract(tmp_path: Path) -> None:
    """JSON and nothing else on stdout; the files hold the same, and areas may be given by code."""
    done = planner(*NORTH, "--format", "json", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, JOINT)
    assert (tmp_path / "joint.json").read_text() == done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {
        ".planner-files", "joint.json", "joint.csv", "run.json", "scenario.yaml",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((tmp_path / "joint.csv").read_text())))
    for rule, shares in document["shares"].items():
        assert round(100 * sum(shares.values())) == round(100 * document["joint"]["cost"])
        assert {row["area"]: float(row[f"share_{rule}"]) for row in rows} == shares
    codes = ("E09000014", "Barnet", "E09000010")
    assert planner("joint", LONDON, *codes, "--format", "json").stdout == done.stdout


def test_areas_that_cannot_share(tmp_path: Path) -> None:
    """Exit code 3, the missing link and who would close the gap; in JSON `joint` is null."""
    apart = ("joint", LONDON, "Barnet", "Hackney")
    done = planner(*apart)
    assert done.returncode == 3
    assert "No link joins Barnet to Hackney. With Haringey they would" in " ".join(done.stdout.split())
    done = planner(*apart, "--format", "json", "--out", tmp_path)
    document = json.loads(done.stdout)
    jsonschema.validate(document, JOINT)
    assert (document["connected"], document["joint"]) == (False, None)
    assert document["missing_links"] == [["E09000003", "E09000012"]]


def test_the_tables_fit_eighty_columns() -> None:
    """In a pipe no number is cut short, however long the names; boroughs that cannot fill a team are told."""
    for words in (NORTH, ("joint", LONDON, "City of London", "Westminster", "Kensington and Chelsea"),
                  ("partners", LONDON, "Kingston upon Thames")):  # fmt: skip
        text = planner(*words).stdout
        assert max(map(len, text.splitlines())) <= 80
        assert "…" not in text
    assert "Kingston upon Thames cannot fill a service of its own" in text


def test_partners_keep_the_contract() -> None:
    """The best three of Barnet's options with Enfield, ranked by people reached, shared by need."""
    words = (
        "partners",
        LONDON,
        "Barnet",
        "--with",
        "Enfield",
        "--by",
        "reach",
        "--rule",
        "need",
        "--top",
        "3",
    )
    done = planner(*words, "--format", "json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, PARTNERS)
    assert len(document["options"]) == 3
    assert all("E09000010" in option["areas"] for option in document["options"])
    rows = list(csv.DictReader(io.StringIO(planner(*words, "--format", "csv").stdout)))
    assert [float(row["share"]) for row in rows] == [one["share"] for one in document["options"]]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("joint", LONDON, "Barnet"), 2, "a joint service is weighed up for 2 to 10 areas, not 1"),
        (("joint", LONDON, "Barnett", "Enfeld"), 1, "no area is called 'Barnett'; did you mean Barnet?"),
        (
            ("joint", LONDON, "Barnet", "Enfield", "--hub", "Camden"),
            2,
            "hub, Camden, is not one of the areas",
        ),
        (("joint", LONDON, "Barnet", "Enfield", "--staff", "40"), 2, "40 staff: specialist has 2 to 10"),
        (("partners", LONDON, "Bernet"), 1, "area: no area is called 'Bernet'; did you mean Barnet?"),
        (("partners", LONDON, "Barnet", "--rule", "fair"), 2, "'fair' is not one of"),
    ],
)
def test_what_was_mistyped_is_told(words: tuple[str, ...], code: int, said: str) -> None:
    """A line on stderr, nothing on stdout."""
    done = planner(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
