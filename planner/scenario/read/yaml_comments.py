"""Comments of a YAML file by line, as its reader finds them."""

from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.tokens import CommentToken


class Comment(NamedTuple):
    """What a comment says, and whether it stands alone on its line."""

    text: str
    alone: bool


def comments_of(text: str) -> dict[int, Comment]:
    """Every comment of a file of YAML by its line, from 1."""
    lines = text.splitlines()
    found = {}
    for token in YAML(typ="rt", pure=True).scan(text) if "#" in text else ():
        for comment in _tokens([token, getattr(token, "comment", None)]):
            # One that begins with the end of a line is placed on the line after it.
            first = comment.start_mark.line + (0 if comment.value.startswith("\n") else 1)
            for number, said in enumerate(comment.value.split("\n"), first):
                if said.strip():
                    alone = lines[number - 1].lstrip().startswith("#")
                    found[number] = Comment(said.strip().lstrip("#").strip(), alone)
    return found


def _tokens(around: object) -> Iterator[CommentToken]:
    if isinstance(around, CommentToken):
        yield around
    elif isinstance(around, list | tuple):
        for inner in around:
            yield from _tokens(inner)
