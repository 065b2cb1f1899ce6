"""Worlds whose need is known: proxies that drive it with noise, and areas that identify a part of it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import norm

from planner.scenario.read.indicators import Indicators
from planner.types import FloatArray


@dataclass(frozen=True)
class Setting:
    """What a world is drawn from.

    `total` is the expected number in need, `population_spread` and `rate_spread` standard deviations (log) of
    population and of the part of the rate of need that the proxies drive, `noise` of the part they do not.
    `together` is the correlation between proxies; `least` and `most` are the shares of need that areas
    identify, spread evenly between. `follows` is the correlation of that share with the rate of need.
    """

    name: str
    areas: int = 31
    total: float = 1000.0
    proxies: int = 8
    population_spread: float = 0.28
    rate_spread: float = 0.27
    noise: float = 0.1
    together: float = 0.7
    least: float = 0.2
    most: float = 1.0
    follows: float = 0.0


@dataclass(frozen=True, eq=False)
class World:
    """The indicators a planner sees, and the need, in whole people, that it does not."""

    indicators: Indicators
    need: FloatArray


def draw_world(setting: Setting, seed: int, number: int) -> World:
    """The world of that number; the same every time.

        need_i ~ Poisson(rate_i)   rate_i in proportion to n_i exp(spread * sum_j w_j z_ij + noise * e_i)
        identified_i ~ binomial(need_i, share_i)
        proxy_ij ~ Poisson(c_j n_i exp(0.35 z_ij)),  z_ij correlated over j through one common factor

    The weights w are drawn evenly from all that sum to 1.
    """
    rng = np.random.default_rng([seed, number])
    people = np.round(50_000 * np.exp(rng.normal(0, setting.population_spread, setting.areas)))
    common = rng.normal(size=(setting.areas, 1))
    own = rng.normal(size=(setting.areas, setting.proxies))
    z = np.sqrt(setting.together) * common + np.sqrt(1 - setting.together) * own
    driven = z @ rng.dirichlet(np.ones(setting.proxies))
    driven /= driven.std()
    rate = people * np.exp(setting.rate_spread * driven + rng.normal(0, setting.noise, setting.areas))
    need = rng.poisson(rate * setting.total / rate.sum())
    other = rng.normal(size=setting.areas)
    rank = norm.cdf(setting.follows * driven + np.sqrt(1 - setting.follows**2) * other)
    identified = rng.binomial(need, setting.least + (setting.most - setting.least) * rank)
    level = rng.uniform(0.0005, 0.02, setting.proxies)
    proxies = rng.poisson(people[:, None] * level * np.exp(0.35 * z))
    return World(_as_table(proxies, identified, people), need.astype(float))


def _as_table(proxies: FloatArray, identified: FloatArray, people: FloatArray) -> Indicators:
    areas, count = proxies.shape
    return Indicators(
        path=Path("drawn"),
        codes=tuple(f"W{i:04d}" for i in range(areas)),
        names=tuple(f"Area {i}" for i in range(areas)),
        columns=tuple(f"proxy_{j}" for j in range(count)),
        values=proxies.astype(float),
        identified=identified.astype(float),
        exposure=people,
    )
