"""Several budgets at once: each has a folder of its own, whatever they round to."""

import json
from pathlib import Path

import pytest

from tests.project import write_project
from tests.wrong import run


@pytest.mark.parametrize(
    ("budgets", "folders"),
    [
        (("200000.40", "200000.30"), {"200000.40", "200000.30"}),
        (("0.2004m", "0.2003m"), {"200400", "200300"}),
        (("200k", "200000.30", "100k"), {"200000.00", "200000.30", "100000"}),
    ],
)
def test_budgets_that_round_alike_keep_two_folders(
    budgets: tuple[str, ...], folders: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each folder holds the plan of its own budget."""
    monkeypatch.chdir(write_project(tmp_path).parent)
    options = [word for budget in budgets for word in ("--budget", budget)]
    assert run(monkeypatch, "optimise", "scenario.yaml", *options, "--out", "out") == 0
    plans = {path.parent.name: json.loads(path.read_text("utf-8")) for path in Path("out").rglob("plan.json")}
    assert plans.keys() == folders
    assert all(plan["budget"] == float(name) for name, plan in plans.items())


def test_one_amount_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """However it is written; before anything is solved."""
    monkeypatch.chdir(write_project(tmp_path).parent)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--budget", "0.2m", "--budget", "£200,000") == 2
    assert "gives one amount twice" in capfd.readouterr().err
