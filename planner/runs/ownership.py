"""Which files are the planner's own: those it wrote and nobody has changed since; the rest is the user's."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from planner.errors import OutputError

REGISTER = ".planner-files"
"""In each folder, of what the planner wrote there: a line a file, its SHA-256 and its name."""


def checksum(content: str | bytes) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def checksum_of(path: Path) -> str | None:
    """SHA-256 of the bytes of a file; None where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def check_ours(paths: Iterable[Path], option: str, inputs: Iterable[str] = ()) -> None:
    """Nothing at these paths is the user's: no file that is read by this run, none that others wrote.

    Raises:
        OutputError: when something is; each is named.
    """
    told, read = [], {Path(path).resolve() for path in inputs if path}
    for path in paths:
        if path.resolve() in read:
            told.append(f"{path}: is read by this run and is not written over; choose another {option}")
        elif why := _theirs(path):
            told.append(f"{path}: {why}, and is not written over; move it away, or choose another {option}")
    if told:
        raise OutputError("\n".join(told))


def _theirs(path: Path) -> str | None:
    """Why a file is the user's; None for one that is not there, or that the planner wrote."""
    if not (path.exists() or path.is_symlink()):
        return None
    written = _register(path.parent).get(path.name)
    if written is None:
        return "is not a file that the planner wrote"
    return None if checksum_of(path) in written else "has been changed since the planner wrote it"


def _register(folder: Path) -> dict[str, list[str]]:
    """Checksums by name."""
    found: dict[str, list[str]] = {}
    try:
        lines = (folder / REGISTER).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    for line in lines:
        sha, _, name = line.partition("  ")
        found.setdefault(name, []).append(sha)
    return found


def register_during(folder: Path, sums: Mapping[str, str]) -> str:
    """The register of a folder while files are put in place: what is there, and what is to be."""
    found = _register(folder)
    for name, sha in sums.items():
        found[name] = [*(one for one in found.get(name, []) if one != sha), sha]
    return _text(found)


def register_after(folder: Path) -> str:
    """The register once they are: the last of each name that is still there."""
    return _text({name: shas[-1:] for name, shas in _register(folder).items() if (folder / name).exists()})


def _text(found: Mapping[str, list[str]]) -> str:
    return "".join(f"{sha}  {name}\n" for name, shas in sorted(found.items()) for sha in shas)
