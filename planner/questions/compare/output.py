"""Scenarios side by side as an answer: JSON, CSV, tables, page and files, and as it was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from planner.errors import InputError, Problem
from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.documents import drop_empty, plan_document, rounded, rows_csv
from planner.present.page.blocks import Page
from planner.present.told import Told
from planner.questions.answer import Answer, Saved
from planner.questions.claims import hedge_sentence
from planner.questions.compare.answer import Comparison, Metrics
from planner.questions.compare.log import NAME as PLANS
from planner.questions.compare.log import plans_log
from planner.questions.compare.published import publish_comparison, publish_robust
from planner.questions.compare.robust import NoRobust, Robust
from planner.questions.compare.tables import comparison_told
from planner.runs.read import kept_scenario, read_result
from planner.scenario.scenario import Scenario

Hedge = Robust | NoRobust


@dataclass(frozen=True)
class CompareAnswer(Answer):
    """Scenarios side by side, and the one plan for all by each rule that was asked for, or that it lacks."""

    question: ClassVar[str] = "compare"
    schema: ClassVar[str] = "compare"
    what: ClassVar[str] = "a comparison"
    comparison: Comparison
    hedges: tuple[Hedge, ...]

    def document(self) -> dict[str, Any]:
        """The comparison as the JSON contract has it; `robust` is a plan, what it does is in `hedge`.

        Where there is no such plan, `hedge` says whether that is proved. Where both rules were asked for,
        that is the plan of least worst regret, and `expected` has the other.
        """
        document = dict(rounded(self.comparison.model_dump(mode="json", by_alias=True)))
        for one in document["scenarios"]:
            drop_empty(one, "years")
        first = _hedge_document(self.hedges[0]) if self.hedges else {"robust": None, "hedge": None}
        others = {one.rule: _hedge_document(one) for one in self.hedges[1:]}
        return {**document, **first, **others}

    def csv(self) -> str:
        """One row a scenario, with its measures and what its plan loses in each of the others."""
        each = zip(self.comparison.scenarios, self.comparison.regret, strict=True)
        return rows_csv([_row(one, lost) for one, lost in each], [])

    def told(self) -> Told:
        """Tables and sentences for people."""
        return comparison_told(self.comparison, self.hedges, self.scenarios)

    def published(self) -> "CompareAnswer":
        """The same as anybody may see it."""
        shown = publish_comparison(self.comparison, self.scenarios)
        return CompareAnswer(self.scenarios, shown, tuple(map(publish_robust, self.hedges)))

    def before(self, in_tables: bool) -> Sequence[str]:
        """Why there is no one plan for all, where the tables do not say it."""
        lacking = [hedge_sentence(one) for one in self.hedges if isinstance(one, NoRobust)]
        return [] if in_tables else lacking

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page."""
        from planner.questions.compare.page import compare_page

        return compare_page(self.comparison, self.hedges, behind)


def _hedge_document(robust: Hedge) -> dict[str, Any]:
    plan = plan_document(robust.plan) if isinstance(robust, Robust) else None
    return {"robust": plan, "hedge": rounded(robust.model_dump(mode="json", exclude={"plan"}))}


def _row(one: Metrics, regret: Sequence[float | None]) -> dict[str, Any]:
    row = one.model_dump()
    least = row.pop("least_served") or {"name": "", "share": ""}
    row["first_year"], row["last_year"] = row.pop("years") or ("", "")
    row |= {"least_served": least["name"], "least_share": least["share"]}
    return row | {f"regret_in_{place}": lost for place, lost in enumerate(regret, 1)}


def read_comparison(folder: Path) -> Saved:
    """A comparison; its plans are those that the run put down as it made them.

    Raises:
        InputError: when a file cannot be read, or a plan is not there: one not proved best is not put down,
            and one whose scenario or tables have changed since is not that of the comparison any more.
    """
    path = folder / "compare.json"
    count = read_result(path, lambda document: len(document["scenarios"]))
    scenarios = tuple(kept_scenario(folder, f"scenario-{place}.yaml") for place in range(1, count + 1))
    plans = plans_log(folder, scenarios).read().known(range(count))
    if lost := [str(place + 1) for place in range(count) if place not in plans]:
        why = "not proved best, or its scenario or tables have changed since"
        what = f"lacks the plan of #{', #'.join(lost)}: {why}"
        remedy = "run planner compare again with this --out and a --report"
        raise InputError(Problem(str(folder / PLANS), what, remedy))
    return Saved(read_result(path, lambda document: _answer(document, list(plans.values()), scenarios)))


def _answer(document: dict[str, Any], plans: list[Plan], scenarios: tuple[Scenario, ...]) -> CompareAnswer:
    first = {"robust": document.pop("robust"), "hedge": document.pop("hedge")}
    told = [one for one in (first, document.pop("expected", None)) if one and one["hedge"]]
    hedges = tuple(
        Robust.model_validate({**one["hedge"], "plan": one["robust"]})
        if one["robust"]
        else NoRobust.model_validate(one["hedge"])
        for one in told
    )
    return CompareAnswer(scenarios, Comparison.model_validate({**document, "plans": plans}), hedges)
