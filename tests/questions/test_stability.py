"""Stability: by hand where one choice is all there is, and the same wherever the work is done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from planner import Scenario, Workers, compare, frontier, load_scenario, stability
from planner.questions.stability.answer import Drawn
from planner.runs.cluster import WorkerError
from planner.scenario.draws import draw_needs
from planner.scenario.schema import ServiceType, Uncertainty
from tests.worlds import areas, random_world, toy

LONDON = Path(__file__).parents[2] / "scenarios/london.yaml"


def one_of_two() -> Scenario:
    """Two areas apart, money for one service of endless room: whoever has more need gets it."""
    kind = ServiceType(annual_cost=100_000.0, capacity=1e6)
    return replace(
        toy(services={"hut": kind}, budget=100_000.0, term=1.0),
        areas=areas([50.0, 45.0]),
        links=np.zeros((0, 2), dtype=np.int64),
    )


@pytest.mark.slow
def test_one_choice_by_hand() -> None:
    """Shares, coverage and the value of information follow from the larger need of each draw."""
    asked = Uncertainty(draws=800, spread=0.4, common=0.2, seed=3)
    needs = draw_needs(one_of_two().areas, asked, "here")
    first = needs[:, 0] > needs[:, 1]
    result = stability(one_of_two(), uncertainty=asked)
    assert result.areas == pytest.approx({"A": first.mean(), "B": 1 - first.mean()})
    assert result.services == pytest.approx({"hut:A": first.mean(), "hut:B": 1 - first.mean()})
    assert result.coverage.p50 == pytest.approx(np.median(needs[:, 0]))
    assert (result.coverage.p5, result.coverage.p95) == pytest.approx(
        tuple(np.percentile(needs[:, 0], [5, 95]))
    )
    worth = needs.max(axis=1).mean() - needs.mean(axis=0).max()
    assert result.value_of_perfect_information == pytest.approx(worth)
    assert {one.area for one in result.worth_improving} == {"A", "B"}
    assert all(0 < one.value < worth for one in result.worth_improving)


def test_what_cannot_change_the_plan_is_not_worth_knowing() -> None:
    """With money for both areas there is nothing to choose, and nothing to find out."""
    scenario = one_of_two().with_budget(200_000.0)
    result = stability(scenario, uncertainty=Uncertainty(draws=50, spread=0.4))
    assert result.value_of_perfect_information == pytest.approx(0.0, abs=1e-9)
    assert result.worth_improving == ()
    assert set(result.services.values()) == {1.0}


def test_knowing_is_never_worth_less_than_nothing() -> None:
    """On random worlds: best for each draw is at least best on average, which is at least today's plan."""
    for seed in range(8):
        scenario = random_world(seed, 2, 6)
        try:
            result = stability(scenario, uncertainty=Uncertainty(draws=12, spread=0.5))
        except ValueError:
            continue
        assert result.proved == 12
        assert result.value_of_perfect_information >= 0
        if not scenario.policy.weights:
            assert result.best_mean_coverage >= result.mean_coverage - 1e-9
        assert all(0 < part <= 1 for part in (*result.services.values(), *result.areas.values()))


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """A Dask scheduler and two worker processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        yield running


def doomed(folder: Path, number: int) -> int:
    """Work that kills the first process that takes up number 3."""
    mark = folder / "killed"
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_local_workers_lose_nothing(tmp_path: Path) -> None:
    """Two processes, one of them killed at work: every result, in order."""
    found = list(Workers(2).over(partial(doomed, tmp_path), range(8)))
    assert found == [number * number for number in range(8)]
    assert (tmp_path / "killed").exists()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_same_bytes(cluster: object, tmp_path: Path) -> None:
    """Draws, budgets and scenarios solved on two Dask workers, one of them killed midway: the same bytes."""
    there = Workers(cluster=cluster.scheduler_address)  # type: ignore[attr-defined]
    assert list(there.over(partial(doomed, tmp_path), range(8))) == [number * number for number in range(8)]
    london, asked = load_scenario(LONDON), Uncertainty(draws=10, spread=0.3)
    told: list[Drawn] = []
    here, far = (
        stability(london, uncertainty=asked),
        stability(london, uncertainty=asked, workers=there, told=told.append),
    )
    assert far.model_dump_json() == here.model_dump_json()
    assert [drawn.draw for drawn in told] == list(range(10))
    budgets = [1e6, 2e6, 11e6, 12e6]
    assert (
        frontier(london, budgets, workers=there).model_dump_json()
        == frontier(london, budgets).model_dump_json()
    )
    several = [london.with_budget(1e6), london]
    assert compare(several, workers=there).model_dump_json() == compare(several).model_dump_json()


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_local_workers_give_the_same_bytes() -> None:
    """The same with two processes of this machine."""
    london, asked = load_scenario(LONDON), Uncertainty(draws=9, spread=0.3)
    here, there = (
        stability(london, uncertainty=asked),
        stability(london, uncertainty=asked, workers=Workers(2)),
    )
    assert there.model_dump_json() == here.model_dump_json()
    budgets = [1e6, 2e6, 3e6]
    assert (
        frontier(london, budgets, workers=Workers(2)).model_dump_json()
        == frontier(london, budgets).model_dump_json()
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_no_scheduler_is_told() -> None:
    """An address where nobody answers is an error in words."""
    pytest.importorskip("distributed")
    with pytest.raises(WorkerError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(Workers(cluster="tcp://127.0.0.1:9").over(abs, [1, 2]))


def slow(folder: Path, number: int) -> int:
    """Work that says which process it is done in, and takes its time."""
    (folder / f"{os.getpid()}.pid").touch()
    time.sleep(0.2)
    return number


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed the POSIX way")
def test_workers_end_with_the_process_that_sent_for_them(tmp_path: Path) -> None:
    """`kill -9` of the one that waits for them leaves no worker behind."""
    code = (
        "from functools import partial; from pathlib import Path; from planner import Workers\n"
        "from tests.questions.test_stability import slow\n"
        f"list(Workers(2).over(partial(slow, Path({str(tmp_path)!r})), range(500)))"
    )
    boss = subprocess.Popen([sys.executable, "-c", code], cwd=LONDON.parents[1], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(list(tmp_path.glob("*.pid"))) < 2:
        assert time.monotonic() < until, "no workers came"
        time.sleep(0.1)
    boss.kill()
    boss.wait()
    pids = [int(path.stem) for path in tmp_path.glob("*.pid")]
    while any(Path(f"/proc/{pid}/stat").exists() and not _ended(pid) for pid in pids):
        assert time.monotonic() < until, "workers live on"
        time.sleep(0.1)


def _ended(pid: int) -> bool:
    """Whether a process is gone, or only waits to be forgotten."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
