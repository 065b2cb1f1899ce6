"""Work that goes on from a folder: what is taken up again is of this version and of just what is asked."""

import json
from pathlib import Path

import pytest

from planner import Scenario, frontier
from planner.questions.frontier.answer import Solved, Step, steps_of
from planner.questions.frontier.log import sweep_steps
from planner.questions.steps import going_on
from planner.runs import checkpoint as results
from planner.runs.checkpoint import Checkpoint
from tests.project import edit, write_project
from tests.worlds import toy
from tests.wrong import run

NEEDS = "area,name,at_risk,low,high\nE01,Ashby,12,9,15\nE02,Barlow,8,6,9\nE03,Corley,20,15,26\n"
RUNS = {
    "stability": (("--draws", "6"), "draws.jsonl", 6),
    "compare": (("--vary", "budget=100k,200k"), "plans.jsonl", 2),
    "frontier": (("--budgets", "100k,300k"), "sweep.jsonl", 2),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project, its needs with intervals and its journeys with minutes; commands run in it."""
    path = write_project(tmp_path)
    edit(tmp_path / "needs.csv", "area,name,at_risk\nE01,Ashby,12\nE02,Barlow,8\nE03,Corley,20\n", NEEDS)
    edit(tmp_path / "needs.csv", "E04,Denham,5", "E04,Denham,5,3,8")
    edit(path, "  adjacency: adjacency.csv\n", "  adjacency: adjacency.csv\n  travel: travel.csv\n")
    edit(path, "per_km: 0.05", "per_minute: 0.01")
    (tmp_path / "travel.csv").write_text(
        "area_a,area_b,minutes\nE01,E02,10\nE01,E03,20\nE02,E04,15\nE03,E04,25\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(folder: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many records a run of the command puts down beside those it finds."""
    words, name, _ = RUNS[command]
    log = folder / "out" / name
    before = len(log.read_text().splitlines()) if log.exists() else 0
    assert run(monkeypatch, command, "scenario.yaml", *words, "--out", "out") == 0
    return len(log.read_text().splitlines()) - before


CHANGES = {
    "an interval": ("needs.csv", "12,9,15", "12,9,16"),
    "a journey": ("travel.csv", "E01,E03,20", "E01,E03,21"),
    "a need": ("needs.csv", "20,15,26", "21,15,26"),
    "a link": ("adjacency.csv", "E02,E04,crossing", "E02,E04,none"),
    "a cost": ("scenario.yaml", "annual_cost: £20k", "annual_cost: £21k"),
    "a rule": ("scenario.yaml", "term: 3", "term: 3\npolicy: {max_services: 3}"),
}


@pytest.mark.parametrize("command", list(RUNS))
def test_what_is_asked_again_is_taken_up_and_what_has_changed_is_made_anew(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made twice, and all of it is made anew for each change to what it was made from."""
    count = RUNS[command][2]
    assert made(folder, command, monkeypatch) == count
    assert made(folder, command, monkeypatch) == 0
    for what, (name, old, new) in CHANGES.items():
        edit(folder / name, old, new)
        assert made(folder, command, monkeypatch) == count, what


@pytest.mark.parametrize("command", list(RUNS))
def test_another_version_makes_all_anew(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the planner found is not taken for what this one finds."""
    count = RUNS[command][2]
    assert made(folder, command, monkeypatch) == count
    monkeypatch.setattr(results, "__version__", "0.0.1")
    assert made(folder, command, monkeypatch) == count


def test_a_change_of_years_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget by year, its first year and its ramp are in the key of a plan."""
    path, log = folder / "scenario.yaml", folder / "out/plans.jsonl"
    edit(path, "budget: £300k\nterm: 3", "budget: {2027: 100k, 2028: 200k}\nramp: [0.5, 1.0]")
    words = ("compare", "scenario.yaml", "--vary", "discount_rate=0.1,0.2", "--out", "out")
    assert run(monkeypatch, *words) == 0
    for count, (old, new) in enumerate(
        (
            ("2028: 200k", "2028: 210k"),
            ("ramp: [0.5", "ramp: [0.6"),
            ("2027: 100k, 2028", "2026: 100k, 2027"),
        ),
        2,
    ):
        edit(path, old, new)
        assert run(monkeypatch, *words) == 0
        assert len(log.read_text().splitlines()) == 2 * count, new


def test_the_key_is_taken_once_however_many_draws(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To go over the fields of a large scenario takes a while."""
    taken: list[None] = []
    whole = Scenario.key

    def counted(self: Scenario, *, budget: bool = True) -> str:
        taken.append(None)
        return whole(self, budget=budget)

    monkeypatch.setattr(Scenario, "key", counted)
    counts = []
    for draws in ("3", "9"):
        taken.clear()
        words = ("stability", "scenario.yaml", "--draws", draws, "--out", f"out{draws}")
        assert run(monkeypatch, *words) == 0
        counts.append(len(taken))
    assert counts[0] == counts[1] <= 2
    assert folder.exists()


def test_a_nested_plan_is_taken_up_only_on_those_it_rests_on() -> None:
    """Where a plan below was cut short and is made anew, those above it, which keep its services, are too."""
    found: dict[Step, Solved] = {}
    budgets = [60e3, 100e3, 150e3]
    whole = frontier(toy(), budgets, nested=True, told=found.__setitem__)
    second, third = ("nested", (60e3, 100e3)), ("nested", (60e3, 100e3, 150e3))
    for lost, again in (
        (second, [second, third]),
        (third, [third]),
        (("free", (60e3,)), [("free", (60e3,)), second, third]),
    ):
        known = {step: solved for step, solved in found.items() if step != lost}
        told: dict[Step, Solved] = {}
        result = frontier(toy(), budgets, nested=True, done=known, told=told.__setitem__)
        assert list(told) == again
        assert result.model_dump_json() == whole.model_dump_json()


def squares(folder: Path, keep_all: bool, doubtful: int, called: str = "a") -> list[int]:
    """The squares of 1 to 3 as they are worked out anew; that of the doubtful one has not ended."""
    log = Checkpoint[int, dict[str, int]](
        folder,
        "squares.jsonl",
        key=lambda item: f"{called}{item}",
        write=lambda item, result: {"item": item, **result},
        read=lambda record: {"square": int(record["square"])},
    )
    made = []
    with going_on(log, [1, 2, 3], "squares", lambda one: one["square"] != doubtful, keep_all) as (done, told):
        for item in (one for one in (1, 2, 3) if one not in done):
            told(item, {"square": item * item})
            made.append(item)
    return made


@pytest.mark.parametrize("keep_all", [False, True])
def test_what_has_not_ended_is_made_again(keep_all: bool, tmp_path: Path) -> None:
    """Whether it is put down or not; all that has ended is taken up, under its own key alone."""
    assert squares(tmp_path, keep_all, doubtful=4) == [1, 2, 3]
    lines = (tmp_path / "squares.jsonl").read_text().splitlines()
    assert [json.loads(line)["item"] for line in lines] == ([1, 2, 3] if keep_all else [1, 3])
    assert squares(tmp_path, keep_all, doubtful=4) == [2]
    assert squares(tmp_path, keep_all, doubtful=0) == ([] if keep_all else [2])
    assert squares(tmp_path, keep_all, doubtful=0, called="b") == [1, 2, 3]


def test_a_torn_last_line_and_lines_of_others_are_passed_over(tmp_path: Path) -> None:
    """A line cut short by a kill is taken off; a record that is no plan is made again."""
    steps = steps_of([100e3, 150e3], nested=False)
    with sweep_steps(tmp_path, toy(), steps) as (_, told):
        frontier(toy(), [100e3, 150e3], told=told)
    path = tmp_path / "sweep.jsonl"
    text = path.read_text()
    wrong = json.dumps({"key": json.loads(text.splitlines()[0])["key"], "kind": "free", "budgets": 3})
    path.write_text(text + wrong + "\n" + text.splitlines()[0][:50])
    with sweep_steps(tmp_path, toy(), steps) as (done, _):
        assert set(done) == {("free", (100e3,))}  # the larger budget is made first, and its line is wrong now
    assert path.read_text() == text + wrong + "\n"
