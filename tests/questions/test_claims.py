"""What every command says of proof, on terminal, page and workbook, is held against its own JSON."""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.plan import sweep
from planner.questions.compare import robust
from planner.solve.search import search as sweep_search
from tests.project import edit, write_project

CLAIMS = re.compile(
    r"(?<!not )(?<!of them )(?<! 0 are )proved best|nothing it could buy|that is proved|"
    r"supports nobody more|no other plan|is the best|plan keeps the|of least spend",
    re.IGNORECASE,
)
"""What is said of plans that are proved, and of no others."""
BOUNDED = re.compile(r"(?:supports|counts for) more than ([\d,]+)")
OFF = re.compile(r"not proved", re.IGNORECASE)
COMMANDS = {
    "optimise": ("optimise", "--budget", "130k"),
    "to a gap": ("optimise", "--budget", "130k", "--gap", "5%"),
    "budgets": ("optimise", "--budget", "130k", "--budget", "200k"),
    "frontier": ("frontier", "--budgets", "80k,130k,200k,290k", "--nested"),
    "compare": ("compare", "--vary", "budget=80k,130k", "--robust", "--probabilities", "0.5,0.5"),
    "stability": ("stability", "--draws", "8", "--spread", "30%"),
    "explain": ("explain",),
    "explain an area": ("explain", "--area", "Denham"),
    "alternatives": ("alternatives", "--within", "40%", "--differ", "1"),
}
WEIGHTS = "policy: {weights: {E04: 0.5}}\nbudget: £300k"
YEARS = "budget: {2027: 100k, 2028: 300k}\nramp: [0.5, 1]\ndiscount_rate: 0.035"
EXPECTED = "objective: expected\nuncertainty: {draws: 20, spread: 0.3}\nbudget: £300k"
PAGES, BOOKS = ("optimise", "frontier", "compare", "stability"), ("optimise", "frontier")


def run(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints; it runs in this process, so that its search can be stopped."""
    monkeypatch.setattr(sys, "argv", ["planner", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 0, told.err
    return told.out


def stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every search gives its plan as one that was stopped does: a quarter more, and one, might be had."""
    search, among = sweep_search, robust._search

    def stopped(*given: Any, **more: Any) -> Any:
        found = search(*given, **more)
        if found.status != "optimal":
            return found
        return replace(found, status="feasible", bound=1.25 * found.bound + 1, prices=None, cheapest=False)

    def stopped_among(*given: Any, **more: Any) -> Any:
        found = among(*given, **more)
        return replace(found, proved=False, bound=1.25 * found.bound + 1)

    monkeypatch.setattr(sweep, "search", stopped)
    monkeypatch.setattr(robust, "_search", stopped_among)


def plans_in(document: Any) -> Iterator[dict[str, Any]]:
    """Everything in a document that has a status and a bound."""
    if isinstance(document, dict):
        if {"status", "bound"} <= document.keys():
            yield document
        for inner in document.values():
            yield from plans_in(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from plans_in(inner)


def texts(
    words: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[Any, str]:
    """The JSON of a command, and all that it says elsewhere: terminal, page, workbook."""
    full = [words[0], str(folder / "scenario.yaml"), *words[1:]]
    document = json.loads(run([*full, "--format", "json"], monkeypatch, capsys))
    page, book = folder / "page.html", folder / "book.xlsx"
    files = ["--report", str(page)] if words[0] in PAGES else []
    files += ["--workbook", str(book)] if words[0] in BOOKS else []
    said = [run([*full, *files], monkeypatch, capsys)]
    if words[0] in PAGES:
        html = re.sub(r"<script>.*?</script>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        said.append(unescape(re.sub(r"<[^>]*>", " ", html)))
    if words[0] in BOOKS:
        with zipfile.ZipFile(book) as held:
            said.append(unescape(re.sub(r"<[^>]*>", " ", held.read("xl/sharedStrings.xml").decode())))
    return document, " ".join(" ".join(said).split())


EVERY_TEXT = pytest.mark.parametrize(
    "text", ["budget: £300k", WEIGHTS, YEARS, EXPECTED], ids=["plain", "weights", "years", "draws"]
)


@pytest.mark.slow
@EVERY_TEXT
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_claimed_of_plans_that_are_not_proved(
    command: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where every search was stopped nothing is claimed, and each bound that is told is one in the JSON."""
    words = project(tmp_path, text, command)
    stop(monkeypatch)
    document, said = texts(words, tmp_path, monkeypatch, capsys)
    assert all(one["status"] == "feasible" for one in plans_in(document))
    assert CLAIMS.findall(said) == []
    assert OFF.search(said)
    today = ["optimise", str(tmp_path / "scenario.yaml"), "--format", "json"]
    known = [*plans_in(document), *plans_in(json.loads(run(today, monkeypatch, capsys)))]
    bounds = {int(one.replace(",", "")) for one in BOUNDED.findall(said)}
    assert bounds or command in ("stability", "compare")
    assert all(any(0 <= told - one["bound"] + 1e-6 < 2 for one in known) for told in bounds)


@pytest.mark.slow
@EVERY_TEXT
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_proved_is_said_of_what_was_asked(
    command: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where all is proved it is said as the JSON has it: of nested plans as such, weighed ones as such."""
    words = project(tmp_path, text, command)
    document, said = texts(words, tmp_path, monkeypatch, capsys)
    assert {one["status"] for one in plans_in(document)} <= {"optimal"} | (
        {"feasible"} if command == "compare" else set()
    )
    assert CLAIMS.search(said)
    assert not OFF.search(said)
    nested = "plans that keep every service of the budget before: none of them"
    assert (nested in said) == (command == "frontier")
    for sentence in re.findall(r"(?:no plan|none of them) within[^.]*\.", said):
        assert ("as the policy weighs people" in sentence) == (text == WEIGHTS)
        assert ("counting each year anew" in sentence) == (text == YEARS)
        assert ("on average over the draws" in sentence) == (text == EXPECTED)


def project(folder: Path, text: str, command: str) -> tuple[str, ...]:
    """The small project with this budget in `folder`, and the words of a command that suit it."""
    words = COMMANDS[command]
    if text == YEARS:
        if command in ("budgets", "frontier", "stability", "compare"):
            pytest.skip("refused, or of one year")
        words = tuple(one for one in words if one not in ("--budget", "130k"))
    path = write_project(folder)
    edit(path, "budget: £300k", text)
    return words
