"""Nothing in a scenario file is read other than as it was written, and nothing of it is dropped."""

from pathlib import Path

import pytest

from planner.errors import InputError
from planner.runs.resolved import resolved_yaml
from planner.scenario.read.load import load_scenario
from planner.scenario.read.variants import load_variants, parse_vary
from tests.project import edit, write_project

CODES = [
    "1.10",
    "1_000",
    "2E05",
    "0x1F",
    "0o17",
    "1e5",
    "yes",
    "No",
    "2024-05-01",
    "007",
    "1.0",
    "true",
]
CODES += [".nan", "0", "12", "1.", "2024-05-01 10.30", "-3"]
TWINS = {"1.10": "1.1", "1_000": "1000", "2E05": "200000", "0x1F": "31", "0o17": "15", "1e5": "100000.0"}
"""Codes that are another area's if they are read as numbers."""


def coded(folder: Path, code: str, rules: str) -> Path:
    """Three areas, one with this code and one with the code it would be if it were read as a number."""
    twin = TWINS.get(code, "E02")
    needs = f"area,name,at_risk\n{code},Ashby,12\n{twin},Barlow,8\nE03,Corley,20\n"
    (folder / "needs.csv").write_text(needs, encoding="utf-8")
    (folder / "adjacency.csv").write_text(f"area_a,area_b\n{code},E03\n{twin},E03\n", encoding="utf-8")
    path = folder / "scenario.yaml"
    text = (
        "name: Codes\nareas: {needs: needs.csv, adjacency: adjacency.csv}\nbudget: 300k\n"
        "services:\n  team: {annual_cost: 20k, capacity: 10, max_areas: 3}\n"
    )
    path.write_text(text + rules, encoding="utf-8")
    return path


@pytest.mark.parametrize("code", CODES)
def test_codes_are_the_text_as_written(code: str, tmp_path: Path) -> None:
    """Wherever an area stands in a scenario: in lists, in groups, as a key of weights, in what exists."""
    rules = (
        f"existing:\n  - {{name: Old, type: team, areas: [{code}], hub: {code}, capacity: 3}}\n"
        f"policy:\n  require: [{code}]\n  exclude:\n    - {code}\n  together: [[{code}, E03]]\n"
        f"  apart: [[E03, {code}]]\n  weights:\n    {code}: 2\n"
    )
    scenario = load_scenario(coded(tmp_path, code, rules))
    policy, old = scenario.policy, scenario.existing[0]
    assert policy.require == policy.exclude == old.areas == [old.hub] == [code]
    assert policy.together == policy.apart == [sorted([code, "E03"])]
    assert policy.weights == {code: 2.0}
    (tmp_path / "again.yaml").write_text(resolved_yaml(scenario, tmp_path), encoding="utf-8")
    assert load_scenario(tmp_path / "again.yaml").policy == policy


@pytest.mark.parametrize("code", ["null", "~", "Null"])
def test_null_in_a_list_is_the_code_as_written(code: str, tmp_path: Path) -> None:
    """A list has no keys to take out; one that is empty is still refused."""
    path = coded(tmp_path, code, f"policy: {{require: [{code}]}}\n")
    assert load_scenario(path).policy.require == [code]
    edit(path, f"require: [{code}]", "require: ['']")
    with pytest.raises(InputError, match=r"policy\.require\.0 should not be empty"):
        load_scenario(path)


@pytest.mark.parametrize("code", TWINS)
def test_codes_in_variants_and_options_are_as_written(code: str, tmp_path: Path) -> None:
    """A variant and --vary name the same area as the file would, and say it in the name of the plan."""
    path = coded(tmp_path, code, f"variants: {{one: {{policy: {{exclude: [{code}]}}}}}}\n")
    _, variant = load_variants(path)
    assert variant.policy.exclude == [code]
    varied = load_variants(path, [parse_vary(f"policy.require=[{code}],[E03]")])[0]
    assert varied.policy.require == [code]
    (tmp_path / "again.yaml").write_text(resolved_yaml(load_scenario(path), tmp_path), encoding="utf-8")
    assert load_variants(tmp_path / "again.yaml")[1].policy.exclude == [code]


@pytest.mark.parametrize("name", ["1.10", "2027", "0x1F", "2E05", "007"])
def test_names_are_the_text_as_written(name: str, tmp_path: Path) -> None:
    """Of the scenario, of types, of existing services and of variants."""
    path = write_project(tmp_path)
    edit(path, "name: Toy", f"name: {name}")
    edit(path, "  team:", f"  {name}:")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"existing: [{{name: {name}, type: {name}, areas: [Ashby], capacity: 1}}]\n")
        stream.write(f"variants: {{{name}: {{budget: 200k}}}}\n")
    base, variant = load_variants(path)
    assert (base.name, list(base.services), base.existing[0].type) == (name, [name], name)
    assert variant.name == f"{name}: {name}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cost: £40k,", "cost: £48,000,", "a comma inside { }: write £48000 or 48k"),
        ("cost: £40k,", "cost: 1,250,000,", "a comma inside { }: write 1250000 or 1250k"),
        ("cost: £40k,", "cost: £1,250,", "a comma inside { }: write £1250;"),
        ("cost: £40k,", "cost: 1,250.50,", "a comma inside { }: write 1250.50;"),
        ("max: 3}", "max: 3,000}", "a comma inside { }: write 3000 or 3k"),
        ("per_km: 0.05", "per_km: 0,05", "a comma inside { }: write 0.05;"),
        ("per_km: 0.05", "per_km: 0,050", "a comma inside { }: write 0.050;"),
        (
            "budget: £300k",
            "budget: {2027: £900,000, 2028: 1,5m}",
            "a comma inside { }: write £900000 or 900k",
        ),
    ],
)
def test_a_comma_in_braces_is_refused(old: str, new: str, told: str, tmp_path: Path) -> None:
    """There it ends the value, and £48,000 would be £48; the line is named, and how to write it."""
    path = write_project(tmp_path)
    edit(path, old, new)
    line = path.read_text(encoding="utf-8").split(new)[0].count("\n") + 1
    with pytest.raises(InputError) as raised:
        load_scenario(path)
    said = str(raised.value).splitlines()[0]
    assert said.startswith(f"{path}:{line}: "), said
    assert told in f"{said};", said


def test_every_comma_in_braces_is_told_at_once(tmp_path: Path) -> None:
    """In lists, over several lines and in variants too; one in quotes, or outside braces, is none."""
    path = write_project(tmp_path)
    edit(path, "setup_cost: £30k", "setup_cost: £30,000")
    edit(path, "cost: £40k", "cost: '£40,000'")
    assert load_scenario(path).services["team"].setup_cost == 30_000
    with path.open("a", encoding="utf-8") as stream:
        stream.write("existing:\n  - {name: Old, type: team, areas: [Ashby],\n     capacity: 1,000}\n")
        stream.write("variants: {dear: {services: {team: {staff: {cost: £58,000}}}}}\n")
    with pytest.raises(InputError) as raised:
        load_scenario(path)
    assert [problem.where.rpartition(":")[2] for problem in raised.value.problems] == ["18", "19"]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (
            "policy: {require: [Corley], max_services = 1}",
            "'policy.max_services = 1'; write 'max_services: 1', with a colon and a space",
        ),
        ("policy: {max_services:1}", "'policy.max_services:1'; write 'max_services: 1'"),
        ("policy:\n  max_servces:\n", "unknown key 'policy.max_servces'; did you mean 'max_services'?"),
        ("polcy:\n", "unknown key 'polcy'; did you mean 'policy'?"),
        ("policy: {weights: {Ashby}}", "policy.weights.Ashby has no value; give one, or take it out"),
        ("policy: {requires: null}", "unknown key 'policy.requires'; did you mean 'require'?"),
        ("existing:\n  - {name: Old, type: team, areas: [Ashby], capacity: 1, hubb: }", "hubb'; did you"),
    ],
)
def test_a_key_without_a_value_is_not_dropped(rules: str, told: str, tmp_path: Path) -> None:
    """Null takes away what is known and given; a misspelt rule with nothing after it is no rule left out."""
    path = write_project(tmp_path)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(rules + "\n")
    with pytest.raises(InputError) as raised:
        load_scenario(path)
    assert told in str(raised.value)


def test_null_takes_out_only_what_is_there(tmp_path: Path) -> None:
    """A type that the file below gives goes; one misspelt is refused by name, with the one that is meant."""
    base = write_project(tmp_path)
    edit(base, "  team:", "  visit: {annual_cost: 5k, capacity: 3}\n  team:")
    over = tmp_path / "over.yaml"
    over.write_text("extends: scenario.yaml\nservices: {visit: null}\nterm: null\n", encoding="utf-8")
    assert list(load_scenario(over).services) == ["team"]
    over.write_text("extends: scenario.yaml\nservices: {vist: null}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"over.yaml:2: services.vist has no value; did you mean 'visit'\?"):
        load_scenario(over)
