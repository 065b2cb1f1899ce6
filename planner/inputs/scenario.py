"""The scenario: what was asked, validated, with its tables read."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np

from planner.inputs.areas import Areas
from planner.inputs.key import key_of
from planner.inputs.schema import ExistingService, Policy, ServiceType, Uncertainty
from planner.inputs.years import Years
from planner.types import FloatArray, IntArray

BESIDE = {
    "inputs": "what files were called, and bytes of theirs that say the same in other words",
    "notes": "told of what is asked, and made from it",
    "resolved": "the same again, with paths of this machine",
    "remarks": "what the author wrote beside a figure, and not the figure",
}
"""Fields of a scenario on which no answer depends, and why."""


@dataclass(frozen=True)
class InputFile:
    """A file a scenario was read from: its name, the SHA-256 of its bytes, and where it was read, in full.

    The hash is None in what is published: from that of a table of few small counts they can be guessed.
    """

    file: str
    sha256: str | None
    path: str = ""


@dataclass(frozen=True, eq=False)
class Scenario:
    """What was asked: areas, links, money, services and rules. Areas are named by code throughout.

    `links` has one row a pair that could share a service, as positions in `areas`, smaller first,
    sorted. `budget` is pounds a year, `term` years. With `years` there is a budget for each, `budget` is
    their sum, and `term` is endless, since set-up is paid in the year a service starts. With
    `draws`, of shape (draws, areas), coverage is expected over them and the areas' need is their mean.
    `services` are sorted by name, `existing` as given. `notes` are things a user should know that are
    not wrong. `resolved` is the scenario file with all it extends laid out and its paths made absolute, from
    which the same scenario can be read again; `remarks` has by dotted key what the author wrote beside a
    figure, such as its source. `published` says that needs and capacities are as anybody may see them
    (`suppression`), and so is all that is worked out from them.
    """

    name: str
    areas: Areas
    links: IntArray
    budget: float
    services: dict[str, ServiceType]
    term: float = 1.0
    existing: tuple[ExistingService, ...] = ()
    policy: Policy = field(default_factory=Policy)
    inputs: tuple[InputFile, ...] = ()
    notes: tuple[str, ...] = ()
    resolved: dict[str, Any] = field(default_factory=dict)
    years: Years | None = None
    uncertainty: Uncertainty = field(default_factory=Uncertainty)
    draws: FloatArray | None = None
    remarks: dict[str, str] = field(default_factory=dict)
    published: bool = False

    def __post_init__(self) -> None:
        pairs = np.sort(np.asarray(self.links, dtype=np.int64).reshape(-1, 2), axis=1)
        object.__setattr__(self, "links", np.unique(pairs, axis=0))
        object.__setattr__(self, "services", dict(sorted(self.services.items())))

    def key(self, *, budget: bool = True) -> str:
        """A hash of all that is asked: every field but those of `BESIDE`; without `budget`, any will do."""
        return key_of(self, less=BESIDE if budget else {*BESIDE, "budget"})

    def with_budget(self, budget: float) -> Self:
        """The same scenario with `budget` pounds a year.

        Raises:
            ValueError: when it has a budget for each of several years.
        """
        if self.years is not None and budget != self.budget:
            raise ValueError("a scenario with a budget by year has no one budget to change")
        return replace(self, budget=budget)
