"""The key of a scenario: every field changes it, one after the other, and only what is named does not."""

import dataclasses
import math
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from pydantic import BaseModel

from planner import Scenario, load_scenario
from planner.scenario.journeys import Journeys
from planner.scenario.key import key_of
from planner.scenario.scenario import InputFile
from planner.scenario.schema import ExistingService, Expand, Policy, ServiceType, Uncertainty
from planner.scenario.shapes import Shapes
from planner.scenario.years import Years
from tests.project import write_project
from tests.worlds import areas, team, toy

Path_ = tuple[str | int, ...]
FIELDS = ("inputs", "notes", "resolved", "remarks", "crossings", "areasAreas.shapes")
NOT_IN_KEY = tuple(f"Scenario.{field}" for field in FIELDS)
"""On these no answer depends."""


def whole() -> Scenario:
    """A scenario that leaves no field empty."""
    some = areas([1.5, 2.5, 3.5], [(0.0, 0.0), (4.0, 0.0), (8.0, 0.0)])
    some = replace(some, low=some.need / 2, high=some.need + 2, identified=some.need / 2)
    shapes = Shapes(tuple(shapely.box(x, -1e3, x + 2e3, 1e3) for x in (0.0, 4e3, 8e3)), "EPSG:32631")
    journeys = Journeys(np.array([[0, 1], [1, 2]]), np.array([20.0, 35.0]))
    return toy(
        areas=replace(some, shapes=shapes, journeys=journeys),
        links=np.array([[0, 1], [1, 2]]),
        services={
            "team": team(max_km=9.0, max_minutes=40.0),
            "hut": ServiceType(annual_cost=9e4, capacity=20.0),
        },
        existing=(
            ExistingService(
                name="old", type="team", areas=["A"], hub="A", capacity=5.0, expand=Expand(staff=1)
            ),
        ),
        policy=Policy(
            max_services=4,
            require=["A"],
            exclude=["B"],
            together=[["A", "B"]],
            apart=[["B", "C"]],
            min_coverage=0.1,
            weights={"A": 2.0},
        ),
        inputs=(InputFile("needs.csv", "0" * 64),),
        notes=("odd",),
        resolved={"budget": 1},
        years=Years(2027, (1e5, 2e5)),
        budget=3e5,
        term=math.inf,
        uncertainty=Uncertainty(spread=0.3),
        draws=np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 4.0]]),
        remarks={"budget": "assumption"},
        crossings={("A", "B"): "Old Bridge"},
    )


def fields_of(value: Any) -> list[str]:
    """Names of the fields of a dataclass, a schema model or a tuple with names; of anything else none."""
    if isinstance(value, BaseModel):
        return list(type(value).model_fields)
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value)]
    return list(getattr(value, "_fields", ()))


def put(value: Any, name: str, inner: Any) -> Any:
    """A copy of a value with another field."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: inner})
    if isinstance(value, tuple):
        return value._replace(**{name: inner})  # type: ignore[attr-defined]
    other = copy(value)  # unchecked: the key tells apart even what no scenario may hold
    object.__setattr__(other, name, inner)
    return other


def changed(value: Any) -> Iterator[tuple[str, Any]]:
    """The value with one thing inside it changed, for each thing there is; where it was, and the copy.

    Fails on what it does not know how to change, and on what is left empty.
    """
    if isinstance(value, Shapes):
        yield "", Shapes(value.outlines[::-1], value.grid)
    elif names := fields_of(value):
        for name in names:
            for where, other in changed(getattr(value, name)):
                yield f"{type(value).__name__}.{name}{where}", put(value, name, other)
    elif isinstance(value, bool):
        yield "", not value
    elif isinstance(value, int | float):
        yield "", value + 1 if math.isfinite(value) else 1.0
    elif isinstance(value, str):
        yield "", value + "x"
    else:
        yield from gathered(value)


def gathered(value: Any) -> Iterator[tuple[str, Any]]:
    """The same of arrays, mappings and sequences."""
    if isinstance(value, np.ndarray):
        other = value.copy()
        other.flat[-1] = 0 if np.isnan(other.flat[-1]) else other.flat[-1] + 1
        yield "", other
    elif isinstance(value, dict):
        yield " more", {**value, "more": next(iter(value.values()), 1.0)}
        for key, inner in value.items():
            for where, other in changed(inner):
                yield f"[{key}]{where}", {**value, key: other}
    elif isinstance(value, list | tuple):
        yield " less", type(value)(value[:-1]) if value else pytest.fail("an empty sequence shows nothing")
        for place, inner in enumerate(value):
            for where, other in changed(inner):
                yield f"[{place}]{where}", type(value)([*value[:place], other, *value[place + 1 :]])
    elif value is not None:
        pytest.fail(f"no way is known here to change {type(value).__name__}; teach this test one")


EVERY = list(changed(whole()))


def empty_everywhere() -> set[str]:
    """Fields that are None in the whole scenario wherever their class stands; there should be none."""
    seen: dict[str, bool] = {}

    def look(value: Any) -> None:
        for name in fields_of(value):
            inner = getattr(value, name)
            seen[f"{type(value).__name__}.{name}"] = (
                seen.get(f"{type(value).__name__}.{name}", False) or inner is not None
            )
            look(inner)
        for inner in (
            value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
        ):
            look(inner)

    look(whole())
    return {name for name, held in seen.items() if not held}


def test_the_sample_leaves_no_field_empty() -> None:
    """A field that is None wherever its class stands would go unseen: give it a value in `whole`."""
    assert empty_everywhere() == set()


@pytest.mark.parametrize(("where", "other"), EVERY, ids=[where for where, _ in EVERY])
def test_every_field_is_in_the_key(where: str, other: Scenario) -> None:
    """Whatever is changed, the key is another; but for the fields on which no answer depends."""
    outside = where.startswith(NOT_IN_KEY)
    assert (other.key() == whole().key()) == outside
    budget = where == "Scenario.budget"
    assert (other.key(budget=False) == whole().key(budget=False)) == (outside or budget)


@pytest.mark.parametrize(
    "field",
    [
        "Areas.low",
        "Areas.high",
        "Areas.journeys",
        "Journeys.minutes",
        "Years.first",
        "Years.budgets",
        "Years.ramp",
    ],
)
def test_what_keys_made_by_hand_forgot_is_gone_over(field: str) -> None:
    """Intervals, journeys and years are among what is changed above."""
    assert any(field in where for where, _ in EVERY)


def test_the_same_scenario_read_twice_has_one_key(tmp_path: Any) -> None:
    """Whatever folder it is read from, and with a comment more."""
    first, second = write_project(tmp_path / "a"), write_project(tmp_path / "b")
    with second.open("a") as stream:
        stream.write("# checked\n")
    assert load_scenario(first).key() == load_scenario(second).key()


def test_equal_values_have_one_key_and_others_do_not() -> None:
    """1 is 1.0 and 0.0 is -0.0; text is not a number, an array of one shape not of another."""
    assert key_of(1, 0.0, np.array([0.0])) == key_of(1.0, -0.0, np.array([-0.0]))
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    different = [
        "1",
        1,
        True,
        None,
        "None",
        [1],
        (1,),
        {"a": 1},
        {1: 1},
        {"1": 1},
        np.zeros(2),
        np.zeros((1, 2)),
    ]
    assert len({key_of(one) for one in different}) == len(different)
    assert key_of("a", "b") != key_of("ab")
    with pytest.raises(TypeError, match="no key can be made of object"):
        key_of(object())
