"""Shares and budgets as they are typed: kept as they were, and refused in words with the option."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.questions.amounts import Budgets, Share, Shares
from tests.project import write_project
from tests.wrong import run


def test_what_is_typed_is_kept_with_its_value() -> None:
    """Text for the record of a run, and what it comes to."""
    assert (Share("12.5%"), Share("12.5%").value) == ("12.5%", 0.125)
    assert Share("0").value == 0.0
    assert Shares("0.5, 50%,1").value == [0.5, 0.5, 1.0]
    assert Budgets("3m,£1m").value == [1e6, 3e6]


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Share, "1"), (Share, "-1%"), (Share, "nan"), (Share, "x"), (Shares, "0.5,2"), (Budgets, "3:2")],
)
def test_what_is_none_is_refused(kind: Callable[[str], Share | Shares | Budgets], text: str) -> None:
    """Whatever asks for the value is told in words."""
    with pytest.raises(ValueError, match=r"such as 1% or 0\.01|write from:to:step"):
        assert kind(text).value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("optimise", "--gap", "3"), "--gap: '3' is not a share from 0 to 1, such as 1% or 0.01"),
        (("alternatives", "--within", "130%"), "--within: '130%' is not a share from 0 to 1"),
        (("stability", "--common", "x"), "--common: 'x' is not a share from 0 to 1"),
        (("compare", "--probabilities", "0.5,x"), "--probabilities: 'x' is not a share from 0 to 1"),
        (("frontier", "--budgets", "3:2"), "--budgets: '3:2': write from:to:step, as in 500k:4m:250k"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_it_is_told_with_its_option(
    words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In one line, before any file is looked for."""
    assert run(monkeypatch, words[0], "nowhere.yaml", *words[1:]) == 2
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith(f"planner: Invalid value for {said}")


def test_a_record_keeps_what_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the run is asked for again in the same words."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--gap", "1.50%", "--out", "out") == 0
    assert json.loads((tmp_path / "out/run.json").read_text())["options"]["gap"] == "1.50%"
