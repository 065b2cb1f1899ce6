"""A budget by year beside one a year, as a user runs them: refused, or told apart, and never dropped."""

from pathlib import Path

import pytest

from tests.project import edit, write_project
from tests.test_cli import planner

BY_YEAR = "budget: {2027: 100k, 2028: 200k}\nramp: [0.5, 1]\ndiscount_rate: 0.035"


def by_year(folder: Path, text: str = BY_YEAR) -> Path:
    """The small project with a budget for each of two years."""
    path = write_project(folder)
    edit(path, "budget: £300k", text)
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("optimise", "--budget", "1m"),
        ("optimise", "--budget", "1m", "--budget", "2m"),
        ("frontier", "--budgets", "1m,2m"),
        ("explain", "--budget", "1m"),
        ("alternatives", "--budget", "1m"),
    ],
)
@pytest.mark.parametrize("text", [BY_YEAR, "budget: {2027: 100k, 2028: 200k}"])
def test_one_budget_a_year_never_takes_the_place_of_one_by_year(
    tmp_path: Path, words: tuple[str, ...], text: str
) -> None:
    """Refused, with its option, the years and a remedy, whether there is a ramp or not; nothing on stdout."""
    done = planner(words[0], by_year(tmp_path, text), *words[1:])
    assert done.returncode == 1
    assert done.stdout == ""
    told = " ".join(done.stderr.split())
    assert f"{words[1]}: gives one budget a year" in told
    assert "(2027 to 2028)" in told
    assert ("ramp: null" in told) == ("ramp" in text)


def test_the_remedy_for_one_year_works(tmp_path: Path) -> None:
    """The file that the refusal spells out gives a frontier of one year."""
    path = by_year(tmp_path)
    refusal = planner("frontier", path, "--budgets", "100k,200k").stderr
    lines = refusal.partition("another file (")[2].partition(") and name that")[0].split(", ")
    one = tmp_path / "one.yaml"
    one.write_text("\n".join(lines), encoding="utf-8")
    done = planner("frontier", one, "--budgets", "100k,200k")
    assert done.returncode == 0, done.stderr
    assert "Every plan is proved best for its budget." in done.stdout
