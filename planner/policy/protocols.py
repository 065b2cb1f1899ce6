"""What rules ask of areas, scenarios, candidates and plans, whose own modules stand above theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from planner.types import FloatArray, IntArray

if TYPE_CHECKING:
    from planner.policy.policy import Policy


class Journeys(Protocol):
    """Minutes between areas."""

    def between(self, a: IntArray, b: IntArray) -> FloatArray:
        """Minutes between rows of areas."""
        ...


class Areas(Protocol):
    """Areas in the order of their codes: what each is called, its need and its centre in km."""

    @property
    def codes(self) -> tuple[str, ...]: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def need(self) -> FloatArray: ...
    @property
    def centres(self) -> FloatArray | None: ...
    @property
    def journeys(self) -> Journeys | None: ...
    @property
    def position(self) -> Mapping[str, int]:
        """Row of each code."""
        ...

    def name(self, code: str) -> str:
        """The name people know an area by."""
        ...

    def __len__(self) -> int: ...


class Kind(Protocol):
    """A type of service: how many areas may share one, and how near to its hub they are."""

    @property
    def max_areas(self) -> int: ...
    @property
    def max_km(self) -> float | None: ...
    @property
    def max_minutes(self) -> float | None: ...


class Growth(Protocol):
    """How many areas an existing service may take in."""

    @property
    def areas(self) -> int: ...


class Existing(Protocol):
    """A service that runs already: its areas, and how far it may grow."""

    @property
    def areas(self) -> Sequence[str]: ...
    @property
    def expand(self) -> Growth | None: ...


class YearsAsked(Protocol):
    """Budgets by year, and how services grow."""

    @property
    def budgets(self) -> Sequence[float]: ...
    @property
    def ramp(self) -> Sequence[float]: ...


class Setting(Protocol):
    """A scenario, as far as rules look at it; `links` has one row a pair of rows of areas."""

    @property
    def areas(self) -> Areas: ...
    @property
    def links(self) -> IntArray: ...
    @property
    def services(self) -> Mapping[str, Kind]: ...
    @property
    def existing(self) -> Sequence[Existing]: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def years(self) -> YearsAsked | None: ...


class Served(Protocol):
    """What existing services do: young people covered a year in each area."""

    @property
    def covered(self) -> FloatArray: ...


class Candidates(Protocol):
    """Services that could be funded, as columns: the areas of c are `members[starts[c]:starts[c + 1]]`.

    `owners` has the candidate of each entry of `members`, `covered_by_area` young people covered there.
    `hub` is a row of the areas, `type` a place among the types, `expands` one among the existing services,
    negative for a new one.
    """

    @property
    def starts(self) -> IntArray: ...
    @property
    def members(self) -> IntArray: ...
    @property
    def owners(self) -> IntArray: ...
    @property
    def covered_by_area(self) -> FloatArray: ...
    @property
    def hub(self) -> IntArray: ...
    @property
    def type(self) -> IntArray: ...
    @property
    def staff(self) -> IntArray: ...
    @property
    def expands(self) -> IntArray: ...
    def __len__(self) -> int: ...


class Service(Protocol):
    """A service of a plan; `expands` is the name of the existing service that it adds to."""

    @property
    def id(self) -> str: ...
    @property
    def areas(self) -> Sequence[str]: ...
    @property
    def hub(self) -> str: ...
    @property
    def staff(self) -> int | None: ...
    @property
    def expands(self) -> str | None: ...


class Outcome(NamedTuple):
    """A plan as the audit has worked it out, by code of area, from the raw inputs alone.

    `covered` has the areas that take part in something new, `grown` the share of that coverage reached in
    the last year.
    """

    services: Sequence[Service]
    need: Mapping[str, float]
    already: Mapping[str, float]
    covered: Mapping[str, float]
    grown: Mapping[str, float]


class Why(NamedTuple):
    """Why rules cannot be kept together: these, what there is, what they need, and what would do."""

    rules: tuple[str, ...]
    have: float
    need: float
    fix: str


class Left(NamedTuple):
    """Rows of the fewest areas without whose rules the others can be kept, and whether that is proved."""

    areas: tuple[int, ...]
    proved: bool


class Trials(Protocol):
    """A scenario without a plan, tried under other rules."""

    @property
    def scenario(self) -> Setting: ...

    def served(self) -> Served:
        """What existing services do."""
        ...

    def serves(self, policy: Policy, area: int) -> bool:
        """Whether under these rules some service could be funded for an area, given by its row."""
        ...

    def every(self, policy: Policy) -> Candidates:
        """Every candidate that these rules allow."""
        ...

    def keeps(self, policy: Policy) -> bool | None:
        """Whether some plan keeps these rules; None where time ended that."""
        ...

    def fewest_left_out(self) -> Left | None:
        """The fewest areas without whose rules the others can be kept; None where none was found."""
        ...
