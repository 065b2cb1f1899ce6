"""What a scenario file would say of a scenario, its tables apart."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from planner.scenario.scenario import Scenario

MONEY = ("budget", "term", "ramp", "discount_rate")
"""Keys that are given together: a budget a year and a term, or a budget by year and what goes with it."""


def blocks_of(scenario: "Scenario") -> dict[str, Any]:
    """The keys of the scenario file but `areas` and the objective, areas by code."""
    found: dict[str, Any] = {"name": scenario.name}
    if years := scenario.years:
        found["budget"] = {years.first + i: budget for i, budget in enumerate(years.budgets)}
        found |= {"ramp": list(years.ramp), "discount_rate": years.discount}
    else:
        found |= {"budget": scenario.budget, "term": scenario.term}
    found["uncertainty"] = _block(scenario.uncertainty)
    found["services"] = {name: _block(kind) for name, kind in scenario.services.items()}
    found["existing"] = [_block(one) for one in scenario.existing]
    found["policy"] = _block(scenario.policy)
    return found


def _block(block: BaseModel) -> dict[str, Any]:
    return block.model_dump(exclude_none=True)
