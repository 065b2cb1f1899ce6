"""What the repository says of itself to those who host it, check it, cite it and add to it."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from planner import __version__

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOW = ".github/workflows/ci.yml"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def read_yaml(name: str) -> Any:
    """A YAML file of the repository as data."""
    return YAML(typ="safe").load(ROOT / name)


def steps() -> list[dict[str, Any]]:
    """The steps of all jobs of the workflow."""
    return [step for job in read_yaml(WORKFLOW)["jobs"].values() for step in job["steps"]]


def test_ci_runs_on_every_system_and_version_that_is_promised() -> None:
    """Linux, macOS and Windows, each Python that pyproject names, the oldest of them what it requires."""
    matrix = read_yaml(WORKFLOW)["jobs"]["tests"]["strategy"]["matrix"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    assert matrix["python"] == named
    assert PROJECT["project"]["requires-python"] == f">={named[0]}"
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


def test_ci_checks_what_is_promised() -> None:
    """Lint, types, floors, lowest versions and slow tests; folders of tests that it names are there."""
    runs = [step["run"] for step in steps() if "run" in step]
    assert {"ruff check .", "ruff format --check .", "mypy", "lint-imports"} <= set(runs)
    assert any("--resolution lowest-direct" in run for run in runs)
    assert any("-m slow" in run for run in runs)
    paths = [path for run in runs for path in re.findall(r"tests/[\w/.]+", run)]
    assert paths
    assert all((ROOT / path).exists() for path in paths)


def test_ci_is_given_nothing_to_lose() -> None:
    """Actions by their major version, no secrets, and no right but to read."""
    text = (ROOT / WORKFLOW).read_text(encoding="utf-8")
    used = [step["uses"] for step in steps() if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", one) for one in used)
    assert "secrets" not in text
    assert read_yaml(WORKFLOW)["permissions"] == {"contents": "read"}


def test_hooks_run_what_ci_checks() -> None:
    """Every hook is a check of CI, by the same tool."""
    hooks = [hook for repo in read_yaml(".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    checks = {
        step["run"].split()[0] for step in read_yaml(WORKFLOW)["jobs"]["checks"]["steps"] if "run" in step
    }
    assert {hook["entry"].split()[0] for hook in hooks} == checks - {"python"}
    assert all(hook["language"] == "system" for hook in hooks)


def test_the_citation_is_of_this_version() -> None:
    """With the licence and the authors that LICENSE names, and nobody else."""
    citation = read_yaml("CITATION.cff")
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert citation["version"] == __version__
    assert citation["license"] == PROJECT["project"]["license"] == licence.split()[0]
    assert [author["name"] for author in citation["authors"]] == re.findall(r"\(c\) \d+ (.*)", licence)


def test_the_map_of_the_house_is_that_of_the_house() -> None:
    """CONTRIBUTING tells of every floor that import-linter holds, from the top down, and what it is for."""
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    floors = [name for layer in layers for name in layer.split(" | ")]
    told = re.findall(r"^\| `planner/(\w+?)(?:\.py|/)` \| (.+) \|$", CONTRIBUTING, flags=re.MULTILINE)
    assert [name for name, _ in told if name in floors] == floors
    assert {name for name, _ in told} - set(floors) == {"contract"}
    for name, _ in told:
        assert (ROOT / "planner" / name).is_dir() or (ROOT / "planner" / f"{name}.py").exists()


PATHS = sorted(
    set(re.findall(r"`((?:planner|tests|docs|benchmarks|data|scenarios)/[\w./-]*)`", CONTRIBUTING))
)


@pytest.mark.parametrize("path", PATHS)
def test_what_contributing_points_to_is_there(path: str) -> None:
    """Every file and folder that it names in full."""
    assert (ROOT / path).exists()
