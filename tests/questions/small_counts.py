"""A project of small counts on disk, tables that must be shown alike, and all that the command gives of them.

Five square districts in a row and a service that runs in the first. Four counts of need and its capacity
are of 1 to 5.
"""

import io
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from planner.cli import command_line
from tests.project import geojson, shape, square

NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Eps")
SCENARIO = """\
name: Small counts
areas: {{needs: needs.csv, adjacency: adjacency.csv, boundaries: boundaries.geojson}}
budget: £350k
term: 3
uncertainty: {{draws: 12}}
services:
  sp:
    setup_cost: £30k
    annual_cost: £60k
    joint_cost: £8k
    staff: {{cost: £45k, caseload: 12, min: 1, max: 5}}
    max_areas: 3
    reach: {{hub: 0.9, per_km: 0.01, floor: 0.5}}
  visits: {{annual_cost: £30k, joint_cost: £2k, capacity: 6, max_areas: 2}}
existing:
  - {{name: old, type: sp, areas: [Alpha], capacity: {capacity}, expand: {{staff: 1, areas: 1}}}}
policy: {{weights: {{Beta: 1.5}}}}
variants:
  dear: {{services: {{sp: {{staff: {{cost: £60k}}}}}}}}
"""


NEVER = """\
name: Too little for too many
extends: scenario.yaml
budget: £200k
policy: {min_coverage: 0.7}
"""


class Counts(NamedTuple):
    """Need in the five districts and what the service supports."""

    alpha: int
    beta: int
    gamma: int
    delta: int
    eps: int
    capacity: int

    @property
    def small(self) -> tuple[int, ...]:
        """Those that are not to be found out."""
        return (*self[:3], *self[4:])


def alike() -> Iterator[Counts]:
    """Tables that are to be shown alike: between them each small count is each of 1 to 5, Delta 38 to 42."""
    for needs in ((1, 2, 3, 5), (4, 1, 2, 3)):
        for place in range(4):
            one, two, three, four = needs[place:] + needs[:place]
            yield Counts(one, two, three, 38 + (one + two) % 5, four, 1 + (one + place) % 5)


TABLES = list(alike())


def write_counts(folder: Path, counts: Counts) -> Path:
    """Write the project with these counts; the scenario file."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["area,name,at_risk,low,high,identified"]
    for place, (name, need) in enumerate(zip(NAMES, counts, strict=False), 1):
        low, high = (30, 60) if need > 5 else (0.7 * need, 1.4 * need)
        rows.append(f"A{place},{name},{need},{low},{high},{need}")
    squares = [shape(square(530 + 3 * place, 180, 3), area=f"A{place + 1}") for place in range(len(NAMES))]
    links = ["area_a,area_b,link", *(f"A{place},A{place + 1},land" for place in range(1, len(NAMES)))]
    (folder / "needs.csv").write_text("\n".join(rows) + "\n")
    (folder / "adjacency.csv").write_text("\n".join(links) + "\n")
    (folder / "boundaries.geojson").write_text(geojson(squares))
    (folder / "never.yaml").write_text(NEVER)
    (folder / "scenario.yaml").write_text(SCENARIO.format(capacity=counts.capacity))
    return folder / "scenario.yaml"


class Given(NamedTuple):
    """What one command gave: exit code, stdout, and the files it wrote by name, those in archives too."""

    code: int
    told: str
    files: dict[str, bytes]


def run(folder: Path, *words: str) -> Given:
    """Run the command in `folder`; files it writes go to `public` there."""
    before = sys.argv
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(time, "monotonic", lambda: 0.0)  # how long it took is nothing that counts decide
        sys.argv = before[:1]
        done = CliRunner().invoke(command_line(), list(words), prog_name="planner")
    sys.argv = before
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Given(done.exit_code, done.stdout, dict(_files(folder / "public")))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name, whole = path.relative_to(folder).as_posix(), path.read_bytes()
            if path.suffix != ".xlsx":
                yield name, whole
                continue
            with zipfile.ZipFile(io.BytesIO(whole)) as archive:
                yield from ((f"{name}/{one}", archive.read(one)) for one in sorted(archive.namelist()))
