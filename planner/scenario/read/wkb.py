"""Shapes as well-known binary, looked over before GEOS reads them: shapes in shapes can end the process."""

import struct

POINT, LINE, AREA = 1, 2, 3
_SEVERAL = 3
"""What the kind of several points, lines or areas is more than that of one."""
_NUMBERS = {0: 2, 1: 3, 2: 3, 3: 4}
"""Numbers a point, by the thousands of a kind."""


def check_flat(wkb: bytes) -> None:
    """A shape is a point, line or area, or several of one of these, and ends within its bytes.

    Raises:
        ValueError: when it is anything else.
        struct.error: when it is cut short.
    """
    kind, order, at = _head(wkb, 0)
    if kind % 1000 in (POINT, LINE, AREA):
        return
    if kind % 1000 not in (POINT + _SEVERAL, LINE + _SEVERAL, AREA + _SEVERAL):
        raise ValueError(f"a shape of kind {kind}")
    (count,) = struct.unpack_from(f"{order}I", wkb, at)
    at += 4
    for _ in range(count):
        inner, order, at = _head(wkb, at)
        if inner != kind - _SEVERAL:
            raise ValueError(f"a shape of kind {inner} in one of kind {kind}")
        at = _end(wkb, inner, order, at)


def _head(wkb: bytes, at: int) -> tuple[int, str, int]:
    """The kind of the shape at a place, the order of its bytes and where it goes on."""
    order = "<" if wkb[at] == 1 else ">"
    return struct.unpack_from(f"{order}I", wkb, at + 1)[0], order, at + 5


def _end(wkb: bytes, kind: int, order: str, at: int) -> int:
    """Where a point, line or area ends that begins here."""
    point = 8 * _NUMBERS[kind // 1000]
    if kind % 1000 == POINT:
        return at + point
    rings = 1
    if kind % 1000 == AREA:
        (rings,) = struct.unpack_from(f"{order}I", wkb, at)
        at += 4
    for _ in range(rings):
        at += 4 + point * struct.unpack_from(f"{order}I", wkb, at)[0]
    return at
