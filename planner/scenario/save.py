"""A scenario as the file and tables from which the same scenario is read."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from planner.errors import OutputError
from planner.scenario.areas import Areas
from planner.scenario.blocks import blocks_of
from planner.scenario.read.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.scenario.shapes import Shapes
from planner.types import FloatArray

SCENARIO = "scenario.yaml"


def save_scenario(scenario: Scenario, folder: Path) -> list[Path]:
    """Write `scenario.yaml` and its tables into `folder`; what is there already is left as it is.

    They are written aside and read first: what is saved is the same scenario, by its `key`.

    Raises:
        OutputError: when a file of another content is there or the folder cannot be written to; when the
            scenario is published or no file can hold it.
        InputError: when no file can hold it, such as a need out of its interval.
    """
    texts = files_of(scenario)
    with tempfile.TemporaryDirectory() as aside:
        _write(Path(aside), texts)
        if load_scenario(Path(aside) / SCENARIO).key() != scenario.key():
            raise OutputError(f"{folder}: not saved: no scenario file holds all of this scenario")
    theirs = [folder / name for name, text in texts.items() if _differs(folder / name, text)]
    if theirs:
        told = ", ".join(map(str, theirs))
        raise OutputError(f"{told}: there already, and not written over; choose another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, {name: text for name, text in texts.items() if not (folder / name).exists()})
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); choose another folder") from error
    return [folder / name for name in texts]


def _differs(path: Path, text: str) -> bool:
    """Whether something else is there."""
    if not (path.exists() or path.is_symlink()):
        return False
    return not path.is_file() or path.read_bytes() != text.encode()


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        with (folder / name).open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)


def files_of(scenario: Scenario, name: str = SCENARIO) -> dict[str, str]:
    """The texts of the files by name: tables first, the scenario file last.

    Where that is not called `SCENARIO`, the names of its tables begin as its own does.

    Raises:
        OutputError: when the scenario is published.
    """
    if scenario.published:
        told = "needs as published are not the needs; save the scenario they are of"
        raise OutputError(f"{scenario.name}: {told}")
    areas, codes = scenario.areas, scenario.areas.codes
    texts = {"needs.csv": _needs(areas, scenario.draws)}
    if len(codes) > 1:
        texts["adjacency.csv"] = _links(scenario)
    if areas.shapes is not None:
        texts["boundaries.geojson"] = _boundaries(areas, areas.shapes)
    if (journeys := areas.journeys) is not None:
        times = zip(journeys.pairs.tolist(), journeys.minutes.tolist(), strict=True)
        rows = [(codes[a], codes[b], minutes) for (a, b), minutes in times]
        texts["travel.csv"] = _table(("area_a", "area_b", "minutes"), rows or [(codes[0], codes[0], 0)])
    if scenario.draws is not None:
        texts["draws.csv"] = _table(codes, scenario.draws.tolist())
    begin = "" if name == SCENARIO else f"{Path(name).stem}-"
    tables = {Path(table).stem: begin + table for table in texts}
    texts = {begin + table: text for table, text in texts.items()}
    return {**texts, name: _yaml(_document(scenario, tables))}


def _links(scenario: Scenario) -> str:
    """The adjacency table; where nobody is linked, that two areas are not."""
    codes, crossings, rows = scenario.areas.codes, scenario.crossings, []
    for a, b in scenario.links.tolist():
        name = crossings.get((codes[a], codes[b]))
        rows.append((codes[a], codes[b], "land" if name is None else "crossing", name or ""))
    head = ("area_a", "area_b", "link", "crossing")
    return _table(head, rows or [(codes[0], codes[1], "none", "")])


def _boundaries(areas: Areas, shapes: Shapes) -> str:
    """The shapes as GeoJSON that names their grid, every digit kept."""
    features = [
        {"type": "Feature", "properties": {"area": code, "name": name}, "geometry": outline.__geo_interface__}
        for code, name, outline in zip(areas.codes, areas.names, shapes.outlines, strict=True)
    ]
    grid = {"type": "name", "properties": {"name": shapes.grid}}
    return json.dumps({"type": "FeatureCollection", "crs": grid, "features": features}, ensure_ascii=False)


def _needs(areas: Areas, draws: FloatArray | None) -> str:
    """The needs table; with draws, whose mean is the need, a need within its interval."""
    need, columns = areas.need, {"low": areas.low, "high": areas.high, "identified": areas.identified}
    if draws is not None:
        need = need if areas.low is None else np.fmax(need, areas.low)
        need = need if areas.high is None else np.fmin(need, areas.high)
    given: dict[str, Any] = {"area": areas.codes, "name": areas.names, "at_risk": need}
    given |= {name: column for name, column in columns.items() if column is not None}
    given["cost_factor"] = areas.cost_factor
    if areas.centres is not None:
        given |= {"centre_east": areas.centres[:, 0], "centre_north": areas.centres[:, 1]}
    return _table(tuple(given), zip(*(_cells(column) for column in given.values()), strict=True))


def _cells(column: Any) -> list[object]:
    """Cells of a column, empty where nothing is given."""
    if not isinstance(column, np.ndarray):
        return list(column)
    return ["" if value != value else value for value in column.tolist()]


def _table(head: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()


def _document(scenario: Scenario, tables: dict[str, str]) -> dict[str, Any]:
    """The keys of the scenario file."""
    said = blocks_of(scenario)
    objective = "estimate" if scenario.draws is None else "expected"
    return {"name": said.pop("name"), "areas": tables, "objective": objective, **said}


def _yaml(document: dict[str, Any]) -> str:
    stream, yaml = io.StringIO(), YAML()
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.dump(document, stream)
    return stream.getvalue()
