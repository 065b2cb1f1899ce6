"""What a workbook unpacks to, weighed before any of it is read: a small file can hold more than a machine."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from planner.errors import InputError, Problem
from planner.inputs.readable import MB

MAX_UNPACKED = 300_000_000
"""Bytes of a workbook once unpacked; 100,000 rows of ten cells take a tenth of that."""
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


def bounded(path: Path, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
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
