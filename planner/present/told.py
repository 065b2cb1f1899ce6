"""What an answer tells people, in its order: a title, sentences and tables, for any medium to draw."""

from collections.abc import Iterator
from typing import TypeAlias

from planner.present.table import Table


class Title(str):
    """What stands above all: whose answer it is."""


class Line(str):
    """A sentence that stays on one line, however long."""


Told: TypeAlias = Iterator[str | Table | None]
"""Sentences, an empty one for a gap, and tables; None is a sentence that there is none of."""
