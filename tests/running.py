"""The command line run in the tests' own process: what it says on stdout and stderr, and its exit code."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from tests.wrong import run

ROOT = Path(__file__).parents[1]


def planner(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in the project's folder, as a process of its own would but without loading it anew."""
    words = [*map(str, arguments)]
    with _written() as out, _written() as err, contextlib.chdir(ROOT), pytest.MonkeyPatch.context() as patch:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(patch, *words)
        return subprocess.CompletedProcess(words, code, _read(out), _read(err))


@contextlib.contextmanager
def _written() -> Iterator[TextIO]:
    """A stream with a file beneath it, as those of a process have."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as stream:
        yield stream


def _read(stream: TextIO) -> str:
    stream.flush()
    os.lseek(stream.fileno(), 0, os.SEEK_SET)
    with os.fdopen(os.dup(stream.fileno()), "rb") as copy:
        return copy.read().decode("utf-8")
