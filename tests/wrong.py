"""Cases of wrong input: what is changed in a good project, and every line that is to be said of it."""

import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pytest

from planner.cli import main
from tests.project import edit, geojson, squares

Change = Callable[[Path], None]
Line = tuple[str, ...]


def yaml(old: str, new: str) -> Change:
    """The scenario with one place of it changed."""
    return lambda folder: edit(folder / "scenario.yaml", old, new)


def needs(old: str, new: str) -> Change:
    """The needs table with one place of it changed."""
    return lambda folder: edit(folder / "needs.csv", old, new)


def links(old: str, new: str) -> Change:
    """The adjacency table with one place of it changed."""
    return lambda folder: edit(folder / "adjacency.csv", old, new)


def write(name: str, content: str | bytes) -> Change:
    """A file written, or written over."""

    def change(folder: Path) -> None:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    return change


def add(name: str, text: str) -> Change:
    """Text at the end of a file."""

    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


def drop(*names: str) -> Change:
    """Files taken away."""

    def change(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return change


def shapes(*features: dict[str, object], epsg: int | None = 27700) -> Change:
    """Boundaries of these features."""
    return write("boundaries.geojson", geojson(list(features), epsg))


def geopackage(*layers: str, crs: str | None = "EPSG:27700") -> Change:
    """Boundaries in a GeoPackage, once in each of `layers`."""

    def change(folder: Path) -> None:
        edit(folder / "scenario.yaml", "boundaries.geojson", "boundaries.gpkg")
        frame = gpd.GeoDataFrame.from_features(squares(), crs=crs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that no coordinate system is given
            for layer in layers:
                frame.to_file(folder / "boundaries.gpkg", layer=layer)

    return change


@dataclass(frozen=True)
class Case:
    """Changes to the good project, options of the command, the exit code and the lines on stderr."""

    name: str
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]
    options: tuple[str, ...] = ()
    code: int = 1


def case(name: str, change: Change | tuple[Change, ...], *lines: Line) -> Case:
    """A wrong input, exit code 1."""
    return Case(name, change if isinstance(change, tuple) else (change,), lines)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """The exit code of the command line for these words."""
    monkeypatch.setattr(sys, "argv", ["planner", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def everything_in(folder: Path) -> dict[Path, bytes]:
    """Every file in a folder with its content."""
    return {path: _content(path) for path in folder.rglob("*")}


def _content(path: Path) -> bytes:
    """What a file holds; of a vast one, or of what is none, nothing."""
    plain = not path.is_symlink() and path.is_file() and path.stat().st_size < 40_000_000
    return path.read_bytes() if plain else b""


def check_told(
    wrong: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each problem is one line with its place and a remedy; nothing is printed on stdout or written."""
    for change in wrong.changes:
        change(folder)
    before = everything_in(folder)
    code = run(monkeypatch, "optimise", "scenario.yaml", "--out", "out", *wrong.options)
    told = capfd.readouterr()
    lines = told.err.splitlines()
    assert (code, len(lines)) == (wrong.code, len(wrong.lines)), told.err
    for line, fragments in zip(lines, wrong.lines, strict=True):
        assert line.startswith("planner: ")
        assert all(fragment in line for fragment in fragments), line
        assert len(line) < 300, line
    assert told.out == ""
    assert everything_in(folder) == before
