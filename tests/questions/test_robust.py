"""Robust plans: equal to a look at every plan that suits all scenarios, on worlds small enough for it."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner import InputError, NoRobust, Robust, Scenario, compare, load_variants, robust
from planner.questions.claims import hedge_sentence
from planner.scenario.read.variants import parse_vary
from planner.scenario.schema import Policy
from planner.solve.clock import Best
from tests.oracle import Option, World, best_plan
from tests.project import edit, write_project
from tests.running import ROOT, planner
from tests.worlds import random_world, toy


def family(seed: int) -> list[Scenario]:
    """Three scenarios over the same areas: other needs, other caseloads, another budget and rules."""
    rng = np.random.default_rng(seed)
    world = random_world(seed, 1, 4)
    needs = np.round(world.areas.need * rng.uniform(0.4, 1.8, len(world.areas)), 2)
    kinds = {
        name: kind.model_copy(
            update={"joint_cost": 1.5 * kind.joint_cost, "annual_cost": 0.8 * kind.annual_cost}
        )
        for name, kind in world.services.items()
    }
    return [
        world,
        replace(world, areas=replace(world.areas, need=needs)),
        replace(world, services=kinds, budget=0.8 * world.budget),
    ]


def every_choice(scenarios: list[Scenario]) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Value and cost in each scenario of every set of services that all scenarios allow."""
    worlds = [World(scenario) for scenario in scenarios]
    rows = zip(*([*world._new(), *world._more()] for world in worlds), strict=True)
    options = [row for row in rows if all(w._allowed(one) for w, one in zip(worlds, row, strict=True))]
    codes = worlds[0].codes

    def go(
        place: int, taken: frozenset[str], chosen: list[tuple[Option, ...]]
    ) -> Iterator[list[tuple[Option, ...]]]:
        if place == len(codes):
            yield chosen
            return
        code = codes[place]
        if code in taken or all(world.may_go_without(code) for world in worlds):
            yield from go(place + 1, taken, chosen)
        if code not in taken:
            for row in options:
                if min(row[0].areas) == code and not row[0].areas & taken:
                    yield from go(place + 1, taken | row[0].areas, [*chosen, row])

    for chosen in go(0, frozenset(), []):
        new = sum(row[0].new for row in chosen)
        limit = scenarios[0].policy.max_services
        values = tuple(sum(row[s].value for row in chosen) for s in range(len(scenarios)))
        costs = tuple(sum(row[s].cost for row in chosen) for s in range(len(scenarios)))
        fits = all(cost <= one.budget + 1e-6 for cost, one in zip(costs, scenarios, strict=True))
        if fits and (limit is None or new <= limit):
            yield values, costs


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
@example(10_291)  # an existing service that other needs would base elsewhere
def test_robust_plans_are_the_best_there_are(seed: int) -> None:
    """Least worst regret, and best expected coverage, of all plans that suit every scenario."""
    scenarios = family(seed)
    bests = [best_plan(scenario) for scenario in scenarios]
    if None in bests:
        return
    plans = compare(scenarios).plans
    choices = list(every_choice(scenarios))
    found = robust(scenarios, plans)
    if not choices:
        assert (found.status, isinstance(found, NoRobust)) == ("infeasible", True)
        return
    assert isinstance(found, Robust)
    best = [one.value for one in bests if one]
    least = min(max(b - v for b, v in zip(best, values, strict=True)) for values, _ in choices)
    assert found.status == "optimal"
    assert found.value == pytest.approx(max(0.0, least), abs=1e-5)
    assert max(found.regret) == pytest.approx(found.value, abs=1e-5)
    assert found.bound <= found.value + 1e-9
    shares = (0.5, 0.2, 0.3)
    most = max(sum(p * v for p, v in zip(shares, values, strict=True)) for values, _ in choices)
    hedged = robust(scenarios, plans, probabilities=shares)
    assert isinstance(hedged, Robust)
    assert hedged.value == pytest.approx(most, abs=1e-5)


def test_one_scenario_twice_has_no_regret() -> None:
    """Where nothing is unsure the robust plan is the plan."""
    scenarios = [toy(), toy()]
    found = robust(scenarios, compare(scenarios).plans)
    assert isinstance(found, Robust)
    assert (found.value, found.regret) == (0.0, (0.0, 0.0))


@pytest.mark.slow
def test_london_is_hedged() -> None:
    """Three caseloads: the plan with least worst regret is proved, and fits every scenario."""
    grid = [parse_vary("services.specialist.staff.caseload=12,15,18")]
    scenarios = load_variants(ROOT / "scenarios/london.yaml", grid)
    found = robust(scenarios, compare(scenarios).plans)
    assert isinstance(found, Robust)
    assert found.status == "optimal"
    assert max(found.regret) == pytest.approx(found.value, abs=1e-6)
    assert all(spend <= scenario.budget for spend, scenario in zip(found.spend, scenarios, strict=True))


def test_scenarios_that_have_no_plan_in_common_areas_are_refused() -> None:
    """Other areas, or shares that do not add up, are told in words."""
    other = random_world(3, 2, 2)
    plans = compare([toy(), other]).plans
    with pytest.raises(InputError, match="its areas are not those of 'toy'"):
        robust([toy(), other], plans)
    twice = [toy(), toy()]
    with pytest.raises(InputError, match="not a share for each of 2 scenarios"):
        robust(twice, compare(twice).plans, probabilities=[0.5, 0.4])


def at_odds() -> list[Scenario]:
    """Two worlds that each have a plan, and no plan in common: one leaves C out, the other asks for it."""
    return [toy(policy=Policy(exclude=["C"])), toy(policy=Policy(require=["C"]))]


@pytest.mark.parametrize("shares", [None, (0.5, 0.5)])
def test_no_plan_for_all_is_told_from_none_in_time(
    shares: tuple[float, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That nothing suits both is proved, in words too; a search that was stopped proves nothing."""
    worlds = at_odds()
    plans = compare(worlds).plans
    found = robust(worlds, plans, probabilities=shares)
    assert isinstance(found, NoRobust)
    assert (found.status, found.probabilities) == ("infeasible", shares)
    assert hedge_sentence(found).endswith(": no plan keeps the budget and the rules of every scenario.")
    monkeypatch.setattr(
        "planner.questions.compare.robust.search_exactly", lambda *_, **__: Best(None, math.inf, False)
    )
    alike = [toy(), toy()]
    stopped = robust(alike, compare(alike).plans, probabilities=shares)
    assert isinstance(stopped, NoRobust)
    assert stopped.status == "no_plan"
    assert hedge_sentence(stopped).endswith(": none was found before the search stopped; there may be one.")


def test_every_medium_says_that_there_is_no_plan_for_all(tmp_path: Path) -> None:
    """Table, JSON, page, and the page made later of the folder."""
    path = write_project(tmp_path)
    edit(path, "budget: £300k", "budget: £300k\npolicy: {exclude: [E03]}")
    (tmp_path / "other.yaml").write_text(
        "name: Other\nextends: scenario.yaml\npolicy: {exclude: [], require: [E03]}\n"
    )
    words = ("compare", path, tmp_path / "other.yaml", "--robust")
    told = (
        "One plan for all, of least worst regret: no plan keeps the budget and the rules of every scenario."
    )
    page = tmp_path / "page.html"
    table = planner(*words, "--out", tmp_path / "run", "--report", page)
    assert told in " ".join(table.stdout.split())
    document = planner(*words, "--format", "json")
    assert json.loads(document.stdout)["hedge"] == {
        "rule": "regret",
        "status": "infeasible",
        "probabilities": None,
    }
    assert told in document.stderr
    jsonschema.validate(
        json.loads(document.stdout), json.loads((ROOT / "planner/contract/compare.schema.json").read_text())
    )
    assert told in page.read_text(encoding="utf-8")
    assert planner("report", tmp_path / "run").returncode == 0
    assert told in (tmp_path / "run/report.html").read_text(encoding="utf-8")
