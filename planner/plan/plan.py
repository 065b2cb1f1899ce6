"""The plan: what was chosen, whom it covers, what it costs, and how good it is proved to be."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, PrivateAttr

from planner.plan.frames import areas_frame, services_frame
from planner.plan.part import COUNTS as COUNTS
from planner.plan.part import Part as Part
from planner.plan.part import Published as Published
from planner.solve.search import Status

if TYPE_CHECKING:
    import pandas as pd

    from planner.scenario.scenario import Scenario

SCHEMA = 1


class Service(Part):
    """A service the plan funds."""

    id: str
    """`type:areas`, an expansion's ending in the name of the service it expands."""
    type: str
    """One of the scenario's types."""
    kind: Literal["single", "joint", "expansion"]
    """One area, several, or more staff for an existing service."""
    hub: str
    """Code of the area it is based in."""
    areas: tuple[str, ...]
    """Codes of its areas, rising."""
    staff: int | None
    """Staff, or staff added by an expansion; null for a service of fixed size."""
    capacity: float
    """Young people a year it can support."""
    reachable: float
    """Young people a year it can engage, were it large enough."""
    covered: float
    """Young people a year it supports: the lesser of the two, or its mean over draws of need."""
    setup_cost: float
    """Pounds paid once, of which `cost` holds a year's share."""
    cost: float
    """Pounds a year."""
    expands: str | None = None
    """Name of the existing service this adds to."""
    starts: int | None = None
    """With a budget by year, the year it starts: `setup_cost` is paid in it, `cost` in it and each after."""


class AreaOutcome(Part):
    """What the plan means for one area; the four parts add up to its need."""

    area: str
    name: str
    need: float
    already_covered: float
    """Supported by existing services."""
    covered: float
    """Newly supported by the plan."""
    service: str | None
    """Id of the newly funded service the area takes part in."""
    reached_without_capacity: float
    """Within reach of a service that has no room."""
    out_of_reach: float
    """Within reach of no service."""

    @property
    def unmet(self) -> float:
        """Young people a year whom nothing supports."""
        return self.reached_without_capacity + self.out_of_reach


class YearOutcome(Part):
    """What the plan means for one year of a budget by year; pounds and young people in it."""

    year: int
    budget: float
    spend: float
    coverage: float
    """Young people newly supported, as far as services have grown by then."""


Kind = Literal["free", "nested", "alternative", "with", "without", "for_all"]
"""Which plans a plan is the best of."""


class Asked(Part):
    """What was asked of a plan: its `status` and `bound` are of the plans that do this, and of no others."""

    kind: Kind = "free"
    """`free`: of all; `nested`: of those that fund the services `kept`; `alternative`: of those that differ
    enough from the ones before it; `with` and `without`: of those that have, or have not, a service or an
    area; `for_all`: one plan for several scenarios, its bound that of the first one's own."""
    kept: tuple[str, ...] = ()
    """Ids of services that had to be funded, since the budget before funds them."""
    gap: float = 0.0
    """Relative gap at which the search was free to stop."""
    weighed: bool = False
    """Whether the policy counts young people in some areas for more, or less, than others."""
    discounted: bool = False
    """Whether later years count for less."""
    expected: bool = False
    """Whether coverage is a mean over draws of need."""


class Settled(Part):
    """Another plan worth as much within a share of this one, and how much of this one it keeps.

    Found among likely ones: others may keep less, and where none was found there may be some.
    """

    within: float
    """Share of the objective by which the other may be worth less; 0 for a tie."""
    services_kept: int
    """How many of the plan's services the other funds, of so many."""
    of: int
    areas_kept: int
    """How many of the areas newly served the other serves, of so many."""
    areas: int
    other: tuple[str, ...]
    """Ids of the services that the other funds."""
    left_out: tuple[str, ...]
    """Codes of the areas newly served that the other leaves out, rising."""


class InputRecord(Part):
    """A file the plan was made from, and the SHA-256 of its bytes: null in what is published."""

    file: str
    sha256: str | None


class Run(Part):
    """How the plan was made."""

    planner: str
    solver: str
    seconds: float
    candidates: int
    inputs: tuple[InputRecord, ...]


class Plan(Published, Part):
    """What was chosen, with the proof of how good it is.

    `coverage` is young people newly supported a year, `objective` the same with the policy's weights;
    `bound` and `gap` are the objective's: no plan that does what was `asked` has one above `bound`, and
    `gap = (bound - objective) / objective` (null where nobody is covered and the bound is above 0).

    With a budget by year, `coverage`, `budget` and `spend` are over all `years`, the objective counts later
    young people less by the discount rate, `cost_per_person` is spend over coverage with both discounted,
    and what is said of services and areas holds for a year in which every service is fully grown.
    """

    in_short = ("scenario", "status", "coverage", "need", "spend", "services")

    schema_: int = Field(SCHEMA, alias="schema")
    scenario: str
    status: Status
    coverage: float
    objective: float
    bound: float
    gap: float | None
    need: float
    already_covered: float
    budget: float
    spend: float
    least_spend: bool
    """Whether it is proved that no plan worth as much costs less."""
    services: tuple[Service, ...]
    areas: tuple[AreaOutcome, ...]
    years: tuple[YearOutcome, ...] | None = None
    cost_per_person: float | None = None
    types: tuple[str, ...] = ()
    """The scenario's types of service, where it has more than one."""
    published: bool = False
    """Whether it was made from needs as anybody may see them, to be shown so: counts of 1 to 5 are left out
    (NaN, null in JSON) and the others rounded."""
    settled: Settled | None = None
    """Where ties were looked for and one was found, another plan worth as much."""
    asked: Asked = Asked()
    run: Run
    _of: "Scenario | None" = PrivateAttr(default=None)

    def of(self, scenario: "Scenario | None") -> Self:
        """The same plan that knows the scenario it is of, for its map and its files; no part of its JSON."""
        known = self.model_copy()
        known._of = scenario
        return known

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self.__dict__ == other.__dict__

    def __getstate__(self) -> dict[Any, Any]:
        """What is sent to another process: not the scenario, which is there already."""
        return {**super().__getstate__(), "__pydantic_private__": {"_of": None}}

    def services_frame(self) -> "pd.DataFrame":
        """The services as a table, by the number that each has on the map."""
        return services_frame(self)

    def areas_frame(self) -> "pd.DataFrame":
        """The areas as a table by code; a GeoDataFrame where the scenario has shapes."""
        return areas_frame(self, self._of)

    def to_json(self) -> str:
        """The plan as the contract has it, as `planner optimise --format json` prints it."""
        from planner.present.documents import as_json, plan_document

        return as_json(plan_document(self))

    def save(self, folder: "Path | str") -> "list[Path]":
        """Write it with its scenario and a record, as `planner optimise --out` does; returns the files.

        Raises:
            OutputError: when the folder cannot be written to, or holds what is not written over.
            ValueError: when it does not know its scenario; `of` tells it.
        """
        from planner.runs.record import write_run

        if self._of is None:
            raise ValueError("the plan does not know its scenario; plan.of(scenario) is one that does")
        return write_run(Path(folder), self, self._of)

    def _repr_html_(self) -> str:
        """What a notebook shows: the map, or the services where there are no shapes."""
        from planner.present.notebook import html_of

        return html_of(self, self._of)

    @property
    def has_plan(self) -> bool:
        """Whether there is something to fund by: not where no plan exists or none was found."""
        return self.status in ("optimal", "feasible")

    @property
    def by_unmet(self) -> list[AreaOutcome]:
        """The areas, largest unmet need first; where it is not shown, it is taken for none."""
        unmet = {area.area: area.unmet for area in self.areas}
        known = {code: 0.0 if math.isnan(count) else count for code, count in unmet.items()}
        return sorted(self.areas, key=lambda area: (-known[area.area], area.area))

    def service(self, identity: str) -> Service:
        """The service with an id.

        Raises:
            KeyError: when the plan funds no such service.
        """
        for service in self.services:
            if service.id == identity:
                return service
        raise KeyError(identity)


def gap_of(objective: float, bound: float) -> float | None:
    """`(bound - objective) / objective`; 0 where they meet, None where only the objective is 0."""
    if bound <= objective:
        return 0.0
    return (bound - objective) / objective if objective > 0 else None
