"""What a scenario holds, checked whoever built it: each part by itself, then against the others."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

import numpy as np
from pydantic import BaseModel, ValidationError

from planner.errors import InputError, Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.check.existing import check_existing
from planner.scenario.check.schema import model_problems
from planner.scenario.figures import check_figures
from planner.scenario.money import MOST, parse_money
from planner.scenario.read.yaml_file import Keys, Unwritten
from planner.scenario.references import References
from planner.scenario.schema import ExistingService, Policy, ServiceType, Uncertainty
from planner.scenario.years import MOST_YEARS
from planner.text import listed

if TYPE_CHECKING:
    from planner.scenario.scenario import Scenario

M = TypeVar("M", bound=BaseModel)
LONGEST_TERM = 100
_CHECKED: "WeakValueDictionary[int, BaseModel]" = WeakValueDictionary()
"""Blocks that were checked, by identity: they are frozen, and one scenario hands them on to the next."""


def in_order(block: M) -> M:
    """A policy or an existing service with the areas that it lists in the order of their codes."""
    if isinstance(block, Policy):
        return block.in_order()
    areas = getattr(block, "areas", None)
    changed = isinstance(areas, list) and areas != sorted(areas)
    return block.model_copy(update={"areas": sorted(areas or [])}) if changed else block


def check_scenario(scenario: "Scenario") -> None:
    """A scenario holds nothing that its file and tables could not.

    Raises:
        InputError: when it does; it holds every problem, each with the path of keys to it.
    """
    found = Problems()
    _check_kinds(scenario)
    _check_blocks(scenario, found)
    found.raise_if_any()  # what follows asks blocks for what they say
    check_money(scenario, found)
    _check_links(scenario, found)
    _check_draws(scenario, found)
    _check_named(scenario, found)
    _check_distances(scenario, found)
    check_existing(scenario.existing, scenario.services, scenario.areas, Unwritten(), found)
    found.raise_if_any()


def _check_kinds(scenario: "Scenario") -> None:
    """Fields hold what they are said to."""
    kinds: list[tuple[Keys, Any, type]] = [
        (("name",), scenario.name, str),
        (("areas",), scenario.areas, Areas),
        (("policy",), scenario.policy, Policy),
        (("uncertainty",), scenario.uncertainty, Uncertainty),
        *((("services", name), kind, ServiceType) for name, kind in scenario.services.items()),
        *((("existing", i), one, ExistingService) for i, one in enumerate(scenario.existing)),
    ]
    wrong = [
        Problem(".".join(map(str, keys)), f"is of type {type(value).__name__}", f"give {kind.__name__}")
        for keys, value, kind in kinds
        if not isinstance(value, kind)
    ]
    if wrong:
        raise InputError(*wrong)


def _check_blocks(scenario: "Scenario", found: Problems) -> None:
    """Each block holds what its schema allows, even where it was copied with other values unchecked."""
    if not scenario.name.strip():
        found.add("name", "name should not be empty", "give the scenario a name")
    if not scenario.services:
        found.add("services", "there are no types of service", "give one or more")
    for name in scenario.services:
        if not name or set(":+") & set(name):
            found.add(f"services.{name}", f"{name!r} should be a name without ':' or '+'", "rename it")
    blocks: Iterator[tuple[Keys, BaseModel]] = iter(
        [
            (("policy",), scenario.policy),
            (("uncertainty",), scenario.uncertainty),
            *((("services", name), kind) for name, kind in scenario.services.items()),
            *((("existing", i), one) for i, one in enumerate(scenario.existing)),
        ]
    )
    for keys, block in blocks:
        if _CHECKED.get(id(block)) is block:
            continue
        try:
            type(block).model_validate(block.model_dump(warnings=False))
            _CHECKED[id(block)] = block
        except ValidationError as error:
            found.found.extend(model_problems(keys, block.model_dump(warnings=False), error))


def check_money(scenario: "Scenario", found: Problems) -> None:
    """Budget and term are what a file may give, and with a budget by year what the years make them.

    A term without end is one in which set-up costs nothing a year, as in each of several years.
    """
    years = scenario.years
    try:
        parse_money(scenario.budget)
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        found.add("budget", f"budget {what}", remedy)
    if years is None:
        if not (0 < scenario.term <= LONGEST_TERM or scenario.term == np.inf):
            what = f"term is not above 0 and up to {LONGEST_TERM} years: {scenario.term}"
            found.add("term", what, "give the years of funding")
        return
    if not 0 < len(years.budgets) <= MOST_YEARS or not all(0 <= one <= MOST for one in years.budgets):
        what = f"budget by year is not 1 to {MOST_YEARS} amounts from £0 to £{MOST:,.0f}: {years.budgets}"
        found.add("budget", what, "mend the amounts")
    elif not np.isclose(scenario.budget, sum(years.budgets), rtol=1e-9, atol=0.005):
        what = f"budget is £{scenario.budget:,.2f}, and its years have £{sum(years.budgets):,.2f} in all"
        found.add("budget", what, "give their sum")
    if scenario.term != np.inf:
        what = f"term is {scenario.term}, with a budget by year"
        found.add("term", what, "give math.inf: set-up is paid in the year a service starts")
    if not years.ramp or not all(0 <= one <= 1 for one in years.ramp) or len(years.ramp) > MOST_YEARS:
        found.add("ramp", f"ramp is not 1 to {MOST_YEARS} shares from 0 to 1: {years.ramp}", "mend it")
    if not 0 <= years.discount < 1:
        what = f"discount_rate is not from 0 to below 1: {years.discount}"
        found.add("discount_rate", what, "give a share such as 0.035")


def _check_links(scenario: "Scenario", found: Problems) -> None:
    links, size = scenario.links, len(scenario.areas)
    outside = links[(links < 0) | (links >= size)]
    if len(outside):
        what = f"a link is to row {outside[0]}, and there are {size} areas"
        found.add("areas.adjacency", what, "give rows of the areas, from 0")
        return
    for pair in scenario.crossings:
        if len(pair) != 2 or pair[0] >= pair[1] or not set(pair) <= scenario.areas.position.keys():
            what = f"a crossing is between {' and '.join(map(repr, pair))}"
            found.add("areas.adjacency", what, "give two codes of areas, the smaller first")
    names = scenario.areas.names
    for row in links[links[:, 0] == links[:, 1], 0].tolist():
        found.add("areas.adjacency", f"{names[row]} is linked to itself", "drop the row")


def _check_draws(scenario: "Scenario", found: Problems) -> None:
    draws, areas = scenario.draws, scenario.areas
    if draws is None:
        _check_intervals(areas, found)
        return
    if draws.ndim != 2 or not len(draws) or draws.shape[1] != len(areas):
        what = f"draws have shape {draws.shape}, and there are {len(areas)} areas"
        found.add("areas.draws", what, "give a row a draw and a column an area")
        return
    low, high, known = draws.min(axis=0), draws.max(axis=0), len(found.found)
    check_figures("areas.draws", "a draw", np.where(low >= 0, high, low), areas.names, found)
    if len(found.found) > known:
        return
    away = ~np.isclose(draws.mean(axis=0), areas.need, rtol=1e-9, atol=1e-9)
    if away.any():
        what = f"at_risk is not the mean of the draws in {listed(np.array(areas.names)[away].tolist())}"
        found.add("areas.draws", what, "give the mean, as scenario.replace(draws=...) does")


def _check_intervals(areas: Areas, found: Problems) -> None:
    """Need lies within its interval; over draws it is their mean, which may not."""
    names = np.array(areas.names, dtype=object)
    for end, values, beyond in (("low", areas.low, "above"), ("high", areas.high, "below")):
        if values is not None:
            outside = values > areas.need if end == "low" else values < areas.need
            for name in names[outside]:
                found.add("areas.needs", f"{end} of {name} is {beyond} at_risk", "mend the interval")


def _check_named(scenario: "Scenario", found: Problems) -> None:
    """Policy and existing services name areas that are there, by code, and none twice where it is listed."""
    policy, known = scenario.policy, scenario.areas.position
    every: list[tuple[Keys, Iterable[str]]] = [
        (("policy", rule.key, *keys), codes) for rule in policy.rules for keys, codes in rule.named()
    ]
    for i, one in enumerate(scenario.existing):
        every.append((("existing", i, "areas"), one.areas))
        every.append((("existing", i, "hub"), [one.hub] if one.hub is not None else []))
    for keys, codes in every:
        where = ".".join(map(str, keys))
        for code in codes:
            if code not in known:
                found.add(where, f"{where}: {_unknown(scenario.areas, code)}", "give the code of an area")
        twice = sorted({code for code in codes if list(codes).count(code) > 1}) if codes else []
        if twice:
            found.add(where, f"{listed(twice)} is there twice", "keep it once")
    for rule in policy.rules:
        if all(code in known for _, codes in rule.named() for code in codes):
            References(scenario.areas, Unwritten(), found).faults(rule, rule.value)


def _unknown(areas: Areas, reference: str) -> str:
    try:
        return f"{reference!r} is no code; {areas.code(reference)} is the code of the area called that"
    except KeyError as error:
        return str(error.args[0]).partition("; ")[0]


def _check_distances(scenario: "Scenario", found: Problems) -> None:
    """Where distances or journeys matter, they are known."""
    for name, kind in scenario.services.items():
        if kind.measured and scenario.areas.centres is None:
            what = f"what {name!r} reaches depends on distance, and no distances are known"
            found.add(f"services.{name}", what, "give the areas centres, or take out per_km and max_km")
        if kind.timed and scenario.areas.journeys is None:
            what = f"what {name!r} reaches depends on minutes, and no journeys are known"
            found.add(f"services.{name}", what, "give the areas journeys, or take out the minutes")
