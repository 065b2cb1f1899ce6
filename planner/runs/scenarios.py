"""Scenarios of runs, read from the folders that `--out` wrote, wherever these have been moved to."""

import json
from pathlib import Path
from typing import Any

from planner.runs.files import RECORD
from planner.runs.record import SCENARIO
from planner.scenario.read.load import scenario_of
from planner.scenario.read.yaml_file import Document, read_document
from planner.scenario.scenario import Scenario
from planner.scenario.schema import TABLES


def kept_scenario(folder: Path, name: str = SCENARIO, publish: bool = False) -> Scenario:
    """A scenario of a run, its tables where they are from the folder, or where they were when it was made.

    With `publish` as anybody may see it.

    Raises:
        InputError: when it or one of its tables cannot be read.
    """
    return scenario_of(kept_document(folder, name), publish)


def kept_document(folder: Path, name: str = SCENARIO) -> Document:
    """The same before its tables are read."""
    document = read_document(folder / name)
    files, were = document.data.get("areas"), _places(folder)
    named = files if isinstance(files, dict) else {}
    for key in TABLES:
        given = named.get(key)
        if isinstance(given, str) and not (folder / given).exists():
            place = were.get(Path(given).name)
            if place is not None and place.exists():
                document.set(("areas", key), str(place), str(folder / RECORD))
    return document


def _places(folder: Path) -> dict[str, Path]:
    """Where the files that a run read were, by name; nothing of a run that does not say."""
    try:
        record: Any = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {one["file"]: Path(one["path"]) for one in record["inputs"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
