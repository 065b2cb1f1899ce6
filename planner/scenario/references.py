"""Areas that a scenario names, by code or by name, turned into codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from planner.errors import Problems
from planner.policy.policy import Policy
from planner.policy.rule import Rule
from planner.scenario.areas import Areas
from planner.scenario.read.yaml_file import Document, Keys
from planner.scenario.schema import ExistingService, ScenarioFile


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
        values = {}
        for rule in asked.rules:
            at: Keys = ("policy", rule.key)
            before = len(self.found.found)

            def codes(keys: Keys, names: Iterable[str], at: Keys = at) -> list[str]:
                return self._codes(names, (*at, *keys))

            values[rule.key] = rule.with_codes(codes)
            if len(self.found.found) == before:  # what is not known has been told
                self.faults(type(rule)(values[rule.key]), rule.value)
        return asked.of(**values)

    def faults(self, rule: Rule[Any], asked: object) -> None:
        """What is inconsistent about a rule, areas by code; `asked` is its value as it was written."""
        for keys, what, remedy in rule.faults(self.areas, asked):
            self.found.add(str(self.document.origin(("policy", rule.key, *keys))), what, remedy)

    def _existing(self, i: int, service: ExistingService) -> ExistingService:
        at: Keys = ("existing", i)
        codes = self._codes(service.areas, (*at, "areas"))
        hub = self._codes([service.hub], (*at, "hub")) if service.hub is not None else [None]
        return service.model_copy(update={"areas": codes, "hub": hub[0] if hub else None})

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
