"""Tables as councils hold them, with titles, footnotes, other headings, short rows: read right or refused."""

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario.areas import Areas
from planner.scenario.read.needs import read_needs
from planner.scenario.read.tables import read_table
from tests.scenario.books import NEED, csv_table, lines_of

FOUR = lines_of()


def read(path: Path) -> tuple[Areas, list[str]]:
    """The areas, and what is told of them, without the name of the file."""
    notes: list[str] = []
    areas = read_needs(path, notes)
    return areas, [note.removeprefix(str(path)) for note in notes]


def test_a_preamble_and_footnotes_are_left_out_and_told(tmp_path: Path) -> None:
    """As published tables have them, lines of one cell and of two among them."""
    top = ['"Population estimates, by district"', '"Crown Copyright [from Nomis]"', "", '"date","2025"', ""]
    foot = ["", '"- Figures may not sum"', '"Source: own estimates, 2025"']
    areas, notes = read(csv_table(tmp_path, *top, *FOUR, *foot))
    assert areas.need.tolist() == NEED
    assert notes == [
        ": the header is on line 6; what stands above it is left out",
        ": what stands from line 12 is left out as a footnote ('- Figures may not sum')",
    ]


@pytest.mark.parametrize(
    "foot", ["[note 1] Estimates", "* provisional", "Note: rounded", "Source: ONS, 2025"]
)
def test_a_footnote_needs_no_gap_before_it(foot: str, tmp_path: Path) -> None:
    """What begins as a remark is one, right under the last row too."""
    areas, notes = read(csv_table(tmp_path, *FOUR, foot))
    assert (areas.need.tolist(), len(notes)) == (NEED, 1)


@pytest.mark.parametrize("foot", ["Prepared by the partnership", "Rounded to whole people"])
def test_words_after_a_gap_are_a_footnote(foot: str, tmp_path: Path) -> None:
    """However they begin; right under the last row the same words are a row without its figures."""
    areas, notes = read(csv_table(tmp_path, *FOUR, "", foot))
    assert (areas.need.tolist(), len(notes)) == (NEED, 1)
    with pytest.raises(InputError, match="nothing stands under name, at_risk"):
        read_needs(csv_table(tmp_path, *FOUR, foot))


@pytest.mark.parametrize("row", ["E05", "E05,Eaton", "E05,Eaton,"])
def test_an_area_without_a_figure_is_no_footnote(row: str, tmp_path: Path) -> None:
    """A row that is cut short under the last one is refused, and what is missing is said."""
    with pytest.raises(
        InputError, match=r"needs.csv:6: .*(nothing stands under .*at_risk|at_risk of Eaton is missing)"
    ):
        read_needs(csv_table(tmp_path, *FOUR, row))


def test_short_rows_are_read_where_only_what_is_optional_is_missing(tmp_path: Path) -> None:
    """Excel leaves empty cells at the end of a line off; too many commas are nothing either."""
    lines = [
        "area,name,at_risk,identified",
        "E01,Ashby,12,3",
        "E02,Barlow,8,2,,",
        "E03,Corley,20",
        "E04,Denham,5",
    ]
    areas, notes = read(csv_table(tmp_path, *lines))
    assert areas.need.tolist() == NEED
    assert areas.identified is not None
    assert areas.identified.tolist()[:2] == [3, 2]
    assert notes == [
        ": lines 4, 5 have fewer cells than the header; those that are not there are read as empty"
    ]


@pytest.mark.parametrize("first", ["sep=,", '"sep=,"', "sep=,\r"])
def test_the_line_that_tells_excel_of_commas_is_no_header(first: str, tmp_path: Path) -> None:
    """Whoever made the file for Excel wrote it."""
    assert read(csv_table(tmp_path, first, *FOUR))[0].need.tolist() == NEED


def test_semicolons_under_such_a_line_are_named(tmp_path: Path) -> None:
    """The cause is said, and not that a column is missing."""
    with pytest.raises(
        InputError, match="semicolons stand between its cells, not commas; save it as CSV UTF-8"
    ):
        read_needs(csv_table(tmp_path, "sep=;", *(line.replace(",", ";") for line in FOUR)))


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000"])
def test_a_space_is_a_space(space: str, tmp_path: Path) -> None:
    """One that breaks no line, or of another width, is not another name."""
    lines = ["area,name,at risk".replace(" ", space), f"E01,Barlow{space}Hill,{space}8{space}"]
    areas, _ = read(csv_table(tmp_path, *lines))
    assert (areas.names, areas.need.tolist()) == (("Barlow Hill",), [8.0])
    assert areas.code("Barlow Hill") == areas.code(f"Barlow{space}Hill") == "E01"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Area,Name,At risk", ["'At risk' as at_risk"]),
        ("LAD23CD,LAD23NM,At risk", ["'LAD23CD' as area", "'LAD23NM' as name"]),
        ("Area Code,Area Name,Estimated at risk", ["'Area Code' as area", "'Area Name' as name"]),
        ("GSS code,Borough,AT_RISK", ["'GSS code' as area", "'Borough' as name", "'AT_RISK' as at_risk"]),
        ("LA code,Local authority,Est. no. at risk", ["'LA code' as area", "'Local authority' as name"]),
    ],
)
def test_other_headings_that_can_mean_nothing_else_are_read(
    header: str, told: list[str], tmp_path: Path
) -> None:
    """What each is read as is told."""
    areas, notes = read(csv_table(tmp_path, header, *FOUR[1:]))
    assert (areas.codes, areas.need.tolist()) == (("E01", "E02", "E03", "E04"), NEED)
    assert all(one in notes[0] for one in told), notes


def test_areas_without_codes_go_by_their_names(tmp_path: Path) -> None:
    """Which is told; the same name twice is then refused."""
    areas, notes = read(csv_table(tmp_path, "District,at_risk", "Ashby,12", "Barlow,8"))
    assert areas.codes == areas.names == ("Ashby", "Barlow")
    assert notes == [": reads 'District' as name, 'District' as area"]
    with pytest.raises(InputError, match="is there twice"):
        read_needs(csv_table(tmp_path, "District,at_risk", "Ashby,12", "Ashby,8"))


def test_headings_of_which_several_could_be_meant_are_refused(tmp_path: Path) -> None:
    """Nothing is guessed; both are named."""
    with pytest.raises(
        InputError, match="'District' and 'Borough' could each be the column 'name'; call the one"
    ):
        read_needs(csv_table(tmp_path, "area,District,Borough,at_risk", "E01,a,b,12"))


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    """With the known one that is near, where one is; those that the data package describes are meant so."""
    header = "area,name,at_risk,identifed,extra,Comment,cost factor"
    areas, notes = read(csv_table(tmp_path, header, "E01,Ashby,12,3,4,x,1.5"))
    assert areas.cost_factor.tolist() == [1.5]
    assert (
        ": does not read 'identifed' (did you mean identified?), 'extra', 'Comment'; rename what is meant"
        in notes
    )
    fields = '[{"name": "Comment"}, {"name": "extra"}, {"name": "identifed"}]'
    package = f'{{"resources": [{{"path": "needs.csv", "schema": {{"fields": {fields}}}}}]}}'
    (tmp_path / "datapackage.json").write_text(package, encoding="utf-8")
    _, notes = read(tmp_path / "needs.csv")
    assert ": does not read 'identifed' (did you mean identified?); rename what is meant" in notes


def test_a_column_without_a_heading_is_told(tmp_path: Path) -> None:
    """What stands in it is not read, and not dropped without a word; an empty one is nothing."""
    _, notes = read(csv_table(tmp_path, "area,name,at_risk,,", "E01,Ashby,12,9,"))
    assert notes == [": does not read what stands in column 4, which has no heading"]


@pytest.mark.parametrize("kind", ["an adjacency table", "a travel table"])
def test_tables_of_pairs_tell_of_columns_too(kind: str, tmp_path: Path) -> None:
    """Any table does, whatever it holds."""
    path = csv_table(tmp_path, "area_a,area_b,lnk", "E01,E02,land")
    table = read_table(path, ("area_a", "area_b"), kind, ("link",))
    assert table.notes == (f"{path}: does not read 'lnk' (did you mean link?); rename what is meant",)
