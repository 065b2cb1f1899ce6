"""Sources beside figures: what the author of a scenario wrote, and never what was said of another value."""

from pathlib import Path

import pytest

from planner.runs.resolved import resolved_yaml
from planner.scenario.read.datapackage import read_provenance
from planner.scenario.read.load import load_scenario
from planner.scenario.read.yaml_comments import comments_of
from tests.project import edit, write_project


def test_remarks_are_the_comments_beside_a_figure(tmp_path: Path) -> None:
    """At the end of its line, else right above it, else those of the block it stands in."""
    path = write_project(tmp_path)
    edit(path, "    setup_cost: £30k\n", "    # Published:\n    # a report, 2019.\n    setup_cost: £30k\n")
    edit(path, "term: 3", "term: 3 # three is the norm")
    edit(path, "    staff: {", "    # A guess\n    staff: {")
    edit(path, "name: Toy", "name: 'Toy # one'")
    remarks = load_scenario(path).remarks
    assert remarks["services.team.setup_cost"] == "Published: a report, 2019."
    assert remarks["term"] == "three is the norm"
    assert remarks["services.team.staff.cost"] == remarks["services.team.staff.max"] == "A guess"
    assert not {"name", "budget", "services.team.annual_cost"} & set(remarks)


@pytest.mark.parametrize(
    "said",
    [
        "the councils' own figure, as the boroughs' officers gave it",
        'said to be "full cost" in "ReachOut", 2016',
        """the council's "own" figure""",
        "tender #12, item # 4",
        "it's {not} [a] list: really",
    ],
)
@pytest.mark.parametrize("value", ["£30k", "'£30k'", '"£30k"'])
def test_a_comment_is_shown_as_it_was_written(said: str, value: str, tmp_path: Path) -> None:
    """Quotes, brackets and number signs in it are part of it, whatever the value is quoted with."""
    path = write_project(tmp_path)
    edit(path, "    setup_cost: £30k", f"    setup_cost: {value}  # {said}")
    edit(path, "    annual_cost: £20k", f"    # {said}\n    annual_cost: £20k")
    remarks = load_scenario(path).remarks
    assert remarks["services.team.setup_cost"] == remarks["services.team.annual_cost"] == said


def test_every_comment_is_found_on_its_line() -> None:
    """After values of every kind, between them, within lists and braces, and at both ends of the file."""
    text = """\
# first

a: 'x # no' # one
b: "y # no"  # two
c: x#no
d:   # three
  - 1 # four
  # five

  # six
  - {k: 1, # seven
     l: 2} # eight
e: |
  # no
  text
# ten
f: &g 1 # eleven
h: *g # twelve
i: # thirteen

# last"""
    found = comments_of(text)
    told = {
        number: line.rpartition("# ")[2] for number, line in enumerate(text.splitlines(), 1) if "# " in line
    }
    assert {number: comment.text for number, comment in found.items()} == {
        number: said for number, said in told.items() if not said.startswith("no")
    }
    assert [number for number, comment in found.items() if comment.alone] == [1, 8, 10, 16, 21]


def test_a_value_laid_over_keeps_none_of_what_was_said_beneath(tmp_path: Path) -> None:
    """A source of the value in the file below is no source of the value above; an option names itself."""
    base = write_project(tmp_path)
    edit(base, "term: 3", "term: 3 # said of three")
    edit(base, "    annual_cost: £20k", "    annual_cost: £20k  # said of twenty")
    over = tmp_path / "over.yaml"
    over.write_text("extends: scenario.yaml\nterm: 5\n", encoding="utf-8")
    scenario = load_scenario(over, {"budget": ("200k", "--budget")})
    assert "term" not in scenario.remarks
    assert scenario.remarks["services.team.annual_cost"] == "said of twenty"
    assert scenario.remarks["budget"] == "given by --budget"


def test_remarks_live_on_in_the_resolved_scenario(tmp_path: Path) -> None:
    """Written above their figures, they are read back the same."""
    path = write_project(tmp_path)
    edit(path, "term: 3", "term: 3 # " + "a long source with many words " * 8)
    edit(path, "    staff: {", "    # A guess\n    staff: {")
    first = load_scenario(path)
    (tmp_path / "again.yaml").write_text(resolved_yaml(first, tmp_path), encoding="utf-8")
    assert load_scenario(tmp_path / "again.yaml").remarks == first.remarks


def test_provenance_comes_from_the_folder_of_the_table() -> None:
    """London's attribution, how its need came about, and its sources."""
    told = read_provenance(Path(__file__).parents[2] / "data/london/needs.csv")
    assert told.attribution.startswith("Contains National Statistics data and OS data © Crown copyright")
    assert told.need.startswith("Modelled, not counted.")
    assert any("Harper and Scott (2005)" in source for source in told.sources)
    assert told.licences == ("Open Government Licence v3.0", "Open Parliament Licence v3.0")
    assert read_provenance(Path(__file__)).attribution == ""
