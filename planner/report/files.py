"""Files of a run, written whole or not at all."""

import os
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from planner.errors import OutputError
from planner.inputs.scenario import Scenario
from planner.inputs.schema import TABLES
from planner.optimise.plan import Plan
from planner.report.documents import areas_csv, as_json, plan_document, services_csv

INDENT = 2
REMARK_WIDTH = 96


def check_folder(folder: Path, option: str = "--out") -> None:
    """Find what stands in the way of a run's folder before anything is solved; writes nothing.

    Raises:
        OutputError: when it could not be made or written to.
    """
    above = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        raise OutputError(f"{folder}: cannot be written ({above.name} is a file); choose another {option}")
    if not os.access(above, os.W_OK):
        raise OutputError(f"{folder}: cannot be written (Permission denied); choose another {option}")


def write_file(path: Path, write: Callable[[Path], None]) -> None:
    """Put what `write` writes at `path`, whole or not at all; folders on the way are made.

    Raises:
        OutputError: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".planner-", dir=path.parent) as aside:
            write(Path(aside) / path.name)
            (Path(aside) / path.name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another file") from error


def _unwritable(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"{folder}: cannot be written ({error.strerror}); choose another --out")


def write_run(folder: Path, plan: Plan, scenario: Scenario) -> list[Path]:
    """Write `plan.json`, `services.csv`, `areas.csv` and the resolved `scenario.yaml` into `folder`.

    No file is ever half-written; `plan.json` comes last.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "scenario.yaml": resolved_yaml(scenario, folder),
        "areas.csv": areas_csv(plan),
        "services.csv": services_csv(plan),
        "plan.json": as_json(plan_document(plan)),
    }
    return write_files(folder, texts)


def write_files(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Write files by name into `folder`, all aside first and then each at once, the last named last.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".planner-", dir=folder) as aside:
            for name, text in texts.items():
                _write_through(Path(aside) / name, text)
            return [_put(Path(aside) / name, folder / name) for name in texts]
    except OSError as error:
        raise _unwritable(folder, error) from error


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _put(source: Path, target: Path) -> Path:
    source.replace(target)
    return target


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
