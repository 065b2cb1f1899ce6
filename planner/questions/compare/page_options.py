"""The plans of a comparison to choose from: each with its map, its services and what it assumes."""

from collections.abc import Sequence
from dataclasses import replace

from planner.plan.plan import Plan
from planner.present.charts.maps import SHAPES, plan_data, services_map
from planner.present.charts.palette import service_colours
from planner.present.context import ReportContext
from planner.present.naming import names_of
from planner.present.page.blocks import Figure, Option, Rows, Section
from planner.present.page.origins import assumed
from planner.present.page.plan_page import NO_MAP, answer, map_key, services_alt
from planner.present.tables import services_table
from planner.present.words import CAUTION, headline
from planner.questions.claims import hedge_named, hedge_sentence
from planner.questions.compare.answer import Comparison
from planner.questions.compare.robust import Robust


def options_of(
    comparison: Comparison, hedges: Sequence[Robust], behind: Sequence[ReportContext]
) -> tuple[Option, ...]:
    """An option for each scenario, and one for each plan for all."""
    shown = _Shown(comparison.plans, behind)
    options = [
        Option(f"#{number} {plan.scenario}", (answer(plan), *shown.sections(plan, one)))
        for number, (plan, one) in enumerate(zip(comparison.plans, behind, strict=True), 1)
    ]
    for robust in hedges:
        plan, first = robust.plan, comparison.scenarios[0].name
        told = (hedge_sentence(robust), f"In #1 {first}: {headline(plan)}", CAUTION)
        both = (replace(answer(plan), sentences=told), *shown.sections(plan, behind[0]))
        options.append(Option(f"{hedge_named(robust)} (in #1)", both))
    return tuple(options)


def one_map(behind: Sequence[ReportContext]) -> bool:
    """Whether all scenarios are drawn on one map."""
    return all(one.geography is behind[0].geography for one in behind)


class _Shown:
    """What every option shows, so that all have the same figures and columns."""

    def __init__(self, plans: Sequence[Plan], behind: Sequence[ReportContext]) -> None:
        self.existing = any(one.scenario.existing for one in behind)
        self.starts = any(plan.years for plan in plans)
        self.mapped = all(one.geography for one in behind)
        self.one_map = one_map(behind)
        self.names = names_of(*plans)

    def sections(self, plan: Plan, behind: ReportContext) -> tuple[Section, ...]:
        """Where a plan's services are, and what it assumes."""
        table = services_table(plan, self.starts, self.names, service_colours(plan, behind.geography))
        heading, tables = "Where services would be", (table,)
        if not self.mapped:
            return Section("where", heading, (NO_MAP,), tables=tables), assumed(behind)
        figures = (self._map(plan, behind),)
        return Section("where", heading, figures=figures, tables=tables), assumed(behind)

    def _map(self, plan: Plan, behind: ReportContext) -> Figure:
        assert behind.geography is not None
        data: dict[str, Rows] = {"existing": []} if self.existing else {}
        data |= plan_data(plan, behind.scenario, behind.geography)
        if not self.one_map:
            data[SHAPES] = behind.geography.areas
        return Figure(
            id="services-map",
            title="Services funded, their hubs and catchments",
            note=map_key(behind, self.existing),
            source=behind.attribution,
            alt=services_alt(plan),
            table="services",
            spec=services_map(existing=self.existing),
            data=data,
            aspect=behind.geography.aspect,
        )
