"""A scenario with other fields, and what is recorded of it true of the new one."""

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from planner.errors import InputError, Problem
from planner.scenario.blocks import MONEY, blocks_of
from planner.scenario.check.consistency import notes
from planner.scenario.key import key_of, keyed
from planner.scenario.money import parse_money
from planner.scenario.scenario import InputFile, Scenario

READ_FROM = {
    "areas": ("needs", "boundaries", "travel"),
    "links": ("adjacency", "boundaries"),
    "draws": ("draws",),
}
"""By field the tables it is read from, by their keys under `areas`."""


def with_changes(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with other fields; see `Scenario.replace`.

    Raises:
        InputError: when it would not be valid, or a change leaves open what another field should be.
    """
    asked = _money(scenario, _needs(scenario, dict(changes)))
    new = replace(scenario, **{"crossings": {}, **asked})
    differ = {
        name for name in keyed(Scenario) if key_of(getattr(scenario, name)) != key_of(getattr(new, name))
    }
    record: dict[str, Any] = {
        "resolved": _resolved(scenario, new, differ),
        "inputs": _inputs(scenario, differ),
        "crossings": _crossings(new, scenario.crossings),
        "remarks": {key: said for key, said in scenario.remarks.items() if not _is_of(key, differ)},
        "notes": (*(one for one in scenario.notes if one not in set(notes(scenario))), *notes(new)),
    }
    return replace(new, **{name: value for name, value in record.items() if name not in changes})


def _money(scenario: Scenario, changes: dict[str, Any]) -> dict[str, Any]:
    """With what goes with years, or with none."""
    if isinstance(changes.get("budget"), str):
        try:
            changes["budget"] = parse_money(changes["budget"])
        except ValueError as error:
            what, _, remedy = str(error).partition("; ")
            raise InputError(Problem("budget", f"budget {what}", remedy)) from error
    years = changes.get("years", scenario.years)
    if "years" in changes and years is not None:
        changes = {"budget": sum(years.budgets), "term": math.inf, **changes}
    elif years is not None and "budget" in changes and changes["budget"] != scenario.budget:
        what = "a scenario with a budget by year has no one budget to change"
        raise InputError(Problem("budget", what, "replace(years=...) gives it others"))
    elif scenario.years is not None and years is None and not {"budget", "term"} <= set(changes):
        raise InputError(Problem("budget", "no years, and no budget a year", "give budget and term too"))
    return changes


def _needs(scenario: Scenario, changes: dict[str, Any]) -> dict[str, Any]:
    """With needs that are the mean of the draws."""
    areas, draws = changes.get("areas", scenario.areas), changes.get("draws", scenario.draws)
    if "draws" in changes and draws is not None:
        mean = np.asarray(draws, dtype=np.float64).mean(axis=0)
        return {**changes, "areas": replace(areas, need=mean)}
    if draws is not None and not np.array_equal(areas.need, scenario.areas.need):
        what = "needs are the mean of the draws, and these are of other needs"
        raise InputError(Problem("areas.draws", what, "give draws too; draws=None plans on the needs alone"))
    return changes


def _resolved(scenario: Scenario, new: Scenario, differ: set[str]) -> dict[str, Any]:
    """The scenario file as it would be now; nothing where its tables are no longer those of the files."""
    if not scenario.resolved or differ & set(READ_FROM):
        return {}
    keys = {*(differ - {"years"}), *(MONEY if differ & {"budget", "term", "years"} else ())}
    said = blocks_of(new)
    kept = {key: value for key, value in scenario.resolved.items() if key not in keys}
    return kept | {key: said[key] for key in said if key in keys}


def _inputs(scenario: Scenario, differ: set[str]) -> tuple[InputFile, ...]:
    """The files that it still is of."""
    gone = {key for name in differ for key in READ_FROM.get(name, ())}
    files = scenario.resolved.get("areas", {})
    if gone and not files:
        return ()
    paths = {str(Path(files[key])) for key in gone if key in files}
    return tuple(one for one in scenario.inputs if one.path not in paths)


def _crossings(new: Scenario, before: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Those of its links that were crossings before."""
    codes = new.areas.codes
    linked = {(codes[a], codes[b]) for a, b in new.links.tolist()} if before else set()
    return {pair: name for pair, name in before.items() if pair in linked}


def _is_of(key: str, differ: set[str]) -> bool:
    """Whether a remark is on something that is another now."""
    top = key.partition(".")[0]
    money = top in MONEY and bool(differ & {"budget", "years", "term"})
    return money or top in differ or (top in ("areas", "objective") and bool(differ & set(READ_FROM)))
