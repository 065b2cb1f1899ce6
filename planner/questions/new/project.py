"""Projects to begin with: files for one's own areas, or those of an example that the planner holds."""

from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from planner.errors import OutputError
from planner.runs.files import check_folder, write_files

FIRST = "README.txt"
"""What to read first; it is written last, when all else is there."""


class Example(StrEnum):
    """Examples that the planner holds."""

    london = "london"


def write_project(folder: Path, example: Example | None = None) -> Path:
    """Write a project into `folder`, which is made where it is not there: the starter, or an example.

    Returns:
        The file to begin with.

    Raises:
        OutputError: when the folder holds anything, or cannot be written to.
    """
    check_folder(folder)
    if folder.exists() and any(folder.iterdir()):
        raise OutputError(f"{folder}: holds files already, and nothing is written over; name a new folder")
    found = _starter() if example is None else _london()
    inside: dict[PurePosixPath, dict[str, bytes]] = {}
    for path, source in sorted(found.items(), key=lambda one: one[0] == PurePosixPath(FIRST)):
        inside.setdefault(path.parent, {})[path.name] = source.read_bytes()
    for parent, contents in sorted(inside.items(), reverse=True):
        write_files(folder / parent, contents, ours=False)
    return folder / FIRST


def _starter() -> dict[PurePosixPath, Traversable]:
    return dict(_below(_home() / "starter"))


def _london() -> dict[PurePosixPath, Traversable]:
    """London's scenarios and data: those in the package, or in the repository that it is run from."""
    packed = _home() / "london"
    root: Traversable = packed if (packed / "scenarios").is_dir() else Path(__file__).parents[3]
    found = {PurePosixPath(FIRST): _home() / "london.txt"}
    for place in ("scenarios", "data/london"):
        found |= {PurePosixPath(place) / path: source for path, source in _below(root / place)}
    method = PurePosixPath("docs/method-estimate.md")  # the data's README points there
    return found | {method: root / str(method)}


def _home() -> Traversable:
    return files("planner") / "questions/new"


def _below(folder: Traversable) -> Iterator[tuple[PurePosixPath, Traversable]]:
    """The files right in a folder, by name; not those that begin with a dot."""
    for one in folder.iterdir():
        if one.is_file() and not one.name.startswith("."):
            yield PurePosixPath(one.name), one
