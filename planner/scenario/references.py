"""Areas that a scenario names, by code or by name, turned into codes."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.errors import Problems
from planner.scenario.areas import Areas
from planner.scenario.read.yaml_file import Document, Keys
from planner.scenario.schema import ExistingService, Policy, ScenarioFile

MOST_TIMES = 1_000
"""How many times the least weight above 0 another may be: a hundredth of a person who counts least is then
still ten times what a search in numbers of 16 digits lets pass, beside services for 10,000 people."""


@dataclass(frozen=True)
class References:
    """Looks areas up for one scenario file, noting those that are not there where they were named."""

    areas: Areas
    document: Document
    found: Problems

    def existing(self, asked: ScenarioFile) -> tuple[ExistingService, ...]:
        """The existing services, areas by code."""
        return tuple(self._existing(i, service) for i, service in enumerate(asked.existing))

    def policy(self, asked: Policy) -> Policy:
        """The policy, areas by code."""
        at: Keys = ("policy",)
        changes = {
            "require": self._codes(asked.require, (*at, "require")),
            "exclude": self._codes(asked.exclude, (*at, "exclude")),
            "together": self._groups(asked.together, (*at, "together")),
            "apart": self._groups(asked.apart, (*at, "apart")),
        }
        weights = {
            code: weight
            for name, weight in asked.weights.items()
            for code in self._codes([name], (*at, "weights"))
        }
        if len(weights) < len(asked.weights) and not self.found.found:
            where = str(self.document.origin((*at, "weights")))
            self.found.add(where, "an area is weighted twice, by code and by name", "keep one of them")
        self.weighed(weights)
        return asked.model_copy(update={**changes, "weights": weights})

    def weighed(self, weights: dict[str, float]) -> None:
        """Nobody counts for so little beside others that rounding could lose them."""
        every = {code: weights.get(code, 1.0) for code in self.areas.codes}
        least = min((weight for weight in every.values() if weight > 0), default=1.0)
        heavy = [code for code, weight in weights.items() if weight > MOST_TIMES * least]
        if heavy:
            code = max(heavy, key=lambda one: weights[one])
            what = (
                f"{weights[code]:,.10g} for {self.areas.name(code)} is more than {MOST_TIMES:,} times the "
                f"least above 0, {least:g} (1 where none is given): people there would be lost in rounding"
            )
            remedy = "weigh all areas within that; policy.require has an area take part whatever else"
            self.found.add(str(self.document.origin(("policy", "weights"))), what, remedy)

    def _existing(self, i: int, service: ExistingService) -> ExistingService:
        at: Keys = ("existing", i)
        codes = self._codes(service.areas, (*at, "areas"))
        hub = self._codes([service.hub], (*at, "hub")) if service.hub is not None else [None]
        return service.model_copy(update={"areas": codes, "hub": hub[0] if hub else None})

    def _groups(self, groups: list[list[str]], at: Keys) -> list[list[str]]:
        found = [self._codes(group, (*at, i)) for i, group in enumerate(groups)]
        for i, (group, asked) in enumerate(zip(found, groups, strict=True)):
            if len(group) < 2 and not self.found.found:
                where = str(self.document.origin((*at, i)))
                self.found.add(where, f"{asked} is one area, not a group", "name two or more")
        return found

    def _codes(self, names: Iterable[str], at: Keys) -> list[str]:
        codes = set()
        for i, name in enumerate(names):
            try:
                code = self.areas.code(name, by_part=True)
                self._note_part(name, code, (*at, i))
                codes.add(code)
            except KeyError as error:
                where = str(self.document.origin((*at, i)))
                what, _, remedy = str(error.args[0]).partition("; ")
                self.found.add(where, f"{'.'.join(map(str, at))}: {what}", remedy)
        return sorted(codes)

    def _note_part(self, name: str, code: str, at: Keys) -> None:
        """Tell which area is meant by a part of a name, or by one with other marks."""
        meant = self.areas.name(code)
        if name.casefold() not in (code.casefold(), meant.casefold()):
            self.found.notes.append(f"{self.document.origin(at)}: {name!r} is read as {meant}")


def codes_of(areas: Areas, names: Iterable[str], said_by: str) -> list[str]:
    """Codes of areas given by code, name or part of a name; `said_by` is what errors call their source.

    Raises:
        InputError: when any of them is unknown, or the name of several; it holds all of these.
    """
    problems, codes = Problems(), []
    for name in names:
        try:
            codes.append(areas.code(name, by_part=True))
        except KeyError as error:
            what, _, remedy = str(error.args[0]).partition("; ")
            problems.add(said_by, what, remedy)
    problems.raise_if_any()
    return codes
