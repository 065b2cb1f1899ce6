"""From a scenario file to a scenario: read every file it names, check them against each other."""

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.check import consistency as checks
from planner.scenario.check.schema import validated
from planner.scenario.draws import draw_needs
from planner.scenario.journeys import Journeys
from planner.scenario.read.adjacency import Links, read_links
from planner.scenario.read.as_written import as_written
from planner.scenario.read.draws_table import read_draws
from planner.scenario.read.memory import shapes_of, sheet_of
from planner.scenario.read.needs import read_needs
from planner.scenario.read.readable import Stamp, stamp
from planner.scenario.read.remarks import read_remarks
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.tables import SPATIAL, unreadable
from planner.scenario.read.travel import check_travel, read_travel
from planner.scenario.read.yaml_file import Document, place_of, read_document, shown
from planner.scenario.references import References
from planner.scenario.scenario import InputFile, Scenario
from planner.scenario.schema import TABLES, AreaFiles, ScenarioFile
from planner.scenario.suppression import protected, shown_to_all
from planner.types import FloatArray, IntArray

T = TypeVar("T")
NOT_TOLD = "there are notes on the tables, which may hold counts: they are told without --publish"
NO_LINKS = Links(np.zeros((0, 2), dtype=np.int64), {})


def load_scenario(
    path: Path | str, changes: Mapping[str, tuple[Any, str]] | None = None, *, publish: bool = False
) -> Scenario:
    """The scenario in the YAML file at `path`, with every file it names read and checked.

    `changes` lays values over the file: dotted key to (value, what errors should call its source), as in
    `{"budget": ("1.5m", "--budget")}`. With `publish` it is the scenario as anybody may see it: its needs are
    `suppression.protected`.

    Raises:
        InputError: when anything is wrong; it holds every problem found, each with its place and remedy.
    """
    document = read_document(Path(path))
    for dotted, (value, said_by) in (changes or {}).items():
        if dotted == "budget" and not isinstance(value, dict):
            _check_one_budget(document, Path(path), said_by)
        document.set(tuple(dotted.split(".")), value, said_by)
    return scenario_of(document, publish)


def _check_one_budget(document: Document, path: Path, said_by: str) -> None:
    """One budget a year is never put in the place of one by year: the years would be gone without a word."""
    years = document.data.get("budget")
    if isinstance(years, dict) and years:
        without = [f"{key}: null" for key in ("ramp", "discount_rate") if key in document.data]
        what = f"gives one budget a year, and {shown(path)} has one by year ({min(years)} to {max(years)})"
        lines = ", ".join([f"extends: {path.name}", "budget: £2m", *without])
        remedy = f"leave it out, or for one year write another file ({lines}) and name that"
        raise InputError(Problem(said_by, what, remedy))


def scenario_of(document: Document, publish: bool = False) -> Scenario:
    """The scenario of a document, with every file it names read and checked; as anybody may see it, if asked.

    Raises:
        InputError: when anything is wrong; it holds every problem found, each with its place and remedy.
    """
    document = as_written(document)
    asked, files, problems = validated(document)
    found = Problems(problems)
    tables = _read_tables(document, files, found) if files else None
    scenario = _scenario(document, asked, *tables, found, publish) if asked and tables else None
    found.raise_if_any()
    assert scenario is not None, "no scenario and no problem"
    check_travel(scenario, _travel(scenario))
    checks.check_affordable(scenario, str(document.origin(("budget",))))
    told = (NOT_TOLD,) if publish and found.notes else found.notes
    return replace(scenario, notes=(*told, *checks.notes(scenario)))


def _draws(
    document: Document, asked: ScenarioFile, areas: Areas, path: Path | None, publish: bool
) -> FloatArray:
    """The draws of need: those of the table, where there is one, else made from the intervals."""
    if path is None:
        return draw_needs(areas, asked.uncertainty, str(document.origin(("objective",))))
    if publish:
        what = "draws tell more of the needs than may be published"
        remedy = "take areas.draws out, and plan on the intervals, to publish"
        raise InputError(Problem(str(document.origin(("areas", "draws"))), what, remedy))
    table = document.held.get("draws")
    return read_draws(path, areas, None if table is None else sheet_of(place_of("draws"), table))


def _travel(scenario: Scenario) -> str:
    return shown(scenario.resolved.get("areas", {}).get("travel", place_of("travel")))


def _scenario(
    document: Document,
    asked: ScenarioFile,
    areas: Areas,
    links: Links | None,
    found: Problems,
    publish: bool,
) -> Scenario | None:
    references = References(areas, document, found)
    existing, policy = references.existing(asked), references.policy(asked.policy)
    checks.check_all(asked, existing, areas, document, found)
    if links is None or found.found:
        return None
    paths, years, draws = _paths(document, asked.areas), asked.years, None
    areas = protected(areas) if publish else areas
    if asked.objective == "expected":
        draws = _draws(document, asked, areas, paths.get("draws"), publish)
        areas = replace(areas, need=draws.mean(axis=0))
    scenario = Scenario(
        name=asked.name,
        areas=areas,
        uncertainty=asked.uncertainty,
        draws=draws,
        links=links.pairs,
        crossings=links.crossings,
        budget=asked.total,
        term=math.inf if years else asked.term,
        years=years,
        services=asked.services,
        existing=existing,
        policy=policy,
        inputs=_checksums([*document.files, *_files(document, paths)], document.stamps),
        resolved=_resolved(document, paths),
        remarks=read_remarks(document),
    )
    return shown_to_all(scenario) if publish else scenario


def _read_tables(document: Document, files: AreaFiles, found: Problems) -> tuple[Areas, Links | None] | None:
    """The areas and, where nothing is wrong with them, their links; nothing without areas."""
    paths = _paths(document, files)
    document.stamps.update({path: stamp(path) for path in _files(document, paths)})
    sheets = {
        key: sheet_of(place_of(key), table) for key, table in document.held.items() if key != "boundaries"
    }
    areas = _attempt(lambda: read_needs(paths["needs"], found.notes, sheets.get("needs")), found)
    if areas is None:
        files_there = _files(document, paths)
        missing = {path for path in files_there if path != paths["needs"] and not path.exists()}
        found.found.extend(unreadable(path, FileNotFoundError()) for path in sorted(missing))
        return None
    derive = "adjacency" not in paths and "land" in files.links
    shaped = _attempt(
        lambda: _with_boundaries(document, paths.get("boundaries"), areas, derive, found), found
    )
    links = _attempt(
        lambda: _links(paths.get("adjacency"), areas, files, found, sheets.get("adjacency")), found
    )
    journeys = _attempt(lambda: _journeys(paths.get("travel"), areas, found, sheets.get("travel")), found)
    if shaped is None or links is None or journeys is None:
        return areas, None
    every = np.concatenate([shaped[1], links.pairs])
    return replace(shaped[0], journeys=journeys[0]), Links(every, links.crossings)


def _attempt(read: Callable[[], T], found: Problems) -> T | None:
    """What `read` gives, or nothing once its problems are noted."""
    try:
        return read()
    except InputError as error:
        found.found.extend(error.problems)
        return None


def _links(path: Path | None, areas: Areas, files: AreaFiles, found: Problems, held: Sheet | None) -> Links:
    if path is None or (held and not held.rows):
        return NO_LINKS
    return read_links(path, areas, files.links, found.notes, held)


def _journeys(path: Path | None, areas: Areas, found: Problems, held: Sheet | None) -> tuple[Journeys | None]:
    return (None if path is None else read_travel(path, areas, found.notes, held),)


def _with_boundaries(
    document: Document, path: Path | None, areas: Areas, derive: bool, found: Problems
) -> tuple[Areas, IntArray]:
    """The areas with shapes and centres, and the links that shapes give where those are to be derived."""
    if path is None:
        return areas, NO_LINKS.pairs
    from planner.scenario.read.borders import borders, missed_links
    from planner.scenario.read.boundaries import centres, read_boundaries

    shaped = shapes_of(document.held.get("boundaries", document.held.get("needs")))
    read = read_boundaries(path, areas, shaped)
    found.notes.extend(read.notes)
    middles = centres(read.shapes) if areas.centres is None else areas.centres
    areas = replace(areas, centres=middles, shapes=read.held)
    if not derive:
        return areas, NO_LINKS.pairs
    meeting = borders(path, read.drawn, read.shapes, areas.names)
    found.notes.extend(missed_links(path, meeting.missed, areas))
    return areas, meeting.shared


def _paths(document: Document, files: AreaFiles) -> dict[str, Path]:
    """The files named under `areas`, each against the folder of the scenario file that named it."""
    paths = {}
    for key in TABLES:
        given = getattr(files, key)
        if given is not None:
            path = document.table(key, given)
            paths[key] = path if key in document.held else Path(shown(path))
    if "boundaries" not in paths and paths["needs"].suffix.lower() in SPATIAL:
        paths["boundaries"] = paths["needs"]
    elif "boundaries" not in paths and shapes_of(document.held.get("needs")) is not None:
        paths["boundaries"] = place_of("boundaries")
    return paths


def _files(document: Document, paths: dict[str, Path]) -> list[Path]:
    """Those of the tables that are files."""
    held = {place_of(key) for key in (*document.held, "boundaries")} if document.held else set()
    return [path for path in paths.values() if path not in held]


def _resolved(document: Document, paths: dict[str, Path]) -> dict[str, Any]:
    """The document with its paths in full; nothing where a table of it is in no file."""
    if document.held:
        return {}
    absolute = {key: str(path.resolve()) for key, path in paths.items()}
    return {**document.data, "areas": {**document.data["areas"], **absolute}}


def _checksums(paths: list[Path], stamps: Mapping[Path, Stamp | None]) -> tuple[InputFile, ...]:
    """The files with their checksums, once it is sure that these are of what was read."""
    found = []
    try:
        for path in dict.fromkeys(paths):
            with path.open("rb") as stream:
                sha = hashlib.file_digest(stream, "sha256").hexdigest()
            found.append(InputFile(path.name, sha, str(path.resolve())))
    except OSError as error:
        problem = Problem(str(error.filename), "went away while it was read", "run again")
        raise InputError(problem) from error
    changed = [path for path in dict.fromkeys(paths) if path in stamps and stamp(path) != stamps[path]]
    if changed:
        what = "changed while it was read"
        raise InputError(*(Problem(str(path), what, "run again") for path in changed))
    return tuple(found)
