"""Cells of tables: values as text, and text as numbers."""

import datetime
import math
import re
import unicodedata

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d*)(\.\d*)?([eE][+-]?\d{1,3})?")
_WITHIN_WORDS = re.compile(r"['’]|(?<!\d)\.|\.(?!\d)")
"""Marks that part no words: D.O.B. is DOB, but 1.1 is not 11."""
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces of other widths, or that break no line; people see a space."""


def as_text(value: object) -> str:
    """A cell as text: nothing for a missing one, whole numbers without a decimal point."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return str(value.date())
    return clean(str(value))


def clean(text: str) -> str:
    """A cell without the spaces around it, every other space an ordinary one."""
    return _SPACE.sub(" ", text).strip()


def loosely(text: str) -> str:
    """A name as it is compared: without regard to case, to marks and spaces, or to what hides."""
    shown = "".join(" " if unicodedata.category(c)[0] == "Z" else c for c in text if not _hides(c))
    joined = _WITHIN_WORDS.sub("", shown.casefold())
    return " ".join(re.sub(r"[^\w]+|_", " ", joined).split())


def _hides(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"


def number(text: str) -> float:
    """A finite number as people write it in tables; `1,234.5` too.

    Raises:
        ValueError: when it is not one.
    """
    value = float(text.replace(",", "")) if len(text) < 400 and _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def is_number(text: str) -> bool:
    """Whether `number` reads it."""
    try:
        number(text)
    except ValueError:
        return False
    return True
