"""Writing to stdout so that neither a code page nor a reader who has seen enough ends in an error."""

import codecs
import os
import sys
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO

from planner.text import printable_lines

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

NAME = "planner"
PLAIN = {
    "£": "GBP ",
    "–": "-",
    "—": "-",
    "−": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "…": "...",
    "─": "-",
}
"""What stands for a letter that a code page lacks; others lose their accents, or are shown as ?."""


write_errors: list[OSError] = []
"""Why stdout could not be written to; the first time it could not, what came after went nowhere."""


def open_streams() -> None:
    """Have something open as stdin, stdout and stderr, so that no file of a run is taken for a closed one."""
    write_errors.clear()
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    for name, number in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115
    allow_any_letter(sys.stdout, sys.stderr)


def allow_any_letter(*streams: TextIO) -> None:
    """Let letters that a stream's code page lacks be written as plainer ones."""
    codecs.register_error(NAME, _plainly)
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=NAME)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = "".join(map(_plain, error.object[error.start : error.end]))
    spaced = error.object[error.end : error.end + 1] == " "
    return plain.rstrip(" ") if spaced else plain, error.end


def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    return PLAIN.get(letter, bare if bare.isascii() else "?")


def write_data(text: str) -> None:
    """JSON or CSV to stdout; in a pipe or a file it is UTF-8 with plain line ends, on every system."""
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    _unless_closed(lambda: print(text, end="", flush=True))


def write_lines(*lines: str) -> None:
    """Plain lines to stdout."""
    _unless_closed(lambda: print(*lines, sep="\n", flush=True))


def write_tables(show: Callable[["Console"], None]) -> None:
    """Tables to stdout, as wide as the terminal, or 80 columns in a pipe."""
    from rich.console import Console

    class Reader(Console):
        def on_broken_pipe(self) -> None:
            self.quiet = True
            raise BrokenPipeError

        def render_str(self, text: str, **how: Any) -> "Text":
            # Before it is measured, so that columns stay in line.
            plain = printable_lines(text).encode(self.encoding, errors=NAME).decode(self.encoding)
            return super().render_str(plain, **how)

    _unless_closed(lambda: show(Reader()))


def _unless_closed(write: Callable[[], None]) -> None:
    """Write; where stdout cannot be written to, the rest goes nowhere, and files are still made.

    A reader who has gone, as `head` does, has seen enough; of anything else `main` tells at the end.
    """
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
    except OSError as error:
        write_errors.append(error)
        discard_output()


def discard_output() -> None:
    """Send what is still to be written to stdout nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
