"""Whole numbers that add up: parts rounded so that they come to their total as it is shown."""

import math
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

FINE = 1_000_000
"""Numbers are told apart to a millionth; what is less is what arithmetic leaves of 0."""

Node = Hashable
Edge = tuple[Node, Node]
Open = dict[Node, dict[Edge, None]]
"""The edges at each node that are not whole yet, in the order in which they are tried."""
Step = tuple[Node, Edge, bool]
"""A node with the edge it was come to by, and whether in the edge's own direction."""
FEW = 16
"""A node with more edges than these is not looked around from the target of a way: it would take too long."""


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
    paths: Iterable[tuple[tuple[Node, ...], float]],
    first: Sequence[Edge] = (),
    wanted: Mapping[Edge, int] = MappingProxyType({}),
) -> dict[Edge, int]:
    """Sums and parts as whole numbers that still add up, each rounded up or down.

    Each number flows along a path, from its last node back to the first; what is on an edge is the sum of
    all that flows along it. `first` are edges that are to be the nearest whole numbers before others; then
    come those `wanted` to be a given one of the two beside them, which others make way for if they can; then
    the sums from the first node and back to it, then the parts, those nearest to a whole number first.

    Since what flows into each node flows out of it, an edge that is not whole lies on a ring of such edges:
    it is rounded, and what that takes or adds is passed around the ring.
    """
    flows: dict[Edge, int] = {}
    for path, value in paths:
        for edge in zip(path, (*path[1:], path[0]), strict=True):
            flows[edge] = flows.get(edge, 0) + round(value * FINE)
    start = next(iter(flows), ("", ""))[0]
    off = {edge: min(flow % FINE, -flow % FINE) for edge, flow in flows.items()}
    rest = sorted(flows, key=lambda edge: (start not in edge, edge[0] != start, off[edge]))
    order = [*first, *wanted, *rest]
    at: Open = {}
    for edge in reversed(order):  # what is passed around goes first to those that are nearest to a half
        for node in edge if off.get(edge) else ():
            at.setdefault(node, {})[edge] = None
    for edge in order:
        nearest = (flows.get(edge, 0) + FINE // 2) // FINE
        goal = FINE * wanted.get(edge, nearest)
        while flows.get(edge, 0) % FINE:
            _push(flows, edge, goal > flows[edge], at, wanted)
    return {edge: flow // FINE for edge, flow in flows.items()}


def _push(flows: dict[Edge, int], edge: Edge, up: bool, at: Open, wanted: Mapping[Edge, int]) -> None:
    """Raise or lower a flow, and those around a ring with it, until one of them is whole.

    None is moved away from what is wanted of it where there is another way around.
    """

    def away(one: Edge, along: bool) -> bool:
        return one in wanted and (FINE * wanted[one] > flows[one]) != (along == up)

    way = _way(edge, at, away) or _way(edge, at)
    ring = [(edge, up), *((one, along == up) for one, along in way)]
    room = min(-flows[one] % FINE if raised else flows[one] % FINE for one, raised in ring)
    for one, raised in ring:
        flows[one] += room if raised else -room
        for node in one if not flows[one] % FINE else ():
            del at[node][one]


def _way(edge: Edge, at: Open, closed: Callable[[Edge, bool], bool] | None = None) -> list[tuple[Edge, bool]]:
    """A way back from the end of an edge to its start, by others that are not whole; none if there is none.

    With each, whether it is gone along in its own direction. Looked for from the node with more edges, in
    depth, until one is met that is near the other: so that not every edge of the former is looked at.
    """
    start, end = edge
    ahead = len(at[end]) >= len(at[start])
    source, target = (end, start) if ahead else (start, end)

    def steps(node: Node, forth: bool) -> Iterator[Step]:
        for one in at[node]:
            along = (one[0] == node) == forth
            if one != edge and not (closed and closed(one, along)):
                yield one[1] if one[0] == node else one[0], one, along

    near = _near(target, lambda node: steps(node, not ahead) if len(at[node]) <= FEW else iter(()))
    if source in near:
        return _home(source, near)
    way: list[tuple[Edge, bool]] = []
    seen, trail = {source}, [steps(source, ahead)]
    while trail:
        node, one, along = next(trail[-1], (None, None, False))
        if one is None:
            trail.pop()
            if way:
                way.pop()
        elif node not in seen:
            seen.add(node)
            way.append((one, along))
            if node == target or node in near:
                return way + _home(node, near)
            trail.append(steps(node, ahead))
    return []


def _near(target: Node, steps: Callable[[Node], Iterator[Step]]) -> dict[Node, Step]:
    """The nodes near one, each with the step from there towards it."""
    near: dict[Node, Step] = {}
    waiting = deque([target])
    while waiting:
        node = waiting.popleft()
        for other, one, along in steps(node):
            if other not in near and other != target:
                near[other] = (node, one, along)
                waiting.append(other)
    return near


def _home(node: Node, near: Mapping[Node, Step]) -> list[tuple[Edge, bool]]:
    """The steps from a node to the one it is near."""
    way = []
    while node in near:
        node, one, along = near[node]
        way.append((one, along))
    return way
