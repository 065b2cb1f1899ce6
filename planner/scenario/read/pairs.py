"""Tables with a row a pair of areas: who they join, each pair once, or both ways alike."""

from collections.abc import Sequence

from planner.errors import Problems
from planner.scenario.areas import Areas
from planner.scenario.read.table import Table
from planner.text import listed

Pair = tuple[int, int]


def pairs_of(
    table: Table, areas: Areas, problems: Problems, noun: str, said: Sequence[str], joined: str = "linked"
) -> list[Pair | None]:
    """Rows of `areas` that each row of the table joins; None where one is unknown, or the pair was told.

    `said` is what each row says of its pair, empty where that is wrong. A pair told both ways is one, its
    smaller row first, where both say the same, and noted in `problems` where they do not; so are unknown
    areas and a pair that is there twice the same way. A pair of an area with itself is left as it is. In
    problems a row is a `noun` and its areas are `joined`.
    """
    first: dict[Pair, int] = {}
    found: list[Pair | None] = []
    differ = []
    for i, (place, row) in enumerate(table):
        ends = _ends(place, row, areas, problems, noun)
        back = first.get((ends[1], ends[0])) if ends else None
        found.append((min(ends), max(ends)) if ends and back is None else None)
        if ends is None:
            continue
        a, b = (areas.names[end] for end in ends)
        if ends in first:
            where = table.places[first[ends]]
            problems.add(place, f"{a} and {b} are {joined} in {where} already", "keep each pair once")
        elif back is not None and said[i] and said[back] and said[i] != said[back]:
            differ.append(f"{b} and {a} ({said[back]} and {said[i]})")
        first.setdefault(ends, i)
    if differ:
        what = f"the two ways of a {noun} differ: {listed(differ)}"
        problems.add(str(table.path), what, "keep one row a pair, with what to plan by")
    return found


def _ends(place: str, row: dict[str, str], areas: Areas, problems: Problems, noun: str) -> Pair | None:
    ends = []
    for column in ("area_a", "area_b"):
        try:
            ends.append(areas.position[areas.code(row[column])])
        except KeyError as error:
            what, _, remedy = str(error.args[0]).partition("; ")
            problems.add(place, f"a {noun} to an unknown area: {what}", f"{remedy} (or drop the {noun})")
    return (ends[0], ends[1]) if len(ends) == 2 else None
