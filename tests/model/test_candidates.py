"""The table of candidates: a column that is declared once is carried by all that is done with the table."""

from dataclasses import dataclass, field, fields

import numpy as np
import pytest

from planner.model.build import build_candidates
from planner.model.candidates import Candidates, an_entry
from planner.types import FloatArray, IntArray
from tests.worlds import random_world, toy


@dataclass(frozen=True, eq=False)
class Waiting(Candidates):
    """Candidates with a column more of either sort."""

    wait: FloatArray = field(metadata=an_entry("candidate"))
    posts: IntArray = field(metadata=an_entry("area", np.int64))


def waiting(table: Candidates) -> Waiting:
    """The table with the two columns, each entry another number."""
    columns = {one.name: getattr(table, one.name) for one in fields(Candidates)}
    entries = np.arange(len(table.members))
    return Waiting(**columns, wait=np.arange(len(table)) / 8, posts=entries * 7)


def rows(table: Waiting) -> list[tuple[float, ...]]:
    """Each candidate as all that the columns say of it."""
    whole, parts = table.columns("candidate").values(), table.columns("area").values()
    return [
        (*(float(column[c]) for column in whole), *(float(x) for one in parts for x in one[table.areas(c)]))
        for c in range(len(table))
    ]


@pytest.mark.parametrize("seed", range(12))
def test_new_columns_are_taken_tiled_and_joined(seed: int) -> None:
    """Whatever is done with the table, each candidate keeps all that was said of it."""
    table = waiting(build_candidates(random_world(seed, 2, 6)))
    rng, said = np.random.default_rng(seed), rows(table)
    marked = rng.random(len(table)) < 0.5
    assert rows(table.take(marked)) == [one for one, keep in zip(said, marked, strict=True) if keep]
    numbered = rng.integers(0, max(1, len(table)), size=min(9, len(table)))
    assert rows(table.take(numbered)) == [said[c] for c in numbered]
    assert rows(table.tile(3)) == said * 3
    assert rows(table.take(marked).join(table, table.take(~marked))) == [
        *rows(table.take(marked)),
        *said,
        *rows(table.take(~marked)),
    ]


def test_blank_tables_have_every_column() -> None:
    """A blank table is 0 throughout, in the kinds that the columns of built tables have."""
    table = waiting(build_candidates(toy()))
    blank = Waiting.blank(table.scenario, table.served, np.array([2, 1]))
    assert blank.starts.tolist() == [0, 2, 3]
    for per, count in (("candidate", 2), ("area", 3)):
        for name, column in blank.columns(per).items():  # type: ignore[arg-type]
            assert column.tolist() == [0] * count
            assert column.dtype == getattr(table, name).dtype
    assert rows(Waiting.none(table.scenario, table.served).join(table)) == rows(table)


def test_sums_of_entries() -> None:
    """Totals are by candidate, and a table of none has none."""
    table = build_candidates(toy())
    assert table.total(np.ones(len(table.members))).tolist() == table.sizes.tolist()
    assert len(Candidates.none(table.scenario, table.served).covered) == 0
