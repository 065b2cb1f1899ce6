"""Which shape is of which area: by its code, else by its code without zeros, else by its name."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.read.cells import as_text
from planner.text import listed

if TYPE_CHECKING:
    import geopandas as gpd

ROW_NUMBERS = {"fid", "gid", "objectid", "ogc_fid"}
"""Columns, in lower case, in which software numbers the rows of a file."""
_FEW = 6
"""Areas named in a note."""
Key = Callable[[str], str]


def same(text: str) -> str:
    """A code as it is written."""
    return text


def without_zeros(code: str) -> str:
    """A code as a spreadsheet leaves it that takes it for a number."""
    return code.lstrip("0") if code.isdigit() else ""


def plain(name: str) -> str:
    """A name without regard to case and spaces."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True)
class Matching:
    """The rows of the shapes by the code of their area, and the code or name each has in the file.

    `texts` are the columns of the shapes as text; `code` is the one that holds codes, `name` names.
    """

    path: Path
    areas: Areas
    texts: Mapping[str, list[str]]

    @cached_property
    def code(self) -> str | None:
        """The column `area`, else the one that holds most of the codes, else of those without zeros."""
        if "area" in self.texts:
            return "area"
        numbers = {column for column in self.texts if column.lower() in ROW_NUMBERS}
        return self._holding(self.areas.codes, same, set()) or self._holding(
            self.areas.codes, without_zeros, numbers
        )

    @cached_property
    def name(self) -> str | None:
        """The column that holds most of the names."""
        return self._holding(self.areas.names, plain, {self.code})

    @cached_property
    def by_code(self) -> dict[str, list[int]]:
        """All rows with the code of each area that has any."""
        found: dict[str, list[int]] = {}
        for row, code in enumerate(self.texts[self.code] if self.code else []):
            if code in self.areas.position:
                found.setdefault(code, []).append(row)
        return found

    @cached_property
    def by_zeros(self) -> dict[str, int]:
        """The row of each other area whose code is that of one shape but for zeros before it."""
        return self._alike(self.areas.codes, self.code, without_zeros, set(self.by_code))

    @cached_property
    def by_name(self) -> dict[str, int]:
        """The row of each area left whose name only it and one shape have."""
        return self._alike(self.areas.names, self.name, plain, {*self.by_code, *self.by_zeros})

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each area that has one, in the order of the areas."""
        found = {code: rows[0] for code, rows in self.by_code.items()} | self.by_zeros | self.by_name
        return {code: found[code] for code in self.areas.codes if code in found}

    def problems(self, found: Problems) -> None:
        """Note areas with no shape or with several, and shapes that bear the name of another area."""
        if not self.rows:
            found.found.append(self._nothing())
            return
        twice = [code for code, rows in self.by_code.items() if len(rows) > 1]
        if twice:
            what = f"more than one shape for {named(twice, self.areas)}"
            found.add(str(self.path), what, "join each area into one shape")
        missing = [code for code in self.areas.codes if code not in self.rows]
        if missing:
            what = f"lacks {named(missing, self.areas)} of the needs table"
            found.add(str(self.path), what, "add each area")
        for code, other in self._misnamed():
            what = (
                f"the shape with code {code} is called {self.areas.name(other)}, and that is {other} in the"
            )
            found.add(str(self.path), f"{what} needs table", "mend the code or the name in one of them")

    def notes(self) -> Iterator[str]:
        """How shapes were matched other than by their codes, and which were left out."""
        for rows, how in (
            (self.by_zeros, "codes matched without the zeros before them"),
            (self.by_name, "matched by name, since no shape has the code"),
        ):
            told = (f"{self.areas.name(code)} ({code}) with {self._shown(row)}" for code, row in rows.items())
            if rows:
                yield f"{self.path}: {how}: {listed(told, _FEW)}"
        used = set(self.rows.values())
        rest = [self._shown(row) for row in range(len(next(iter(self.texts.values())))) if row not in used]
        if rest:
            shapes = "1 shape" if len(rest) == 1 else f"{len(rest):,} shapes"
            yield f"{self.path}: {shapes} of no area of the needs table left out: {listed(rest, _FEW)}"

    def _holding(self, values: tuple[str, ...], key: Key, without: set[str | None] | set[str]) -> str | None:
        wanted = {key(value) for value in values} - {""}
        held = {
            column: len(wanted & {key(text) for text in texts})
            for column, texts in self.texts.items()
            if column not in without
        }
        best = max(held, key=lambda column: (held[column], column.lower() not in ROW_NUMBERS), default=None)
        return best if best is not None and held[best] else None

    def _alike(self, values: tuple[str, ...], column: str | None, key: Key, done: set[str]) -> dict[str, int]:
        if column is None:
            return {}
        keys = [key(text) for text in self.texts[column]]
        shapes, own = Counter(keys), Counter(map(key, values))
        place = {text: row for row, text in enumerate(keys) if text and shapes[text] == 1}
        taken = {None, *(row for rows in self.by_code.values() for row in rows)}
        return {
            code: place[text]
            for code, text in zip(self.areas.codes, map(key, values), strict=True)
            if code not in done and own[text] == 1 and place.get(text) not in taken
        }

    def _misnamed(self) -> Iterator[tuple[str, str]]:
        """Codes of shapes that bear the name of another area, and that area's; where names are names."""
        names = Counter(map(plain, self.areas.names))
        code_of = {plain(n): c for c, n in zip(self.areas.codes, self.areas.names, strict=True)}
        called = {plain(text) for text in self.texts[self.name]} if self.name else set()
        if self.name is None or 2 * len(called & set(names)) < len(names):
            return
        for code, row in self.rows.items():
            text = plain(self.texts[self.name][row])
            if names[text] == 1 and code_of[text] != code:
                yield code, code_of[text]

    def _nothing(self) -> Problem:
        held = [f"{column} ({texts[0]})" for column, texts in self.texts.items() if texts and texts[0]]
        shown = f"; its columns hold {listed(held, _FEW)}" if held else ""
        what = f"no column holds the codes of the needs table ({listed(self.areas.codes, 2)}){shown}"
        return Problem(str(self.path), what, "add a column 'area' with the codes")

    def _shown(self, row: int) -> str:
        told = [self.texts[column][row] for column in (self.name, self.code) if column]
        return " ".join(filter(None, told)) or f"feature {row + 1}"


def match(path: Path, frame: "gpd.GeoDataFrame", areas: Areas) -> Matching:
    """Which row of `frame` is of which of `areas`."""
    columns = [column for column in frame.columns if column != frame.geometry.name]
    return Matching(path, areas, {str(c): [as_text(value) for value in frame[c]] for c in columns})


def named(codes: list[str], areas: Areas) -> str:
    """Areas by name and code, for a sentence."""
    return listed(f"{areas.name(code)} ({code})" for code in codes)
