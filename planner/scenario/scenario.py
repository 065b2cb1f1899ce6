"""The scenario: what was asked, validated, with its tables read."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np

from planner.errors import InputError, Problem
from planner.scenario.areas import Areas
from planner.scenario.check.whole import check_scenario, in_order
from planner.scenario.figures import frozen
from planner.scenario.key import key_of, unkeyed
from planner.scenario.money import parse_money
from planner.scenario.schema import ExistingService, Policy, ServiceType, Uncertainty
from planner.scenario.years import Years
from planner.types import FloatArray, IntArray


@dataclass(frozen=True)
class InputFile:
    """A file a scenario was read from: its name, the SHA-256 of its bytes, and where it was read, in full.

    The hash is None in what is published: from that of a table of few small counts they can be guessed.
    """

    file: str
    sha256: str | None
    path: str = ""


@dataclass(frozen=True, eq=False, repr=False)
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
    (`suppression`), and so is all that is worked out from them. `crossings` has by two codes, smaller first,
    what a link crosses, "" where that is not known; a link that is not in it is by land.
    """

    name: str
    areas: Areas
    links: IntArray
    budget: float
    services: dict[str, ServiceType]
    term: float = 1.0
    existing: tuple[ExistingService, ...] = ()
    policy: Policy = field(default_factory=Policy)
    inputs: tuple[InputFile, ...] = field(
        default=(), metadata=unkeyed("what files were called, and bytes that may say the same in other words")
    )
    notes: tuple[str, ...] = field(default=(), metadata=unkeyed("told of what is asked, and made from it"))
    resolved: dict[str, Any] = field(
        default_factory=dict, metadata=unkeyed("the same again, with paths of this machine")
    )
    years: Years | None = None
    uncertainty: Uncertainty = field(default_factory=Uncertainty)
    draws: FloatArray | None = None
    remarks: dict[str, str] = field(
        default_factory=dict, metadata=unkeyed("what the author wrote beside a figure, and not the figure")
    )
    published: bool = False
    crossings: dict[tuple[str, str], str] = field(
        default_factory=dict, metadata=unkeyed("how a link is drawn and called, and not whether it is one")
    )

    def __post_init__(self) -> None:
        """Links and services are put in order; arrays are copied, and read only.

        Raises:
            InputError: when it holds what no scenario file and its tables could; every problem at once.
        """
        pairs = np.sort(frozen(self.links, np.int64).reshape(-1, 2), axis=1)
        object.__setattr__(self, "links", frozen(np.unique(pairs, axis=0), np.int64))
        object.__setattr__(self, "services", dict(sorted(self.services.items())))
        object.__setattr__(self, "existing", tuple(map(in_order, self.existing)))
        object.__setattr__(self, "policy", in_order(self.policy))
        if self.draws is not None:
            object.__setattr__(self, "draws", frozen(self.draws, np.float64))
        check_scenario(self)

    @classmethod
    def from_dict(cls, scenario: Mapping[str, Any], *, folder: Path | str | None = None) -> "Scenario":
        """The scenario that a file with these keys would hold, checked as it is.

        Tables under `areas` are paths, relative to `folder`, or data frames or lists of mappings from
        column to cell; `needs` or `boundaries` may be a frame with shapes.

        Raises:
            InputError: when anything is wrong; every problem at once, each with the path of keys to it.
        """
        # Here, since reading makes scenarios and so stands above them.
        from planner.scenario.read.load import scenario_of
        from planner.scenario.read.memory import unwritten

        return scenario_of(unwritten(scenario, folder))

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        name: str,
        budget: float | str | Mapping[int, float | str],
        services: Mapping[str, Any],
        links: Any = None,
        areas: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> "Scenario":
        """The scenario of a data frame with a row an area, its columns those of a needs table.

        Shapes, where it has any, give distances and, without `links`, who borders whom.
        `links` are pairs of areas by code or name, or an adjacency table; `areas` other keys of that block,
        such as `travel`; `more` other keys of a scenario file, such as `policy`.

        Raises:
            InputError: when anything is wrong; every problem at once, each with the path of keys to it.
        """
        tables = {**(areas or {}), "needs": frame}
        if links is not None:
            listed = hasattr(links, "columns") or isinstance(links, str | Path)
            tables["adjacency"] = links if listed else [_link(one) for one in links]
        return cls.from_dict({"name": name, "areas": tables, "budget": budget, "services": services, **more})

    def replace(self, **changes: Any) -> "Scenario":
        """The same scenario with other fields, and what is recorded of it true of the new one.

        `resolved`, `inputs`, `remarks` and `notes` no longer say what is not so: other needs are not those of
        the file they were read from. With `years` the budget is their sum, with `draws` the need their mean.

        Raises:
            InputError: when it would not be valid, or a change leaves open what another field should be.
        """
        from planner.scenario.replace import with_changes  # here, since it makes scenarios

        return with_changes(self, changes)

    def save(self, folder: Path | str) -> list[Path]:
        """Write `scenario.yaml` and its tables, from which the same scenario is read; returns the files.

        Raises:
            OutputError: when other files of these names are there, the folder cannot be written to, or the
                scenario is published.
            InputError: when no file can hold it, such as a need out of its interval.
        """
        from planner.scenario.save import save_scenario  # here, since it reads what it wrote

        return save_scenario(self, Path(folder))

    def key(self, *, budget: bool = True) -> str:
        """A hash of all that is asked, by every field that is `keyed`; without `budget`, any will do."""
        return key_of(self, less=() if budget else {"budget"})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.key() == other.key()

    def __hash__(self) -> int:
        return hash(self.key())

    def __repr__(self) -> str:
        areas = "1 area" if len(self.areas) == 1 else f"{len(self.areas):,} areas"
        if self.years is None:
            return f"Scenario({self.name!r}, {areas}, £{self.budget:,.0f} a year)"
        first, last = self.years.first, self.years.first + len(self.years.budgets) - 1
        return f"Scenario({self.name!r}, {areas}, £{self.budget:,.0f} over {first} to {last})"

    def with_budget(self, budget: float | str) -> Self:
        """The same scenario with `budget` pounds a year, a number or text such as `£2m`.

        What is recorded follows: `resolved` has the new budget, `remarks` no longer what was said of the old.
        Nothing else is looked at again: with many budgets that would take as long as the plans.

        Raises:
            InputError: when it is no amount of money, or there is a budget for each of several years.
        """
        if self.years is not None and budget != self.budget:
            what = "a scenario with a budget by year has no one budget to change"
            raise InputError(Problem("budget", what, "replace(years=...) gives it others"))
        try:
            pounds = parse_money(budget)
        except ValueError as error:
            what, _, remedy = str(error).partition("; ")
            raise InputError(Problem("budget", f"budget {what}", remedy)) from error
        if pounds == self.budget:
            return self
        other = copy(self)
        object.__setattr__(other, "budget", pounds)
        if "budget" in self.resolved:
            object.__setattr__(other, "resolved", {**self.resolved, "budget": pounds})
        object.__setattr__(other, "remarks", {k: v for k, v in self.remarks.items() if k != "budget"})
        return other


def _link(pair: Any) -> object:
    """A pair of areas as a row of an adjacency table; what is such a row, or neither, as it is."""
    if isinstance(pair, Mapping) or len(pair) != 2:
        return pair
    return dict(zip(("area_a", "area_b"), pair, strict=True))
