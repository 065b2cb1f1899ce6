"""The starter project: files for one's own areas, every number in them an example."""

from importlib.resources import files
from pathlib import Path

from planner.errors import OutputError
from planner.runs.files import check_folder, write_files

NAMES = ("README.txt", "needs.csv", "adjacency.csv", "scenario.yaml")


def write_starter(folder: Path) -> list[Path]:
    """Write the starter project into `folder`, which is made where it is not there.

    Raises:
        OutputError: when the folder holds anything, or cannot be written to.
    """
    check_folder(folder)
    if folder.exists() and any(folder.iterdir()):
        raise OutputError(f"{folder}: holds files already, and nothing is written over; name a new folder")
    home = files("planner") / "starter"
    return write_files(
        folder, {name: (home / name).read_text(encoding="utf-8") for name in NAMES}, ours=False
    )
