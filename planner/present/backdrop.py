"""What a report stands on beside the plan: the scenario, the shapes of its areas, and where they are from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.present.charts.geography import Geography, read_geography
from planner.scenario.read.datapackage import Provenance, read_provenance
from planner.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Backdrop:
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


def backdrop(scenario: Scenario) -> Backdrop:
    """All that a report of a scenario needs from files, read at once.

    Raises:
        InputError: when the boundaries, the adjacency file or the data package cannot be read.
    """
    needs = scenario.resolved.get("areas", {}).get("needs")
    origin = read_provenance(Path(needs)) if needs else Provenance()
    return Backdrop(scenario, read_geography(scenario), origin)


def backdrops(scenarios: Sequence[Scenario]) -> tuple[Backdrop, ...]:
    """The same for several scenarios; those of the same files share one map.

    Raises:
        InputError: as `backdrop` does.
    """
    made: dict[str, Backdrop] = {}
    for scenario in scenarios:
        files = str(scenario.resolved.get("areas", {}))
        if files not in made:
            made[files] = backdrop(scenario)
    return tuple(replace(made[str(one.resolved.get("areas", {}))], scenario=one) for one in scenarios)
