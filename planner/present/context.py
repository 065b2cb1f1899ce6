"""What a report stands on beside the plan: the scenario, the shapes of its areas, and where they are from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.present.charts.geography import Geography, geography_of
from planner.scenario.key import key_of
from planner.scenario.read.datapackage import Provenance, read_provenance
from planner.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class ReportContext:
    """The scenario a result answers, its map (None where there are no outlines) and its data's origin.

    `changed` names files that are no longer as they were when the plan was made. Nothing counted is taken
    from here: every number of people drawn is the plan's.
    """

    scenario: Scenario
    geography: Geography | None = None
    provenance: Provenance = field(default_factory=Provenance)
    changed: tuple[str, ...] = ()

    @property
    def attribution(self) -> str:
        """Whose data the map and the numbers hold, in one line."""
        if self.provenance.attribution:
            return self.provenance.attribution
        tables = (one.file for one in self.scenario.inputs if not one.file.endswith((".yaml", ".yml")))
        named = ", ".join(tables)
        return f"Data: {named or 'given by the user'}. No publisher or licence was given with them."


def context_of(scenario: Scenario) -> ReportContext:
    """All that a report of a scenario needs beside it.

    Raises:
        InputError: when the data package of the needs cannot be read.
    """
    return contexts_of((scenario,))[0]


def contexts_of(scenarios: Sequence[Scenario]) -> tuple[ReportContext, ...]:
    """The same for several scenarios; those of the same shapes share one map.

    Raises:
        InputError: as `context_of` does.
    """
    maps: dict[str, Geography | None] = {}
    found = []
    for scenario in scenarios:
        areas = scenario.areas
        key = key_of(areas.codes, scenario.crossings, areas.shapes and areas.shapes.fingerprint)
        if key not in maps:
            maps[key] = geography_of(scenario)
        found.append(ReportContext(scenario, maps[key], _provenance(scenario)))
    return tuple(found)


def _provenance(scenario: Scenario) -> Provenance:
    needs = scenario.resolved.get("areas", {}).get("needs")
    return read_provenance(Path(needs)) if needs else Provenance()
