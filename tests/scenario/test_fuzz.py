"""Random and mutated files: the outcome is a scenario, or problems in words; never another exception."""

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.scenario.read.load import load_scenario
from tests.project import BOUNDARIES, FILES, NEEDS, SCENARIO, write_project

SPICES = (
    *(
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n",
        b"\t",
        b",",
        b'"',
        b"'",
        b":",
        b"- ",
        b"[",
        b"]",
        b"{",
        b"}",
    ),
    *(
        b"&a ",
        b"*a",
        b"!",
        b"!!",
        b"<<: ",
        b"---\n",
        b"...\n",
        b"#",
        b"%",
        b"|",
        b">",
        b"~",
        b"null",
        b"true",
    ),
    *(b".nan", b".inf", b"-.inf", b"NaN", b"1e308", b"1e999", b"-0", b"0x", b"9" * 20, b"\xc2\x85"),
    *(b"\xe2\x80\xae", b"\\", b"\\u0000", b"coordinates", b"area", b"extends: ", b"2001-12-14", b"=1"),
)
"""What means something to a reader of YAML, CSV or GeoJSON."""


@st.composite
def mutated(draw: st.DrawFn, good: bytes) -> bytes:
    """A good file with pieces taken out, doubled, or put in."""
    content = good
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from((0, 0, 1, 2, 5, 40)))
        piece = draw(st.sampled_from(SPICES) | st.binary(max_size=4) | st.just(content[at : at + length] * 2))
        content = content[:at] + piece + content[at + length :]
    return content


def read(name: str, content: bytes) -> None:
    """Read the good project with one file of it like this; problems are single lines, safe to print."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = write_project(Path(folder))
        (Path(folder) / name).write_bytes(content)
        try:
            load_scenario(scenario)
        except InputError as error:
            told = [str(problem) for problem in error.problems]
        else:
            return
    assert told
    assert all(line.isprintable() and len(line) < 2200 for line in told)


fuzz = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@fuzz
@given(content=st.binary(max_size=300), name=st.sampled_from(sorted(FILES)))
def test_random_bytes(content: bytes, name: str) -> None:
    """Bytes at random in place of any file."""
    read(name, content)


@fuzz
@given(content=mutated(SCENARIO.encode()))
def test_mutated_scenario(content: bytes) -> None:
    """A scenario that was good."""
    read("scenario.yaml", content)


@fuzz
@given(content=mutated(NEEDS.encode()))
def test_mutated_needs(content: bytes) -> None:
    """A needs table that was good."""
    read("needs.csv", content)


@fuzz
@given(content=mutated(FILES["adjacency.csv"].encode()))
def test_mutated_links(content: bytes) -> None:
    """An adjacency table that was good."""
    read("adjacency.csv", content)


@fuzz
@given(content=mutated(BOUNDARIES.encode()))
def test_mutated_boundaries(content: bytes) -> None:
    """Shapes that were good."""
    read("boundaries.geojson", content)


def test_good_project_is_read(tmp_path: Path) -> None:
    """What is mutated is good as it stands, and the reading of it does raise where a file is not."""
    for name, text in FILES.items():
        read(name, text.encode())
    with contextlib.suppress(InputError), pytest.raises(InputError):
        load_scenario(write_project(tmp_path).with_name("nothing.yaml"))
