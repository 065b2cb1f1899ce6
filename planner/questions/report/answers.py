"""Answers that are no plan read back from the folders that `joint`, `compare` and `stability` wrote."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planner.errors import InputError, Problem
from planner.plan.identity import Identity
from planner.plan.plan import Plan
from planner.present.backdrop import Backdrop
from planner.present.page.blocks import Page
from planner.questions.compare.answer import Comparison
from planner.questions.compare.robust import NoRobust, Robust
from planner.questions.joint.answer import Joint
from planner.questions.publish import public
from planner.questions.report.plans import COMPARE, JOINT, STABILITY, changed_since, read_json, valid
from planner.questions.stability.answer import Stability
from planner.questions.stability.document import TODAY
from planner.runs.checkpoint import Results, resume_key
from planner.runs.scenarios import kept_scenario
from planner.scenario.scenario import Scenario

PLANS = "plans.jsonl"


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
    return {JOINT: read_joint, COMPARE: read_comparison, STABILITY: read_stability}[name](folder)


def read_joint(folder: Path) -> SavedAnswer:
    """A joint service; its table of needs has changed where an area's need or name is not as it was."""
    path = folder / JOINT
    joint: Joint = valid(path, lambda: Joint.model_validate(read_json(path)))
    scenario = kept_scenario(folder, publish=joint.published)
    same = all(_as_was(joint, scenario, code) for code in joint.areas)
    needs = Path(str(scenario.resolved.get("areas", {}).get("needs", ""))).name

    def draw(behind: Sequence[Backdrop]) -> Page:
        from planner.questions.joint.page import joint_page

        return joint_page(joint, behind[0])

    return SavedAnswer("a joint service", (scenario,), () if same else (needs,), draw)


def _as_was(joint: Joint, scenario: Scenario, code: str) -> bool:
    """Whether an area is there as the answer has it; one whose need is not told counts as the same."""
    row = scenario.areas.position.get(code)
    if row is None or scenario.areas.names[row] != joint.names[code]:
        return False
    need = float(scenario.areas.need[row])
    return not abs((public(need) if joint.published else need) - joint.need[code]) > 1e-6


def read_comparison(folder: Path) -> SavedAnswer:
    """A comparison; its plans are those that the run put down as it made them.

    Raises:
        InputError: when a plan is not there: one not proved best is not put down, and one whose scenario or
            tables have changed since is not that of the comparison any more.
    """
    path = folder / COMPARE
    document = valid(path, lambda: dict(read_json(path)))
    count = valid(path, lambda: len(document["scenarios"]))
    scenarios = tuple(kept_scenario(folder, f"scenario-{place}.yaml") for place in range(1, count + 1))
    known = Results(folder, PLANS).read().known
    keys = [resume_key(one.key()) for one in scenarios]
    if lost := [str(place) for place, key in enumerate(keys, 1) if key not in known]:
        why = "not proved best, or its scenario or tables have changed since"
        what = f"lacks the plan of #{', #'.join(lost)}: {why}"
        remedy = "run planner compare again with this --out and a --report"
        raise InputError(Problem(str(folder / PLANS), what, remedy))
    comparison, hedges = valid(path, lambda: _comparison(document, [known[key] for key in keys]))

    def draw(behind: Sequence[Backdrop]) -> Page:
        from planner.questions.compare.page import compare_page

        return compare_page(comparison, hedges, behind)

    return SavedAnswer("a comparison", scenarios, (), draw)


def _comparison(document: dict[str, Any], plans: list[Any]) -> tuple[Comparison, list[Robust | NoRobust]]:
    first = {"robust": document.pop("robust"), "hedge": document.pop("hedge")}
    told = [one for one in (first, document.pop("expected", None)) if one and one["hedge"]]
    hedges = [
        Robust.model_validate({**one["hedge"], "plan": one["robust"]})
        if one["robust"]
        else NoRobust.model_validate(one["hedge"])
        for one in told
    ]
    return Comparison.model_validate({**document, "plans": plans}), hedges


def _stability(document: dict[str, Any], plan: Plan) -> Stability:
    codes = [area.area for area in plan.areas]
    identities = {one: Identity.read(one, codes) for one in document["services"]}
    return Stability.model_validate({**document, "plan": plan, "identities": identities})


def read_stability(folder: Path) -> SavedAnswer:
    """How a plan stands, with today's plan, which is kept beside it."""
    path, today = folder / STABILITY, folder / TODAY
    plan = valid(today, lambda: Plan.model_validate(read_json(today)))
    result = valid(path, lambda: _stability(read_json(path), plan))
    scenario = kept_scenario(folder, publish=result.published)

    def draw(behind: Sequence[Backdrop]) -> Page:
        from planner.questions.stability.page import stability_page

        return stability_page(result, behind[0])

    return SavedAnswer("a stability run", (scenario,), changed_since(plan, scenario), draw)
