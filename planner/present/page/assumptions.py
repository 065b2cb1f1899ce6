"""What was assumed: every figure of a scenario, what it means, and where its author says it comes from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from planner.present.numbers import pounds
from planner.present.table import Column, Table
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ScenarioFile

NO_SOURCE = "no source given in the scenario"
RULE = "a rule of this scenario"
MONEY = {"cost", "setup_cost", "annual_cost", "joint_cost", "budget"}


class Assumption(NamedTuple):
    """One figure: its dotted key in the scenario, its value, its meaning and its source."""

    key: str
    value: Any
    meaning: str
    source: str


def assumptions(scenario: Scenario) -> list[Assumption]:
    """Every figure a plan rests on, those left out of the scenario file among them."""
    return list(_all(scenario))


def _all(scenario: Scenario) -> Iterator[Assumption]:
    for key, value in _tops(scenario).items():
        yield _said(scenario, key, value, ScenarioFile.model_fields[key].description)
    for name, kind in scenario.services.items():
        yield from _block(scenario, f"services.{name}", kind)
    for number, service in enumerate(scenario.existing):
        yield from _block(scenario, f"existing.{number}", service, shown=f"existing.{service.name}")
    for rule in _block(scenario, "policy", scenario.policy):
        yield rule._replace(source=RULE) if rule.source == NO_SOURCE else rule
    if (scenario.areas.cost_factor != 1.0).any():
        low, high = scenario.areas.cost_factor.min(), scenario.areas.cost_factor.max()
        meaning = "What the costs of a service are multiplied by, by the area of its hub"
        yield Assumption("cost_factor", f"{low:g} to {high:g}", meaning, "the needs table")


def _tops(scenario: Scenario) -> dict[str, Any]:
    """Figures of the scenario itself. One budget is no assumption: it is what was asked."""
    years = scenario.years
    if years is None:
        return {"term": scenario.term}
    budgets = {years.first + place: budget for place, budget in enumerate(years.budgets)}
    return {"budget": budgets, "ramp": list(years.ramp), "discount_rate": years.discount}


def _block(scenario: Scenario, path: str, block: BaseModel, shown: str = "") -> Iterator[Assumption]:
    """The figures of a block; a rule or a limit that is not there is left out."""
    for name, about in type(block).model_fields.items():
        value, key = getattr(block, name), f"{path}.{name}"
        if isinstance(value, BaseModel):
            yield from _block(scenario, key, value, f"{shown}.{name}" if shown else "")
        elif value not in (None, [], {}) and name != "name":
            one = _said(scenario, key, value, about.description)
            yield one._replace(key=f"{shown}.{name}") if shown else one


def _said(scenario: Scenario, key: str, value: Any, meaning: str | None) -> Assumption:
    given = _given(scenario.resolved, key)
    source = (
        scenario.remarks.get(key, NO_SOURCE) if given or not scenario.resolved else "left out: the default"
    )
    return Assumption(key, value, " ".join((meaning or "").replace("`", "").split()), source)


def _given(resolved: dict[str, Any], key: str) -> bool:
    """Whether the scenario file says the figure itself."""
    node: Any = resolved
    for part in key.split("."):
        if isinstance(node, list):
            node = dict(enumerate(node))
            part = int(part)  # type: ignore[assignment]
        if not isinstance(node, dict) or part not in node:
            return False
        node = node[part]
    return True


def assumptions_table(scenario: Scenario) -> Table:
    """The figures in words."""
    rows = tuple(
        (in_words(one.key), value_in_words(scenario, one), one.meaning.rstrip("."), one.source)
        for one in assumptions(scenario)
    )
    columns = tuple(map(Column, ("Figure", "Value", "What it is", "Where it is from")))
    return Table("assumptions", "What the plan rests on", columns, rows)


def in_words(key: str) -> str:
    """A dotted key as people read it: `services.specialist.staff.cost` is `specialist: staff cost`."""
    top, _, rest = key.partition(".")
    name, _, figure = rest.partition(".")
    if top in ("services", "existing") and figure:
        return f"{name}: {figure.replace('.', ' ').replace('_', ' ')}"
    return (rest or top).replace(".", " ").replace("_", " ")


def value_in_words(scenario: Scenario, one: Assumption) -> str:
    """The value of a figure as people read it, areas by name."""
    money = one.key.rpartition(".")[2] in MONEY
    if isinstance(one.value, dict):
        return "; ".join(f"{_name(scenario, key)} {_plain(v, money)}" for key, v in one.value.items())
    if isinstance(one.value, list | tuple):
        groups = [one.value] if not any(isinstance(v, list) for v in one.value) else one.value
        return "; ".join(", ".join(_name(scenario, v) for v in group) for group in groups)
    return _name(scenario, _plain(one.value, money))


def _plain(value: Any, money: bool) -> str:
    if isinstance(value, str):
        return value
    return pounds(value) if money else f"{value:g}"


def _name(scenario: Scenario, value: Any) -> str:
    """The name of an area where `value` is its code."""
    text = str(value)
    return scenario.areas.name(text) if text in scenario.areas.position else text
