"""Writing to stdout so that neither a code page nor a reader who has seen enough ends in an error."""

import codecs
import os
import sys
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO

from planner.printable import printable_lines

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


def forgive(*streams: TextIO) -> None:
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
    """Write; where the reader has gone, as `head` does, the rest goes nowhere."""
    try:
        write()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
