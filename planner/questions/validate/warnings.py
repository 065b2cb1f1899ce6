"""Warnings: what is legal in a scenario and looks like a slip, and assumptions that decide the plan."""

from collections.abc import Iterator

import numpy as np
from pydantic import BaseModel, ConfigDict

from planner.model.coverage import capacity
from planner.model.reach import falling, furthest
from planner.scenario.check.consistency import cheapest
from planner.scenario.cost import largest_cost
from planner.scenario.note import Note
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ServiceType
from planner.text import listed

FAR = 30.0
"""Kilometres between centres from which a link looks like a slip."""
STAFF = (5_000.0, 500_000.0)
"""Pounds a year between which a member of staff costs; outside it a slip of 1,000 is likely."""
FIXED = (500.0, 50_000_000.0)
"""Pounds between which other costs lie, where there are any."""

AS_MEANT = "nothing need be done where that is meant"
"""What to do about a note that asks for nothing."""


class ScenarioWarning(BaseModel):
    """Something legal and odd: the part of the scenario, what is odd, and what to do where it is a slip."""

    model_config = ConfigDict(frozen=True)

    rule: str
    what: str
    fix: str

    @property
    def sentence(self) -> str:
        """The warning in one line."""
        return f"{self.rule}: {self.what}; {self.fix}"


def warnings_of(scenario: Scenario) -> list[ScenarioWarning]:
    """All that is legal and odd in a scenario; nothing is solved."""
    return [
        *map(_noted, scenario.notes),
        *_no_need(scenario),
        *_far(scenario),
        *_slips(scenario),
        *_plenty(scenario),
        *_floors(scenario),
        *_sizes(scenario),
    ]


def _noted(note: str) -> ScenarioWarning:
    """A note, with its own remedy where it asks for something."""
    what, fix = (note.what, note.remedy) if isinstance(note, Note) else (note, AS_MEANT)
    return ScenarioWarning(rule="note", what=what, fix=fix)


def _no_need(scenario: Scenario) -> Iterator[ScenarioWarning]:
    none = [name for name, need in zip(scenario.areas.names, scenario.areas.need, strict=True) if need == 0]
    if none:
        fix = "give an estimate, unless nobody is thought to be at risk there"
        yield ScenarioWarning(rule="areas.needs", what=f"at_risk is 0 in {listed(none)}", fix=fix)


def _far(scenario: Scenario) -> Iterator[ScenarioWarning]:
    km = _lengths(scenario)
    names = scenario.areas.names
    far = [
        f"{names[a]} and {names[b]} ({d:.0f} km)"
        for (a, b), d in zip(scenario.links, km, strict=True)
        if d > FAR
    ]
    if far:
        what = f"the centres of linked areas are more than {FAR:.0f} km apart: {listed(far, 6)}"
        given = scenario.resolved.get("areas", {}).get("adjacency")
        fix = "check the links, or mark them none" if given else "check the shapes, or list the links instead"
        yield ScenarioWarning(rule="areas.adjacency", what=what, fix=fix)


def _lengths(scenario: Scenario) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Kilometres between the centres of each linked pair; none where no centres are known."""
    if scenario.areas.centres is None or not len(scenario.links):
        return np.zeros(len(scenario.links))
    ends = scenario.areas.centres[scenario.links]
    lengths: np.ndarray[tuple[int], np.dtype[np.float64]] = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
    return lengths


def _slips(scenario: Scenario) -> Iterator[ScenarioWarning]:
    """Amounts of money that look wrong by a factor of 1,000."""
    for name, kind in scenario.services.items():
        amounts = [("setup_cost", kind.setup_cost), ("annual_cost", kind.annual_cost)]
        for key, amount in (*amounts, ("joint_cost", kind.joint_cost)):
            if amount and not FIXED[0] <= amount <= FIXED[1]:
                yield _slip(f"services.{name}.{key}", amount)
        if kind.staff and not STAFF[0] <= kind.staff.cost <= STAFF[1]:
            yield _slip(f"services.{name}.staff.cost", kind.staff.cost)
    for name, cost in cheapest(scenario).items() if scenario.years is None else ():
        if scenario.budget >= cost and cost > 0 and scenario.budget < 2 * cost and len(scenario.areas) > 10:
            what = f"£{scenario.budget:,.0f} pays for one service of type {name!r} at the most (£{cost:,.0f})"
            yield ScenarioWarning(rule="budget", what=what, fix="check the units of both")


def _slip(rule: str, amount: float) -> ScenarioWarning:
    return ScenarioWarning(
        rule=rule, what=f"£{amount:,.0f} is unusual", fix="check for a slip of 1,000 (£48, £48k, £48m)"
    )


def _plenty(scenario: Scenario) -> Iterator[ScenarioWarning]:
    """A budget beyond what a service of full size in every area would cost."""
    dearest = max(largest_cost(kind, scenario.term, areas=1) for kind in scenario.services.values())
    everything = dearest * float(scenario.areas.cost_factor.max()) * len(scenario.areas)
    if scenario.years is None and scenario.budget > everything > 0:
        what = f"£{scenario.budget:,.0f} is more than a full service in every area costs (£{everything:,.0f})"
        yield ScenarioWarning(rule="budget", what=what, fix="check for a slip of 1,000 (£2m, £2,000m)")


def _floors(scenario: Scenario) -> Iterator[ScenarioWarning]:
    """A floor of reach that most links are long enough to meet."""
    km = _lengths(scenario)
    for name, kind in scenario.services.items():
        rule = kind.reach
        if not rule.per_km or not len(km) or kind.max_areas == 1:
            continue
        near = km if kind.max_km is None else km[km <= kind.max_km]
        bound = int((falling(rule, near) < rule.floor).sum())
        if 2 * bound > len(near):
            what = f"floor {rule.floor:g}, not distance, decides for {bound} of {len(near)} linked pairs"
            yield _decides(f"services.{name}.reach", what)


def _sizes(scenario: Scenario) -> Iterator[ScenarioWarning]:
    """Limits on staff that bind whatever is chosen."""
    need, taken = scenario.areas.need, {code for service in scenario.existing for code in service.areas}
    free = need[[code not in taken for code in scenario.areas.codes]]
    for name, kind in scenario.services.items():
        if kind.staff is None:
            continue
        most, least = float(capacity(kind, kind.staff.max)), float(capacity(kind, kind.staff.min))
        above, below = int((free * kind.reach.hub > most).sum()), int((need * kind.reach.hub < least).sum())
        if above:
            where = f"{above} of the {len(free)} areas without a service"
            what = f"max {kind.staff.max} supports {most:g}, fewer than are reached in {where}"
            yield _decides(f"services.{name}.staff", what)
        if below == len(need) and kind.max_areas == 1:
            what = f"min {kind.staff.min} supports {least:g}, more than are reached in any one area"
            yield _decides(f"services.{name}.staff", what)
        if kind.max_areas > 2 and not taken and most <= _least_of_two(scenario, kind):
            two = "no more than are reached in any two linked areas"
            what = f"max {kind.staff.max} supports {most:g}, {two}, and max_areas is {kind.max_areas}"
            yield _decides(f"services.{name}.staff", what)


def _least_of_two(scenario: Scenario, kind: ServiceType) -> float:
    """Fewest people that a service for two linked areas can reach, in whichever it is; 0 without links."""
    ends = np.sort(scenario.areas.need[scenario.links], axis=1)
    return float((ends @ [kind.reach.hub, furthest(kind.reach)]).min(initial=np.inf)) if len(ends) else 0.0


def _decides(rule: str, what: str) -> ScenarioWarning:
    return ScenarioWarning(rule=rule, what=what, fix="an assumption that may decide the plan: check it")
