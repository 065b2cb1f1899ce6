"""Notes: what is legal and worth knowing; one that asks for something has its remedy with it."""

from typing import Self


class Note(str):
    """A note that asks for something: the text `what; remedy`, whose parts can be told apart.

    One that asks for nothing is a plain text.
    """

    what: str
    remedy: str

    def __new__(cls, what: str, remedy: str) -> Self:
        """A note on `what`, with its remedy."""
        note = super().__new__(cls, f"{what}; {remedy}")
        note.what, note.remedy = what, remedy
        return note

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """What a copy is made from, in this process or in another."""
        return self.what, self.remedy
