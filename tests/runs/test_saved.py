"""`planner report` and the options beside the table, as a user runs them."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.present.plans import FORMULA, SCRIPT, hostile
from tests.project import edit, write_project
from tests.running import ROOT, planner


def test_a_saved_plan_gives_the_page_of_the_run(tmp_path: Path) -> None:
    """What `report` makes of the folder is what `--report` made at once, but for the scenario file's sum."""
    once, run = tmp_path / "once.html", tmp_path / "run"
    path = write_project(tmp_path / "project")
    done = planner("optimise", path, "--out", run, "--report", once)
    assert done.returncode == 0, done.stderr
    assert planner("report", run).returncode == 0
    assert (run / "report.html").read_text(encoding="utf-8") == once.read_text(encoding="utf-8")


def test_every_file_at_once(tmp_path: Path) -> None:
    """A page, a map, a workbook and layers, in folders that are made; stdout holds the JSON alone."""
    files = [tmp_path / "new" / f"plan.{end}" for end in ("html", "png", "xlsx", "gpkg")]
    options = ("--report", "--map", "--workbook", "--geopackage")
    asked = [word for pair in zip(options, files, strict=True) for word in pair]
    done = planner("optimise", write_project(tmp_path / "project"), "--format", "json", *asked)
    assert json.loads(done.stdout)["status"] == "optimal"
    assert sorted((tmp_path / "new").iterdir()) == [tmp_path / "new/.planner-files", *sorted(files)]


def test_a_saved_frontier_gives_its_page_without_solving(tmp_path: Path) -> None:
    """The plans come from the sweep's log; where one is lost that is said."""
    run, once = tmp_path / "run", tmp_path / "once.html"
    path = write_project(tmp_path / "project")
    options = ("--budgets", "100k,200k,300k", "--nested", "--out", run, "--report", once)
    assert planner("frontier", path, *options).returncode == 0
    assert (
        planner("report", run, "--workbook", tmp_path / "f.xlsx", "--report", tmp_path / "r.html").returncode
        == 0
    )
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == once.read_text(encoding="utf-8")
    (run / "sweep.jsonl").write_text("", encoding="utf-8")
    lost = planner("report", run)
    assert lost.returncode == 1
    assert "lacks plans of the frontier" in lost.stderr


def test_a_table_changed_since_is_told(tmp_path: Path) -> None:
    """The plan is shown as it was, and both stderr and the page say that the table is not."""
    path = write_project(tmp_path / "project")
    planner("optimise", path, "--out", tmp_path / "run")
    edit(tmp_path / "project/needs.csv", "E01,Ashby,12", "E01,Ashby,99")
    done = planner("report", tmp_path / "run")
    assert "needs.csv has changed since the plan was made" in done.stderr
    page = (tmp_path / "run/report.html").read_text(encoding="utf-8")
    assert "Since then these files have changed: needs.csv." in page
    assert "99.0" not in page


ANSWERS = {
    "joint": ("Ashby", "Corley"),
    "compare": ("--vary", "budget=100k,200k,300k", "--robust"),
    "stability": ("--draws", "8", "--spread", "30%"),
}


@pytest.mark.parametrize("command", list(ANSWERS))
def test_a_saved_answer_gives_the_page_of_the_run(command: str, tmp_path: Path) -> None:
    """Word for word the page that `--report` made, but for the list of files of a joint service."""
    run, once = tmp_path / "run", tmp_path / "once.html"
    path = write_project(tmp_path / "project")
    done = planner(command, path, *ANSWERS[command], "--out", run, "--report", once)
    assert done.returncode == 0, done.stderr
    again = planner("report", run)
    assert again.returncode == 0, again.stderr
    pages = [one.read_text(encoding="utf-8") for one in (run / "report.html", once)]
    if command == "joint":  # it keeps no record of its files: those of the folder are named
        pages = [page.partition('<section id="run"')[0] for page in pages]
    assert pages[0] == pages[1]


def test_what_a_folder_no_longer_answers_is_told(tmp_path: Path) -> None:
    """With a table changed since, a comparison's plans are not its plans; the others say what changed."""
    path = write_project(tmp_path / "project")
    for command, words in ANSWERS.items():
        assert planner(command, path, *words, "--out", tmp_path / command).returncode == 0
    edit(tmp_path / "project/needs.csv", "E01,Ashby,12", "E01,Ashby,99")
    lost = planner("report", tmp_path / "compare")
    assert lost.returncode == 1
    assert (
        "lacks the plan of #1, #2, #3: not proved best, or its scenario or tables have changed" in lost.stderr
    )
    for command in ("joint", "stability"):
        done = planner("report", tmp_path / command)
        assert done.returncode == 0
        assert "needs.csv has changed since" in done.stderr
        page = (tmp_path / command / "report.html").read_text(encoding="utf-8")
        assert "Since then these files have changed: needs.csv." in page
        assert "99.0" not in page


def test_a_folder_of_an_answer_has_no_map_and_one_of_two_is_refused(tmp_path: Path) -> None:
    """What only a plan has is refused by name; two results in a folder are not guessed between."""
    path, run = write_project(tmp_path / "project"), tmp_path / "run"
    planner("joint", path, *ANSWERS["joint"], "--out", run)
    refused = planner("report", run, "--map", tmp_path / "m.png")
    assert refused.returncode == 2
    assert "--map" in refused.stderr
    assert "this folder holds a joint service" in refused.stderr
    other = planner("optimise", path, "--out", run)
    assert (other.returncode, other.stdout, len(other.stderr.splitlines())) == (1, "", 1)
    assert "holds a run of planner joint; give every run an --out of its own" in other.stderr
    (run / "plan.json").write_text("{}")
    several = planner("report", run)
    assert several.returncode == 1
    assert "holds the results of several runs: plan.json, joint.json" in several.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("report", "nowhere"), 1, "no such folder; give a folder"),
        (("report", "scenarios"), 1, "holds no plan.json"),
        (("optimise", "scenarios/london.yaml", "--report", "plan.pdf"), 2, "does not end in .html"),
        (
            ("optimise", "scenarios/london.yaml", "--map", "plan.jpg"),
            2,
            "does not end in .png or .svg or .pdf",
        ),
        (
            ("optimise", "scenarios/london.yaml", "--budget", "1m", "--budget", "2m", "--map", "m.png"),
            2,
            "--map",
        ),
        (
            ("optimise", "scenarios/london.yaml", "--report", "README.md/plan.html"),
            1,
            "choose another --report",
        ),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_solved(
    arguments: tuple[str, ...], code: int, told: str
) -> None:
    """One line, the right exit code, and nothing printed or written."""
    done = planner(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_map_needs_outlines(tmp_path: Path) -> None:
    """Without boundaries a map or layers are refused, and it is said what to give."""
    path = write_project(tmp_path)
    edit(path, "  boundaries: boundaries.geojson\n", "")
    edit(path, ", per_km: 0.05", "")
    done = planner("optimise", path, "--map", tmp_path / "m.svg", "--geopackage", tmp_path / "m.gpkg")
    assert done.returncode == 1
    assert "no outlines of its areas for --map and --geopackage; give areas.boundaries" in done.stderr


def test_no_plan_still_has_its_page(tmp_path: Path) -> None:
    """Exit code 3, the reasons on the page, and a note that there is nothing for a workbook."""
    path = write_project(tmp_path)
    edit(path, "budget: £300k", "budget: £80k\npolicy: {require: [Ashby, Denham]}")
    done = planner("optimise", path, "--report", tmp_path / "p.html", "--workbook", tmp_path / "p.xlsx")
    assert done.returncode == 3
    assert "least that would do" in (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "no plan, so nothing for --workbook" in done.stderr
    assert not (tmp_path / "p.xlsx").exists()


def test_csv_never_runs_a_name(tmp_path: Path) -> None:
    """A name like a formula stands behind an apostrophe in CSV; a script is a name like any other."""
    done = planner("optimise", hostile(tmp_path), "--format", "csv")
    names = [row["name"] for row in csv.DictReader(io.StringIO(done.stdout))]
    assert f"'{FORMULA}" in names
    assert SCRIPT in names
    assert "service_cost" in done.stdout


def run_bytes(encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A run with stdout in a code page."""
    import os

    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "80"}
    command = [sys.executable, "-m", "planner", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False, env=environment)


TABLES = ("optimise", "scenarios/single-boroughs-only.yaml", "--budget", "450k")


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "cp1251", "ascii", "utf-8"])
def test_tables_read_well_on_every_code_page(encoding: str) -> None:
    """No error; pounds as the page can write them; columns in line and within 80."""
    done = run_bytes(encoding, *TABLES)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert ("£450,000" if encoding not in ("ascii", "cp1251") else "GBP 450,000") in text
    assert "?" not in text
    lines = [line.rstrip() for line in text.splitlines()]
    assert max(map(len, lines)) <= 80
    start = next(i for i, line in enumerate(lines) if "Unmet" in line)
    numbers = [line for line in lines[start + 2 : start + 30] if line]
    assert {len(line) for line in numbers} == {len(lines[start])}


def test_json_is_the_same_bytes_on_every_code_page() -> None:
    """Data in a pipe is UTF-8 whatever the code page."""
    documents = []
    for encoding in ("ascii", "cp1252", "utf-8"):
        document = json.loads(run_bytes(encoding, *TABLES, "--format", "json").stdout.decode("utf-8"))
        document["run"].pop("seconds")
        documents.append(document)
    assert documents[0] == documents[1] == documents[2]
    assert documents[0]["scenario"].startswith("London, £2m")


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_reader_who_has_seen_enough_ends_nothing(form: str, tmp_path: Path) -> None:
    """With the pipe closed at once there is no error, and files asked for are still written."""
    command = [sys.executable, "-m", "planner", *TABLES, "--format", form, "--out", str(tmp_path / "run")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        assert process.wait() == 0
    assert "error" not in told.lower()
    assert "fault" not in told
    assert (tmp_path / "run/plan.json").exists()


def test_the_table_uses_a_wide_terminal() -> None:
    """At 160 columns names stand on one line; with and without colour the words are the same."""
    import os

    texts = []
    for more in ({}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}):
        environment = {**os.environ, "COLUMNS": "160", **more}
        command = [sys.executable, "-m", "planner", "optimise", "scenarios/london.yaml"]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True, env=environment
        )
        texts.append(done.stdout)
    plain, no_colour, coloured = texts
    assert plain == no_colour
    assert "\x1b[1m" in coloured
    assert "\x1b" not in plain
    assert "Haringey, Camden, Enfield, Waltham Forest" in plain
