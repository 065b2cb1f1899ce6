"""Warnings: each says what is so, and what to do; a note that asks for something has its remedy with it."""

import copy
import pickle
from pathlib import Path

import pytest
import xlsxwriter

from planner import load_scenario
from planner.questions.validate.warnings import AS_MEANT, warnings_of
from planner.scenario.note import Note
from tests.project import CORNERS, edit, geojson, shape, square, write_project

POLICY = "policy: {together: [[Ashby, Denham]], exclude: [Denham]}\n"
EXISTING = "existing: [{name: Old, type: team, areas: %s, capacity: 5%s}]\n"
DEAR = "  dear: {annual_cost: £400k, capacity: 5}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The good project."""
    return write_project(tmp_path)


def told(scenario: Path) -> list[tuple[str, str, str]]:
    """What is said of the scenario, why, and what to do."""
    return [
        (one.rule, one.what.removeprefix(f"{scenario.parent}/"), one.fix)
        for one in warnings_of(load_scenario(scenario))
    ]


def more(scenario: Path, text: str) -> None:
    """Write more at the end of the scenario."""
    scenario.write_text(scenario.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "fix"),
    [
        (
            "adjacency.csv",
            "E02,E04,crossing\nE03,E04,land\n",
            "E02,E03,land\n",
            "no link reaches Denham: only a service of its own is possible there",
            "where one could be shared, add the links in areas.adjacency",
        ),
        (
            "scenario.yaml",
            "",
            POLICY,
            "policy.exclude names Denham",
            "to change that, take Denham out of policy.exclude, or take the group out",
        ),
        (
            "scenario.yaml",
            "",
            EXISTING % ("[Ashby, Denham]", ""),
            "the areas of existing service 'Old' are not connected by links",
            "check its areas, and the links in areas.adjacency",
        ),
        (
            "scenario.yaml",
            "",
            DEAR,
            "the budget buys no service of type 'dear': the cheapest costs £400,000 a year",
            "raise the budget, or check the costs for a slip in units",
        ),
        (
            "needs.csv",
            "at_risk\nE01,Ashby,12",
            "at_risk,identified\nE01,Ashby,12,13",
            "more young people are identified than estimated at risk in Ashby",
            "check both numbers there",
        ),
        (
            "needs.csv",
            "E04,Denham,5\n",
            "E04,Denham,5\nE05,Northshire,45\n",
            "needs.csv:6: at_risk of Northshire is what all others come to",
            "if it is their total, take the row out",
        ),
        (
            "needs.csv",
            "at_risk\n",
            "at_risk,lows\n",
            "needs.csv: does not read 'lows' (did you mean low?)",
            "rename what is meant",
        ),
    ],
    ids=["unlinked", "shut out", "scattered", "too dear", "identified", "a total", "misspelt"],
)
def test_a_note_that_asks_for_something_keeps_its_remedy(
    project: Path, file: str, old: str, new: str, what: str, fix: str
) -> None:
    """It is never said that nothing need be done."""
    if old:
        edit(project.parent / file, old, new)
    else:
        more(project, new)
    if "Northshire" in new:
        edit(project, "  boundaries: boundaries.geojson\n", "")
        edit(project, ", per_km: 0.05, floor: 0.5", "")
        edit(project.parent / "adjacency.csv", "E03,E04,land\n", "E03,E04,land\nE04,E05,land\n")
    if "links" in what and "Old" in what:
        edit(project.parent / "adjacency.csv", "E01,E02,land\nE01,E03,crossing\n", "E02,E03,land\n")
    found = [(said, remedy) for rule, said, remedy in told(project) if rule == "note"]
    assert any(said.endswith(what) and remedy == fix for said, remedy in found), found


def test_gaps_between_borders_keep_their_remedy(project: Path) -> None:
    """Shapes 5 cm apart, and no table of links."""
    edit(project, "  adjacency: adjacency.csv\n", "")
    features = [
        shape(square(east + (code == "E02") / 20_000, north), area=code)
        for code, (east, north) in CORNERS.items()
    ]
    (project.parent / "boundaries.geojson").write_text(geojson(features), encoding="utf-8")
    (what, fix), *_ = [(what, fix) for rule, what, fix in told(project) if "all but meet: Ashby and" in what]
    assert what.endswith("a link needs 10 m of border no more than 1 cm apart")
    assert (
        fix == "where they are neighbours, close the gap in the shapes or list all links in areas.adjacency"
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "E04,Denham,5\n",
            "E04,Denham,5\nT,Total,45\n",
            "needs.csv:6: Total holds other rows and is left out",
        ),
        ("at_risk\n", "at_risk,colour\n", "needs.csv: does not read 'colour'"),
        ("area,name", "Area,name", "needs.csv: reads 'Area' as area"),
    ],
)
def test_a_note_of_what_is_legal_asks_for_nothing(project: Path, old: str, new: str, what: str) -> None:
    """What was read otherwise than plainly, and may be meant."""
    edit(project.parent / "needs.csv", old, new)
    assert ("note", what, AS_MEANT) in told(project)
    assert {fix for _, _, fix in told(project)} == {AS_MEANT}


def test_another_sheet_that_could_be_meant_asks_for_something(project: Path) -> None:
    """Two sheets of needs: the first is read, and what the note asks for reads the other."""
    for order, need in ((("Draft", "Final"), 45), (("Final", "Draft"), 90)):
        with xlsxwriter.Workbook(project.parent / "needs.xlsx") as book:
            for name in order:
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, ("area", "name", "at_risk"))
                for line, (code, count) in enumerate(zip(CORNERS, (12, 8, 20, 5), strict=True), 1):
                    sheet.write_row(line, 0, (code, code, count * (1 + (name == "Final"))))
        text = project.read_text(encoding="utf-8").replace("needs: needs.csv", "needs: needs.xlsx")
        project.write_text(text, encoding="utf-8")
        what = f"needs.xlsx: reads sheet {order[0]!r}; {order[1]!r} could be meant too, and is not read"
        assert ("note", what, "put the one that is meant first") in told(project)
        assert load_scenario(project).areas.need.sum() == need


def test_links_from_shapes_are_all_listed_where_one_is_missing(project: Path) -> None:
    """A table of links takes the place of all that shapes give."""
    edit(project, "  adjacency: adjacency.csv\n", "")
    away = [shape(square(e + 9 * (code == "E04"), n), area=code) for code, (e, n) in CORNERS.items()]
    (project.parent / "boundaries.geojson").write_text(geojson(away), encoding="utf-8")
    assert "where one could be shared, list all links in areas.adjacency" in [
        fix for *_, fix in told(project)
    ]


def test_a_large_budget_is_not_said_to_decide_nothing(project: Path) -> None:
    """Only that it is more than single services cost is known before anything is solved."""
    edit(project, "budget: £300k", "budget: £300m")
    ((what, fix),) = [(what, fix) for rule, what, fix in told(project) if rule == "budget"]
    assert what == "£300,000,000 is more than a full service in every area costs (£600,000)"
    assert fix == "check for a slip of 1,000 (£2m, £2,000m)"


def test_a_note_is_the_same_once_copied() -> None:
    """Scenarios go to other processes with their notes."""
    note = Note("a thing; of two parts", "mend it")
    for again in (copy.deepcopy(note), pickle.loads(pickle.dumps(note))):
        assert (again, again.what, again.remedy) == (str(note), "a thing; of two parts", "mend it")


def test_an_expansion_is_no_type_of_service(project: Path) -> None:
    """It is called what it is where the budget is too small for it."""
    more(project, EXISTING % ("[Ashby]", ", expand: {staff: 1}"))
    edit(project, "budget: £300k", "budget: £30k")
    edit(project, "  team:\n", "  small: {annual_cost: £20k, capacity: 2}\n  team:\n")
    said = [what for _, what, _ in told(project) if "the budget buys no" in what]
    assert said == [
        "the budget buys no service of type 'team': the cheapest costs £70,000 a year",
        "the budget buys no expansion of an existing service: the cheapest costs £40,000 a year",
    ]


def sizes(scenario: Path) -> list[str]:
    """What is said of staff and of reach."""
    return [what for rule, what, _ in told(scenario) if rule.startswith("services.team")]


def test_areas_with_a_service_are_not_counted_among_those_that_fill_one(project: Path) -> None:
    """What is left of their need is not what a new one reaches."""
    edit(project, "max: 3", "max: 1")
    assert sizes(project) == [
        "max 1 supports 10, fewer than are reached in 2 of the 4 areas without a service"
    ]
    more(project, EXISTING % ("[Ashby]", ""))
    assert sizes(project) == [
        "max 1 supports 10, fewer than are reached in 1 of the 3 areas without a service"
    ]


@pytest.mark.parametrize(("caseload", "said"), [(10, True), (13, True), (14, False)])
def test_two_areas_fill_a_service_where_any_two_do(project: Path, caseload: int, said: bool) -> None:
    """The fewest are 8 in Barlow and 5 in Denham, 13; the largest two would fill it far sooner."""
    edit(project, ", per_km: 0.05, floor: 0.5", "")
    edit(project, "max_areas: 2", "max_areas: 3")
    edit(project, "caseload: 10, min: 1, max: 3", f"caseload: {caseload}, min: 1, max: 1")
    two = "reached in any two linked areas, and max_areas is 3"
    assert any(two in what for what in sizes(project)) is said
    more(project, EXISTING % ("[Ashby]", ""))
    assert not any(two in what for what in sizes(project))


def test_far_areas_that_do_not_share_a_service_are_no_matter_for_the_floor(project: Path) -> None:
    """Neighbours are 4 km apart, where the floor decides; a service reaches less far, or further."""
    edit(project, "per_km: 0.05", "per_km: 0.5")
    assert len(sizes(project)) == 1
    edit(project, "max_areas: 2", "max_areas: 2\n    max_km: 3")
    assert sizes(project) == []


def test_a_budget_by_year_is_not_held_against_the_cost_of_one(tmp_path: Path) -> None:
    """What three years have is not what a year costs."""
    project = write_project(tmp_path)
    names = "".join(f"A{i},Area {i},9\n" for i in range(11))
    (tmp_path / "needs.csv").write_text("area,name,at_risk\n" + names, encoding="utf-8")
    for old in (
        "  boundaries: boundaries.geojson\n",
        "  adjacency: adjacency.csv\n",
        ", per_km: 0.05, floor: 0.5",
    ):
        edit(project, old, "")
    edit(project, "max_areas: 2", "max_areas: 1")
    edit(project, "£300k", "£100k")
    assert "budget" in [rule for rule, _, _ in told(project)]
    edit(project, "budget: £100k\nterm: 3\n", "budget: {2026: £90k, 2027: £10k}\n")
    assert "budget" not in [rule for rule, _, _ in told(project)]


def test_centres_are_far_apart_and_the_remedy_fits_the_links(project: Path) -> None:
    """With a table of links they can be marked; taken from shapes they can only be listed instead."""
    wide = [
        shape(square(10 * e - 4_770, 10 * n - 1_620, side=40.0), area=code)
        for code, (e, n) in CORNERS.items()
    ]
    (project.parent / "boundaries.geojson").write_text(geojson(wide), encoding="utf-8")

    def far() -> tuple[str, str]:
        ((what, fix),) = [(what, fix) for rule, what, fix in told(project) if rule == "areas.adjacency"]
        return what, fix

    assert far()[0].startswith("the centres of linked areas are more than 30 km apart: Ashby and Barlow (40")
    assert far()[1] == "check the links, or mark them none"
    edit(project, "  adjacency: adjacency.csv\n", "")
    assert far()[1] == "check the shapes, or list the links instead"
