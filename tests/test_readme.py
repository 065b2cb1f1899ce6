"""What README shows is what a user gets."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def planner(*arguments: str) -> str:
    """What the command prints, line ends trimmed."""
    command = [sys.executable, "-m", "planner", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def test_the_output_shown_is_the_output() -> None:
    """The blocks under the commands are what these commands print."""
    shown = re.findall(r"planner ([^\n]*)\n```\n\n```text\n(.*?)\n```", README, flags=re.DOTALL)
    assert [command.split()[0] for command, _ in shown] == ["optimise", "frontier", "joint"]
    for command, output in shown:
        assert planner(*command.split()) == output


def test_the_commands_shown_run(tmp_path: Path) -> None:
    """Each command under the comparisons runs as it is written, with fewer draws to keep it short."""
    commands = re.findall(r"^planner ((?:compare|stability) .*)$", README, flags=re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        words = command.replace("--draws 1000", "--draws 8").replace("--out stability", f"--out {tmp_path}")
        assert "Coverage is the number expected" in planner(*words.split())
    for command in re.findall(
        r"^planner ((?:explain|alternatives|validate|new) .*)$", README, flags=re.MULTILINE
    ):
        assert planner(*command.replace("my-project", str(tmp_path / "mine")).split()) or "new " in command


def test_the_results_shown_are_the_results() -> None:
    """Each row of the table of scenarios has the coverage and the spend that its scenario gives."""
    rows = re.findall(r"\]\((scenarios/[\w-]+\.yaml)\) \|[^|]*\| ([\d.]+)(?: more)? \| (£[\d,]+) \|", README)
    assert len(rows) == 6
    for scenario, coverage, spend in rows:
        text = " ".join(planner("optimise", scenario).split())
        assert f"{spend} of £" in text
        assert f"supports {coverage} " in text
        assert "Proved best" in text


def test_the_first_screen_has_both_commands() -> None:
    """What it decides and how to run it come first; the tests' command is one line too."""
    first, second = re.findall(r"^python3 -m venv .*$", README, flags=re.MULTILINE)
    assert first.endswith("planner optimise scenarios/london.yaml")
    assert second.endswith("pytest -q")
    assert README.index(first) < 800


def test_the_python_example_runs() -> None:
    """The lines under From Python run as they stand."""
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "optimal" in done.stdout


def test_the_yaml_example_runs(tmp_path: Path) -> None:
    """The scenarios that README writes out are ones the planner takes."""
    texts = re.findall(r"```yaml\n(extends: .*?)```", README, flags=re.DOTALL)
    assert len(texts) == 2
    for text in texts:
        scenario = tmp_path / "own.yaml"
        scenario.write_text(
            text.replace("london.yaml", str(ROOT / "scenarios/london.yaml")), encoding="utf-8"
        )
        assert "Proved best" in planner("optimise", str(scenario), "--time-limit", "3600")


def test_the_years_told_are_the_years() -> None:
    """What README says of five years is what the shipped scenario gives."""
    text = " ".join(planner("optimise", "scenarios/london-five-years.yaml", "--time-limit", "3600").split())
    (spend, first, last) = re.findall(
        r"five years (£[\d,]+) supports ([\d.]+) .*? and ([\d.]+) in 2031", README
    )[0]
    assert f"{spend} of £" in text
    assert f"supports {first} young people in 2027 and {last} in 2031" in text
    assert "Proved best" in text
