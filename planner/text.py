"""Text from outside made safe to show: no control characters, no hidden ones, not too long."""

import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 80
"""Letters of one word, such as a key or a code, that are shown in a message."""
LONGEST_PATH = 200
"""Letters of a file's name, with its folders, that are shown in a message."""
LONGEST_LINE = 900
"""Letters of one message that are shown."""
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of what has no shape of its own: control and format characters, line ends."""


def printable(text: str) -> str:
    """The text with every character that a terminal would obey or hide written out, as ASCII."""
    return text if text.isprintable() else "".join(_shown(letter) for letter in text)


def hidden(text: str) -> str:
    """The first character of a text that has no shape of its own, written out; nothing where all have."""
    return next((_shown(letter) for letter in text if unicodedata.category(letter) == "Cc"), "")


def _shown(letter: str) -> str:
    return ascii(letter)[1:-1] if unicodedata.category(letter) in _HIDDEN else letter


def shortened(text: str, most: int) -> str:
    """The text, its middle left out where it is longer than `most` letters."""
    half = (most - 5) // 2
    return text if len(text) <= most else f"{text[:half]} ... {text[-half:]}"


def line_of(text: str, longest_word: int = LONGEST_WORD) -> str:
    """The text on one line, safe to show, no word and no line too long."""
    words = (shortened(word, longest_word) for word in text.split())
    return printable(shortened(" ".join(words), LONGEST_LINE))


def printable_lines(text: str) -> str:
    """The same for text of several lines, whose line ends stay."""
    return "\n".join(map(printable, text.split("\n")))


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a sentence; past `most` of them, how many more."""
    names = list(names)
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
