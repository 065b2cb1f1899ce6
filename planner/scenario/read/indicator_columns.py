"""Which columns of a table are evidence of need, and which are codes, dates, rates or words."""

import re
from collections.abc import Sequence

from planner.scenario.read.cells import loosely, number
from planner.scenario.read.table import Table

_CODE = re.compile(
    r"(object|global|feature|shape|row|ogc )? ?f?ids?|ogc fid|gid|uid|oid|index|urn|ecode|codes?|"
    r".* (id|code|cd|ref|urn)|[a-z]+\d\dcd"
)
_PLACE = re.compile(r"(lat|long|lon)(itude)?|(bng )?(e|n)|eastings?|northings?|[xy]|(shape|st) .*")
_TIME = re.compile(r"(financial |calendar |academic )?years?|dates?|month|quarter|time period( .*)?|period")
_BOUND = re.compile(r"(lower|upper)\b.*\b(ci|limit|bound|confidence)\b.*|.*\bconfidence (limit|interval)\b.*")
_OF = re.compile(r"denominator|numerator and denominator")
FEWEST = 5
"""Rows from which numbers that rise by one from row to row are the numbers of the rows."""


def evidence(table: Table, columns: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those of some columns that can be indicators, and a note on the others."""
    why: dict[str, list[str]] = {}
    chosen = []
    for column in columns:
        cause = _cause(table, column)
        if cause is None:
            chosen.append(column)
        else:
            why.setdefault(cause, []).append(column)
    told = "; ".join(f"{', '.join(map(repr, names))} ({cause})" for cause, names in why.items())
    note = f"not used as indicators: {told}. Where one is meant, name the indicators with --indicators"
    return tuple(chosen), (note,) if why else ()


def _cause(table: Table, column: str) -> str | None:
    """Why a column is no indicator; nothing where it can be one."""
    heading = loosely(column)
    for pattern, cause in ((_CODE, "codes"), (_PLACE, "where an area lies"), (_TIME, "dates")):
        if pattern.fullmatch(heading):
            return cause
    if _BOUND.fullmatch(heading):
        return "bounds of a figure"
    if _OF.fullmatch(heading):
        return "what a rate is of"
    if heading in ("value", "rate") and "count" in map(loosely, table.columns):
        return "a rate, beside its count"
    values = [_number(row[column]) for row in table.rows]
    if all(value is None for value in values):
        return "no numbers"
    if len(values) >= FEWEST and None not in values and values[0] in (0, 1) and _by_one(values):
        return "numbers of the rows"
    return None


def _by_one(values: Sequence[float | None]) -> bool:
    return all(value == values[0] + i for i, value in enumerate(values) if values[0] is not None)


def _number(text: str) -> float | None:
    try:
        return number(text)
    except ValueError:
        return None
