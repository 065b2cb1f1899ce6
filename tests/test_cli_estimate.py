"""`planner estimate`, as a user runs it."""

import csv
import io
import json
import os
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from benchmarks.need_worlds import Setting, draw_world
from planner.scenario.read.indicators import Indicators
from planner.scenario.read.needs import read_needs
from tests.running import ROOT, planner

SCHEMA = json.loads((ROOT / "planner/contract/estimate.schema.json").read_text())
LONDON = ROOT / "data/london"
PUBLISHED = ("estimate", LONDON / "indicators.csv", "--total", "1002")


def write(path: Path, table: Indicators) -> Path:
    """An indicators table as a user would have it."""
    assert table.identified is not None
    assert table.exposure is not None
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["area", "name", "population", "identified", *table.columns])
        for i, code in enumerate(table.codes):
            counts = (int(one) for one in (table.exposure[i], table.identified[i], *table.values[i]))
            writer.writerow([code, table.names[i], *counts])
    return path


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """A table with identified cases, of 33 areas with the codes of London's."""
    table = draw_world(Setting("like London", areas=33), 8, 0).indicators
    codes = tuple(f"E090000{i:02d}" for i in range(1, 34))
    named = Indicators(
        table.path, codes, table.names, table.columns, table.values, table.identified, table.exposure
    )
    return write(tmp_path / "indicators.csv", named)


def test_the_needs_feed_the_planner_as_they_are(counts: Path, tmp_path: Path) -> None:
    """What --out writes is read by planner optimise without a change, intervals and identified with it."""
    out = tmp_path / "needs.csv"
    done = planner("estimate", counts, "--out", out)
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [
        "area", "name", "at_risk", "low", "high", "identified", "under_identified", "proactivity",
    ]  # fmt: skip
    areas = read_needs(out)
    assert areas.low is not None
    assert areas.high is not None
    assert areas.identified is not None
    assert (areas.low <= areas.need).all()
    assert (areas.need <= areas.high).all()
    assert (areas.identified <= areas.need).all()
    under = np.array([float(row["under_identified"]) for row in rows])
    assert under == pytest.approx(areas.need - areas.identified)
    scenario = (ROOT / "scenarios/london.yaml").read_text(encoding="utf-8").replace("../data", f"{ROOT}/data")
    own = tmp_path / "own.yaml"
    own.write_text(scenario.replace(f"{LONDON}/needs.csv", str(out)), encoding="utf-8")
    plan = planner("optimise", own, "--format", "json", "--time-limit", "10")
    assert plan.returncode == 0, plan.stderr
    assert json.loads(plan.stdout)["need"] == pytest.approx(areas.need.sum())


def test_json_keeps_the_contract(counts: Path) -> None:
    """Both ways of estimating print a document by the contract, and nothing else on stdout."""
    for arguments in (("estimate", counts), PUBLISHED, (*PUBLISHED, "--method", "pca")):
        done = planner(*arguments, "--format", "json")
        assert done.returncode == 0, done.stderr
        document = json.loads(done.stdout)
        jsonschema.validate(document, SCHEMA)
        assert sum(area["at_risk"] for area in document["areas"]) == pytest.approx(
            document["total"]["at_risk"]
        )


def test_the_files_are_what_is_printed(counts: Path, tmp_path: Path) -> None:
    """--out writes the bytes of --format csv, and beside them those of --format json."""
    out = tmp_path / "made" / "needs.csv"
    printed = planner("estimate", counts, "--format", "csv", "--out", out)
    assert printed.returncode == 0, printed.stderr
    assert out.read_text(encoding="utf-8") == printed.stdout
    document = planner("estimate", counts, "--format", "json").stdout
    assert out.with_name("needs-diagnostics.json").read_text(encoding="utf-8") == document
    assert sorted(path.name for path in out.parent.iterdir()) == [
        ".planner-files", "needs-diagnostics.json", "needs-run.json", "needs.csv",
    ]  # fmt: skip


def test_the_table_fits_eighty_columns(counts: Path) -> None:
    """In a pipe the tables are 80 columns wide, no number is cut short, and modelled is said."""
    for arguments in (("estimate", counts), PUBLISHED):
        text = planner(*arguments).stdout
        assert max(map(len, text.splitlines())) <= 80
        assert "…" not in text
        assert "Modelled, not counted" in text
    text = " ".join(planner("estimate", counts).stdout.split())
    for said in (
        "90% interval",
        "proactive frontier",
        "score test",
        "Most influential",
        "by population alone",
    ):
        assert said in text


def test_the_frontier_can_be_moved(counts: Path) -> None:
    """A higher --proactivity gives a higher total, which the diagnostics of the first foretold."""
    first, second = (
        json.loads(planner("estimate", counts, "--proactivity", one, "--format", "json").stdout)
        for one in ("0.9", "0.95")
    )
    foretold = {one["quantile"]: one["at_risk"] for one in first["model"]["totals_by_quantile"]}
    assert second["total"]["at_risk"] == pytest.approx(foretold[0.95])
    assert foretold[0.95] > foretold[0.9]


def test_columns_can_be_named(counts: Path) -> None:
    """--identified, --exposure and --indicators name the columns to use."""
    text = counts.read_text(encoding="utf-8").replace("population", "people").replace("identified", "known")
    counts.write_text(text, encoding="utf-8")
    wanted = ("--identified", "known", "--exposure", "people", "--indicators", "proxy_1, proxy_4")
    document = json.loads(planner("estimate", counts, *wanted, "--format", "json").stdout)
    assert [one["name"] for one in document["indicators"]] == ["proxy_1", "proxy_4"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--method", "shares"), "needs a published --total"),
        (("--method", "counts", "--total", "5"), "takes no --total"),
        (("--total", "0"), "not a number of people above 0"),
        (("--total", "nan"), "not a number of people above 0"),
        (("--proactivity", "1"), "not from 0.5 to 0.99"),
        (("--indicators", "a,a"), "names a column twice"),
        (("--method", "guess"), "guess"),
    ],
)
def test_a_mistyped_command_is_told(arguments: tuple[str, ...], said: str) -> None:
    """Options that do not go together exit with 2 and one line that says why."""
    done = planner("estimate", LONDON / "indicators.csv", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_bad_inputs_exit_with_one(tmp_path: Path) -> None:
    """A table without counts, one that is not there, and a faulty cell are told with place and remedy."""
    done = planner("estimate", LONDON / "indicators.csv")
    assert done.returncode == 1
    assert (
        "no column 'identified'; name the column with --identified, or share out a published --total"
        in done.stderr
    )
    assert planner("estimate", tmp_path / "none.csv").returncode == 1
    (tmp_path / "bad.csv").write_text("area,name,care\nA,Ash,1\nB,Elm,\n", encoding="utf-8")
    out = tmp_path / "needs.csv"
    done = planner("estimate", tmp_path / "bad.csv", "--total", "9", "--out", out)
    assert done.returncode == 1
    assert "bad.csv:3: care of Elm is missing" in done.stderr
    assert not out.exists()


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_where_it_cannot_write(tmp_path: Path) -> None:
    """A folder, a name that is not CSV and the table itself are refused before anything is estimated."""
    source = tmp_path / "indicators.csv"
    source.write_bytes((LONDON / "indicators.csv").read_bytes())
    for out, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "needs.xlsx", "not a .csv"),
        (source, "is the table"),
    ):
        done = planner("estimate", source, "--total", "1002", "--out", out)
        assert done.returncode == 1
        assert said in done.stderr
        assert done.stdout == ""
    assert source.read_bytes() == (LONDON / "indicators.csv").read_bytes()


def test_names_are_data(tmp_path: Path) -> None:
    """A name that looks like markup is printed as it is."""
    table = tmp_path / "odd.csv"
    table.write_text("area,name,care,exclusions\nA,[red]Ash[/red],1,4\nB,Elm,3,1\n", encoding="utf-8")
    text = planner("estimate", table, "--total", "9").stdout
    assert "[red]Ash[/red]" in text
    rows = list(
        csv.DictReader(io.StringIO(planner("estimate", table, "--total", "9", "--format", "csv").stdout))
    )
    assert rows[0]["name"] == "[red]Ash[/red]"
