"""Results and scenarios of runs, read from the folders that `--out` wrote, wherever these are now."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from planner.errors import InputError, Problem
from planner.plan.plan import Plan
from planner.runs.files import RECORD
from planner.runs.record import SCENARIO, record_in
from planner.scenario.read.load import scenario_of
from planner.scenario.read.yaml_file import Document, read_document
from planner.scenario.scenario import Scenario
from planner.scenario.schema import TABLES

Result = TypeVar("Result")


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
    record = record_in(folder)
    return {one.file: Path(one.path) for one in record.inputs if one.path} if record else {}


def read_result(path: Path, make: Callable[[Any], Result]) -> Result:
    """What `make` gives of a JSON file of a run; whatever is wrong with it is told in words.

    Raises:
        InputError: when it cannot be read, or is not what this version writes.
    """
    try:
        return make(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror}", "check the file")) from error
    except (ValueError, KeyError, TypeError) as error:
        what = "is not what this version of the planner writes"
        raise InputError(Problem(str(path), what, "make the run again")) from error


def changed_since(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """Names of tables whose bytes are not those of a plan; the scenario file is written anew by a run."""
    now = {one.file: one.sha256 for one in scenario.inputs if one.file != SCENARIO}
    return tuple(one.file for one in plan.run.inputs if now.get(one.file, one.sha256) != one.sha256)
