"""Runs read back from the folders that `--out` wrote."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from planner.errors import InputError, Problem
from planner.plan.plan import Plan
from planner.questions.frontier.answer import Frontier, Solved, Step
from planner.questions.frontier.log import NAME as SWEEP
from planner.questions.frontier.log import SweepLog
from planner.questions.publish import decided, publish_frontier, publish_plan
from planner.runs.record import SCENARIO
from planner.runs.scenarios import kept_scenario
from planner.scenario.areas import listed
from planner.scenario.scenario import Scenario

PLAN, FRONTIER = "plan.json", "frontier.json"
JOINT, COMPARE, STABILITY = "joint.json", "compare.json", "stability.json"
ANSWERS = (JOINT, COMPARE, STABILITY)


DECIDED = (
    "which services there are, and that they are the best, rests on needs as they are, not as they are "
    "shown: it may tell something of counts that are not"
)
"""What whoever reads of a plan made from the full needs, with numbers that are published, should know."""


class SavedRun(NamedTuple):
    """A result, the scenario it answers, and the input files that have changed since.

    It is `decided` where it is shown to anybody though needs that are not shown chose its services.
    """

    result: Plan | Frontier
    scenario: Scenario
    changed: tuple[str, ...]
    decided: bool = False


def held(folder: Path) -> str:
    """The name of the one result that a folder holds.

    Raises:
        InputError: when it holds none, or several.
    """
    found = [name for name in (PLAN, FRONTIER, *ANSWERS) if (folder / name).is_file()]
    if not found:
        raise InputError(_no_run(folder))
    if len(found) > 1:
        remedy = "give every run an --out of its own"
        raise InputError(Problem(str(folder), f"holds the results of several runs: {listed(found)}", remedy))
    return found[0]


def read_run(folder: Path, publish: bool = False) -> SavedRun:
    """The plan or the frontier that was written into `folder`, with its scenario.

    With `publish` as anybody may see them, which a run that is published is anyhow.

    Raises:
        InputError: when a file in the folder cannot be read, or the inputs of a frontier are no longer those
            it was made from.
    """
    path = folder / PLAN
    if path.is_file():
        plan = valid(path, lambda: Plan.model_validate(read_json(path)))
        scenario = kept_scenario(folder, publish=plan.published)
        found = SavedRun(plan, scenario, changed_since(plan, scenario))
    else:
        scenario = kept_scenario(folder)
        frontier = _frontier(folder, scenario)
        found = SavedRun(frontier, scenario, changed_since(frontier.plans[0], scenario))
    return _published(found, folder) if publish and not found.result.published else found


def _published(run: SavedRun, folder: Path) -> SavedRun:
    """A run of plans made from the full needs, as anybody may see it."""
    scenario = kept_scenario(folder, publish=True)
    scenario = replace(scenario, notes=(*scenario.notes, DECIDED))
    if isinstance(run.result, Plan):
        return SavedRun(publish_plan(decided(run.result, scenario)), scenario, run.changed, decided=True)
    plans = tuple(decided(plan, scenario) for plan in run.result.plans)
    nested = run.result.nested_plans and tuple(decided(plan, scenario) for plan in run.result.nested_plans)
    update = {"plans": plans, "nested_plans": nested, "published": True}
    frontier = publish_frontier(run.result.model_copy(update=update))
    return SavedRun(frontier, scenario, run.changed, decided=True)


def _no_run(folder: Path) -> Problem:
    inside = sorted(path.parent.name for path in folder.glob(f"*/{PLAN}")) if folder.is_dir() else []
    if inside:
        return Problem(str(folder), "holds several runs", f"give one of them: {', '.join(inside)}")
    what = "no such folder" if not folder.exists() else f"holds no {listed((PLAN, FRONTIER, *ANSWERS))}"
    return Problem(str(folder), what, "give a folder that a run of planner wrote with --out")


def read_json(path: Path) -> Any:
    """What a JSON file holds.

    Raises:
        InputError: when it cannot be read.
        ValueError: when it is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(Problem(str(path), f"cannot be read: {error.strerror}", "check the file")) from error


def valid(path: Path, make: Any) -> Any:
    """What `make` gives; anything wrong with the file's content is told in words."""
    try:
        return make()
    except (ValueError, ValidationError, KeyError, TypeError) as error:
        what = "is not what this version of the planner writes"
        raise InputError(Problem(str(path), what, "make the run again")) from error


def changed_since(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """Names of tables whose bytes are not those of the run; the scenario file is written anew by a run."""
    now = {one.file: one.sha256 for one in scenario.inputs if one.file != SCENARIO}
    return tuple(one.file for one in plan.run.inputs if now.get(one.file, one.sha256) != one.sha256)


def _frontier(folder: Path, scenario: Scenario) -> Frontier:
    path = folder / FRONTIER
    document = valid(path, lambda: read_json(path))
    kept = SweepLog(folder, scenario).read().kept
    free, nested = valid(path, lambda: _steps(document))
    lost = [step for step in (*free, *nested) if step not in kept]
    if lost:
        what = "lacks plans of the frontier, or its scenario or tables have changed since"
        raise InputError(Problem(str(folder / SWEEP), what, "run planner frontier again with this --out"))
    return valid(path, lambda: _with_plans(document, kept, free, nested))  # type: ignore[no-any-return]


def _steps(document: dict[str, Any]) -> tuple[list[Step], list[Step]]:
    """The steps whose plans are the points of a frontier; the first nested plan is the first free one."""
    budgets = [float(point["budget"]) for point in document["points"]]
    nested = [float(point["budget"]) for point in document.get("nested") or ()]
    free: list[Step] = [("free", (budget,)) for budget in budgets]
    return free, [("nested", tuple(nested[:place])) for place in range(2, len(nested) + 1)]


def _with_plans(
    document: dict[str, Any], kept: dict[Step, Solved], free: list[Step], nested: list[Step]
) -> Frontier:
    plans = [kept[step][0] for step in free]
    steps = [plans[0], *(kept[step][0] for step in nested)] if document.get("nested") else None
    return Frontier.model_validate({**document, "plans": plans, "nested_plans": steps})
