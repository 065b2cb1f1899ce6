"""Published tables that count people of each kind by area: of these the rows of everybody are read."""

from dataclasses import replace
from pathlib import Path

from planner.errors import Problems
from planner.scenario.read.cells import loosely
from planner.scenario.read.people import everybody, is_trait, personal
from planner.scenario.read.table import Table

KINDS = {"age", "age group", "age band", "category", "category type"}
"""Headings beside those of traits by which a published table has several rows an area."""


def check_people(where: str | Path, table: Table, problems: Problems) -> None:
    """Note headings of records of people; traits are none where the table has rows of everybody."""
    found = personal(table.columns)
    found += [c for c in table.columns if is_trait(c) and not everybody([row[c] for row in table.rows])]
    if found:
        what = f"looks like records of people ({', '.join(c for c in table.columns if c in found)})"
        problems.add(str(where), what, "give counts by area only and take those columns out")


def of_everybody(table: Table) -> Table:
    """The table without its rows of some kind of people, where it has rows of everybody."""
    for column in table.columns:
        if not is_trait(column) and loosely(column) not in KINDS:
            continue
        values = [row[column] for row in table.rows]
        whole = everybody(values) or ({""} & set(values) if loosely(column).startswith("category") else set())
        kept = [i for i, value in enumerate(values) if value in whole]
        if whole and len(kept) < len(values):
            told = " or ".join(sorted(map(repr, whole)))
            note = (
                f"{table.path}: {len(values) - len(kept)} rows are left out, since {column!r} is not {told}"
            )
            table = replace(table.only(kept), notes=(*table.notes, note))
    return table
