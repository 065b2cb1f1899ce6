"""Everything that can be wrong with an input: what is changed in a good project, and what is said of it.

Each case asks the command line for a plan and lists every line it should print on stderr, as fragments of
that line: where the fault is, what it is, what to do about it. No other line may be there.
"""

from pathlib import Path

import pytest

from tests.project import NEEDS, SCENARIO, shape, square, squares, write_project
from tests.wrong import (
    Case,
    Change,
    Line,
    add,
    case,
    check_told,
    drop,
    everything_in,
    geopackage,
    links,
    needs,
    run,
    shapes,
    write,
    yaml,
)

OLD = "existing:\n  - {name: Old, type: team, areas: [Ashby], capacity: 3}\n"
STAFF = "    staff: {cost: £40k, caseload: 10, min: 1, max: 3}\n"
BORDERS = "  boundaries: boundaries.geojson\n"
LINKS = "  adjacency: adjacency.csv\n"
AREAS = "areas:\n  needs: needs.csv\n" + BORDERS + LINKS
SERVICES = SCENARIO[SCENARIO.index("services:") :]
MONEY = "write it like £2m, 450k or 2000000"


def asked(name: str, options: str, *lines: Line, code: int = 2, change: Change | None = None) -> Case:
    """A wrong option."""
    return Case(name, (change,) if change else (), lines, tuple(options.split()), code)


def impossible(name: str, change: tuple[Change, ...], *lines: Line) -> Case:
    """Rules that no plan can keep, exit code 3."""
    return Case(name, change, lines, code=3)


def money(name: str, text: str, told: str) -> Case:
    """A budget that is not an amount of money."""
    return case(f"money: {name}", yaml("£300k", text), ("scenario.yaml:6: budget", told, MONEY))


def years(name: str, text: str, *told: str) -> Case:
    """A budget by year that is none, or what goes with one."""
    return case(f"years: {name}", yaml("budget: £300k", text), ("scenario.yaml", *told))


def value(name: str, old: str, new: str, line: int, *told: str) -> Case:
    """One wrong value in the scenario."""
    return case(f"value: {name}", yaml(old, new), (f"scenario.yaml:{line}: ", *told))


def cell(name: str, new: str, *told: str) -> Case:
    """One wrong row of the needs table: Barlow's, on line 3."""
    return case(f"needs: {name}", needs("E02,Barlow,8", new), ("needs.csv:3: ", *told))


def link(name: str, old: str, new: str, line: int, *told: str) -> Case:
    """One wrong row of the adjacency table."""
    return case(f"links: {name}", links(old, new), (f"adjacency.csv:{line}: ", *told))


def policy(name: str, text: str, *lines: Line) -> Case:
    """Rules, from line 16 of the scenario, that name what is not there."""
    return case(f"policy: {name}", add("scenario.yaml", text), *lines)


def existing(name: str, old: str, new: str, *told: str) -> Case:
    """An existing service, on line 17 of the scenario, that cannot be."""
    text = OLD.replace(old, new)
    assert text != OLD
    return case(f"existing: {name}", add("scenario.yaml", text), ("scenario.yaml:17: ", *told))


FILES = [
    case("no scenario file", drop("scenario.yaml"), ("scenario.yaml: no such file; check the path",)),
    case("not YAML", yaml("£300k", "[1, 2"), ("scenario.yaml:7: not YAML: ", "; mend the line")),
    case("tab", yaml("  needs:", "\tneeds:"), ("scenario.yaml:3: not YAML: ", "; mend the line")),
    case("two documents", add("scenario.yaml", "---\na: 1\n"), ("scenario.yaml:16: not YAML: ", "; mend")),
    case(
        "not UTF-8", write("scenario.yaml", SCENARIO.encode("utf-16")), ("scenario.yaml: not UTF-8", "save")
    ),
    case("a list", write("scenario.yaml", "- a\n- b\n"), ("scenario.yaml: not a scenario; write keys",)),
    case("empty", write("scenario.yaml", ""), ("scenario.yaml: not a scenario; write keys such as name:",)),
    case(
        "a deep well",
        yaml("Toy", "[" * 3000),
        ("scenario.yaml:1: blocks and lists more than 30 deep; take out",),
    ),
    case(
        "key twice",
        yaml("term: 3", "term: 3\nbudget: £1m"),
        ("scenario.yaml:8: key 'budget' is given twice; keep one of them",),
    ),
    case(
        "extends a missing file",
        yaml("name: Toy", "name: Toy\nextends: base.yaml"),
        ("scenario.yaml:2: extends base.yaml: no such file; check the path",),
    ),
    case(
        "extends itself",
        yaml("name: Toy", "name: Toy\nextends: scenario.yaml"),
        ("scenario.yaml:2: extends runs in a circle", "; take one extends out"),
    ),
    case(
        "extends in a circle",
        (yaml("name: Toy", "extends: b.yaml"), write("b.yaml", "name: B\nextends: scenario.yaml\n")),
        ("b.yaml:2: ", "scenario.yaml extends b.yaml extends scenario.yaml; take one extends out"),
    ),
    case(
        "extends two files",
        yaml("name: Toy", "name: Toy\nextends: [a.yaml, b.yaml]"),
        ("scenario.yaml:2: extends must name one file; write extends: other.yaml",),
    ),
    case(
        "wrong in the file extended",
        (yaml("term: 3", "extends: b.yaml"), write("b.yaml", "# base\nterm: -1\n")),
        ("b.yaml:2: term should be greater than 0, not -1; give term: Years of funding",),
    ),
]
KEYS = [
    value("unknown key", "term:", "trem:", 7, "unknown key 'trem'; did you mean 'term'?"),
    value(
        "unknown key, two deep",
        "  boundaries:",
        "  boundary:",
        4,
        "'areas.boundary'; did you mean 'boundaries'?",
    ),
    value(
        "unknown key, three deep",
        "max_areas",
        "max_area",
        14,
        "'services.team.max_area'; did you mean 'max_areas'?",
    ),
    value(
        "unknown key, four deep", "per_km", "perkm", 15, "'services.team.reach.perkm'; did you mean 'per_km'?"
    ),
    value("required key misspelt", "caseload", "casload", 13, "unknown key", "did you mean 'caseload'?"),
    value(
        "unlike any key", "term:", "zzz:", 7, "unknown key 'zzz'; known here: name, extends, areas, budget"
    ),
    value("number as a key", "term: 3", "2027: 3", 7, "unknown key '2027'; known here: name, extends"),
    case("no name", yaml("name: Toy\n", ""), ("scenario.yaml: no 'name'; add name: ",)),
    case("no areas", yaml(AREAS, ""), ("scenario.yaml: no 'areas'; add areas: Files",)),
    case(
        "no budget", yaml("budget: £300k\n", ""), ("scenario.yaml: no 'budget'; add budget: Pounds a year",)
    ),
    case("no services", yaml(SERVICES, ""), ("scenario.yaml: no 'services'; add services: Types",)),
    value("no needs", "  needs: needs.csv\n", "", 2, "areas has no 'needs'; add needs: Table with"),
    value("no cost of staff", "cost: £40k, ", "", 13, "staff has no 'cost'; add cost: Pounds a year"),
]
VALUES = [
    money("words", "lots", "'lots'"),
    money("million in full", "2 million", "'2 million'"),
    money("euros", "€2m", "'€2m'"),
    money("comma for a point", "1,25m", "'1,25m'"),
    money("minus in text", "-£5k", "'-£5k'"),
    money("minus", "-5", "-5"),
    money("not a number", ".nan", "nan"),
    money("infinity", ".inf", "inf"),
    money("more than there is", "9" * 400, "999"),
    money("more than there is, in text", f"£{'9' * 400}", "inf"),
    money("true", "true", "not an amount of money"),
    money("a list", "[1]", "not an amount of money"),
    value("negative cost", "£40k", "-40000", 13, "services.team.staff.cost", "-40000", MONEY),
    value("nameless", "Toy", "' '", 1, "name should not be empty", "give name: "),
    value(
        "staff and capacity", "    max_areas", "    capacity: 9\n    max_areas", 9, "both", "keep one of them"
    ),
    value("neither staff nor capacity", STAFF, "", 9, "services.team has neither", "give one of them"),
    value("max below min", "min: 1", "min: 4", 13, "max (3) is less than min (4); raise max or lower min"),
    value("floor above hub", "hub: 1.0", "hub: 0.4", 15, "floor (0.5) is more than hub (0.4); lower floor"),
    value("share above 1", "hub: 1.0", "hub: 1.4", 15, "reach.hub should be", "not 1.4", "0 to 1"),
    value("share in words", "floor: 0.5", "floor: half", 15, "reach.floor", "number, not 'half'", "0 to 1"),
    value("negative per_km", "per_km: 0.05", "per_km: -1", 15, "reach.per_km", "not -1", "give per_km"),
    value(
        "max_areas 0", "max_areas: 2", "max_areas: 0", 14, "max_areas", "not 0; give max_areas: Most areas"
    ),
    value("max_areas true", "max_areas: 2", "max_areas: true", 14, "whole number, not true; give max_areas"),
    value(
        "max_areas in words", "max_areas: 2", "max_areas: two", 14, "whole number, not 'two'; give max_areas"
    ),
    value("half an area", "max_areas: 2", "max_areas: 2.5", 14, "whole number, not 2.5; give max_areas"),
    value("term 0", "term: 3", "term: 0", 7, "term should be greater than 0, not 0; give term: Years"),
    value("term true", "term: 3", "term: true", 7, "term should be a number, not true; give term: Years"),
    value(
        "term .nan", "term: 3", "term: .nan", 7, "term should be a finite number, not nan; give term: Years"
    ),
    value("caseload .inf", "caseload: 10", "caseload: .inf", 13, "caseload", "finite number, not inf; give"),
    value(
        "areas not a block", AREAS, "areas: needs.csv\n", 2, "areas should hold keys and values", "give areas"
    ),
    value(
        "services a list",
        "  team:\n",
        "  - team:\n",
        8,
        "services should hold keys and values; give services",
    ),
    value("colon in a type", "  team:", "  te:am:", 9, "without ':' or '+', not 'te:am'; give services"),
    value(
        "unknown kind of link", LINKS, LINKS + "  links: [bridge]\n", 6, "'land' or 'crossing', not 'bridge'"
    ),
]
NEEDS_TABLE = [
    case("needs: no file", drop("needs.csv"), ("needs.csv: no such file; check the path",)),
    case("needs: a folder", yaml("needs.csv", "."), (".: cannot be read: Is a directory; check the path",)),
    case(
        "needs: column misspelt",
        needs("at_risk", "at_rsk"),
        ("needs.csv: no column 'at_risk'; rename 'at_rsk'",),
    ),
    case(
        "needs: no column",
        needs(",at_risk", ",x"),
        ("needs.csv: no column 'at_risk'; add it; a needs table has",),
    ),
    case(
        "needs: column twice",
        write("needs.csv", "area,name,at_risk,name\nE01,A,1,A\n"),
        ("needs.csv:1: column name is there twice; keep one",),
    ),
    case(
        "needs: code twice",
        needs("E02", "E01"),
        ("needs.csv:2: area E01 (Ashby) is there twice; keep one row an area",),
        ("needs.csv:3: area E01 (Barlow) is there twice; keep one row an area",),
    ),
    cell("no code", ",Barlow,8", "no code", "'Barlow'", "; give each area a code"),
    cell("no name", "E02,,8", "area E02 has no name; give it one"),
    cell("negative", "E02,Barlow,-8", "at_risk of Barlow is negative (-8); mend the number"),
    cell(
        "missing value",
        "E02,Barlow,",
        "at_risk of Barlow is missing; give a number; 0 where there is no need",
    ),
    cell("text", "E02,Barlow,many", "at_risk of Barlow is 'many'; give a number"),
    cell("nan", "E02,Barlow,nan", "at_risk of Barlow is 'nan'; give a number"),
    cell("inf", "E02,Barlow,inf", "at_risk of Barlow is 'inf'; give a number"),
    cell("too many cells", "E02,Barlow,8,9", "4 cells under 3 columns; quote cells that hold a comma"),
    cell("too few cells", "E02,Barlow", "2 cells under 3 columns; "),
    cell("quotes left open", 'E02,"Barlow,8', "not CSV: ", "; close its quotes"),
    case(
        "needs: intervals",
        write(
            "needs.csv", "area,name,at_risk,low,high\nE01,Ashby,12,13,14\nE02,Barlow,8,7,7\nE03,Corley,20,,\n"
        ),
        ("needs.csv:2: low of Ashby is above at_risk; mend the interval",),
        ("needs.csv:3: high of Barlow is below at_risk; mend the interval",),
    ),
    case(
        "needs: cost factors",
        write("needs.csv", "area,name,at_risk,cost_factor\nE01,Ashby,12,0\nE02,Barlow,8,x\nE03,Corley,20,\n"),
        ("needs.csv:2: cost_factor of Ashby is not above 0 (0); mend the number",),
        ("needs.csv:3: cost_factor of Barlow is 'x'; give a number",),
    ),
    case(
        "needs: not UTF-8",
        write("needs.csv", NEEDS.replace("Barlow", "Bärlow").encode("latin-1")),
        ("needs.csv: not UTF-8 text; save it as CSV UTF-8",),
    ),
    case(
        "needs: empty",
        write("needs.csv", ""),
        ("needs.csv: has no header; begin it with area, name, at_risk",),
    ),
    case("needs: no rows", write("needs.csv", "area,name,at_risk\n"), ("needs.csv: has no rows; add them",)),
    case(
        "needs: records of people",
        write("needs.csv", "area,name,at_risk,Date of Birth\nE01,Ashby,1,2010-01-01\n"),
        ("needs.csv: looks like records of people (Date of Birth); give counts by area only",),
    ),
    case(
        "needs: not Excel",
        (yaml("needs.csv", "needs.xlsx"), write("needs.xlsx", NEEDS)),
        ("needs.xlsx: not an Excel workbook: ", "; save it as .xlsx"),
    ),
]
LINKS_TABLE = [
    case("links: no file", drop("adjacency.csv"), ("adjacency.csv: no such file; check the path",)),
    case(
        "links: no column",
        links("area_b", "neighbour"),
        ("adjacency.csv: no column 'area_b'; add it; an adj",),
    ),
    case(
        "links: no rows", write("adjacency.csv", "area_a,area_b\n"), ("adjacency.csv: has no rows; add them",)
    ),
    link("unknown code", "E02,E04", "E02,X04", 4, "no area is called 'X04'; name one of the needs table"),
    link("unknown name", "E02,land", "Barlwo,land", 2, "no area is called 'Barlwo'; did you mean Barlow?"),
    link("to itself", "E01,E02", "E01,Ashby", 2, "Ashby is linked to itself; drop the row"),
    link(
        "twice", "E01,E03", "E01,E02", 3, "Ashby and Barlow are linked in adjacency.csv:2 already; keep each"
    ),
    case(
        "links: both ways, not alike",
        links("E01,E03", "E02,Ashby"),
        ("adjacency.csv: the two ways of a link differ: Ashby and Barlow (land and crossing); keep one row",),
    ),
    link("kind misspelt", "E02,land", "E02,lnad", 2, "unknown kind 'lnad'; did you mean 'land'?"),
    link("unknown kind", "E02,land", "E02,bridge", 2, "unknown kind 'bridge'; use land, crossing or none"),
    link("no kind", "E02,land", "E02,", 2, "E01 and E02", "unknown kind ''; use land, crossing or none"),
]
POINTS = [
    {**feature, "geometry": {"type": "Point", "coordinates": feature["geometry"]["coordinates"][0][0]}}
    for feature in squares()
]
CROSSED = [square(530, 180)[i] for i in (0, 2, 1, 3, 0)]
BOUNDARIES_FILE = [
    case(
        "shapes: no file", drop("boundaries.geojson"), ("boundaries.geojson: no such file; check the path",)
    ),
    case(
        "shapes: not spatial",
        write("boundaries.geojson", "hello"),
        ("boundaries.geojson: not a spatial file; give",),
    ),
    case(
        "shapes: a table",
        yaml("boundaries.geojson", "needs.csv"),
        ("needs.csv: not a spatial file; give GeoJSON or GeoPackage",),
    ),
    case(
        "shapes: no CRS",
        geopackage("a", crs=None),
        ("boundaries.gpkg: does not say its coordinate system; save it",),
    ),
    case(
        "shapes: two layers",
        geopackage("a", "b"),
        ("boundaries.gpkg: has 2 layers of shapes (a, b); give a file with one",),
    ),
    case(
        "shapes: metres called degrees",
        shapes(*squares(), epsg=None),
        ("boundaries.geojson: its coordinates are not those of the system it names (WGS 84); save it with",),
    ),
    case(
        "shapes: one missing",
        shapes(*squares()[:3]),
        ("boundaries.geojson: lacks Denham (E04)", "; add each area"),
    ),
    case(
        "shapes: one twice",
        shapes(*squares(), squares()[0]),
        ("boundaries.geojson: more than one shape for Ashby (E01); join each area into one shape",),
    ),
    case(
        "shapes: not drawn",
        shapes(*squares()[:3], {**squares()[3], "geometry": None}),
        ("boundaries.geojson: no shape for Denham (E04); draw each area",),
    ),
    case(
        "shapes: outline crosses itself",
        shapes(shape(CROSSED, area="E01"), *squares()[1:]),
        (
            "boundaries.geojson: the outline crosses itself",
            "Ashby (E01); mend it",
        ),
    ),
    case(
        "shapes: no codes",
        shapes(*(shape(square(530, 180), ref=i) for i in range(4))),
        (
            "boundaries.geojson: no column holds the codes of the needs table (E01, E02 and 2 more); ",
            "its columns hold ref (0); add a column 'area'",
        ),
    ),
    case(
        "shapes: points, and no links",
        (yaml(LINKS, ""), shapes(*POINTS)),
        ("boundaries.geojson: holds Point shapes, which border nothing; give areas.adjacency",),
    ),
]

RULES = """\
policy:
  require: [Ashbury]
  exclude: [Nowhere]
  together: [[Ashby, Barlwo]]
  apart: [[Corley, Dennham]]
  weights: {Denam: 2}
"""
TOGETHER = [
    policy(
        "areas that are not there",
        RULES,
        ("scenario.yaml:17: policy.require: no area is called 'Ashbury'; did you mean Ashby?",),
        ("scenario.yaml:18: policy.exclude: no area is called 'Nowhere'; name one of the needs table",),
        ("scenario.yaml:19: policy.together.0: no area is called 'Barlwo'; did you mean Barlow?",),
        ("scenario.yaml:20: policy.apart.0: no area is called 'Dennham'; did you mean Denham?",),
        ("scenario.yaml:21: policy.weights: no area is called 'Denam'; did you mean Denham?",),
    ),
    policy(
        "a group of one",
        "policy:\n  together: [[Ashby, E01]]\n",
        ("scenario.yaml:17: ", "is one area, not a group; name two or more"),
    ),
    policy(
        "weighted twice",
        "policy:\n  weights: {Ashby: 2, E01: 3}\n",
        ("scenario.yaml:17: an area is weighted twice, by code and by name; keep one of them",),
    ),
    policy(
        "weighed out of all proportion",
        "policy:\n  weights: {Ashby: 1e8}\n",
        (
            "scenario.yaml:17: 100,000,000 for Ashby is more than 1,000 times the least above 0, 1 (1 where",
            "; weigh all areas within that; policy.require has an area take part whatever else",
        ),
    ),
    existing("unknown type", "type: team", "type: tem", "'Old' is of unknown type 'tem'; use one of team"),
    existing(
        "unknown area", "[Ashby]", "[Ashbi]", "existing.0.areas: no area is called 'Ashbi'; did you mean"
    ),
    existing(
        "hub elsewhere", "[Ashby]", "[Ashby], hub: Barlow", "hub Barlow is not among", "; add it to its areas"
    ),
    existing(
        "unknown hub", "[Ashby]", "[Ashby], hub: Barlwo", "existing.0.hub: ", "'Barlwo'; did you mean Barlow?"
    ),
    existing(
        "negative",
        "capacity: 3",
        "capacity: -3",
        "existing.0.capacity",
        "not -3; give capacity: Young people",
    ),
    existing("no areas", "[Ashby]", "[]", "existing.0.areas", "give areas: Areas it serves"),
    case(
        "existing: areas shared",
        add("scenario.yaml", OLD + "  - {name: New, type: team, areas: [Barlow, E01], capacity: 3}\n"),
        ("scenario.yaml:18: Ashby is served by 'Old' and 'New'; keep it in one of them",),
    ),
    case(
        "existing: name twice",
        add("scenario.yaml", OLD + "  - {name: Old, type: team, areas: [Barlow], capacity: 3}\n"),
        ("scenario.yaml:18: existing service 'Old' is there twice; give each its own name",),
    ),
    case(
        "existing: fixed capacity cannot expand",
        (
            yaml(STAFF, "    capacity: 10\n"),
            add("scenario.yaml", OLD.replace("}", ", expand: {staff: 2}}")),
        ),
        ("scenario.yaml:17: 'Old' cannot add staff: type 'team' has a fixed capacity; take out expand",),
    ),
    case(
        "distance without boundaries",
        yaml(BORDERS, ""),
        (
            "scenario.yaml:14: reach of 'team' falls with distance",
            "; give areas.boundaries, or take out per_km",
        ),
    ),
    case(
        "shared without links",
        (yaml(BORDERS, ""), yaml(LINKS, ""), yaml("per_km: 0.05, ", "")),
        ("scenario.yaml:12: 'team' may be shared by 2 areas", "; give areas.adjacency or areas.boundaries"),
    ),
    case(
        "budget that buys nothing",
        yaml("£300k", "£30k"),
        ("scenario.yaml:6: a budget of £30,000 a year funds nothing", "team £70,000; raise the budget"),
    ),
    case(
        "several: scenario and needs",
        (yaml("£300k", "lots"), yaml("term: 3", "trem: 3"), needs("Barlow,8", "Barlow,-8")),
        ("scenario.yaml:6: budget", MONEY),
        ("scenario.yaml:7: unknown key 'trem'; did you mean 'term'?",),
        ("needs.csv:3: at_risk of Barlow is negative (-8); mend the number",),
    ),
    case(
        "several: scenario, links and boundaries",
        (yaml("term: 3", "term: 0"), links("E02,land", "X02,land"), shapes(*squares()[:3])),
        ("scenario.yaml:7: term", "give term"),
        ("boundaries.geojson: lacks Denham (E04)", "; add each area"),
        ("adjacency.csv:2: ", "'X02'; name one of the needs table"),
    ),
    case(
        "several: rules, links and boundaries",
        (
            add("scenario.yaml", "policy:\n  require: [Ashbury]\n"),
            links("E02,land", "X02,land"),
            shapes(*squares()[:3]),
        ),
        ("boundaries.geojson: lacks Denham (E04)", "; add each area"),
        ("adjacency.csv:2: ", "'X02'; name one of the needs table"),
        ("scenario.yaml:17: policy.require: no area is called 'Ashbury'; did you mean Ashby?",),
    ),
    case(
        "several: no table at all",
        drop("needs.csv", "adjacency.csv", "boundaries.geojson"),
        ("needs.csv: no such file; check the path",),
        ("adjacency.csv: no such file; check the path",),
        ("boundaries.geojson: no such file; check the path",),
    ),
]
OPTIONS = [
    asked("--budget in words", "--budget lots", ("--budget: budget is not", "'lots'", MONEY), code=1),
    asked("--budget too small", "--budget 1k", ("--budget: ", "£1,000", "raise the budget"), code=1),
    asked(
        "unknown --solver", "--solver Nonsuch", ("no solver 'Nonsuch'", "this machine has", "HiGHS"), code=1
    ),
    asked(
        "--out is a file",
        "",
        ("out: cannot be written (out is a file); choose another --out",),
        code=1,
        change=write("out", "in the way"),
    ),
    asked("unknown option", "--nonsuch", ("No such option: --nonsuch", "planner --help")),
    asked("--gap in words", "--gap lots", ("--gap: 'lots' is not a share from 0 to 1", "planner --help")),
    asked("--gap of 5", "--gap 5", ("--gap: '5' is not a share from 0 to 1, such as 1%", "planner --help")),
    asked("--time-limit 0", "--time-limit 0", ("--time-limit", "0.1", "planner --help")),
    asked("--time-limit in words", "--time-limit soon", ("--time-limit", "number", "planner --help")),
    asked("unknown --format", "--format xml", ("--format", "'xml' is not one of 'table', 'json', 'csv'")),
]
IMPOSSIBLE = [
    impossible(
        "required and excluded",
        (add("scenario.yaml", "policy: {require: [Ashby], exclude: [E01]}\n"),),
        ("policy.require: Ashby with policy.exclude; take Ashby out of policy.require or policy.exclude",),
    ),
    impossible(
        # One member of staff supports 10 a service: 10 of Ashby's 12, 10 of Corley's 20.
        "least coverage that no service reaches",
        (yaml("max: 3", "max: 1"), add("scenario.yaml", "policy: {min_coverage: 0.9}\n")),
        ("policy.min_coverage: 0.9", "in Ashby; lower it to 0.833, or exclude Ashby"),
        ("policy.min_coverage: 0.9", "in Corley; lower it to 0.5, or exclude Corley"),
    ),
    impossible(
        # They share no border: two services, each £30k / 3 + £20k + £40k.
        "more required than the money buys",
        (yaml("£300k", "£100k"), add("scenario.yaml", "policy: {require: [Ashby, Denham]}\n")),
        (
            "the budget of £100,000 a year with policy.require: Ashby, Denham;",
            "the least that would do is £140,000 a year",
        ),
    ),
    impossible(
        "more required than services allowed",
        (add("scenario.yaml", "policy: {require: [Ashby, Denham], max_services: 1}\n"),),
        ("policy.max_services: 1 with policy.require: Ashby, Denham; the fewest that would do is 2",),
    ),
]
YEARS = [
    years("no year", "budget: {soon: 1m}", ":6: budget has a key that is not a year", "{2027: 900k"),
    years("none at all", "budget: {}", ":6: budget has a key that is not a year"),
    years(
        "a gap", "budget: {2027: 1m, 2029: 1m}", "budget leaves out a year", "give every year, 0 where none"
    ),
    years(
        "no money",
        "budget: {2027: 1m, 2028: lots}",
        "budget in 2028 is not an amount of money: 'lots'",
        MONEY,
    ),
    years("too many", f"budget: {dict.fromkeys(range(2000, 2031), 1)}", "has 31 years; give 30 or fewer"),
    years(
        "ramp alone", "budget: 1m\nramp: [0.5, 1]", "has 'ramp' and one budget a year; give budget by year"
    ),
    years("discount alone", "budget: 1m\ndiscount_rate: 0.035", "has 'discount_rate' and one budget a year"),
    years(
        "ramp above 1", "budget: {2027: 1m}\nramp: [0.5, 1.2]", ":7: ramp.1 should be less than or equal to 1"
    ),
    years("ramp empty", "budget: {2027: 1m}\nramp: []", ":7: ramp "),
    years(
        "discount of 1", "budget: {2027: 1m}\ndiscount_rate: 1.0", ":7: discount_rate should be less than 1"
    ),
    years("nothing bought", "budget: {2027: 30k, 2028: 40k}", ":6: a budget of £40,000 a year funds nothing"),
]
IMPOSSIBLE_YEARS = [
    impossible(
        # £30k set-up, then £20k + £40k a year, in each of the two: £90k in the first, £60k in the second.
        "two required from the first year",
        (
            yaml("£300k", "{2027: 0, 2028: 150k}"),
            add("scenario.yaml", "policy: {require: [Ashby, Denham]}\n"),
        ),
        ("note: term is not used with a budget by year",),
        ("the budgets of £150,000 over 2027 to 2028 with policy.require", "£30,000 more in 2028"),
    ),
]
TRAVEL = "area_a,area_b,minutes\nE01,E02,20\nE01,E03,35\nE02,E04,30\nE03,E04,15\n"
TIMED = yaml(LINKS, LINKS + "  travel: travel.csv\n")


def journey(name: str, old: str, new: str, *said: str) -> Case:
    """A travel table with one place of it changed, in a scenario that rests on it."""
    table = write("travel.csv", TRAVEL.replace(old, new))
    return case(
        f"journeys: {name}", (TIMED, table, yaml("per_km: 0.05", "per_minute: 0.01")), ("travel.csv", *said)
    )


JOURNEYS = [
    case("journeys: no file", TIMED, ("travel.csv: no such file; check the path",)),
    journey("no column", "minutes", "mins", ": no column 'minutes'; rename 'mins'"),
    journey(
        "unknown area", "E02,E04", "E02,X04", ":4: a journey to an unknown area: no area is called 'X04'"
    ),
    journey("twice", "E03,E04,15", "E01,E02,25", ":5: Ashby and Barlow are timed in travel.csv:2 already"),
    journey(
        "both ways",
        "E03,E04,15",
        "E02,E01,25\nE03,E01,35\nE04,E02,31",
        ": the two ways of a journey differ: Ashby and Barlow (20 and 25), Barlow and Denham (30 and 31); ",
    ),
    journey("not a number", "35", "half an hour", ":3: minutes of the journey from E01 to E03 is 'half an"),
    journey("empty", "35", "", ":3: minutes of the journey from E01 to E03 is missing; give a number"),
    journey("negative", "35", "-5", ":3: minutes of the journey from E01 to E03 is negative (-5)"),
    journey("a pair missing", "E01,E03,35\n", "", ": no minutes between Ashby and Corley; add a row"),
    journey(
        "two pairs missing",
        "E01,E03,35\nE02,E04,30\n",
        "",
        ": no minutes between Ashby and Corley, Barlow and Denham; add 2 rows",
    ),
    case(
        "journeys: no table for per_minute",
        yaml("per_km", "per_minute"),
        ("scenario.yaml:15: 'team' has per_minute, and no journeys are known; give areas.travel",),
    ),
    case(
        "journeys: no table for max_minutes",
        yaml("    max_areas: 2\n", "    max_areas: 2\n    max_minutes: 30\n"),
        ("scenario.yaml:15: 'team' has max_minutes, and no journeys are known; give areas",),
    ),
    case(
        "max_km without boundaries",
        (yaml(BORDERS, ""), yaml("per_km: 0.05, ", ""), yaml("max_areas: 2", "max_areas: 2\n    max_km: 9")),
        ("scenario.yaml:14: 'team' has a max_km, and no distances are known; give areas.boundaries, or tak",),
    ),
    case(
        "reach by km and by minutes",
        yaml("per_km: 0.05", "per_km: 0.05, per_minute: 0.01"),
        ("scenario.yaml:15: services.team.reach has both per_km and per_minute; keep one of them",),
    ),
]

CASES = [
    *(*YEARS, *IMPOSSIBLE_YEARS),
    *(*FILES, *KEYS, *VALUES, *NEEDS_TABLE, *LINKS_TABLE, *BOUNDARIES_FILE),
    *(*TOGETHER, *OPTIONS, *IMPOSSIBLE, *JOURNEYS),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project, and the folder the command runs in."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_good_project_is_planned_and_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What every case changes is right as it stands: exit code 0, a plan shown and its files written."""
    before = everything_in(folder)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 0
    assert capfd.readouterr().out
    assert {path.parent for path in everything_in(folder).keys() - before.keys()} == {folder, folder / "out"}
    assert {"plan.json", "scenario.yaml"} <= {path.name for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("wrong", CASES, ids=lambda wrong: wrong.name)
def test_wrong_input_is_told_in_full(
    wrong: Case, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each problem is one line with its place and a remedy; nothing is printed on stdout or written."""
    check_told(wrong, folder, monkeypatch, capfd)


def test_scenario_must_be_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without a scenario there is one line that says so, and exit code 2."""
    before = everything_in(folder)
    assert run(monkeypatch, "optimise") == 2
    told = capfd.readouterr()
    assert told.err.startswith("planner: Missing argument 'SCENARIO'; see planner")
    assert len(told.err.splitlines()) == 1
    assert told.out == ""
    assert everything_in(folder) == before


def test_no_command_shows_the_help(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without a command the help is shown as it is, on stderr, and the exit code is 2."""
    assert run(monkeypatch) == 2
    told = capfd.readouterr()
    assert told.err.lstrip().startswith("Usage: planner")
    assert "See planner --help" not in told.err
    assert told.out == ""
