"""Answers that are no plan read back from the folders that `joint`, `compare` and `stability` wrote."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from planner.analyse.joint import Joint
from planner.inputs.load import load_scenario
from planner.inputs.scenario import Scenario
from planner.report.backdrop import Backdrop
from planner.report.page.blocks import Page
from planner.report.saved import JOINT, SCENARIO, read_json, valid


class SavedAnswer(NamedTuple):
    """An answer in words, its scenarios, the input files that have changed since, and how to draw it."""

    what: str
    scenarios: tuple[Scenario, ...]
    changed: tuple[str, ...]
    draw: Callable[[Sequence[Backdrop]], Page]


def read_answer(folder: Path, name: str) -> SavedAnswer:
    """The answer in the file `name` of a folder, one of `saved.ANSWERS`.

    Raises:
        InputError: when a file of the folder cannot be read, or lacks what the page needs.
    """
    return {JOINT: read_joint}[name](folder)


def read_joint(folder: Path) -> SavedAnswer:
    """A joint service; its table of needs has changed where an area's need or name is not as it was."""
    path = folder / JOINT
    joint: Joint = valid(path, lambda: Joint.model_validate(read_json(path)))
    scenario = load_scenario(folder / SCENARIO)
    same = all(_as_was(joint, scenario, code) for code in joint.areas)
    needs = Path(str(scenario.resolved.get("areas", {}).get("needs", ""))).name

    def draw(behind: Sequence[Backdrop]) -> Page:
        from planner.report.page.joint_page import joint_page

        return joint_page(joint, behind[0])

    return SavedAnswer("a joint service", (scenario,), () if same else (needs,), draw)


def _as_was(joint: Joint, scenario: Scenario, code: str) -> bool:
    """Whether an area is there as the answer has it; one whose need is not told counts as the same."""
    row = scenario.areas.position.get(code)
    if row is None or scenario.areas.names[row] != joint.names[code]:
        return False
    return not abs(float(scenario.areas.need[row]) - joint.need[code]) > 1e-6
