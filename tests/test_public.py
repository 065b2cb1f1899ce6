"""The public surface is whole and light."""

import subprocess
import sys
from pathlib import Path

import pytest

import planner
from planner.cli import command_line


def test_every_public_name_is_there() -> None:
    """All that `__all__` promises can be had from where the list says, is told by `dir`, and is all of it."""
    assert planner.__all__ == dir(planner) == sorted(set(planner.__all__))
    for name in planner.__all__:
        found = getattr(planner, name)
        assert found is not None
        assert getattr(found, "__name__", name) == name
    with pytest.raises(AttributeError, match="has no attribute 'optimize'"):
        planner.__getattr__("optimize")


def test_every_question_is_a_function() -> None:
    """What the command line can be asked, Python can; commands that write files have none of their own."""
    commands = {
        command.name or getattr(command.callback, "__name__", "")
        for command in command_line().registered_commands
    }
    missing = {name for name in commands if not callable(getattr(planner, name, None))}
    assert missing == {"new", "report", "rerun", "schema"}


@pytest.mark.slow
def test_types_know_every_public_name(tmp_path: Path) -> None:
    """A type checker sees the function itself, its arguments and what it returns."""
    pytest.importorskip("mypy")
    lines = [f"planner.{name}" for name in planner.__all__ if not name.startswith("_")]
    wrong = "planner.optimise(planner.Scenario.from_dict({}), time_limt=1)"
    (tmp_path / "asked.py").write_text("\n".join(["import planner", *lines, wrong, ""]))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(tmp_path / "asked.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if "error:" in line]
    assert len(told) == 1, done.stdout
    assert 'Unexpected keyword argument "time_limt"' in told[0]


def test_importing_is_light() -> None:
    """`import planner` loads neither pandas nor a solver: `--help` must come at once."""
    heavy = "('pandas', 'numpy', 'pulp', 'highspy')"
    code = f"import sys, planner.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
