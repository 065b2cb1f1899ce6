"""A rule is one file: this one adds a rule, and no other file of the planner knows of it.

The toy says where services are based: a filter on candidates and a row over them. From its one class it is
read with its place, in the JSON Schema, searched, audited, told of in a clash, in the scenario's key, saved,
and on the page.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from planner import AuditError, InputError, Scenario, load_scenario, optimise
from planner.cli import command_line
from planner.plan.audit import audit
from planner.policy.protocols import Candidates, Outcome, Served, Setting
from planner.policy.reductions import Reduction
from planner.policy.register import RULES, registered
from planner.policy.rule import AreasRule, Row
from planner.present.page.assumptions import assumptions, in_words, value_in_words
from planner.questions.clashes.answer import find_clashes
from planner.questions.clashes.nothing_funded import why_nothing
from planner.questions.compare.robust import Robust, robust
from planner.questions.joint.answer import rules_against
from planner.scenario.schema import Policy, Staff, json_schema
from planner.types import BoolArray
from tests.oracle import Choice, cost_of, every_choice, value_of
from tests.project import edit, write_project
from tests.worlds import areas, random_world, team, toy


class FewHubs(AreasRule):
    """Areas of which one at most is a hub, and that of no service for more than two areas."""

    key = "few_hubs"
    allowed = frozenset({Reduction.IDLE, Reduction.IDLE_STAFF, Reduction.SAME_START, Reduction.MORE_NEED})

    def _based(self, setting: Setting, candidates: Candidates) -> BoolArray:
        return np.isin(candidates.hub, [setting.areas.position[code] for code in self.value])

    def keeps(self, setting: Setting, _served: Served, candidates: Candidates, _grown: float) -> BoolArray:
        large = np.diff(candidates.starts) > 2
        return np.asarray(~(self._based(setting, candidates) & large), dtype=bool)

    def rows(self, setting: Setting, candidates: Candidates) -> Iterator[Row]:
        yield Row(self._based(setting, candidates).astype(np.float64), upper=1.0)

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        based = [service for service in outcome.services if service.hub in self.value]
        if len(based) > 1:
            yield f"{len(based)} services are based where one may be"
        for service in based:
            if len(service.areas) > 2:
                yield f"{service.id}: too large for its hub"


BEFORE = toy()


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    """The toy is known while a test runs."""
    with registered(FewHubs):
        yield


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A good project whose scenario has the rule, areas by name."""
    path = write_project(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "policy:\n  few_hubs: [Corley, Ashby]\n", "utf-8")
    return path


def ruled(scenario: Scenario, *codes: str) -> Scenario:
    """The scenario under the toy rule, beside what it has."""
    return replace(scenario, policy=scenario.policy.of(few_hubs=list(codes)))


def test_it_is_read_with_its_areas_by_code(written: Path) -> None:
    """Names are codes, in their order; and the planner's own rules stand before it."""
    policy = load_scenario(written).policy
    assert policy.few_hubs == ["E01", "E03"]
    assert [rule.key for rule in policy.rules] == ["few_hubs"]
    assert list(RULES)[-1] == "few_hubs"


@pytest.mark.parametrize(
    ("wrong", "line", "what"),
    [
        ("[Corley, Ashbee]", 17, "policy.few_hubs: no area is called 'Ashbee'; did you mean Ashby?"),
        ("7", 17, "policy.few_hubs should be a list, not 7; give few_hubs: Areas of which one at most"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(written: Path, wrong: str, line: int, what: str) -> None:
    """An area that is not there, or no list, is refused at its line of the file."""
    edit(written, "[Corley, Ashby]", wrong)
    with pytest.raises(InputError) as refused:
        load_scenario(written)
    assert f"scenario.yaml:{line}: {what}" in str(refused.value)


def test_a_misspelt_key_finds_it(written: Path) -> None:
    """The key is one of those that are known there."""
    edit(written, "few_hubs", "few_hub")
    with pytest.raises(InputError, match=r"unknown key 'policy\.few_hub'; did you mean 'few_hubs'"):
        load_scenario(written)


def test_python_is_refused_what_no_file_could_hold() -> None:
    """A scenario that was never a file is checked alike."""
    with pytest.raises(InputError, match=r"policy\.few_hubs: no area is called 'Z'"):
        ruled(toy(), "Z")
    with pytest.raises(InputError, match=r"policy\.few_hubs: A is there twice"):
        ruled(toy(), "A", "A")


def test_it_is_in_the_json_schema() -> None:
    """With what it means; and not there before it was known, nor after."""
    described = json_schema()["$defs"]["Policy"]["properties"]
    assert described["few_hubs"]["description"] == FewHubs.meaning()
    assert described["few_hubs"]["items"] == described["require"]["items"]
    with pytest.MonkeyPatch.context() as patched:
        patched.delitem(RULES, "few_hubs")
        with registered(RULES["require"]):
            assert "few_hubs" not in json_schema()["$defs"]["Policy"]["properties"]


def keeps(choice: Choice, codes: set[str]) -> bool:
    """Whether a plan of the oracle keeps the toy rule."""
    based = [option for option in choice if option.hub in codes]
    return len(based) <= 1 and all(len(option.areas) <= 2 for option in based)


@pytest.mark.parametrize("seed", range(60))
def test_plans_are_the_best_there_are(seed: int) -> None:
    """In 60 random worlds of up to four areas, other rules at random: as all plans one by one say."""
    scenario = random_world(seed, 2, 4)
    codes = set(np.random.default_rng(seed).permutation(scenario.areas.codes)[: 1 + seed % 4].tolist())
    plans = [(value_of(one), cost_of(one)) for one in every_choice(scenario) if keeps(one, codes)]
    plan = optimise(ruled(scenario, *sorted(codes)), time_limit=None)
    if not plans:
        assert plan.status == "infeasible"
        return
    most = max(value for value, _ in plans)
    least = min(cost for value, cost in plans if value >= most - 1e-6)
    assert plan.objective == pytest.approx(most, rel=1e-6, abs=1e-6)
    assert plan.spend == pytest.approx(least, rel=1e-6, abs=0.01)


def test_a_policy_made_before_it_was_known_is_without_it() -> None:
    """A scenario that is there already stays what it is, and can be given the rule."""
    assert BEFORE.policy.few_hubs == []
    assert "few_hubs" not in {rule.key for rule in BEFORE.policy.rules}
    assert ruled(BEFORE, "A").policy.few_hubs == ["A"]
    with pytest.raises(AttributeError):
        _ = BEFORE.policy.many_hubs


ONE = Staff(cost=40_000.0, caseload=10.0, max=1)
PAIR = ruled(
    toy(
        areas=areas([12.0, 5.0, 20.0], [(0.0, 0.0), (4.0, 0.0), (30.0, 0.0)]),
        links=np.array([[0, 1]]),
        budget=145_000.0,
        services={"team": team(max_areas=2, staff=ONE)},
        policy=Policy(together=[["A", "B"]]),
    ),
    "A",
    "C",
)
"""A and B share a service, C has its own, one member of staff for 10 each: £75k and £70k. Nothing depends
on where they are based but the rule: one at A and one at C are too many, one at B and one at C are not."""
ROW = ruled(
    toy(
        areas=areas([10.0, 0.0, 0.0, 20.0], [(0.0, 0.0), (4.0, 0.0), (8.0, 0.0), (40.0, 0.0)]),
        links=np.array([[0, 1], [1, 2]]),
        budget=150_000.0,
        services={"team": team(max_areas=3, max_km=4.0, staff=ONE)},
    ),
    "A",
    "D",
)
"""A, B and C may share a service at B alone, for £80k. That for A and B costs £5k less and is kept at A only
where another hub of a catchment is not kept beside an equal. With one at D, £70k, A may be no hub."""


@pytest.mark.parametrize("wrongly", [Reduction.OTHER_HUB, Reduction.SAME_CATCHMENT])
def test_a_reduction_that_it_does_not_allow_is_off(wrongly: Reduction) -> None:
    """The plan is right as it is, and worse where the rule were to allow what is not sound under it."""
    assert optimise(PAIR).objective == pytest.approx(20.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FewHubs, "allowed", FewHubs.allowed | {wrongly})
        assert optimise(PAIR).objective == pytest.approx(10.0)


def test_one_plan_for_several_scenarios_keeps_it_too() -> None:
    """With 12 and with 14 young people in A the plan is the same: hubs at B and C, and no regret."""
    scenarios = [PAIR, replace(PAIR, areas=replace(PAIR.areas, need=np.array([14.0, 5.0, 20.0])))]
    found = robust(scenarios, [optimise(one) for one in scenarios])
    assert isinstance(found, Robust)
    assert found.value == pytest.approx(0.0, abs=1e-6)
    assert sorted(service.hub for service in found.plan.services) == ["B", "C"]


def test_smaller_services_do_not_stand_for_larger_ones() -> None:
    """The service for A, B and C at B is needed where the one for A and B is not looked at but at A."""
    same = FewHubs.allowed | {Reduction.SAME_CATCHMENT}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FewHubs, "allowed", same)
        assert optimise(ROW).objective == pytest.approx(20.0)
        patched.setattr(FewHubs, "allowed", same | {Reduction.FEWER_AREAS})
        assert optimise(ROW).objective == pytest.approx(10.0)


def test_a_plan_that_breaks_it_is_refused() -> None:
    """The best plan without the rule is based at A and at C."""
    free = replace(PAIR, policy=PAIR.policy.without("few_hubs"))
    plan = optimise(free)
    audit(plan, free)
    with pytest.raises(AuditError, match="2 services are based where one may be"):
        audit(plan, PAIR)


def test_a_clash_names_it_and_what_would_have_to_give(written: Path) -> None:
    """The command says, of all four boroughs required from two hubs that may not both be, what would do.

    With `max_areas: 1` every borough is its own hub: two are too many, and two would do.
    """
    edit(written, "max_areas: 2", "max_areas: 1")
    edit(written, "policy:\n", "policy:\n  require: [Ashby, Corley]\n")
    done = CliRunner().invoke(command_line(), ["optimise", str(written), "--format", "json"])
    assert done.exit_code == 3, done.output
    (clash,) = json.loads(done.stdout)["clashes"]
    assert clash["rules"] == ["policy.few_hubs: Ashby, Corley", "policy.require: Ashby, Corley"]
    assert (clash["have"], clash["need"]) == (1, 2)
    assert clash["fix"] == "the fewest that would do is 2"
    assert "no plan can keep policy.few_hubs: Ashby, Corley with policy.require" in done.stderr


def test_an_area_that_it_keeps_out_is_told() -> None:
    """A must be in a service with B and C, since they belong together, and none of them is hub of so many."""
    scenario = ruled(toy(services={"team": team(max_areas=3)}, budget=1e6), "A", "B", "C")
    policy = scenario.policy.of(require=["A"], together=[["A", "B", "C"]])
    (clash,) = find_clashes(replace(scenario, policy=policy))
    assert clash.rules == ("policy.require: Borough A", "policy.together", "policy.few_hubs")
    assert clash.fix == "take Borough A out of policy.require or policy.together or policy.few_hubs"


def test_it_is_told_where_it_leaves_nothing_to_fund() -> None:
    """Where every service is for three areas, and they may be hubs of none."""
    scenario = toy(
        areas=areas([5.0, 5.0, 5.0]), links=np.array([[0, 1], [1, 2]]), budget=1e6,
        services={"team": team(max_areas=3)}, policy=Policy(together=[["A", "B", "C"]]),
    )  # fmt: skip
    told = why_nothing(ruled(scenario, "A", "B", "C"))
    assert "policy.few_hubs: Borough A, Borough B, Borough C" in [one.rules[0] for one in told]
    assert "take out policy.few_hubs" in [one.fix for one in told]


def test_it_says_nothing_against_a_catchment() -> None:
    """What it forbids depends on the hub: some service for these areas may be."""
    assert list(rules_against(ruled(toy(), "A"), ["A", "B"])) == []


def test_it_is_part_of_the_key() -> None:
    """Another value is another scenario, and none is another still."""
    keys = {ruled(toy(), *codes).key() for codes in ((), ("A",), ("A", "B"), ("B", "A"))}
    assert len(keys) == 3


def test_it_is_saved_and_read_back(tmp_path: Path) -> None:
    """As it was, from Python and from a file."""
    scenario = ruled(toy(), "B", "D")
    scenario.save(tmp_path)
    assert "few_hubs" in (tmp_path / "scenario.yaml").read_text(encoding="utf-8")
    assert load_scenario(tmp_path / "scenario.yaml") == scenario


def test_the_page_says_what_it_means(written: Path) -> None:
    """Among what was assumed, in words, with its areas by name."""
    scenario = load_scenario(written)
    (one,) = [one for one in assumptions(scenario) if one.key == "policy.few_hubs"]
    assert in_words(one.key) == "few hubs"
    assert value_in_words(scenario, one) == "Ashby, Corley"
    assert one.meaning == FewHubs.meaning()
    assert one.source == "a rule of this scenario"
