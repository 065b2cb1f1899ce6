"""What a workbook unpacks to, weighed before any of it is read: a small file can hold more than a machine."""

import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from planner.errors import InputError, Problem
from planner.scenario.read.readable import MB

T = TypeVar("T")
MAX_UNPACKED = 300_000_000
"""Bytes of a workbook once unpacked; 100,000 rows of ten cells take a tenth of that."""
MAX_LISTED = 1_000_000
"""Bytes of the list of its parts; a workbook of 1,000 sheets has a third of that. A part takes 46 or more."""
MAX_CELLS = 20_000_000
"""Places for cells up to the last of each row: a row with one cell at XFD has 16,384."""
MOST = {"worksheet": 20_000_000, "sst": 6_000_000}
"""Tags and attributes of a part by its outermost tag: of 500,000 rows of four cells, of a million texts."""
MOST_OTHERS = 2_000_000
"""Of any other part, such as the 65,490 formats that Excel allows."""
MOST_IN_A_ROW = 200_000
"""Tags of one row: Excel's 16,384 columns have half of that."""
CALLED = {"worksheet": "a sheet", "sst": "its list of texts"}
REMEDY = "keep the rows of areas alone, or save it as CSV UTF-8"
_END, _LONG_END, _WHERE = b"PK\5\6", b"PK\6\6", b"PK\6\7"
"""How the records at the end of a zip file begin: the last, that of large files, and where that stands."""
_COMMENT = 65_535
"""Bytes of a comment that may stand after the last."""
_HEAD, _READ = 4096, 1_000_000
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_OUTERMOST = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.I)


def check_unpacked(path: Path) -> None:
    """The workbook at `path` can be read within bounded time and memory.

    Raises:
        InputError: when it is too large once unpacked, or has too many tags and attributes.
        ValueError: when it is packed or written as no program writes workbooks.
        zipfile.BadZipFile: when it is none.
    """
    if _listed(path) > MAX_LISTED:
        raise InputError(Problem(str(path), "has more parts than a workbook of areas can", REMEDY))
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > MAX_UNPACKED:
            told = (
                f"{size / MB:,.0f} MB once unpacked, and {MAX_UNPACKED / MB:,.0f} MB is the most that is read"
            )
            raise InputError(Problem(str(path), told, REMEDY))
        for part in parts:
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError(f"{part.filename} is packed in a way that Excel does not read")
            with archive.open(part) as stream:
                _weigh(path, part.filename, stream)


def _listed(path: Path) -> int:
    """Bytes of the list of the parts of a zip file, which `zipfile` reads whole as soon as it is opened.

    Raises:
        ValueError: when the records at its end stand as no program writes them.
        zipfile.BadZipFile: when it has no such list.
    """
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 22 - _COMMENT - 76))
        tail = stream.read()
    plain = tail[-22:].startswith(_END) and tail.endswith(b"\0\0")
    at = len(tail) - 22 if plain else tail.rfind(_END, max(0, len(tail) - 22 - _COMMENT))
    if not 0 <= at <= len(tail) - 22:
        raise zipfile.BadZipFile("it has no list of its parts")
    if at < 20 or not tail.startswith(_WHERE, at - 20):
        return int(struct.unpack_from("<L", tail, at + 12)[0])
    if at < 76 or not tail.startswith(_LONG_END, at - 76):
        raise ValueError("its list of parts stands where no program writes it")
    return int(struct.unpack_from("<Q", tail, at - 76 + 40)[0])


def _weigh(path: Path, name: str, stream: IO[bytes]) -> None:
    head = stream.read(_HEAD)
    if _ENCODING.search(head):
        raise ValueError(f"{name} is not UTF-8")
    outermost = _OUTERMOST.search(head)
    kind = outermost[1].decode() if outermost else ""
    most, marks, in_row = MOST.get(kind, MOST_OTHERS), 0, 0
    for chunk in _chunks(head, stream):
        if b"<!DOCTYPE" in chunk:
            raise ValueError(f"{name} has a document type")
        marks += chunk.count(b"<") + chunk.count(b"=")
        first, *later = _ROW.split(chunk) if kind == "worksheet" else (b"",)
        counts = [in_row + first.count(b"<"), *(row.count(b"<") for row in later)]
        in_row = counts[-1]
        if marks > most or max(counts) > MOST_IN_A_ROW:
            what = f"{CALLED.get(kind, name)} holds more than a table of areas can"
            raise InputError(Problem(str(path), what, REMEDY))


def _chunks(head: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    """All of a part, cut where a tag begins."""
    rest = head
    while more := stream.read(_READ):
        whole, cut, begun = rest.rpartition(b"<")
        yield whole
        rest = cut + begun + more
        if len(rest) > 3 * _READ:  # no tag is as long
            yield rest
            rest = b""
    yield rest


def bounded(path: Path, rows: Iterable[tuple[T, ...]]) -> Iterator[tuple[T, ...]]:
    """The rows of a sheet, as long as they have places for no more than `MAX_CELLS` cells.

    Raises:
        InputError: when they have more.
    """
    places = 0
    for number, row in enumerate(rows, 1):
        places += len(row)
        if places > MAX_CELLS:
            what = "cells stand too far to the right of too many rows"
            raise InputError(
                Problem(f"{path}:{number}", what, "delete the columns after the last of the table")
            )
        yield row
