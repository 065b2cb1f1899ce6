"""A Dask cluster: other versions, wrong plans, schedulers that go or never were are one line each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner import AuditError, Scenario, Workers, compare, frontier, stability
from planner.analyse import cluster as there
from planner.analyse.cluster import WorkerError, done_there, packed
from planner.analyse.stability import solve_draws
from planner.inputs.schema import Uncertainty
from tests.worlds import toy

distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.filterwarnings("default"), pytest.mark.slow]


@pytest.fixture(scope="module")
def running() -> Iterator[Any]:
    """A Dask scheduler, and a worker in a process of its own."""
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp"
    ) as cluster:
        yield cluster


@pytest.fixture
def workers(running: Any) -> Workers:
    """The cluster as a place to work."""
    return Workers(cluster=running.scheduler_address)


def test_other_versions_are_refused(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker has and what is here are told, before anything is sent to it."""
    monkeypatch.setattr("planner.version.__version__", "9.9")
    with pytest.raises(WorkerError, match=r"^workers differ from here: .* has planner .*, here 9\.9"):
        list(workers.over(abs, [1, -2]))


def test_a_worker_that_comes_later_is_asked_too() -> None:
    """It opens nothing of what it is sent before its versions are found the same."""
    asked, work = packed(abs, -3)
    assert done_there(asked, work) == 3
    with pytest.raises(WorkerError, match="a worker that came later has"):
        done_there({**asked, "highspy": "0.1"}, b"not a pickle")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at"),
        ("tcp://127.0.0.1:99999", "no Dask scheduler answers at"),
        ("tcp://127.0.0.1:port", "no Dask scheduler answers at"),
        ("nothing://here", "no Dask scheduler answers at"),
        ("tls://127.0.0.1:9", "no Dask scheduler answers at"),
    ],
)
def test_where_no_scheduler_is(address: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of none, a port that is none, a way that is none: one line with the reason."""
    monkeypatch.setattr(there, "PATIENCE", "1s")
    with pytest.raises(WorkerError) as told:
        list(Workers(cluster=address).over(abs, [1, 2]))
    assert str(told.value).startswith(f"{why} {address} (")
    assert len(str(told.value).splitlines()) == 1


def test_a_scheduler_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for without end."""
    monkeypatch.setattr(there, "PATIENCE", "1s")
    with (
        distributed.LocalCluster(
            n_workers=0, processes=False, dashboard_address=None, protocol="tcp"
        ) as none,
        pytest.raises(WorkerError, match="has no worker; start one with dask worker tcp://"),
    ):
        list(Workers(cluster=none.scheduler_address).over(abs, [1, 2]))


def cheat(scenario: Scenario, *given: Any) -> Any:
    """What a worker says that takes more money than there is."""
    return solve_draws(replace(scenario, budget=scenario.budget * 2), *given)


def test_plans_of_a_cluster_are_audited_here(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan over the budget, or whose worth is not what is said, is found out by whoever asked for it."""
    asked = Uncertainty(draws=3, spread=0.3)
    honest = stability(toy(), uncertainty=asked, workers=workers)
    assert honest.model_dump_json() == stability(toy(), uncertainty=asked).model_dump_json()
    monkeypatch.setattr("planner.analyse.stability.solve_draws", cheat)
    with pytest.raises(AuditError, match="over the budget"):
        stability(toy(), uncertainty=asked, workers=workers)
    monkeypatch.setattr("planner.analyse.compare.best_plan", generous)
    with pytest.raises(AuditError, match="over the budget"):
        compare([toy(), toy(name="again")], workers=workers)
    monkeypatch.setattr("planner.analyse.frontier.solve_budget", lavish)
    with pytest.raises(AuditError, match="over the budget"):
        frontier(toy(), [100e3, 150e3], workers=workers)


def generous(scenario: Scenario, seconds: float | None) -> Any:
    """The best plan for twice the money."""
    from planner import optimise

    return optimise(scenario.with_budget(scenario.budget * 2), time_limit=seconds)


def lavish(scenario: Scenario, limits: Any, budget: float) -> Any:
    """The same at one budget of a frontier."""
    from planner.optimise.sweep import Sweep

    return Sweep(scenario).solve(budget * 2, limits)
