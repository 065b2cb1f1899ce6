"""Clashes agree with trying everything: what is said to be the least that would do is, and does."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner import Scenario, load_scenario, optimise
from planner.model.build import build_candidates
from planner.plan.sweep import Sweep
from planner.questions.clashes.answer import find_clashes
from planner.questions.clashes.clash import Clash
from planner.questions.clashes.nothing_funded import why_nothing
from planner.scenario.schema import Policy
from planner.scenario.years import Years
from planner.solve.search import Found
from tests.oracle import LIMITED, World, best_plan, cost_of, every_choice
from tests.worlds import areas, random_world, team, toy

RICH = 1e9
UNLIMITED = dict.fromkeys(LIMITED)


def clashing(seed: int) -> Scenario:
    """A random world whose rules no plan can keep: more is required, or more asked of all, for less money."""
    rng = np.random.default_rng(seed)
    scenario = random_world(seed, 2, 5)
    codes = list(scenario.areas.codes)
    required = sorted(
        rng.choice(codes, size=min(len(codes), 1 + int(rng.integers(3))), replace=False).tolist()
    )
    rules = {"require": required} if rng.random() < 0.6 else {"min_coverage": 0.1 * int(rng.integers(1, 6))}
    policy = scenario.policy.model_copy(update=rules)
    scenario = replace(scenario.with_budget(scenario.budget * rng.random()), policy=policy)
    assume(best_plan(scenario) is None)
    return scenario


def with_policy(scenario: Scenario, **changes: object) -> Scenario:
    """The same world under other rules."""
    return replace(scenario, policy=scenario.policy.model_copy(update=changes))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_every_clash_is_what_exhaustion_says(seed: int) -> None:
    """The least money, the fewest services, the largest share, each by listing all plans."""
    scenario = clashing(seed)
    clashes = find_clashes(scenario)
    assert clashes
    for clash in clashes:
        check(scenario, clash)


def check(scenario: Scenario, clash: Clash) -> None:
    """Hold one clash to all plans there are."""
    rule = clash.rules[0]
    if rule.startswith("the budget"):
        costs = [cost_of(c) for c in every_choice(scenario.with_budget(RICH))]
        assert clash.need == pytest.approx(min(costs), abs=0.02)
        assert clash.have == scenario.budget < clash.need
        assert optimise(scenario.with_budget(math.ceil(clash.need))).has_plan
    elif (key := rule.partition(":")[0].removeprefix("policy.")) in LIMITED:
        free = with_policy(scenario.with_budget(RICH), **{key: None})
        fewest = min(sum(map(LIMITED[key], c)) for c in every_choice(free))
        assert clash.need == fewest > clash.have == getattr(scenario.policy, key)
    elif "cannot all be served" in clash.fix:
        assert best_plan(with_policy(scenario.with_budget(RICH), **UNLIMITED)) is None
    elif "what any service can cover" in clash.rules[-1]:
        assert best_plan(with_policy(scenario.with_budget(RICH), **UNLIMITED)) is None
        assert clash.have < clash.need
    elif rule.startswith("policy.min_coverage"):
        kept = with_policy(scenario, min_coverage=clash.have)
        assert best_plan(kept) is not None or best_plan(with_policy(scenario, min_coverage=None)) is None
        assert best_plan(with_policy(scenario, min_coverage=clash.have + 0.0011)) is None
    else:
        out = {area for option in World(scenario).options() for area in option.areas}
        named = [code for code in scenario.policy.require if f": {scenario.areas.name(code)}" in rule]
        assert named
        assert not set(named) <= out


def test_required_together_and_not_connected() -> None:
    """A and E are five areas apart where a service may have two; without a link there is no way at all."""
    both = Policy(require=["A"], together=[["A", "E"]])
    (far,) = find_clashes(toy(policy=both))
    assert far.rules == ("policy.require: Borough A", "policy.together: Borough A, Borough E")
    assert (far.have, far.need) == (2, 5)
    assert "a service for Borough A and Borough E needs 5 areas and may have 2" in far.fix
    (cut,) = find_clashes(toy(policy=both, links=np.array([[0, 1], [1, 2], [3, 4]])))
    assert "no links connect Borough A and Borough E" in cut.fix
    wide = toy(policy=both, budget=1e6, services={"team": team(max_areas=5)})
    assert optimise(wide).has_plan


def test_more_is_asked_for_every_area_than_there_is() -> None:
    """Money for one team: the most that A and B can both have, and which areas cannot reach what is asked.

    One service for both costs 10 + 20 + 5 + 40w thousand: at £80k one of the staff, who supports 10 of 20, in
    proportion to need: half of each. Asking for 0.6 is too much.
    """
    pair = areas([10.0, 10.0], [(0.0, 0.0), (0.0, 0.0)])
    scenario = toy(
        areas=pair, links=np.array([[0, 1]]), budget=80_000.0, policy=Policy(min_coverage=0.6),
        services={"team": team(max_areas=2)},
    )  # fmt: skip
    money, share = find_clashes(scenario)
    assert money.need == pytest.approx(115_000)
    assert share.have == 0.5
    assert share.need == 0.6
    assert "lower it to 0.5, the most that can be kept" in share.fix
    assert "or exclude at least 1: Borough" in share.fix
    without = replace(scenario, policy=Policy(min_coverage=0.6, exclude=["A"]))
    assert optimise(without).has_plan


LONDON = load_scenario("scenarios/london.yaml")
EVERY = {"require": Policy(require=list(LONDON.areas.codes)), "min_coverage": Policy(min_coverage=0.1)}


@pytest.mark.slow
@pytest.mark.parametrize("rule", EVERY)
def test_the_least_money_for_every_borough(rule: str) -> None:
    """London with every borough in a service: £2,094,000 and not a pound less, by its own proof.

    £1,000 less is proved too little, whatever the time.
    """
    scenario = replace(LONDON, policy=EVERY[rule])
    clash = find_clashes(scenario, seconds=None)[0]
    assert clash.need == pytest.approx(2_094_000)
    assert clash.fix == "the least that would do is £2,094,000 a year"
    assert optimise(scenario.with_budget(2_094_000.0), time_limit=None, gap=10.0).has_plan
    assert optimise(scenario.with_budget(2_093_000.0), time_limit=None).status == "infeasible"


def test_what_is_not_proved_in_time_is_not_called_the_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a search that stops at its first plan, the proved least and what would do are told apart."""
    scenario = replace(LONDON, policy=EVERY["require"])
    candidates = build_candidates(scenario)

    def stopped(*_: object, **__: object) -> Found:
        plan = optimise(scenario.with_budget(5e6), time_limit=None, gap=10.0)
        return Found("feasible", Sweep(scenario).chosen(plan), 2_000_000.0)

    monkeypatch.setattr("planner.questions.clashes.least.search_cheapest", stopped)
    clash = find_clashes(scenario)[0]
    assert clash.need == pytest.approx(candidates.cost[stopped().chosen].sum())
    assert clash.fix == f"at least £2,000,000 a year is needed (proved); £{clash.need:,.0f} would do"


def test_the_least_more_by_year_to_fund_anything() -> None:
    """Set-up fits 2027 and running costs do not fit 2028: what lacks there would do, and no set-up twice.

    Dearest of all is to start in 2028: £30k set-up and £60k are £80k more than the £10k there is.
    """
    kind = {"team": team(max_areas=1)}
    scenario = toy(areas=areas([9.0]), links=np.zeros((0, 2)), services=kind, term=math.inf)
    years = Years(2027, (95_000.0, 10_000.0))
    (clash,) = why_nothing(replace(scenario, years=years, budget=105_000.0))
    assert clash.fix == "the least that would do is £50,000 more in 2028"
    enough = years._replace(budgets=(95_000.0, 60_000.0))
    assert optimise(replace(scenario, years=enough, budget=155_000.0)).services


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"policy": Policy(max_services=0)}, "policy.max_services: 0; the fewest that would do is 1"),
        ({"policy": Policy(exclude=["A", "B", "C", "D", "E"])}, "policy.exclude: Borough A, Borough B"),
        ({"policy": Policy(weights=dict.fromkeys("ABCDE", 0.0))}, "policy.weights"),
        ({"budget": 60_000.0}, "the budget of £60,000 a year; the least that would do is £70,000"),
        ({"areas": areas([0.0] * 5, [(4.0 * i, 0.0) for i in range(5)])}, "the need that is left"),
    ],
)
def test_why_nothing_is_funded(changes: dict[str, object], told: str) -> None:
    """A scenario whose only plan is to fund nothing says which rule leaves nothing, and what would do."""
    scenario = toy(**changes)
    plan = optimise(scenario)
    assert (plan.status, plan.services) == ("optimal", ())
    (clash,) = why_nothing(scenario)
    assert clash.sentence.startswith("nothing can be funded with ")
    assert told in clash.sentence


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_the_least_money_that_funds_anything(seed: int) -> None:
    """With a little less than it no plan covers anybody, and with it one does: by exhaustion."""
    scenario = replace(random_world(seed, 1, 4), policy=Policy()).with_budget(1000.0)
    best = best_plan(scenario)
    assume(best is not None and best.value < 1e-6)
    for clash in why_nothing(scenario):
        if clash.rules[0].startswith("the budget"):
            less, enough = (best_plan(scenario.with_budget(clash.need + by)) for by in (-1.0, 0.01))
            assert less is not None
            assert enough is not None
            assert less.value < 1e-6 < enough.value
