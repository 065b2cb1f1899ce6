"""What an estimate of need consists of, however it was made. Every figure but `identified` is modelled."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """An estimate of people with the ends of its 90% interval; None where there is none."""

    at_risk: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class AreaNeed:
    """Young people at risk in an area a year, and how the figure came about.

    `expected` is what ordinary practice would identify there, learnt from the other areas, `frontier` the
    proactivity of the most proactive of them; `influence` is the share by which the other areas' total
    moves when this area is left out of the learning. None where no counts were used.
    """

    area: str
    name: str
    at_risk: float
    low: float | None
    high: float | None
    identified: int | None = None
    under_identified: float | None = None
    proactivity: float | None = None
    expected: float | None = None
    frontier: float | None = None
    influence: float | None = None


@dataclass(frozen=True)
class CountsIndicator:
    """What an indicator does to the expected count.

    `factor` is what one standard deviation more of the log rate multiplies the expected count by, shrunk,
    `low` and `high` its 90% interval; `unshrunk` and its 90% interval are statsmodels' without shrinkage,
    None where that cannot be fitted. `inflation` is the variance inflation factor among the indicators.
    """

    name: str
    factor: float
    low: float
    high: float
    unshrunk: float | None
    unshrunk_low: float | None
    unshrunk_high: float | None
    inflation: float | None


@dataclass(frozen=True)
class SharesIndicator:
    """What an indicator does to shares of a total.

    `weight` is its part in the mean, `agreement` its correlation over areas with the other indicators'
    mean share, `moves` the share of the total that goes to other areas when it is left out.
    """

    name: str
    weight: float
    agreement: float | None
    moves: float | None


@dataclass(frozen=True)
class Model:
    """The regression behind an estimate from counts, over all areas.

    `statistic` is the score test for more variation than chance, standard normal without any, `p_value` its
    one-sided probability; `dispersion` is the variance of proactivity, `penalty` and `freedom` say how far
    effects are shrunk; `frontier` is the proactivity counted as full practice, `quantile` that asked for.
    `left_out_error` is the mean absolute error in expecting an area's count from the others, in people, and
    `by_population_error` that of expecting the same rate everywhere.
    """

    family: str
    statistic: float
    p_value: float
    dispersion: float
    penalty: float
    freedom: float
    frontier: float
    quantile: float
    left_out_error: float
    by_population_error: float
    totals_by_quantile: dict[float, float]
    draws: int
    seed: int


@dataclass(frozen=True)
class Estimate:
    """Need of every area, sorted by code. `method` is counts, shares or pca; `model` is for counts alone."""

    method: str
    total: Interval
    identified: int | None
    areas: tuple[AreaNeed, ...]
    indicators: tuple[CountsIndicator, ...] | tuple[SharesIndicator, ...]
    model: Model | None
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        total = f"{self.total.at_risk:,.0f} young people at risk in {len(self.areas)} areas"
        return f"Estimate({self.method!r}, {total}, by {len(self.indicators)} indicators)"
