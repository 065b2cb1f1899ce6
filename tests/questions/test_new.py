"""`planner new`: projects that run as they stand."""

import re
from pathlib import Path

import pytest

from planner.errors import OutputError
from planner.questions.new.project import Example, write_project
from planner.scenario.read.load import load_scenario

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def london(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as it is written."""
    folder = tmp_path_factory.mktemp("new") / "london"
    assert write_project(folder, Example.london) == folder / "README.txt"
    return folder


def test_london_is_written_as_it_stands_in_the_repository(london: Path) -> None:
    """Scenarios and data byte for byte: with the licence, the sources and what they are, and nothing else."""
    kept = {path for place in ("scenarios", "data/london") for path in (ROOT / place).iterdir()}
    kept = {path for path in kept if path.name != ".planner-files"} | {ROOT / "docs/method-estimate.md"}
    wrote = {path.relative_to(london) for path in london.rglob("*") if path.is_file()}
    assert wrote == {path.relative_to(ROOT) for path in kept} | {Path("README.txt")}
    for path in kept:
        assert (london / path.relative_to(ROOT)).read_bytes() == path.read_bytes()


def test_london_reads_as_the_repositorys(london: Path) -> None:
    """Every scenario of the example is the same scenario, and its README names files it has."""
    for path in (london / "scenarios").iterdir():
        assert load_scenario(path).key() == load_scenario(ROOT / "scenarios" / path.name).key()
    text = (london / "README.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:scenarios|data)/[\w./-]*\w", text))
    assert len(named) >= 4
    assert all((london / name).exists() for name in named)


@pytest.mark.parametrize("example", [None, Example.london])
def test_nothing_is_written_over(example: Example | None, tmp_path: Path) -> None:
    """A folder that holds anything is refused, and stays."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="holds files already"):
        write_project(tmp_path, example)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
