"""Every JSON that a command prints is by its schema, which ships with the planner and is printed by it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main

from planner.cli import command_line
from tests.project import write_project
from tests.wrong import run

CONTRACT = files("planner") / "contract"
INDICATORS = "area,name,missing\nE01,Ashby,3\nE02,Barlow,5\nE03,Corley,9\n"
CLASH = "extends: scenario.yaml\npolicy: {require: [Ashby], together: [[Ashby, Denham]]}\n"
PRINTED = [
    ("plan", "optimise scenario.yaml", 0),
    ("budgets", "optimise scenario.yaml --budget 200k --budget 300k", 0),
    ("no-plan", "optimise clash.yaml", 3),
    ("no-plan", "explain clash.yaml", 3),
    ("no-plan", "alternatives clash.yaml", 3),
    ("frontier", "frontier scenario.yaml --budgets 100k:300k:100k --nested", 0),
    ("joint", "joint scenario.yaml Ashby Corley", 0),
    ("partners", "partners scenario.yaml Ashby", 0),
    ("compare", "compare scenario.yaml --vary budget=200k,300k --robust", 0),
    ("stability", "stability scenario.yaml --draws 5 --spread 30%", 0),
    ("explain", "explain scenario.yaml", 0),
    ("explain", "explain scenario.yaml --area Denham", 0),
    ("alternatives", "alternatives scenario.yaml", 0),
    ("validate", "validate scenario.yaml", 0),
    ("validate", "validate clash.yaml", 3),
    ("validate", "validate wrong.yaml", 1),
    ("estimate", "estimate indicators.csv --method shares --total 50", 0),
    ("rerun", "rerun kept", 0),
    ("rerun", "rerun two", 0),
]
"""Schemas, with commands that print by them and end with an exit code."""


def schema_of(name: str) -> Any:
    """The schema of an output."""
    return json.loads((CONTRACT / f"{name}.schema.json").read_text(encoding="utf-8"))


def plans_in(document: Any) -> Iterator[Any]:
    """Every plan that stands in a document, however deep."""
    if isinstance(document, dict):
        if {"status", "coverage", "services", "areas", "run"} <= set(document):
            yield document
        document = list(document.values())
    for inner in document if isinstance(document, list) else []:
        yield from plans_in(inner)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good project, one whose rules clash, one that cannot be read, and runs that were kept."""
    made = tmp_path_factory.mktemp("contract")
    write_project(made)
    (made / "clash.yaml").write_text(CLASH, encoding="utf-8")
    (made / "wrong.yaml").write_text("extends: scenario.yaml\nbugdet: 1\n", encoding="utf-8")
    (made / "indicators.csv").write_text(INDICATORS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        assert run(patch, "optimise", "scenario.yaml", "--out", "kept") == 0
        both = ("--budget", "200k", "--budget", "300k")
        assert run(patch, "optimise", "scenario.yaml", *both, "--out", "two") == 0
    return made


@pytest.mark.parametrize(("name", "words", "code"), PRINTED, ids=lambda value: str(value))
def test_what_is_printed_is_by_its_schema(
    name: str,
    words: str,
    code: int,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The document and every plan in it, and nothing else on stdout."""
    monkeypatch.chdir(folder)
    capfd.readouterr()
    assert run(monkeypatch, *words.split(), "--format", "json") == code
    document = json.loads(capfd.readouterr().out)
    jsonschema.validate(document, schema_of(name))
    for plan in plans_in(document):
        jsonschema.validate(plan, schema_of("plan"))


def test_every_output_has_a_schema_that_is_tried() -> None:
    """No schema lies about untried, and no command prints JSON that is by none of them."""
    tried = {name for name, *_ in PRINTED}
    assert {f"{name}.schema.json" for name in tried} == {one.name for one in CONTRACT.iterdir()}
    commands = typer.main.get_group(command_line()).commands.items()
    printing = {name for name, command in commands if any(one.name == "form" for one in command.params)}
    assert printing == {words.split()[0] for _, words, _ in PRINTED}


@pytest.mark.parametrize("name", sorted({name for name, *_ in PRINTED}))
def test_schema_prints_the_schema(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`planner schema NAME` prints it as it is kept, and it is a JSON Schema."""
    assert run(monkeypatch, "schema", name) == 0
    assert json.loads(capfd.readouterr().out) == schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema_of(name))


def test_a_schema_that_is_not_there_is_told_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A misspelt name is a mistyped command; the remedy names every output."""
    assert run(monkeypatch, "schema", "fronteir") == 2
    told = capfd.readouterr().err
    assert "'fronteir' is none of " in told
    assert all(name in told for name, *_ in PRINTED)
    assert "leave it out for scenario files" in told
