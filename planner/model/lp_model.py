"""The program as stated in PuLP: what any solver is given, what `--save-lp` writes, what a person can read.

maximise    sum_c value_c y_c
subject to  the rows of `rows.py`
            y_c in {0, 1}
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pulp

from planner.model.candidates import Candidates
from planner.model.pulp_types import Expression, Problem, Variable
from planner.model.rows import Rows
from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Program:
    """A PuLP problem and its variable for each candidate, in the order of the candidates."""

    problem: Problem
    variables: list[Variable]

    def chosen(self) -> IntArray:
        """Candidates the last solve chose."""
        values = np.array([variable.varValue or 0.0 for variable in self.variables])
        return np.flatnonzero(values > 0.5)


def state_program(candidates: Candidates, rows: Rows, objective: FloatArray | None = None) -> Program:
    """The program over `rows`; maximises weighted coverage, or minimises `objective` where that is given."""
    maximise = objective is None
    problem: Problem = pulp.LpProblem("plan", pulp.LpMaximize if maximise else pulp.LpMinimize)
    width = len(str(len(candidates)))
    variables = [
        problem.add_variable(f"y{i:0{width}d}_{_label(candidates, i)}", cat=pulp.LpBinary)
        for i in range(len(candidates))
    ]
    weights = candidates.value if objective is None else objective
    problem += _sum(variables, range(len(variables)), weights), "coverage" if maximise else "cost"
    for number, name in enumerate(_names(candidates, rows)):
        _add_row(problem, variables, rows, number, name)
    return Program(problem, variables)


def add_floor(program: Program, values: FloatArray, least: float) -> None:
    """Ask that the chosen candidates' `values` add up to at least `least`."""
    total = _sum(program.variables, np.flatnonzero(values).tolist(), values[np.flatnonzero(values)])
    problem = program.problem
    problem += total >= least, "best_coverage"


def _sum(variables: list[Variable], which: Iterable[int], weights: FloatArray) -> Expression:
    parts = (w * variables[i] for i, w in zip(which, weights.tolist(), strict=True))
    total: Expression = pulp.lpSum(parts)
    return total


def _row_sum(variables: list[Variable], rows: Rows, number: int) -> Expression:
    span = slice(rows.matrix.indptr[number], rows.matrix.indptr[number + 1])
    return _sum(variables, rows.matrix.indices[span].tolist(), rows.matrix.data[span])


def _add_row(problem: Problem, variables: list[Variable], rows: Rows, number: int, name: str) -> None:
    total = _row_sum(variables, rows, number)
    if np.isfinite(rows.upper[number]):
        problem += total <= float(rows.upper[number]), name
    if np.isfinite(rows.lower[number]):
        problem += total >= float(rows.lower[number]), name


def _names(candidates: Candidates, rows: Rows) -> list[str]:
    codes = candidates.scenario.areas.codes
    names: list[str] = []
    for kind, area in zip(rows.kinds, rows.areas.tolist(), strict=True):
        names.append(kind if area < 0 else f"{kind}_{area}_{_plain(codes[area])}")
    times, seen = Counter(names), Counter[str]()
    for place, name in enumerate(names):
        if times[name] > 1 or (name == "budget" and candidates.scenario.years is not None):
            names[place] = f"{name}_{seen[name]}"  # a budget row a year, a regret row a scenario
            seen[name] += 1
    return names


def _label(candidates: Candidates, i: int) -> str:
    codes = candidates.scenario.areas.codes
    areas = "_".join(codes[k] for k in candidates.members[candidates.areas(i)])
    kind = list(candidates.scenario.services)[candidates.type[i]]
    does = "new" if candidates.expands[i] < 0 else "more"
    if candidates.scenario.years is not None:
        does = f"{does}_from_{candidates.scenario.years.first + candidates.start[i]}"
    return _plain(f"{kind}_{does}_{areas}_at_{codes[candidates.hub[i]]}_staff_{candidates.staff[i]}")[:120]


def _plain(text: str) -> str:
    """Text as LP files take it in names."""
    return re.sub(r"[^A-Za-z0-9_]", "_", text)
