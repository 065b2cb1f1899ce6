"""Decides which specialist services to fund, for one area or shared by neighbours.

The public surface is what `__init__.pyi` lists: a function for each question, and what they take and return.
Each name loads what it needs when it is first used, so that `import planner` stays light.
"""

import ast
from importlib import import_module
from pathlib import Path

_LISTED = ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
_HOMES = {
    name.name: str(line.module)
    for line in _LISTED.body
    if isinstance(line, ast.ImportFrom)
    for name in line.names
}
"""The module of each public name; a place for `evaluate` is a line in the list."""
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Load a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'planner' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return found


def __dir__() -> list[str]:
    """The public names alone."""
    return __all__
