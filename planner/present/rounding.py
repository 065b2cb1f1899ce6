"""Whole numbers that add up: parts rounded so that they come to their total as it is shown."""

import math
from collections import deque
from collections.abc import Hashable, Iterable, Sequence

FINE = 1_000_000
"""Numbers are told apart to a millionth; what is less is what arithmetic leaves of 0."""

Node = Hashable
Edge = tuple[Node, Node]


class Rounded(float):
    """A number with the whole one that it is shown as, so that it adds up with others."""

    whole: int

    def __new__(cls, value: float, whole: int) -> "Rounded":
        """A number and how it is shown."""
        made = super().__new__(cls, value)
        made.whole = whole
        return made


def whole(value: float) -> int:
    """The whole number that a number is shown as: the nearest, halves away from 0, unless it has one."""
    if isinstance(value, Rounded):
        return value.whole
    return int(math.copysign(math.floor(round(abs(value), 6) + 0.5), value))


def together(*values: float) -> float:
    """The sum of numbers, shown as the sum of what they are shown as."""
    total = math.fsum(values)
    return total if math.isnan(total) else Rounded(total, sum(map(whole, values)))


def apart(one: float, other: float) -> float:
    """How much more one number is than another, shown as the difference of what they are shown as."""
    return (
        together(one, -other)
        if not isinstance(other, Rounded)
        else together(one, Rounded(-other, -other.whole))
    )


def adding_up(values: Sequence[float]) -> tuple[float, ...]:
    """Numbers as whole ones that come to the nearest whole number of their sum: by largest remainder.

    Left as they are where one is not shown (NaN).
    """
    if any(math.isnan(value) for value in values):
        return tuple(values)
    fine = [round(value * FINE) for value in values]
    short = whole(math.fsum(values)) - sum(value // FINE for value in fine)
    largest = sorted(range(len(fine)), key=lambda place: -(fine[place] % FINE))[: max(0, short)]
    return tuple(
        Rounded(v, f // FINE + (n in largest)) for n, (v, f) in enumerate(zip(values, fine, strict=True))
    )


def whole_flows(
    paths: Iterable[tuple[tuple[Node, ...], float]], first: Sequence[Edge] = ()
) -> dict[Edge, int]:
    """Sums and parts as whole numbers that still add up, each rounded up or down.

    Each number flows along a path, from its last node back to the first; what is on an edge is the sum of
    all that flows along it. `first` are edges that are to be the nearest whole numbers before others; then
    come the sums from the first node and back to it, then the parts, those nearest to a whole number first.

    Since what flows into each node flows out of it, an edge that is not whole lies on a ring of such edges:
    it is rounded, and what that takes or adds is passed around the ring.
    """
    flows: dict[Edge, int] = {}
    for path, value in paths:
        for edge in zip(path, (*path[1:], path[0]), strict=True):
            flows[edge] = flows.get(edge, 0) + round(value * FINE)
    start = next(iter(flows), ("", ""))[0]
    off = {edge: min(flow % FINE, -flow % FINE) for edge, flow in flows.items()}
    order = [*first, *sorted(flows, key=lambda edge: (start not in edge, edge[0] != start, off[edge]))]
    at: dict[Node, list[Edge]] = {}
    for edge in reversed(order):  # what is passed around goes first to those that are nearest to a half
        for node in edge:
            at.setdefault(node, []).append(edge)
    for edge in order:
        goal = FINE * ((flows.get(edge, 0) + FINE // 2) // FINE)
        while flows.get(edge, 0) % FINE:
            _push(flows, edge, goal > flows[edge], at)
    return {edge: flow // FINE for edge, flow in flows.items()}


def _push(flows: dict[Edge, int], edge: Edge, up: bool, at: dict[Node, list[Edge]]) -> None:
    """Raise or lower a flow, and those around a ring with it, until one of them is whole."""
    ring = [(edge, up), *((one, with_it == up) for one, with_it in _way(flows, edge, at))]
    room = min(-flows[one] % FINE if raised else flows[one] % FINE for one, raised in ring)
    for one, raised in ring:
        flows[one] += room if raised else -room


def _way(flows: dict[Edge, int], edge: Edge, at: dict[Node, list[Edge]]) -> list[tuple[Edge, bool]]:
    """A shortest way back from the end of an edge to its start, by others that are not whole.

    With each, whether it is gone along in its own direction.
    """
    start, end = edge
    came: dict[Node, tuple[Node, Edge, bool] | None] = {end: None}
    waiting = deque([end])
    while start not in came:
        node = waiting.popleft()
        at[node] = [one for one in at[node] if flows[one] % FINE]
        for one in at[node]:
            along = one[0] == node
            other = one[1] if along else one[0]
            if one != edge and other not in came:
                came[other] = (node, one, along)
                waiting.append(other)
    way, step = [], came[start]
    while step is not None:
        way.append(step[1:])
        step = came[step[0]]
    return way
