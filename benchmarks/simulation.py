"""`python -m benchmarks.simulation`: how near `planner estimate` comes to needs that are known."""

from concurrent.futures import ProcessPoolExecutor
from typing import Annotated, NamedTuple, TypeAlias

import numpy as np
import typer
from scipy.stats import spearmanr

from benchmarks.need_worlds import Setting, World, draw_world
from planner.estimation.counts import estimate_from_counts
from planner.estimation.index import estimate_from_total
from planner.estimation.result import Estimate
from planner.types import FloatArray

COUNTED = [
    Setting("like London"),
    Setting("like London, 5,000 in need", total=5000),
    Setting("60 areas", areas=60, total=1900),
    Setting("proxies that hardly go together", together=0.3),
    Setting("proxies that say little (spread 0.1)", rate_spread=0.1),
    Setting("much need the proxies miss (noise 0.25)", noise=0.25),
    Setting("15 areas", areas=15, total=500),
    Setting("300 in need: 6 identified an area", total=300),
    Setting("nobody identifies above 60%", most=0.6),
    Setting("all identify 60 to 100%", least=0.6),
    Setting("all identify everything", least=1.0),
    Setting("practice better where need is high", follows=0.5),
    Setting("practice worse where need is high", follows=-0.5),
]
SHARED = [
    Setting("like London, 5 proxies", proxies=5, together=0.3),
    Setting("like London, 8 proxies", together=0.3),
    Setting("proxies that go together", proxies=5, together=0.7),
    Setting("much need the proxies miss (noise 0.25)", proxies=5, together=0.3, noise=0.25),
]
WITHIN, POOR = 0.15, 0.6


class Score(NamedTuple):
    """How one world came out; the last two are NaN for a total that is given."""

    rank: float
    naive_rank: float
    off: float
    scaled_off: float
    held: float
    bias: float
    total_held: float


def main(
    worlds: Annotated[int, typer.Option(help="Worlds of each setting.")] = 100,
    draws: Annotated[int, typer.Option(help="Bootstrap draws of each estimate.")] = 200,
    seed: Annotated[int, typer.Option(help="Of the worlds.")] = 20250,
    processes: Annotated[int, typer.Option(help="Worlds worked on at once.")] = 2,
) -> None:
    """Measure every setting and print two tables in Markdown."""
    with ProcessPoolExecutor(processes) as pool:
        print(COUNTED_HEADING)
        for setting in COUNTED:
            scores = list(pool.map(counted_score, *_jobs(setting, worlds, draws, seed), chunksize=5))
            print(counted_row(setting, scores), flush=True)
        print(f"\n{SHARED_HEADING}")
        for setting in SHARED:
            scores = list(pool.map(shared_score, *_jobs(setting, worlds, draws, seed), chunksize=5))
            print(shared_row(setting, scores), flush=True)


Jobs: TypeAlias = tuple[list[Setting], list[int], range, list[int]]


def _jobs(setting: Setting, worlds: int, draws: int, seed: int) -> Jobs:
    return [setting] * worlds, [seed] * worlds, range(worlds), [draws] * worlds


def counted_score(setting: Setting, seed: int, number: int, draws: int) -> Score:
    """One world, its need estimated from identified counts."""
    world = draw_world(setting, seed, number)
    estimate = estimate_from_counts(world.indicators, draws=draws)
    truth = world.need.sum()
    low, high = estimate.total.low, estimate.total.high
    assert low is not None
    assert high is not None
    return _score(world, estimate, estimate.total.at_risk / truth - 1, float(low <= truth <= high))


def shared_score(setting: Setting, seed: int, number: int, draws: int) -> Score:
    """One world, its need shared out from the true total."""
    del draws
    world = draw_world(setting, seed, number)
    return _score(world, estimate_from_total(world.indicators, world.need.sum()), np.nan, np.nan)


def _score(world: World, estimate: Estimate, bias: float, total_held: float) -> Score:
    at_risk = np.array([area.at_risk for area in estimate.areas])
    low = np.array([area.low for area in estimate.areas], dtype=float)
    high = np.array([area.high for area in estimate.areas], dtype=float)
    need, identified = world.need, world.indicators.identified
    assert identified is not None
    return Score(
        rank=float(spearmanr(at_risk, need).statistic),
        naive_rank=float(spearmanr(identified, need).statistic),
        off=_off(at_risk, need),
        scaled_off=_off(identified * need.sum() / identified.sum(), need),
        held=float(np.mean((low <= need) & (need <= high))),
        bias=float(bias),
        total_held=total_held,
    )


def _off(estimate: FloatArray, need: FloatArray) -> float:
    """People put in the wrong place or missed or invented, as a share of all."""
    return float(np.abs(estimate - need).sum() / need.sum())


COUNTED_HEADING = (
    "| from identified counts | rank | naive | rank where naive < 0.6 | total | total within 15% | off "
    "| identified scaled: off | interval holds | total's holds |\n|---|---|---|---|---|---|---|---|---|---|"
)
SHARED_HEADING = (
    "| from the true total | rank | naive | off | identified scaled: off | interval holds |\n"
    "|---|---|---|---|---|---|"
)


def counted_row(setting: Setting, scores: list[Score]) -> str:
    """A row of the table of estimates from counts."""
    table = np.array(scores)
    mean = Score(*table.mean(axis=0))
    poor = table[table[:, 1] < POOR, 0]
    where = f"{poor.mean():.2f} ({len(poor)} of {len(scores)})" if len(poor) else "none"
    within = np.mean(np.abs(table[:, 5]) < WITHIN)
    return (
        f"| {setting.name} | {mean.rank:.2f} | {mean.naive_rank:.2f} | {where} | {mean.bias:+.1%} "
        f"| {within:.0%} | {mean.off:.1%} | {mean.scaled_off:.1%} | {mean.held:.1%} | {mean.total_held:.0%} |"
    )


def shared_row(setting: Setting, scores: list[Score]) -> str:
    """A row of the table of estimates from a total."""
    mean = Score(*np.array(scores).mean(axis=0))
    return (
        f"| {setting.name} | {mean.rank:.2f} | {mean.naive_rank:.2f} | {mean.off:.1%} "
        f"| {mean.scaled_off:.1%} | {mean.held:.1%} |"
    )


if __name__ == "__main__":
    typer.run(main)
