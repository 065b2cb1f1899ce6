"""Starts: with a budget by year, what a candidate costs and does by the year in which it starts."""

from dataclasses import replace

import numpy as np

from planner.model.candidates import NEW, Candidates
from planner.scenario.cost import setup_cost
from planner.scenario.years import Years
from planner.types import IntArray


def starting(candidates: Candidates, years: Years, start: IntArray) -> Candidates:
    """The same candidates, each a service that starts in a year of its own, counted from 0.

    No service is opened to be closed, so `cost = setup + running * years left`, and
    `value = covered * sum over the years left of ramp * present worth`.
    """
    scenario = candidates.scenario
    once = np.array([setup_cost(kind) for kind in scenario.services.values()])
    factor = scenario.areas.cost_factor[candidates.hub]
    setup = np.where(candidates.expands == NEW, once[candidates.type] * factor, 0.0)
    worth = np.array([years.worth(year) for year in range(len(years.budgets))])
    return replace(
        candidates,
        start=start,
        setup=setup,
        cost=setup + candidates.running * (len(years.budgets) - start),
        value=candidates.value * worth[start],
    )
