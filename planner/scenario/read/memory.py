"""Tables and shapes that are held in memory: read as those of files are, and checked as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel

from planner.errors import InputError, Problem
from planner.scenario.read.cells import as_text
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.yaml_file import Unwritten, place_of
from planner.scenario.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd


def unwritten(scenario: Mapping[str, Any], folder: Any = None) -> Unwritten:
    """A scenario given as the mapping its file would hold, its tables taken out and kept beside it.

    Raises:
        InputError: when it is no mapping, or what stands for a table is none.
    """
    if not isinstance(scenario, Mapping):
        raise InputError(Problem("scenario", "is not a mapping", "give keys such as name and budget"))
    if "extends" in scenario:
        remedy = "load_scenario reads a file that extends another; in Python lay one mapping over another"
        raise InputError(Problem("extends", "extends is for files", remedy))
    document, areas = Unwritten(folder=folder), scenario.get("areas")
    document.data = _plain({key: value for key, value in scenario.items() if key != "areas"})
    if not isinstance(areas, Mapping):
        document.data |= {"areas": areas} if "areas" in scenario else {}
        return document
    document.data["areas"] = {}
    for key, value in areas.items():
        if key in TABLES and _is_table(value):
            document.held[key] = value
            document.data["areas"][key] = str(place_of(key))
        else:
            document.data["areas"][key] = _plain(value)
    return document


def _is_table(value: Any) -> bool:
    return hasattr(value, "columns") or (isinstance(value, Sequence) and not isinstance(value, str))


def shapes_of(value: Any) -> Any:
    """The frame, where it has shapes; None where not."""
    return value if hasattr(value, "geometry") and hasattr(value, "crs") else None


def sheet_of(place: Path, table: Any) -> Sheet:
    """The rows of a data frame, or of a list of mappings from column to cell, as those of a file at `place`.

    Raises:
        InputError: when it is neither.
    """
    sheet = Sheet(place, called=": row ", padded=False)
    rows = _rows(place, table)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if columns:
        sheet.rows.append((0, [str(column) for column in columns]))
    for number, row in enumerate(rows, 1):
        sheet.add(number, [_cell(row.get(column)) for column in columns])
    return sheet


def _rows(place: Path, table: Any) -> list[Mapping[Any, Any]]:
    if hasattr(table, "columns"):
        whole: pd.DataFrame = table
        named = [name for name in whole.index.names if name is not None and name not in whole.columns]
        frame = whole.reset_index(level=named) if named else whole
        shape = frame.geometry.name if shapes_of(frame) is not None else None
        kept = [column for column in frame.columns if column != shape]
        cells = (frame[column].tolist() for column in kept)
        return [dict(zip(kept, row, strict=True)) for row in zip(*cells, strict=True)]
    if not all(isinstance(row, Mapping) for row in table):
        remedy = "give a data frame, or a list of mappings from column to cell"
        raise InputError(Problem(str(place), "is no table", remedy))
    return list(table)


def _cell(value: Any) -> str:
    """A cell as text; what pandas holds for a missing one is missing."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return ""
    return as_text(value.item() if isinstance(value, np.generic) else value)


def _plain(value: Any) -> Any:
    """Blocks, arrays and numbers of numpy as what a file would hold."""
    if isinstance(value, BaseModel):
        return value.model_dump(exclude_unset=True)
    if isinstance(value, Mapping):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return value if value is None or isinstance(value, str | int | float) else str(value)
