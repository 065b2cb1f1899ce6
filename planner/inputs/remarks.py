"""What the author of a scenario file wrote beside a figure: its source, or the word "assumption"."""

import re

from planner.inputs.yaml_file import Document, Keys, Origin

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_COMMENT = re.compile(r"(?:^|\s)#+\s?(.*)$")


def read_remarks(document: Document) -> dict[str, str]:
    """The comment at the end of a value's line, else those right above it, by dotted key.

    A value without one has that of the block it stands in, where the same file gives both. A value that
    another file or an option lays over has none of what was said of the value beneath.
    """
    lines = {file: text.splitlines() for file, text in document.texts.items()}
    found = {}
    for keys in document.origins:
        remark = _remark(document, keys, lines)
        if remark:
            found[".".join(map(str, keys))] = remark
    return found


def _remark(document: Document, keys: Keys, lines: dict[str, list[str]]) -> str:
    own = document.origins[keys]
    if not own.line:
        return f"given by {own.file}"
    for length in range(len(keys), 0, -1):
        around = document.origins.get(keys[:length])
        if around is not None and around.file == own.file and (told := _beside(around, lines[own.file])):
            return told
    return ""


def _beside(origin: Origin, lines: list[str]) -> str:
    here = _COMMENT.search(_QUOTED.sub("", lines[origin.line - 1]))
    if here:
        return here.group(1).strip()
    above: list[str] = []
    for line in reversed(lines[: origin.line - 1]):
        if not line.lstrip().startswith("#"):
            break
        above.insert(0, line.lstrip().lstrip("#").strip())
    return " ".join(" ".join(above).split())
