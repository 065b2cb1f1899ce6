"""Runs on disk: what a command found, from what, and how; with `run.json`, the record that vouches for it."""

import json
import os
import tempfile
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from planner.errors import OutputError
from planner.plan.plan import SCHEMA, Plan
from planner.present.documents import areas_csv, as_json, plan_document, rounded, services_csv
from planner.runs.files import RECORD, check_folder, settle, unwritable, write_files
from planner.runs.lock import locked
from planner.runs.ownership import check_ours, checksum, checksum_of
from planner.scenario.scenario import Scenario
from planner.scenario.schema import TABLES
from planner.version import versions

SCENARIO = "scenario.yaml"
FILES = {
    "optimise": ("areas.csv", "services.csv", "plan.json"),
    "frontier": ("frontier.csv", "frontier.json"),
    "joint": ("joint.csv", "joint.json"),
    "compare": ("compare.csv", "compare.json"),
    "stability": ("stability.csv", "todays-plan.json", "stability.json"),
}
"""What the run of each command leaves beside its scenarios and its record; the last is the whole answer."""
INDENT = 2
REMARK_WIDTH = 96


@contextmanager
def claimed(out: Path | None, command: str, scenarios: Sequence[Scenario]) -> Iterator[None]:
    """Hold a run's folder from before anything is solved until all is written; without one nothing is held.

    Raises:
        OutputError: when it cannot be written to, another run is at it, or it holds what is not written over:
            a run of another command, a file of this run's inputs, or one that the planner did not write.
    """
    if out is None:
        yield
        return
    check_folder(out)
    if other := _other(out, command):
        raise OutputError(f"{out}: holds a run of planner {other}; give every run an --out of its own")
    names = [*scenario_names(scenarios), *FILES[command], RECORD]
    check_ours(
        [out / name for name in names], "--out", (one.path for each in scenarios for one in each.inputs)
    )
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(out, patience=0.0))
        except OSError as error:
            raise unwritable(out, error) from error
        yield


def _other(folder: Path, command: str) -> str | None:
    """The command of a run in a folder, where it is not this one."""
    try:
        found = str(json.loads((folder / RECORD).read_text(encoding="utf-8"))["command"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return None if found == command else found


def scenario_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Files of the resolved scenarios of a run."""
    several = len(scenarios) > 1
    return [f"scenario-{place}.yaml" if several else SCENARIO for place in range(1, len(scenarios) + 1)]


def write_run(
    folder: Path, plan: Plan, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> list[Path]:
    """Write `plan.json`, `services.csv`, `areas.csv`, the resolved `scenario.yaml` and `run.json`.

    `options` are those of the command that a plan depends on. All or none of the files are written.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "areas.csv": areas_csv(plan),
        "services.csv": services_csv(plan),
        "plan.json": as_json(plan_document(plan)),
    }
    return write_recorded(folder, texts, [scenario], "optimise", {**(options or {}), "budget": plan.budget})


def write_recorded(
    folder: Path,
    answer: Mapping[str, str | bytes],
    scenarios: Sequence[Scenario],
    command: str,
    options: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the resolved scenarios and the files of an answer and, last, the record of the run.

    It has versions, the options of the command and checksums of all in and out; that of a published run says
    nothing from which a table of needs could be told.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    names = scenario_names(scenarios)
    texts = {name: resolved_yaml(one, folder) for name, one in zip(names, scenarios, strict=True)} | {
        **answer
    }
    published = any(one.published for one in scenarios)
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "command": command,
        "published": published,
        "options": dict(options or {}),
        "scenarios": [_asked(name, one, published) for name, one in zip(names, scenarios, strict=True)],
        "inputs": _inputs(scenarios, published),
        "versions": versions(),
        "files": [{"file": name, "sha256": checksum(text)} for name, text in texts.items()],
    }
    return write_files(folder, {**texts, RECORD: as_json(rounded(record))})


def _asked(name: str, scenario: Scenario, published: bool) -> dict[str, str]:
    return {"file": name, "name": scenario.name} | ({} if published else {"key": scenario.key()})


def _inputs(scenarios: Sequence[Scenario], published: bool) -> list[dict[str, str]]:
    """Each file that was read, once; of one for a published run its name alone."""
    every = dict.fromkeys(one for scenario in scenarios for one in scenario.inputs)
    return [{"file": one.file} if published else asdict(one) for one in every]


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
        known = known and record["command"] in FILES
        inputs = [one["file"] for one in (*record["inputs"], *record["scenarios"])]
    except OSError as error:
        raise _no_run(folder) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise OutputError(f"{folder / RECORD}: not a record of a run; run the command again") from error
    if not known or not all(isinstance(name, str) and Path(name).name == name for name in (*files, *inputs)):
        raise OutputError(f"{folder / RECORD}: not a record of a run; run the command again")
    wrong = [str(folder / name) for name, sha in files.items() if checksum_of(folder / name) != sha]
    if wrong:
        raise OutputError(
            "\n".join(f"{name}: missing, or changed since the run; run it again" for name in wrong)
        )
    return dict(record)


def _no_run(folder: Path) -> OutputError:
    inside = [path.parent.name for path in sorted(folder.glob(f"*/{RECORD}"))] if folder.is_dir() else []
    remedy = f"name one of the runs in it: {', '.join(inside[:6])}" if inside else "name the --out of a run"
    return OutputError(f"{folder}: no run there ({RECORD} cannot be read); {remedy}")


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
