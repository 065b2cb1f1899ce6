"""The frontier: against brute force on small worlds, by its laws, and stopped half-way."""

import os
import signal
from itertools import pairwise
from pathlib import Path

import pytest

from planner.questions.frontier import answer as frontier_module
from planner.questions.frontier.answer import Frontier, Solved, Step, frontier, steps_of
from planner.questions.frontier.log import sweep_steps
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ExistingService, Reach
from tests.oracle import best_plan, option_of
from tests.worlds import areas, random_world, team, toy

BUDGETS = [60_000.0, 110_000.0, 190_000.0, 260_000.0, 400_000.0]


@pytest.mark.parametrize("seed", range(60))
def test_every_point_equals_brute_force(seed: int) -> None:
    """Free points are the best plans; nested ones the best that keep what the one before funds."""
    world = random_world(4_000_000 + seed, most=6)
    result = frontier(world, BUDGETS, nested=True)
    for point in result.points:
        best = best_plan(world.with_budget(point.budget))
        assert (best is None) == (point.status == "infeasible")
        if best is not None:
            assert point.objective == pytest.approx(best.value, abs=1e-6)
            assert point.spend == pytest.approx(best.cost, abs=0.01)
    _check_nested(result, seed)


def _check_nested(result: Frontier, seed: int) -> None:
    world = random_world(4_000_000 + seed, most=6)
    assert result.nested_plans is not None
    below = result.nested_plans[0]
    for plan in result.nested_plans[1:]:
        if below.has_plan:
            assert {s.id: s.cost for s in below.services}.items() <= {
                s.id: s.cost for s in plan.services
            }.items()
        kept = [option_of(world, s.areas, s.cost, s.covered) for s in below.services]
        best = best_plan(world.with_budget(plan.budget), kept)
        assert (best is None) == (plan.status == "infeasible")
        if best is not None:
            assert plan.objective == pytest.approx(best.value, abs=1e-6)
        below = plan


@pytest.mark.parametrize("seed", range(60))
def test_laws(seed: int) -> None:
    """More money never covers less; keeping services never covers more; nobody loses access by nesting."""
    world = random_world(5_000_000 + seed, fewest=5, most=9)
    result = frontier(world, BUDGETS, nested=True)
    assert result.nested is not None
    free = [point.objective for point in result.points if point.status == "optimal"]
    assert free == sorted(free)
    for nested, point in zip(result.nested, result.points, strict=True):
        assert nested.objective <= point.objective + 1e-6
        assert nested.spend <= nested.budget + 0.01
    access = [point.areas_with_access for point in result.nested if point.status == "optimal"]
    assert access == sorted(access)
    prices = [point.shadow_price for point in result.points if point.shadow_price is not None]
    assert all(later <= earlier * (1 + 1e-6) + 1e-12 for earlier, later in pairwise(prices))


def toy_of_singles() -> Scenario:
    """The toy with needs of 8, 5, 20, 4 and 9 and services for one borough only."""
    kind = team(setup_cost=0.0, annual_cost=30_000.0, max_areas=1, reach=Reach())
    return toy(areas=areas([8.0, 5.0, 20.0, 4.0, 9.0]), services={"team": kind})


def test_a_frontier_by_hand() -> None:
    """Needs of 8, 5, 20, 4 and 9; a service for one borough is £30k and £40k for each ten young people.

    £70,000 buys ten in C; £110,000 all twenty in C; £220,000 those and, for £70,000, the nine in E: for the
    eight in A, £40,000 is not enough.
    """
    world = toy_of_singles()
    result = frontier(world, [70_000.0, 110_000.0, 220_000.0])
    assert [point.coverage for point in result.points] == pytest.approx([10.0, 20.0, 29.0])
    extra = [point.cost_per_extra_person for point in result.points]
    assert extra == pytest.approx([7_000.0, 4_000.0, 70_000 / 9])
    assert {code: entry.free for code, entry in result.entry.items()} == {
        "A": None, "B": None, "C": 70_000.0, "D": None, "E": 220_000.0,
    }  # fmt: skip
    assert result.nested is None


def test_nesting_can_cost_coverage() -> None:
    """Kept at ten for £70,000, C's service cannot grow to the twenty that £110,000 would buy afresh."""
    result = frontier(toy_of_singles(), [70_000.0, 110_000.0], nested=True)
    assert result.nested is not None
    assert [point.coverage for point in result.nested] == pytest.approx([10.0, 10.0])


def test_an_area_with_a_service_has_access_from_the_start() -> None:
    """What exists counts as access, at whatever budget."""
    old = ExistingService(name="old", type="team", areas=["E"], capacity=4.0)
    result = frontier(toy(existing=(old,)), [1_000.0, 150_000.0])
    assert result.entry["E"].free == 1_000.0
    assert result.points[0].areas_with_access == 1


def test_stopped_and_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after two budgets leaves two; the next run makes only the others, and both ways agree."""
    whole = frontier(toy(), BUDGETS, nested=True)
    told: list[float] = []

    def stop_at_two() -> None:
        told.append(1)
        if len(told) == 2:
            os.kill(os.getpid(), signal.SIGINT)

    def stopping(step: Step, solved: Solved) -> None:
        put(step, solved)
        stop_at_two()

    steps = steps_of(BUDGETS, nested=True)
    with sweep_steps(tmp_path, toy(), steps) as (done, put):
        part = frontier(toy(), BUDGETS, nested=True, done=done, told=stopping)
    assert [point.budget for point in part.points] == BUDGETS[-2:]
    assert part.nested is None
    with sweep_steps(tmp_path, toy(), steps) as (done, put):
        assert set(done) == {("free", (budget,)) for budget in BUDGETS[-2:]}
        rest = frontier(toy(), BUDGETS, nested=True, done=done, told=put)
    assert len((tmp_path / "sweep.jsonl").read_text().splitlines()) == len(steps)  # none was made twice
    assert rest.model_dump() == whole.model_dump()
    monkeypatch.setattr(frontier_module, "Sweep", None)  # nothing is left to solve
    with sweep_steps(tmp_path, toy(), steps) as (done, _):
        assert frontier(toy(), BUDGETS, nested=True, done=done).model_dump() == whole.model_dump()


def test_nested_plans_of_other_budgets_are_made_again(tmp_path: Path) -> None:
    """A nested plan rests on the budgets before it: under others, the one from before is not used."""
    for budgets in ([70_000.0, 110_000.0, 190_000.0], [110_000.0, 190_000.0], [70_000.0, 190_000.0]):
        with sweep_steps(tmp_path, toy_of_singles(), steps_of(budgets, nested=True)) as (done, told):
            gone_on = frontier(toy_of_singles(), budgets, nested=True, done=done, told=told)
        afresh = frontier(toy_of_singles(), budgets, nested=True)
        assert gone_on.nested is not None
        assert afresh.nested is not None
        assert [p.coverage for p in gone_on.nested] == [p.coverage for p in afresh.nested]


def test_a_torn_or_foreign_line_is_made_again(tmp_path: Path) -> None:
    """A line cut short by a kill, or of another scenario, is not used; what is added after it can be read."""
    steps = steps_of(BUDGETS[:2], nested=False)
    with sweep_steps(tmp_path, toy(), steps) as (done, told):
        frontier(toy(), BUDGETS[:2], done=done, told=told)
    path = tmp_path / "sweep.jsonl"
    path.write_text(path.read_text()[:-100])
    with sweep_steps(tmp_path, toy(), steps) as (done, told):
        assert len(done) == 1
        frontier(toy(), BUDGETS[:2], done=done, told=told)
    with sweep_steps(tmp_path, toy(), steps) as (done, _):
        assert len(done) == 2
    with sweep_steps(tmp_path, random_world(3), steps) as (done, _):
        assert not done


@pytest.mark.parametrize("budgets", [[], [0.0, 1.0], [-5.0]])
def test_budgets_must_be_above_nought(budgets: list[float]) -> None:
    """A frontier of nothing is a mistake of the caller."""
    with pytest.raises(ValueError, match="above 0"):
        frontier(toy(), budgets)
