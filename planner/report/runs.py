"""Runs on disk: what a command found, from what, and how; with `run.json`, the record that vouches for it."""

import json
import os
import platform
import tempfile
import textwrap
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from planner.errors import OutputError
from planner.inputs.scenario import Scenario
from planner.inputs.schema import TABLES
from planner.optimise.plan import SCHEMA, Plan
from planner.report.documents import areas_csv, as_json, plan_document, rounded, services_csv
from planner.report.files import checksum, settle, write_files
from planner.version import __version__

RECORD = "run.json"
INDENT = 2
REMARK_WIDTH = 96
PACKAGES = ("highspy", "numpy", "pulp", "scipy")
"""What a plan could depend on beside the planner and its inputs."""


def write_run(
    folder: Path, plan: Plan, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> list[Path]:
    """Write `plan.json`, `services.csv`, `areas.csv`, the resolved `scenario.yaml` and `run.json`.

    `options` are those of the command that a plan depends on. All or none of the files are written.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "scenario.yaml": resolved_yaml(scenario, folder),
        "areas.csv": areas_csv(plan),
        "services.csv": services_csv(plan),
        "plan.json": as_json(plan_document(plan)),
    }
    return write_recorded(folder, texts, scenario, "optimise", {"budget": plan.budget, **(options or {})})


def write_recorded(
    folder: Path,
    texts: Mapping[str, str | bytes],
    scenario: Scenario,
    command: str,
    options: Mapping[str, Any],
) -> list[Path]:
    """Write the files of a run and, last, its record: versions, options and checksums of all in and out.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    record = {
        "schema": SCHEMA,
        "command": command,
        "options": dict(options),
        "scenario": scenario.name,
        "fingerprint": scenario.key(),
        "inputs": [{"file": one.file, "sha256": one.sha256} for one in scenario.inputs],
        "versions": versions(),
        "files": [{"file": name, "sha256": checksum(text)} for name, text in texts.items()],
    }
    return write_files(folder, {**texts, RECORD: as_json(rounded(record))})


def versions() -> dict[str, str]:
    """Versions of the planner, of Python and of what solves."""
    found = {"planner": __version__, "python": platform.python_version()}
    return {**found, **{name: version(name) for name in PACKAGES}}


def read_run(folder: Path) -> dict[str, Any]:
    """The record of the run in a folder, once every file is found to be as it was written.

    Raises:
        OutputError: when there is no run there, or a file of it is missing or was changed; each is named.
    """
    try:
        if folder.is_dir():
            settle(folder)
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        files = {one["file"]: one["sha256"] for one in record["files"]}
        known = all(isinstance(record[key], dict) for key in ("options", "versions"))
        known = known and isinstance(record["command"], str) and isinstance(record["fingerprint"], str)
        inputs = {one["file"]: one["sha256"] for one in record["inputs"]}
    except OSError as error:
        raise _no_run(folder) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise OutputError(f"{folder / RECORD}: not a record of a run; run the command again") from error
    if not known or not all(isinstance(name, str) and Path(name).name == name for name in (*files, *inputs)):
        raise OutputError(f"{folder / RECORD}: not a record of a run; run the command again")
    wrong = [str(folder / name) for name, sha in files.items() if _checksum_of(folder / name) != sha]
    if wrong:
        raise OutputError(
            "\n".join(f"{name}: missing, or changed since the run; run it again" for name in wrong)
        )
    return dict(record)


def _no_run(folder: Path) -> OutputError:
    inside = [path.parent.name for path in sorted(folder.glob(f"*/{RECORD}"))] if folder.is_dir() else []
    remedy = f"name one of the runs in it: {', '.join(inside[:6])}" if inside else "name the --out of a run"
    return OutputError(f"{folder}: no run there ({RECORD} cannot be read); {remedy}")


def _checksum_of(path: Path) -> str | None:
    try:
        return checksum(path.read_bytes())
    except OSError:
        return None


def resolved_yaml(scenario: Scenario, folder: Path) -> str:
    """The scenario with all it extends laid out, runnable from `folder`; remarks go above their figures."""
    document: dict[str, Any] = {**scenario.resolved}
    files = dict(document.get("areas", {}))
    for key in TABLES:
        if key in files:
            files[key] = _from(folder, files[key])
    document["areas"] = files
    with tempfile.SpooledTemporaryFile(max_size=1 << 20, mode="w+", encoding="utf-8") as stream:
        yaml = YAML()
        yaml.allow_unicode = True
        yaml.width = 110
        yaml.dump(_remarked(document, scenario.remarks), stream)
        stream.seek(0)
        return stream.read()


def _remarked(block: Any, remarks: dict[str, str], path: str = "", depth: int = 0) -> Any:
    """The mapping with each remark as a comment above its key, once for what stands in one block."""
    if not isinstance(block, dict):
        return block
    mapping, said = CommentedMap(), remarks.get(path, "")
    for key, value in block.items():
        here = f"{path}.{key}" if path else str(key)
        mapping[key] = _remarked(value, remarks, here, depth + 1)
        remark = remarks.get(here, "")
        if remark and remark != said:
            text = "\n".join(textwrap.wrap(remark, REMARK_WIDTH))
            mapping.yaml_set_comment_before_after_key(key, before=text, indent=INDENT * depth)
    return mapping


def _from(folder: Path, path: str) -> str:
    try:
        return Path(os.path.relpath(path, folder.resolve())).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()
