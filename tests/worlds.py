"""Small worlds for tests: a five-borough toy to check by hand, and random ones of up to seven areas."""

import math
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from hypothesis import strategies as st

from planner.scenario.areas import Areas
from planner.scenario.journeys import Journeys
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ExistingService, Expand, Policy, Reach, ServiceType, Staff
from planner.scenario.suppression import protected, shown_to_all


def published(scenario: Scenario) -> Scenario:
    """A scenario without draws as anybody may see it."""
    return shown_to_all(replace(scenario, areas=protected(scenario.areas)))


def areas(
    need: list[float],
    centres: list[tuple[float, float]] | None = None,
    cost_factor: list[float] | None = None,
    codes: list[str] | None = None,
) -> Areas:
    """Areas A, B, C, ... with these needs, and centres in km."""
    codes = codes or [chr(ord("A") + i) for i in range(len(need))]
    return Areas(
        codes=tuple(codes),
        names=tuple(f"Borough {code}" for code in codes),
        need=np.array(need, dtype=np.float64),
        cost_factor=np.array(cost_factor or [1.0] * len(need)),
        centres=None if centres is None else np.array(centres, dtype=np.float64),
    )


def team(**changes: Any) -> ServiceType:
    """A staffed service: £30k set-up, £20k a year, £5k a joining area, £40k for each ten young people."""
    blocks: dict[str, Any] = {
        "setup_cost": 30_000.0,
        "annual_cost": 20_000.0,
        "joint_cost": 5_000.0,
        "staff": Staff(cost=40_000.0, caseload=10.0, min=1, max=3),
        "max_areas": 3,
    }
    return ServiceType(**{**blocks, **changes})


def toy(**changes: Any) -> Scenario:
    """Five boroughs in a row, A - B - C - D - E, 4 km apart, with needs 12, 5, 20, 4 and 9."""
    given: dict[str, Any] = {
        "name": "toy",
        "areas": areas([12.0, 5.0, 20.0, 4.0, 9.0], [(4.0 * i, 0.0) for i in range(5)]),
        "links": np.array([[0, 1], [1, 2], [2, 3], [3, 4]]),
        "budget": 150_000.0,
        "term": 3.0,
        "services": {"team": team(max_areas=2, reach=Reach(hub=1.0, per_km=0.05, floor=0.5))},
    }
    return Scenario(**{**given, **changes})


def _tenths(rng: Random, low: float, high: float) -> float:
    return round(rng.uniform(low, high), 1)


def _maybe(rng: Random, chance: float) -> bool:
    return rng.random() < chance


def _services(rng: Random) -> dict[str, ServiceType]:
    """A staffed type, and at times one of fixed size beside it; at times free staff, or no set-up cost."""
    reach = Reach(hub=_tenths(rng, 0.7, 1.0), per_km=rng.choice([0.0, 0.013, 0.07]), floor=0.3)
    low = rng.randint(1, 2)
    types = {
        "team": team(
            setup_cost=rng.choice([0.0, 31_000.0]),
            annual_cost=round(rng.uniform(20_000, 60_000), 2),
            joint_cost=round(rng.uniform(0, 9_000), 2),
            staff=Staff(
                cost=rng.choice([0.0, round(rng.uniform(10_000, 50_000), 2)])
                if _maybe(rng, 0.2)
                else 31_415.92,
                caseload=_tenths(rng, 4, 22),
                min=low,
                max=low + rng.randint(0, 3),
            ),
            max_areas=rng.randint(1, 4),
            reach=reach,
        )
    }
    if _maybe(rng, 0.3):
        types["drop-in"] = ServiceType(
            annual_cost=round(rng.uniform(20_000, 80_000), 2),
            joint_cost=2_000.0,
            capacity=_tenths(rng, 5, 50),
            max_areas=rng.randint(1, 3),
            reach=reach,
        )
    return types


def _existing(rng: Random, codes: list[str]) -> tuple[ExistingService, ...]:
    """Up to two existing services that share no area, most able to expand."""
    free, found = rng.sample(codes, len(codes)), []
    for number in range(rng.choice([0, 0, 1, 2])):
        chosen, free = sorted(free[: rng.randint(1, 2)]), free[2:]
        if chosen:
            expand = Expand(staff=rng.randint(1, 2), areas=rng.randint(0, 2)) if _maybe(rng, 0.8) else None
            found.append(
                ExistingService(
                    name=f"old {number}",
                    type="team",
                    areas=chosen,
                    hub=rng.choice([None, *chosen]),
                    capacity=_tenths(rng, 0, 20),
                    expand=expand,
                )
            )
    return tuple(found)


def _policy(rng: Random, codes: list[str]) -> Policy:
    """Any mix of rules, each of them now and then."""

    def group() -> list[str]:
        return sorted(rng.sample(codes, min(len(codes), rng.randint(2, 3))))

    several = len(codes) > 1
    return Policy(
        max_services=rng.randint(0, 3) if _maybe(rng, 0.25) else None,
        require=[rng.choice(codes)] if _maybe(rng, 0.25) else [],
        exclude=[rng.choice(codes)] if _maybe(rng, 0.2) else [],
        together=[group()] if several and _maybe(rng, 0.25) else [],
        apart=[group()] if several and _maybe(rng, 0.25) else [],
        min_coverage=_tenths(rng, 0, 0.3) if _maybe(rng, 0.2) else None,
        weights={code: _tenths(rng, 0, 3) for code in codes if _maybe(rng, 0.5)} if _maybe(rng, 0.3) else {},
    )


def random_world(seed: int, fewest: int = 1, most: int = 7) -> Scenario:
    """A random world: areas on a plane, links between near ones, any rules, uneven costs and needs."""
    rng = Random(seed)
    size = rng.randint(fewest, most)
    codes = [chr(ord("A") + i) for i in range(size)]
    centres = [(_tenths(rng, 0, 20), _tenths(rng, 0, 20)) for _ in codes]
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    near = [pair for pair in pairs if math.dist(centres[pair[0]], centres[pair[1]]) < 12 or _maybe(rng, 0.1)]
    return Scenario(
        name=f"world {seed}",
        areas=areas(
            need=[0.0 if _maybe(rng, 0.05) else round(rng.lognormvariate(2.5, 0.7), 2) for _ in codes],
            centres=centres,
            cost_factor=[round(rng.uniform(0.8, 1.3), 3) for _ in codes] if _maybe(rng, 0.5) else None,
        ),
        links=np.array(near, dtype=np.int64).reshape(-1, 2),
        budget=round(rng.uniform(0, 120_000) * size, 2),
        term=rng.choice([1.0, 3.0, 4.5]),
        services=_services(rng),
        existing=_existing(rng, codes),
        policy=_policy(rng, codes),
    )


def with_journeys(scenario: Scenario, seed: int) -> Scenario:
    """The same world with a travel table; at random reach by minutes, catchments capped by minutes or km."""
    rng = Random(seed)
    size = len(scenario.areas)
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    minutes = np.array([_tenths(rng, 5, 60) for _ in pairs])
    journeys = Journeys(np.array(pairs, dtype=np.int64).reshape(-1, 2), minutes)
    services = {}
    for name, kind in scenario.services.items():
        changes: dict[str, Any] = {}
        if _maybe(rng, 0.7):
            rule = {"per_km": 0.0, "per_minute": rng.choice([0.004, 0.011])}
            changes["reach"] = kind.reach.model_copy(update=rule)
        if _maybe(rng, 0.5):
            changes["max_minutes"] = _tenths(rng, 10, 50)
        if _maybe(rng, 0.3):
            changes["max_km"] = _tenths(rng, 3, 15)
        services[name] = kind.model_copy(update=changes)
    return replace(scenario, areas=replace(scenario.areas, journeys=journeys), services=services)


def worlds(fewest: int = 1, most: int = 7) -> st.SearchStrategy[Scenario]:
    """Random worlds of `fewest` to `most` areas."""
    return st.integers(0, 10**9).map(lambda seed: random_world(seed, fewest, most))
