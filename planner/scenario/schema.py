"""The keys of a scenario file: what each means, its unit, its range and what leaving it out means.

The JSON Schema that `planner schema` prints is made from this file.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from planner.fields import (
    MOST_SEED,
    MOST_STAFF,
    AreaRef,
    Block,
    Count,
    NotNegative,
    Number,
    Positive,
    Share,
    ShareAbove0,
    ShareBelow1,
    Text,
    TypeName,
    Whole,
)
from planner.policy.policy import Policy as Policy
from planner.policy.register import keep_current
from planner.scenario.money import Money
from planner.scenario.years import Budget, Years

TABLES = ("needs", "boundaries", "adjacency", "travel", "draws")
"""Keys of `areas` that name files."""


class AreaFiles(Block):
    """Files that describe the areas; relative paths are relative to the file that names them."""

    needs: Text
    """Table with `area, name, at_risk` and optionally `low, high, identified, cost_factor`, and `centre_east,
    centre_north` in km, else the middles of the boundaries; CSV, Excel, GeoPackage or GeoJSON."""
    boundaries: Text | None = None
    """Shapes of the areas, for distances, maps, and links where there is no adjacency file."""
    adjacency: Text | None = None
    """Table of pairs that could share a service: `area_a, area_b` and optionally `link, crossing`."""
    travel: Text | None = None
    """Table of journeys, `area_a, area_b, minutes`, each pair once, or both ways alike."""
    draws: Text | None = None
    """Table of joint draws of need, for an expected objective: a row a draw, a column an area's code."""
    links: list[Literal["land", "crossing"]] = ["land", "crossing"]
    """Kinds of link that can carry a joint service; left out, every kind but `none`."""


class Staff(Block):
    """How a service grows with its staff."""

    cost: Money
    """Pounds a year for one more member of staff."""
    caseload: Positive
    """Young people one member of staff supports in a year."""
    min: Annotated[Whole, Field(ge=1, le=MOST_STAFF)] = 1
    """Fewest staff a service can run with."""
    max: Annotated[Whole, Field(ge=1, le=MOST_STAFF)]
    """Most staff a service can have."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max < self.min:
            raise ValueError(f"max ({self.max}) is less than min ({self.min}); raise max or lower min")
        return self


class Reach(Block):
    """Share of an area's need that a service based at the hub can engage."""

    hub: Share = 1.0
    """Share reached in the hub's own area, 0 to 1."""
    per_km: NotNegative = 0.0
    """How much of that share is lost for each km between the centres of the area and of the hub."""
    per_minute: NotNegative = 0.0
    """How much of that share is lost for each minute of the journey to the hub; instead of `per_km`."""
    floor: Share = 0.0
    """Share reached however far away, 0 to 1."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.floor > self.hub:
            raise ValueError(
                f"floor ({self.floor:g}) is more than hub ({self.hub:g}); lower floor or raise hub"
            )
        if self.per_km and self.per_minute:
            raise ValueError("has both per_km and per_minute; keep one of them")
        return self


class ServiceType(Block):
    """A kind of service that could be funded: sized by `staff`, or of a fixed `capacity`."""

    setup_cost: Money = 0.0
    """Pounds paid once, spread over the years of funding."""
    annual_cost: Money
    """Pounds a year, paid once however many areas share the service."""
    joint_cost: Money = 0.0
    """Pounds a year for each area after the first."""
    staff: Staff | None = None
    """How many staff it can have, what they cost and whom they reach."""
    capacity: Positive | None = None
    """Young people a year a service of fixed size supports; instead of `staff`."""
    max_areas: Annotated[Count, Field(ge=1)] = 1
    """Most areas that can share one service."""
    max_km: NotNegative | None = None
    """Furthest the centre of an area may be from that of the hub, in km; left out, any distance."""
    max_minutes: NotNegative | None = None
    """Longest journey an area may have to the hub, in minutes; left out, any journey."""
    reach: Reach = Reach()
    """Share of need the service can engage, by distance; left out, all of it."""

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if self.staff and self.capacity is not None:
            raise ValueError("has both staff and capacity; keep one of them")
        if not self.staff and self.capacity is None:
            raise ValueError("has neither staff nor capacity; give one of them")
        return self

    @property
    def measured(self) -> bool:
        """Whether it matters how many km areas are apart."""
        return self.reach.per_km > 0 or self.max_km is not None

    @property
    def timed(self) -> bool:
        """Whether it matters how long journeys take."""
        return self.reach.per_minute > 0 or self.max_minutes is not None


class Expand(Block):
    """How far an existing service may grow."""

    staff: Annotated[Whole, Field(ge=1, le=MOST_STAFF)]
    """Most staff that can be added."""
    areas: Annotated[Count, Field(ge=0)] = 0
    """Most areas that can be added; the catchment stays connected. This, not `max_areas`, is the limit."""


class ExistingService(Block):
    """A service that others keep running, outside the budget."""

    name: Text
    """What the service is called; each name once."""
    type: TypeName
    """One of the types under `services`."""
    areas: Annotated[list[AreaRef], Field(min_length=1)]
    """Areas it serves."""
    hub: AreaRef | None = None
    """Area it is based in; left out, the one of its areas from which it reaches most need."""
    capacity: NotNegative
    """Young people a year it supports."""
    expand: Expand | None = None
    """How far it may grow with new money; left out, not at all."""


class Uncertainty(Block):
    """How sure the needs are, and how often they are drawn."""

    draws: Annotated[Whole, Field(ge=1, le=10_000)] = 200
    """How many times need is drawn."""
    spread: ShareAbove0 | None = None
    """Need is within this share of its estimate, 90 times in 100; left out, the table's low and high."""
    common: Share = 0.5
    """Share of the variance common to all areas, 0 to 1: over- or under-estimation across the board."""
    seed: Annotated[Whole, Field(ge=0, le=MOST_SEED)] = 1
    """Where the draws start from: the same seed gives the same draws."""


class ScenarioFile(Block):
    """A scenario: the areas, the money, the services that could be funded and the rules."""

    name: Text
    """What the scenario is called in every result."""
    extends: Text | None = None
    """Another scenario file that this one is laid over, key by key; lists replace."""
    areas: AreaFiles
    """Files that describe the areas."""
    budget: Budget
    """Pounds a year: 2000000, 2_000_000, £2m, 1.25m, 450k; or by year, as in {2027: 900k, 2028: 1.6m}."""
    ramp: Annotated[list[Share], Field(min_length=1, max_length=30)] | None = None
    """With a budget by year: share of its coverage a service reaches in its first, second, ... year."""
    discount_rate: ShareBelow1 | None = None
    """With a budget by year: how much less a year later counts, for people and for pounds, as in 0.035."""
    term: Annotated[Number, Field(gt=0, le=100)] = 1.0
    """Years of funding, over which the set-up cost is spread; not used with a budget by year."""
    objective: Literal["estimate", "expected"] = "estimate"
    """What a plan is best for: coverage at the estimated needs, or its mean over draws of the needs."""
    uncertainty: Uncertainty = Uncertainty()
    """How sure the needs are: for an expected objective and for `planner stability`."""
    services: Annotated[dict[TypeName, ServiceType], Field(min_length=1)]
    """Types of service that could be funded, by name."""
    existing: list[ExistingService] = []
    """Services that already run."""
    policy: Policy = Policy()
    """Rules a plan must keep."""
    variants: dict[Text, dict[str, Any]] = {}
    """Named variants for `planner compare`: what each lays over this scenario, key by key."""

    @model_validator(mode="after")
    def _by_year(self) -> Self:
        for key in ("ramp", "discount_rate"):
            if getattr(self, key) is not None and not isinstance(self.budget, dict):
                raise ValueError(
                    f"has {key!r} and one budget a year; give budget by year, as in {{2027: 900k}}, "
                    f"or take out {key}"
                )
        return self

    @property
    def total(self) -> float:
        """Pounds a year, or with a budget by year over all of them."""
        return sum(self.budget.values()) if isinstance(self.budget, dict) else self.budget

    @property
    def years(self) -> Years | None:
        """The years, where the budget is by year."""
        if not isinstance(self.budget, dict):
            return None
        return Years(
            min(self.budget),
            tuple(self.budget.values()),
            tuple(self.ramp or [1.0]),
            self.discount_rate or 0.0,
        )


keep_current(ScenarioFile)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files, for editors.

    A file that extends another need not repeat what that one gives, so only a file that stands alone has
    required keys here, and only its uppermost; what else is missing the planner says when it reads it.
    """
    full = ScenarioFile.model_json_schema()
    required = full["required"]
    schema = _without_required(full)
    schema["anyOf"] = [{"required": ["extends"]}, {"required": required}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_required(node: object) -> Any:
    if isinstance(node, dict):
        return {
            key: _without_required(value)
            for key, value in node.items()
            if key != "required" or not isinstance(value, list)
        }
    return [_without_required(value) for value in node] if isinstance(node, list) else node
