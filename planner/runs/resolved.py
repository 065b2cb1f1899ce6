"""A scenario as a run keeps it: all it extends laid out, runnable from the run's folder."""

import os
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from planner.scenario.save import files_of
from planner.scenario.scenario import Scenario
from planner.scenario.schema import TABLES

INDENT = 2
REMARK_WIDTH = 96


def kept_files(scenario: Scenario, name: str, folder: Path) -> dict[str, str]:
    """The texts by name of a scenario and, where they are in no file, of its tables.

    Raises:
        OutputError: when they are in no file and it is published.
    """
    return {name: resolved_yaml(scenario, folder)} if scenario.resolved else files_of(scenario, name)


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


def _remarked(block: object, remarks: dict[str, str], path: str = "", depth: int = 0) -> object:
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
