"""Tables with a row a pair of areas: who they join, each pair once."""

from planner.errors import Problems
from planner.inputs.areas import Areas
from planner.inputs.table import Table

Pair = tuple[int, int]


def pairs_of(
    table: Table, areas: Areas, problems: Problems, noun: str, joined: str = "linked"
) -> list[Pair | None]:
    """Rows of `areas` that each row of the table joins, smaller first; None where one is unknown.

    An unknown area, a pair of an area with itself and a pair that is there twice are noted in `problems`;
    there a row is a `noun` and its areas are `joined`.
    """
    pairs = [_pair(place, row, areas, problems, noun) for place, row in table]
    first: dict[Pair, str] = {}
    for place, pair in zip(table.places, pairs, strict=True):
        if pair is None:
            continue
        a, b = (areas.names[i] for i in pair)
        if pair[0] == pair[1]:
            problems.add(place, f"{a} is {joined} to itself", "drop the row")
        elif pair in first:
            problems.add(place, f"{a} and {b} are {joined} in {first[pair]} already", "keep each pair once")
        first.setdefault(pair, place)
    return pairs


def _pair(place: str, row: dict[str, str], areas: Areas, problems: Problems, noun: str) -> Pair | None:
    ends = []
    for column in ("area_a", "area_b"):
        try:
            ends.append(areas.position[areas.code(row[column])])
        except KeyError as error:
            what, _, remedy = str(error.args[0]).partition("; ")
            problems.add(place, f"a {noun} to an unknown area: {what}", f"{remedy} (or drop the {noun})")
    return (min(ends), max(ends)) if len(ends) == 2 else None
