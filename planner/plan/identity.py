"""Identities: what a service is, wherever it is based and however large, and the id that says so."""

from collections.abc import Collection, Iterator
from typing import NamedTuple, Self


class Identity(NamedTuple):
    """A type of service for these areas, codes rising, or more of an existing one: as text, its id."""

    type: str
    areas: tuple[str, ...]
    expands: str | None = None

    def __str__(self) -> str:
        expands = "" if self.expands is None else f":{self.expands}"
        return f"{self.type}:{'+'.join(self.areas)}{expands}"

    @classmethod
    def read(cls, text: str, codes: Collection[str]) -> Self:
        """What an id stands for where areas have these codes, which may hold any letter themselves.

        Raises:
            KeyError: when it stands for no service of areas with these codes.
        """
        kind, _, rest = text.partition(":")
        for areas, expands in _endings(rest, codes):
            return cls(kind, areas, expands)
        raise KeyError(text)


def _endings(rest: str, codes: Collection[str]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Ways to read what follows the type, those with the longer first code first."""
    for code in sorted(filter(rest.startswith, codes), key=len, reverse=True):
        after = rest[len(code) :]
        if not after:
            yield (code,), None
        elif after[0] == "+":
            yield from (((code, *areas), expands) for areas, expands in _endings(after[1:], codes))
        elif after[0] == ":" and len(after) > 1:
            yield (code,), after[1:]
