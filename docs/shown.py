"""The commands that README and the manual show, and what they print."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer.main

from docs.places import HERE, ROOT
from planner.cli import command_line
from planner.questions.new.project import Example, write_project

PAGES = (ROOT / "README.md", *sorted(HERE.glob("*.md")))
BLOCK = re.compile(
    r"^```sh\n(?P<lines>.*?)^```$(?:\n\n^```text\n(?P<output>.*?)^```$)?", flags=re.DOTALL | re.MULTILINE
)
COMMAND = re.compile(r"^(?:.*/)?planner (?P<words>.*)$", flags=re.MULTILINE)
ELSEWHERE = "--cluster"
"""An option of commands that need other machines: they are not run."""
MOST, KEPT = 10, 6
"""Rows of a table from which it is cut short in the manual, and how many are then shown."""
RULE = re.compile(r"^ ─+$")


@dataclass(frozen=True)
class Shown:
    """A command as it is written in the manual, and what stands under it; None where nothing does."""

    words: str
    output: str | None


def shown_on(text: str) -> list[Shown]:
    """The commands of a page that one machine can run; an output is of the last of its block."""
    found = []
    for block in BLOCK.finditer(text):
        commands = [one["words"] for one in COMMAND.finditer(block["lines"])]
        for place, words in enumerate(commands, 1):
            if ELSEWHERE not in words:
                found.append(Shown(words, block["output"] if place == len(commands) else None))
    return found


def refreshed(text: str, printed: Callable[[str], str]) -> str:
    """The text of a page with every output as `printed` gives it."""

    def block(found: re.Match[str]) -> str:
        commands = [one["words"] for one in COMMAND.finditer(found["lines"])]
        if found["output"] is None or ELSEWHERE in commands[-1]:
            return found[0]
        return f"```sh\n{found['lines']}```\n\n```text\n{cut_short(printed(commands[-1]))}```"

    return BLOCK.sub(block, text)


def cut_short(output: str) -> str:
    """What a command printed, its long tables without most of their rows."""
    lines, kept = output.splitlines(), []
    while lines:
        kept.append(lines.pop(0))
        if RULE.match(kept[-1]):
            rows = list(_rows(lines))
            del lines[: len(rows)]
            cut = rows if len(rows) <= MOST else [*rows[:KEPT], f" … and {len(rows) - KEPT} lines more"]
            kept.extend(cut)
    return "".join(f"{line}\n" for line in kept)


def _rows(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.strip():
            return
        yield line


class Project:
    """London in a folder of its own, as `planner new --example london` writes it, and commands run there."""

    def __init__(self, folder: Path) -> None:
        write_project(folder, Example.london)
        self.folder = folder
        self._printed: dict[str, str] = {}

    def printed(self, words: str) -> str:
        """What a command prints; one that is shown twice is run once."""
        if words not in self._printed:
            self._printed[words] = run(words, self.folder)
        return self._printed[words]


def run(words: str, folder: Path) -> str:
    """What a command prints, line ends trimmed, with all the time it needs.

    Raises:
        subprocess.CalledProcessError: when it ends in an error.
    """
    name = words.split()[0]
    limit = any(
        one.name == "time_limit" for one in typer.main.get_group(command_line()).commands[name].params
    )
    patient = ["--time-limit", "3600"] if limit and "--time-limit" not in words else []
    done = subprocess.run(
        [sys.executable, "-m", "planner", *words.split(), *patient],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
