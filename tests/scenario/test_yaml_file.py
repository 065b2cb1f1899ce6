"""YAML files laid over each other, with every value's file and line."""

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario.read.as_written import as_written
from planner.scenario.read.yaml_file import Document, read_document

BASE = """\
name: Base
areas:
  needs: needs.csv
  links: [land, crossing]
budget: 100
services:
  team: {annual_cost: 5, max_areas: 2}
  visit:
    annual_cost: 7
"""


def write(folder: Path, **texts: str) -> None:
    """Files `NAME.yaml` in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def places(document: Document, *keys: str | int) -> str:
    """Where a value was given: the name of its file and its line."""
    file, line, _ = document.origin(keys)
    return f"{Path(file).name}:{line}"


def test_lines_count_from_one(tmp_path: Path) -> None:
    """A value's place is the line that its key, or its dash, stands on."""
    write(tmp_path, base=BASE + "existing:\n  - {name: A}\n  - name: B\n")
    document = read_document(tmp_path / "base.yaml")

    assert places(document, "name") == "base.yaml:1"
    assert places(document, "areas", "needs") == "base.yaml:3"
    assert places(document, "services", "team", "max_areas") == "base.yaml:7"
    assert places(document, "existing", 1, "name") == "base.yaml:12"


def test_place_of_what_is_not_there_is_that_of_what_is_around_it(tmp_path: Path) -> None:
    """A missing key is told at the mapping that lacks it."""
    write(tmp_path, base=BASE)

    assert places(read_document(tmp_path / "base.yaml"), "areas", "nothing", 3) == "base.yaml:2"


def test_extends_key_by_key(tmp_path: Path) -> None:
    """Mappings are laid over each other to any depth; what the upper file does not say stays."""
    write(tmp_path, base=BASE, top="extends: base.yaml\nbudget: 200\nservices:\n  team: {max_areas: 4}\n")
    document = read_document(tmp_path / "top.yaml")

    assert document.data == {
        "name": "Base",
        "areas": {"needs": "needs.csv", "links": ["land", "crossing"]},
        "budget": 200,
        "services": {"team": {"annual_cost": 5, "max_areas": 4}, "visit": {"annual_cost": 7}},
    }


def test_lists_replace(tmp_path: Path) -> None:
    """A list in the upper file takes the place of the whole list below, lines included."""
    write(tmp_path, base=BASE, top="extends: base.yaml\nareas:\n  links:\n    - land\n")
    document = read_document(tmp_path / "top.yaml")

    assert document.data["areas"]["links"] == ["land"]
    assert places(document, "areas", "links", 0) == "top.yaml:4"
    assert places(document, "areas", "links", 1) == "top.yaml:3"


def test_null_takes_a_key_out(tmp_path: Path) -> None:
    """A key set to null is as if never given, wherever it was given below."""
    write(tmp_path, base=BASE, top="extends: base.yaml\nbudget:\nservices: {visit: null}\nterm: null\n")
    data = as_written(read_document(tmp_path / "top.yaml")).data

    assert list(data) == ["name", "areas", "services"]
    assert list(data["services"]) == ["team"]


def test_null_can_be_given_anew_above(tmp_path: Path) -> None:
    """What one file takes out, a file over it can give again, and only that."""
    write(
        tmp_path,
        base=BASE,
        middle="extends: base.yaml\nservices: null\n",
        top="extends: middle.yaml\nservices: {visit: {annual_cost: 1}}\n",
    )

    assert read_document(tmp_path / "top.yaml").data["services"] == {"visit": {"annual_cost": 1}}


def test_places_are_kept_through_several_files(tmp_path: Path) -> None:
    """With three files over each other every value knows which of them gave it, and all are listed."""
    write(
        tmp_path,
        base=BASE,
        middle="extends: base.yaml\n\nbudget: 150\nterm: 2\n",
        top="name: Top\nextends: middle.yaml\nterm: 3\n",
    )
    document = read_document(tmp_path / "top.yaml")

    assert places(document, "name") == "top.yaml:1"
    assert places(document, "term") == "top.yaml:3"
    assert places(document, "budget") == "middle.yaml:3"
    assert places(document, "areas", "needs") == "base.yaml:3"
    assert [path.name for path in document.files] == ["base.yaml", "middle.yaml", "top.yaml"]


def test_extends_is_relative_to_the_file_that_says_it(tmp_path: Path) -> None:
    """A chain of files in different folders is followed from each file's own folder."""
    write(tmp_path / "deep" / "down", base=BASE)
    write(tmp_path / "deep", middle="extends: down/base.yaml\nterm: 2\n")
    write(tmp_path / "side", top="extends: ../deep/middle.yaml\n")
    document = read_document(tmp_path / "side" / "top.yaml")

    assert document.data["budget"] == 100
    assert document.data["term"] == 2


def test_option_takes_the_place_of_the_file(tmp_path: Path) -> None:
    """A value set from outside is told by what set it; its neighbours keep their places."""
    write(tmp_path, base=BASE)
    document = read_document(tmp_path / "base.yaml")
    document.set(("services", "team", "max_areas"), 1, "--max-areas")

    assert document.data["services"]["team"] == {"annual_cost": 5, "max_areas": 1}
    assert str(document.origin(("services", "team", "max_areas"))) == "--max-areas"
    assert places(document, "services", "team", "annual_cost") == "base.yaml:7"


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(BASE.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(BASE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(BASE.replace("\n", "\r\n").encode("utf-8-sig"), id="both"),
    ],
)
def test_what_editors_on_windows_write_is_read_the_same(encoded: bytes, tmp_path: Path) -> None:
    """A byte order mark and Windows line ends change neither a value nor its line."""
    write(tmp_path, base=BASE)
    (tmp_path / "windows.yaml").write_bytes(encoded)
    plain, windows = (read_document(tmp_path / f"{name}.yaml") for name in ("base", "windows"))

    assert windows.data == plain.data
    assert places(windows, "services", "visit", "annual_cost") == "windows.yaml:9"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2_000_000", 2_000_000),
        ("1.5", 1.5),
        ("£2m", "£2m"),
        ("yes", "yes"),
        ("No", "No"),
        ("true", True),
        ("0", 0),
        ("101", 101),
        ("007", "007"),
        ("2024-05-01", "2024-05-01"),
        ("'12'", "12"),
    ],
)
def test_values_are_what_they_look_like(written: str, value: object, tmp_path: Path) -> None:
    """Codes keep their leading zeros, and words and dates stay text."""
    write(tmp_path, base=f"x: {written}\n")
    read = read_document(tmp_path / "base.yaml").data["x"]

    assert (type(read), read) == (type(value), value)


def test_anchors_and_merges_are_laid_out(tmp_path: Path) -> None:
    """Aliases and merge keys give plain values of their own."""
    text = "a: &a {x: 1, y: 2}\nb: *a\nc:\n  <<: *a\n  y: 3\n"
    write(tmp_path, base=text)

    assert read_document(tmp_path / "base.yaml").data == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 2},
        "c": {"x": 1, "y": 3},
    }


def test_bomb_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    """Nine lines that would unfold to billions of values are refused, not unfolded."""
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for i in range(1, 10):
        bomb += f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n"
    write(tmp_path, base=bomb)
    with pytest.raises(InputError, match=r"more than 100,000 values; take out the nested aliases"):
        read_document(tmp_path / "base.yaml")
