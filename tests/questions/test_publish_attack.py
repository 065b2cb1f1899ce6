"""Attacks on all that is published: no count of 1 to 5 can be told from another that gives the same.

Whoever has a scenario can run it on tables of their own and see which give what was published. So must
tables between which each small count is each of 1 to 5: then all of it, text and files to the last byte,
leaves each of them open. That they are shown alike is tested over all tables in `test_suppression`.
"""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.questions.small_counts import TABLES, Given, run, write_counts

PAGE, OUT = ("--report", "public/page.html"), ("--out", "public/run")
QUESTIONS = {
    "optimise": ("optimise", "scenario.yaml", *OUT, *PAGE, "--workbook", "public/plan.xlsx",
                 "--geopackage", "public/plan.gpkg", "--map", "public/map.svg"),
    "optimise as JSON": ("optimise", "scenario.yaml", "--format", "json"),
    "optimise as CSV": ("optimise", "scenario.yaml", "--format", "csv"),
    "optimise at several budgets": ("optimise", "scenario.yaml", "--budget", "200k", "--budget", "500k",
                                    "--format", "json", *OUT),
    "no plan": ("optimise", "never.yaml", *PAGE),
    "no plan as JSON": ("optimise", "never.yaml", "--format", "json"),
    "frontier": ("frontier", "scenario.yaml", "--budgets", "60k:600k:90k", "--nested", *OUT, *PAGE,
                 "--workbook", "public/frontier.xlsx"),
    "frontier as JSON": ("frontier", "scenario.yaml", "--budgets", "60k:600k:90k", "--format", "json"),
    "joint": ("joint", "scenario.yaml", "Gamma", "Delta", "Eps", *OUT, *PAGE),
    "joint as JSON": ("joint", "scenario.yaml", "Beta", "Gamma", "Eps", "Delta", "--format", "json"),
    **{f"partners by {rule}": ("partners", "scenario.yaml", "Delta", "--rule", rule, "--format", "json")
       for rule in ("equal", "need", "supported", "shapley", "nucleolus")},
    "partners by reach": ("partners", "scenario.yaml", "Gamma", "--by", "reach"),
    "compare": ("compare", "scenario.yaml", "--robust", *OUT, *PAGE),
    "compare as JSON": ("compare", "scenario.yaml", "--vary", "budget=200k,500k", "--probabilities",
                        "0.4,0.2,0.3,0.1", "--format", "json"),
    "stability": ("stability", "scenario.yaml", "--draws", "12", *OUT, *PAGE),
    "stability as JSON": ("stability", "scenario.yaml", "--draws", "12", "--format", "json"),
    "alternatives": ("alternatives", "scenario.yaml", "--within", "30%", "--differ", "1"),
    "alternatives as JSON": ("alternatives", "scenario.yaml", "--within", "30%", "--differ", "1",
                             "--format", "json"),
}  # fmt: skip


def test_between_them_the_tables_have_each_small_count_be_each_of_one_to_five() -> None:
    """What the attack below goes through: nothing of a small count is left to know."""
    for counts in zip(*(table.small for table in TABLES), strict=True):
        assert set(counts) == {1, 2, 3, 4, 5}


def given(folder: Path, *words: str) -> Given:
    """What a command gives of each table, which is the same of all of them."""
    found = []
    for number, table in enumerate(TABLES):
        write_counts(folder / str(number), table)
        found.append(run(folder / str(number), *words))
    first = found[0]
    for table, other in zip(TABLES[1:], found[1:], strict=True):
        assert (other.code, other.told) == (first.code, first.told), table
        assert list(other.files) == list(first.files)
        assert [name for name in first.files if other.files[name] != first.files[name]] == [], table
    return first


def slow_with_files(question: str) -> Any:
    """A question; one that writes pages and pictures takes its time."""
    marks = [pytest.mark.slow] if "public/page.html" in QUESTIONS[question] else []
    return pytest.param(question, marks=marks)


@pytest.mark.parametrize("question", [slow_with_files(question) for question in QUESTIONS])
def test_no_table_of_counts_can_be_told_from_another(question: str, tmp_path: Path) -> None:
    """Each question on each table, published: the same to the last byte, and something is told."""
    words = QUESTIONS[question]
    found = given(tmp_path, *words, "--publish")
    assert found.told.strip() or found.files
    assert (found.code != 0) == question.startswith("no plan")
    hashes = [hashlib.sha256((tmp_path / str(n) / "needs.csv").read_bytes()).hexdigest() for n in range(8)]
    assert not [one for one in hashes for text in (found.told.encode(), *found.files.values())
                if one.encode() in text]  # fmt: skip


def test_the_attack_finds_what_is_not_published(tmp_path: Path) -> None:
    """The same without --publish is told apart: the attack above can fail."""
    with pytest.raises(AssertionError, match="Counts"):
        given(tmp_path, *QUESTIONS["partners by supported"])
