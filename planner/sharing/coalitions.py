"""Coalitions: what any group of areas could do on its own, and for how much."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from planner.model.candidates import Candidates
from planner.types import FloatArray, IntArray

CLOSE = 1e-6


class Front(NamedTuple):
    """Ways to support people that no other beats: cost and people rise together, both in a year."""

    cost: FloatArray
    people: FloatArray
    candidates: IntArray
    """For the services of one catchment, their candidates; else -1."""


class Coalitions:
    """Least costs of coalitions, which are sets of areas as whole numbers whose bits are rows of the areas.

    A coalition's own services are any of the candidates over disjoint catchments within it. What it can do is
    found from what smaller ones can: its first area is in no service, or in one over some catchment that
    holds it, and the rest do what they can without. Exact, and each coalition is worked out once.
    """

    def __init__(self, candidates: Candidates) -> None:
        self.candidates = candidates
        spans = [candidates.members[candidates.areas(c)].tolist() for c in range(len(candidates))]
        of: dict[int, list[int]] = {}
        for c, rows in enumerate(spans):
            of.setdefault(coalition(rows), []).append(c)
        people = candidates.covered
        self._own = {
            key: _front(candidates.cost[which], people[which], np.array(which)) for key, which in of.items()
        }
        nobody = np.zeros(1)
        self._fronts = {0: Front(nobody, nobody, np.array([-1]))}

    def services(self, members: int) -> Front | None:
        """Services for all of these areas together; None where there is none."""
        return self._own.get(members)

    def least_cost(self, members: int, people: float) -> float:
        """Pounds a year for which a coalition can support so many of its own; infinite if it cannot."""
        cost, most, _ = self._front_of(members)
        place = int(np.searchsorted(most, people - CLOSE * max(1.0, people)))
        return float(cost[place]) if place < len(cost) else float("inf")

    def cheapest_split(self, members: int, people: float) -> list[int]:
        """The candidates of the cheapest way to support so many without one service for all, by first area.

        Raises:
            ValueError: when the coalition cannot support so many so.
        """
        front = self._joined(members, whole=False)
        place = int(np.searchsorted(front.people, people - CLOSE * max(1.0, people)))
        if place == len(front.cost):
            raise ValueError(f"no way to support {people:g}")
        return self._chosen(members, float(front.cost[place]), float(front.people[place]), whole=False)

    def _front_of(self, members: int) -> Front:
        if members not in self._fronts:
            self._fronts[members] = self._joined(members)
        return self._fronts[members]

    def _joined(self, members: int, whole: bool = True) -> Front:
        ways = [(c.ravel(), p.ravel()) for key, c, p in self._ways(members) if whole or key != members]
        cost, people = (np.concatenate(column) for column in zip(*ways, strict=True))
        return _front(cost, people, np.full(len(cost), -1))

    def _ways(self, members: int) -> Iterator[tuple[int, FloatArray, FloatArray]]:
        """The catchment of the first area (0: none), then cost and people of its services with the rest.

        Both have shape (services, ways of the rest).
        """
        first = members & -members
        rest = members ^ first
        alone = self._front_of(rest)
        yield 0, alone.cost[None, :], alone.people[None, :]
        for others in subsets(rest):
            own = self._own.get(first | others)
            if own is not None:
                left = self._front_of(rest ^ others)
                yield first | others, np.add.outer(own.cost, left.cost), np.add.outer(own.people, left.people)

    def _chosen(self, members: int, cost: float, people: float, whole: bool = True) -> list[int]:
        """The services behind a point of a coalition's front."""
        if not members:
            return []
        for catchment, costs, most in self._ways(members):
            found = np.argwhere((costs == cost) & (most == people))
            if len(found) and (whole or catchment != members):
                service, way = found[0]
                rest = (members & (members - 1)) if not catchment else members ^ catchment
                left = self._front_of(rest)
                own = [int(self._own[catchment].candidates[service])] if catchment else []
                return own + self._chosen(rest, float(left.cost[way]), float(left.people[way]))
        raise AssertionError("every point of a front comes from some way")


def coalition(rows: Iterable[int]) -> int:
    """The coalition of these areas."""
    return sum(1 << row for row in rows)


def subsets(members: int) -> Iterator[int]:
    """Every coalition within one, itself and the empty one among them."""
    part = members
    while True:
        yield part
        if not part:
            return
        part = (part - 1) & members


def _front(cost: FloatArray, people: FloatArray, candidates: IntArray) -> Front:
    """Those that no other beats; of equals the first."""
    order = np.lexsort((-people, cost))
    best = np.maximum.accumulate(people[order])
    keep = np.ones(len(order), dtype=bool)
    keep[1:] = people[order][1:] > best[:-1] + 1e-9
    kept = order[keep]
    return Front(cost[kept], people[kept], candidates[kept])
