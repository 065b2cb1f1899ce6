"""What can be wrong with the columns of an indicators table, each check naming the culprits."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from planner.errors import Problems
from planner.types import FloatArray

FEWEST_AREAS, FEWEST_CASES, FEWEST_WITH_CASES = 10, 20, 5
MOST_AREAS = 1000
SAME = 1e-9


def check_spread(where: str, columns: Sequence[str], values: FloatArray, problems: Problems) -> None:
    """Note every indicator that tells no area from another."""
    for name, column in zip(columns, values.T, strict=True):
        if len(column) > 1 and np.ptp(column) <= SAME * column.max():
            what = f"indicator {name} is the same everywhere ({column[0]:g})"
            problems.add(where, what, "leave it out: it cannot tell areas apart")


def check_copies(where: str, columns: Sequence[str], values: FloatArray, problems: Problems) -> None:
    """Note every pair of columns of which one is the other times a constant."""
    shares = values / np.maximum(values.sum(axis=0), np.finfo(float).tiny)
    for (i, first), (j, second) in combinations(enumerate(columns), 2):
        if np.ptp(values[:, i]) > 0 and np.allclose(shares[:, i], shares[:, j], rtol=SAME, atol=0):
            what = f"{second} is a copy or a multiple of {first}"
            problems.add(where, what, "leave one out: it would count twice")


def check_identified(
    names: tuple[str, str],
    places: Sequence[str],
    areas: Sequence[str],
    identified: FloatArray,
    exposure: FloatArray,
    problems: Problems,
) -> None:
    """Note counts of identified that are not whole or above the exposure, and exposures of 0."""
    known, people = names
    for place, area, count, most in zip(places, areas, identified, exposure, strict=True):
        if most <= 0:
            problems.add(place, f"{people} of {area} is 0", "give the people there, or leave the area out")
        elif count > most:
            problems.add(
                place, f"{known} of {area} ({count:g}) is above {people} ({most:g})", "mend one of them"
            )
        if count != round(count):
            problems.add(place, f"{known} of {area} is {count:g}", "give a whole number of young people")


def check_totals(where: str, identified: FloatArray, problems: Problems) -> None:
    """Note tables with too few areas or cases to learn ordinary practice from, or too many areas."""
    share = "share out a published --total instead"
    if len(identified) < FEWEST_AREAS:
        what = f"has {len(identified)} areas; a regression needs {FEWEST_AREAS} or more"
        problems.add(where, what, share)
    elif len(identified) > MOST_AREAS:
        what = f"has {len(identified):,} areas; at most {MOST_AREAS:,} can be left out one by one"
        problems.add(where, what, "use larger areas or a part of them")
    elif identified.sum() < FEWEST_CASES or (identified > 0).sum() < FEWEST_WITH_CASES:
        what = f"has {identified.sum():g} identified in {(identified > 0).sum()} areas"
        wanted = f"{FEWEST_CASES} in {FEWEST_WITH_CASES} are the least to learn from; {share}"
        problems.add(where, what, wanted)
