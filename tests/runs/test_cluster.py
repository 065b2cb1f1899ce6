"""A Dask cluster: other versions, wrong plans, schedulers that go or never were are one line each."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner import AuditError, Scenario, Workers, compare, frontier, stability
from planner.questions.stability.answer import solve_draws
from planner.runs import cluster as there
from planner.runs.cluster import WorkerError, done_there, packed
from planner.scenario.schema import Uncertainty
from tests.worlds import toy

ROOT = Path(__file__).parents[2]
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
    monkeypatch.setattr(there, "TIMEOUT", "1s")
    with pytest.raises(WorkerError) as told:
        list(Workers(cluster=address).over(abs, [1, 2]))
    assert str(told.value).startswith(f"{why} {address} (")
    assert len(str(told.value).splitlines()) == 1


def test_a_scheduler_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not waited for without end."""
    monkeypatch.setattr(there, "TIMEOUT", "1s")
    with (
        distributed.LocalCluster(
            n_workers=0, processes=False, dashboard_address=None, protocol="tcp"
        ) as none,
        pytest.raises(WorkerError, match="has no worker; start one with dask worker tcp://"),
    ):
        list(Workers(cluster=none.scheduler_address).over(abs, [1, 2]))


DIES = """
import sys
from functools import partial
from planner import Workers
from planner.errors import PlannerError
from tests.runs.test_cluster import end_of
try:
    list(Workers(cluster=sys.argv[1]).over(partial(end_of, int(sys.argv[2])), range(20)))
except PlannerError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


def end_of(scheduler: int, number: int) -> int:
    """Work that kills the scheduler."""
    if number == 2:
        os.kill(scheduler, signal.SIGKILL)
        time.sleep(5)
    return number


def dask(kind: str, file: Path, *more: str) -> "subprocess.Popen[bytes]":
    """A scheduler or a worker in a process of its own, that find each other by a file."""
    words = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", "--host", "127.0.0.1"]
    return subprocess.Popen(
        [*words, "--scheduler-file", str(file), *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed the POSIX way")
def test_a_scheduler_that_dies_is_one_line(tmp_path: Path) -> None:
    """No trace and none of what the library says."""
    file = tmp_path / "scheduler.json"
    scheduler = dask("scheduler", file, "--port", "0")
    try:
        while not (file.exists() and file.read_text()):
            assert scheduler.poll() is None, "no scheduler"
            time.sleep(0.1)
        follower = dask("worker", file, "--nthreads", "1", "--no-nanny")
        try:
            address = json.loads(file.read_text())["address"]
            words = [sys.executable, "-c", DIES, address, str(scheduler.pid)]
            done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
        finally:
            follower.kill()
            follower.wait()
    finally:
        scheduler.kill()
        scheduler.wait()
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert f"the Dask cluster at {address} did not go on (" in done.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_over_tls(tmp_path: Path) -> None:
    """With certificates told the way Dask has it, work goes over TLS; without them it is refused."""
    from dask import config

    cert, key = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*words, "-days", "2", "-keyout", key, "-out", cert], check=True, capture_output=True)
    names = {f"tls_{who}_{what}": path for who in ("scheduler", "worker", "client")
             for what, path in (("cert", cert), ("key", key))}  # fmt: skip
    secure = distributed.Security(tls_ca_file=cert, require_encryption=True, **names)
    with distributed.LocalCluster(
        n_workers=1, processes=False, dashboard_address=None, protocol="tls", security=secure
    ) as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tls://")
        with pytest.raises(WorkerError, match="no Dask scheduler answers at tls://"):
            list(Workers(cluster=address).over(abs, [-1, -2]))
        told = {"ca-file": cert, "client.cert": cert, "client.key": key}
        with config.set({f"distributed.comm.tls.{name}": path for name, path in told.items()}):
            assert list(Workers(cluster=address).over(abs, [-1, -2])) == [1, 2]


def cheat(scenario: Scenario, *given: Any) -> Any:
    """What a worker says that takes more money than there is."""
    return solve_draws(replace(scenario, budget=scenario.budget * 2), *given)


def test_plans_of_a_cluster_are_audited_here(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan over the budget, or whose worth is not what is said, is found out by whoever asked for it."""
    asked = Uncertainty(draws=3, spread=0.3)
    honest = stability(toy(), uncertainty=asked, workers=workers)
    assert honest.model_dump_json() == stability(toy(), uncertainty=asked).model_dump_json()
    monkeypatch.setattr("planner.questions.stability.answer.solve_draws", cheat)
    with pytest.raises(AuditError, match="over the budget"):
        stability(toy(), uncertainty=asked, workers=workers)
    monkeypatch.setattr("planner.questions.compare.answer.best_plan", generous)
    with pytest.raises(AuditError, match="over the budget"):
        compare([toy(), toy(name="again")], workers=workers)
    monkeypatch.setattr("planner.questions.frontier.answer.solve_budget", lavish)
    with pytest.raises(AuditError, match="over the budget"):
        frontier(toy(), [100e3, 150e3], workers=workers)


def generous(scenario: Scenario, seconds: float | None) -> Any:
    """The best plan for twice the money."""
    from planner import optimise

    return optimise(scenario.with_budget(scenario.budget * 2), time_limit=seconds)


def lavish(scenario: Scenario, limits: Any, budget: float) -> Any:
    """The same at one budget of a frontier."""
    from planner.plan.sweep import Sweep

    return Sweep(scenario).solve(budget * 2, limits)
