"""What the author of a scenario file wrote beside a figure: its source, or the word "assumption"."""

from planner.scenario.read.yaml_comments import Comment
from planner.scenario.read.yaml_file import Document, Keys, Origin


def read_remarks(document: Document) -> dict[str, str]:
    """The comment at the end of a value's line, else those right above it, by dotted key.

    A value without one has that of the block it stands in, where the same file gives both. A value that
    another file or an option lays over has none of what was said of the value beneath.
    """
    found = {}
    for keys in document.origins:
        remark = _remark(document, keys)
        if remark:
            found[".".join(map(str, keys))] = remark
    return found


def _remark(document: Document, keys: Keys) -> str:
    own = document.origins[keys]
    if not own.line:
        return f"given by {own.file}"
    for length in range(len(keys), 0, -1):
        around = document.origins.get(keys[:length])
        if around is None or around.file != own.file:
            continue
        if told := _beside(around, document.comments[own.file]):
            return told
    return ""


def _beside(origin: Origin, comments: dict[int, Comment]) -> str:
    here = comments.get(origin.line)
    if here:
        return here.text
    above: list[str] = []
    line = origin.line - 1
    while line in comments and comments[line].alone:
        above.insert(0, comments[line].text)
        line -= 1
    return " ".join(" ".join(above).split())
