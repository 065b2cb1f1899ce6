"""Ties: another plan as good within the same budget that leaves out areas which this one newly serves."""

import numpy as np

from planner.model.candidates import Candidates
from planner.model.rows import Rows
from planner.plan.plan import Plan, Settled
from planner.solve.clock import Clock
from planner.solve.exact.lexicographic import smallest_difference
from planner.solve.exact.packing import pack
from planner.solve.exact.relaxation import StuckError
from planner.solve.exact.submip import solve_submip
from planner.solve.search import Found
from planner.types import BoolArray, FloatArray, IntArray

CLOSE = 1e-7
"""Share of the objective that counts for none."""
MAX_CANDIDATES = 300
"""Candidates to look among, those that the linear program likes best."""
MAX_NODES = 5
"""Branchings to spend: what is not found by then is not said."""


def tied_with(
    candidates: Candidates, rows: Rows, found: Found, keep: BoolArray, clock: Clock
) -> IntArray | None:
    """A choice as good as the best one found that serves as few of its areas as could be found; or None.

    Looks among the likeliest candidates only, and for so many branchings: that a tie was found is certain,
    that there is none is not.
    """
    if found.status != "optimal" or not len(found.chosen):
        return None
    order = np.argsort(np.where(keep, -_reduced_values(candidates, rows, found), np.inf), kind="stable")
    likely = np.zeros(len(candidates), dtype=bool)
    likely[order[:MAX_CANDIDATES]] = likely[found.chosen] = True
    packing = pack(candidates, rows, likely & keep)
    value = float(candidates.value[found.chosen].sum())
    slack = min(CLOSE * max(1.0, value), smallest_difference(candidates.scenario))
    held = _held(candidates, found.chosen)
    few = packing.minimising(held[packing.columns], (value - slack) / packing.unit)
    fewer = (1 - float(held[found.chosen].sum())) / few.unit
    try:
        solved = solve_submip(
            few, np.arange(len(few)), few.lower, few.upper, above=fewer, seconds=clock.left, stop=clock.stop,
            nodes=MAX_NODES,
        )  # fmt: skip
    except StuckError:
        return None
    return None if solved.columns is None else packing.columns[solved.columns]


def _reduced_values(candidates: Candidates, rows: Rows, found: Found) -> FloatArray:
    """What each candidate is worth beyond the prices of its rows, or for its money where there are none."""
    if found.prices is None:
        return np.round(candidates.value / np.maximum(candidates.cost, 1.0), 12)
    values: FloatArray = np.round(candidates.value - rows.matrix.T @ found.prices, 9)
    return values


def _held(candidates: Candidates, chosen: IntArray) -> FloatArray:
    """How many of the areas of these candidates each candidate holds."""
    served = np.zeros(len(candidates.scenario.areas))
    for c in chosen:
        served[candidates.members[candidates.areas(int(c))]] = 1.0
    return candidates.total(served[candidates.members])


def settled_by(plan: Plan, other: Plan, within: float) -> Settled:
    """How much of a plan another keeps."""
    served, held = ({code for service in one.services for code in service.areas} for one in (plan, other))
    ids = {service.id for service in plan.services} & {service.id for service in other.services}
    return Settled(
        within=within,
        services_kept=len(ids),
        of=len(plan.services),
        areas_kept=len(served & held),
        areas=len(served),
        other=tuple(service.id for service in other.services),
        left_out=tuple(sorted(served - held)),
    )
