"""Need of every area from published indicators: the way to it that fits what is given."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from planner.errors import Problems
from planner.scenario.read.indicators import EXPOSURE, IDENTIFIED, Indicators, read_indicators
from planner.scenario.read.memory import sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from planner.estimation.result import Estimate

Method = Literal["counts", "shares", "pca"]
HELD = Path("indicators")
"""What errors call a table that is in no file."""


def estimate(
    indicators: "Path | str | pd.DataFrame | Sequence[Mapping[str, Any]]",
    *,
    total: float | None = None,
    method: Method | None = None,
    identified: str = IDENTIFIED,
    exposure: str = EXPOSURE,
    columns: "Sequence[str]" = (),
    proactivity: float = 0.9,
    draws: int | None = None,
    seed: int = 1,
) -> "Estimate":
    """Young people at risk in every area a year, estimated from a table of published indicators.

    `indicators` is the path of a table, a data frame, or a list of mappings from column to cell, with a row
    an area. Without `total` it is learnt from those `identified` among the `exposure` (method `counts`), as
    many as the share `proactivity` of areas are below in practice, 0.5 to 0.99; `draws` and `seed` are its
    bootstrap's. With `total`, published elsewhere, that is shared out by the mean of the indicators' shares
    (`shares`) or their first principal component (`pca`). `columns` are the indicators to use, else all.

    Raises:
        InputError: when the method does not go with what is given, or the table is no such table.
    """
    how = method or ("counts" if total is None else "shares")
    _check(how, total, proactivity)
    table = _read(indicators, how == "counts", identified, exposure, tuple(columns))
    if total is None:
        from planner.estimation.counts import estimate_from_counts

        return estimate_from_counts(table, proactivity, draws, seed)
    from planner.estimation.index import estimate_from_total

    return estimate_from_total(table, total, how)


def _read(table: Any, counted: bool, identified: str, exposure: str, columns: tuple[str, ...]) -> Indicators:
    file = isinstance(table, Path | str)
    return read_indicators(
        Path(table) if file else HELD,
        counted=counted,
        identified=identified,
        exposure=exposure,
        columns=columns,
        held=None if file else sheet_of(HELD, table),
    )


def _check(method: str, total: float | None, proactivity: float) -> None:
    """The method goes with a total being given or not."""
    found = Problems()
    if method not in ("counts", "shares", "pca"):
        found.add("method", f"{method!r} is no method", "use counts, shares or pca")
    elif method == "counts" and total is not None:
        found.add("method", "counts finds the total itself", "leave total out")
    elif method != "counts" and total is None:
        found.add("method", f"{method} shares out a published total", "give total")
    if total is not None and not 0 < total < float("inf"):
        found.add("total", f"{total:g} is not a number of people above 0", "mend the number")
    if not 0.5 <= proactivity <= 0.99:
        found.add("proactivity", f"{proactivity:g} is not from 0.5 to 0.99", "mend the share")
    found.raise_if_any()
