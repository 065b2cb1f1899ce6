"""Groups that belong together and can be in no service: told, with the reason, and a remedy that works."""

import random
from pathlib import Path

import pytest

from planner import load_scenario, optimise
from planner.model.build import every_candidate
from planner.scenario.scenario import Scenario
from tests.project import edit, write_project

START = "policy.together: no service can hold "


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """The good project: a ring of four areas, two to a service."""
    return write_project(tmp_path)


def told(scenario: Path) -> list[str]:
    """The notes on groups, from where the areas are named."""
    notes = load_scenario(scenario).notes
    return [note.removeprefix(START) for note in notes if note.startswith(START)]


def add(scenario: Path, text: str) -> None:
    """More at the end of the scenario."""
    scenario.write_text(scenario.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("policy", "where", "why", "old", "new"),
    [
        (
            "together: [[Ashby, Denham]]",
            "Ashby, Denham,",
            "a service for Ashby and Denham needs 3 areas and may have 2 (max_areas); to change that, raise",
            "max_areas: 2",
            "max_areas: 3",
        ),
        (
            "together: [[Ashby, Barlow, Corley]]",
            "Ashby, Barlow, Corley,",
            "the group has 3 areas and a service may have 2 (max_areas)",
            "max_areas: 2",
            "max_areas: 3",
        ),
        (
            "together: [[Ashby, Barlow], [Ashby, Corley]]",
            "Ashby, Barlow, Corley,",
            "the group has 3 areas and a service may",
            "max_areas: 2",
            "max_areas: 3",
        ),
        (
            "together: [[Ashby, Barlow]], exclude: [Barlow]",
            "Ashby, Barlow,",
            "policy.exclude names Barlow; to change that, take Barlow out of policy.exclude, or",
            "exclude: [Barlow]",
            "exclude: []",
        ),
        (
            "together: [[Ashby, Barlow]], apart: [[Ashby, Barlow, Denham]]",
            "Ashby, Barlow,",
            "policy.apart keeps Ashby and Barlow apart; to change that",
            "apart: [[Ashby, Barlow, Denham]]",
            "apart: []",
        ),
        (
            "together: [[Ashby, Barlow]]}\nareas: {links: [crossing]",
            "Ashby, Barlow,",
            "no links connect Ashby and Barlow",
            "[crossing]",
            "[land, crossing]",
        ),
        (
            "together: [[Ashby, Barlow]]}\nservices: {team: {max_km: 3.9}",
            "Ashby, Barlow,",
            "no hub is near enough to all of them (max_km); to change that, raise max_km, or",
            "max_km: 3.9",
            "max_km: 4.1",
        ),
    ],
)
def test_a_group_that_no_service_can_hold_is_told(
    scenario: Path, policy: str, where: str, why: str, old: str, new: str
) -> None:
    """None of its areas is funded, a note says why, and what the note says to do makes it possible."""
    top = scenario.with_name("top.yaml")
    top.write_text(f"extends: scenario.yaml\nbudget: 5m\npolicy: {{{policy}}}\n", encoding="utf-8")
    (note,) = told(top)
    assert note.startswith(where)
    assert why in note
    names = where.rstrip(",").split(", ")
    asked = load_scenario(top)
    codes = {code for code, name in zip(asked.areas.codes, asked.areas.names, strict=True) if name in names}
    assert not codes & {code for service in optimise(asked).services for code in service.areas}
    whole = scenario.read_text(encoding="utf-8") + top.read_text(encoding="utf-8")
    for path in (top, scenario):
        if old in path.read_text(encoding="utf-8"):
            edit(path, old, new)
    assert whole != scenario.read_text(encoding="utf-8") + top.read_text(encoding="utf-8")
    assert told(top) == []
    assert any(codes <= set(service.areas) for service in optimise(load_scenario(top)).services)


def test_a_group_that_a_service_can_hold_is_no_news(scenario: Path) -> None:
    """Neighbours, and two groups that do not meet."""
    add(scenario, "policy: {together: [[Ashby, Barlow], [Corley, Denham]]}\n")
    assert told(scenario) == []


def test_a_group_that_a_running_service_may_take_in_is_no_news(scenario: Path) -> None:
    """A new service may have two areas; the one that runs may grow to three."""
    add(scenario, "policy: {together: [[Ashby, Barlow, Corley]]}\n")
    assert len(told(scenario)) == 1
    add(
        scenario,
        "existing: [{name: A, type: team, areas: [Ashby], capacity: 1, expand: {staff: 1, areas: 2}}]\n",
    )
    assert told(scenario) == []
    held = [service.areas for service in optimise(load_scenario(scenario)).services]
    assert any({"E01", "E02", "E03"} <= set(areas) for areas in held)


def star(scenario: Path, max_areas: int) -> list[str]:
    """Notes where three areas are together, each two links from a middle, and so seven areas connect them."""
    arms = [("E01", "E02"), ("E03", "E04"), ("E05", "E06")]
    rows = "".join(f"E0{i},Area {i},5\n" for i in range(8))
    links = "".join(f"E00,{inner}\n{inner},{outer}\n" for inner, outer in arms)
    (scenario.parent / "needs.csv").write_text("area,name,at_risk\n" + rows, encoding="utf-8")
    (scenario.parent / "adjacency.csv").write_text("area_a,area_b\n" + links, encoding="utf-8")
    edit(scenario, "  boundaries: boundaries.geojson\n", "")
    edit(scenario, "    reach: {hub: 1.0, per_km: 0.05, floor: 0.5}\n", "")
    edit(scenario, "max_areas: 2\n", f"max_areas: {max_areas}\npolicy: {{together: [[E02, E04, E06]]}}\n")
    return told(scenario)


@pytest.mark.parametrize("max_areas", [6, 7])
def test_areas_between_count(scenario: Path, max_areas: int) -> None:
    """No two of the three need more than five areas, and all three need seven."""
    notes = star(scenario, max_areas)
    assert len(notes) == 7 - max_areas
    assert all("links connect the group in 7 areas or more and a service may have 6" in one for one in notes)


def world(folder: Path, seed: int) -> Scenario:
    """Nine areas with random links, a group of two to four of them, and a service for a few."""
    chance = random.Random(seed)
    names = [f"A{i}" for i in range(9)]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if chance.random() < 0.22]
    pairs = pairs or [("A0", "A1")]
    (folder / "n.csv").write_text("area,name,at_risk\n" + "".join(f"{a},N{a},5\n" for a in names))
    (folder / "l.csv").write_text("area_a,area_b\n" + "".join(f"{a},{b}\n" for a, b in pairs))
    group = chance.sample(names, chance.randint(2, 4))
    out = chance.sample(names, chance.randint(0, 2))
    most = len(group) + chance.randint(-1, 2)
    (folder / "s.yaml").write_text(
        "name: World\nareas: {needs: n.csv, adjacency: l.csv}\nbudget: 900k\n"
        f"services: {{team: {{annual_cost: 50k, capacity: 10, max_areas: {most}}}}}\n"
        f"policy: {{together: [[{', '.join(group)}]], exclude: [{', '.join(out)}]}}\n"
    )
    return load_scenario(folder / "s.yaml")


def test_just_the_groups_in_no_candidate_are_told(tmp_path: Path) -> None:
    """In 60 random worlds: where every candidate is made, the group is in none just where a note says so."""
    seen = set()
    for seed in range(60):
        asked = world(tmp_path, seed)
        rows = {asked.areas.position[code] for code in asked.policy.together[0]}
        candidates = every_candidate(asked)
        ends = [*candidates.starts[1:], len(candidates.members)]
        held = any(
            rows <= set(candidates.members[a:b].tolist())
            for a, b in zip(candidates.starts, ends, strict=False)
        )
        noted = any(note.startswith(START) for note in asked.notes)
        assert noted is not held, (seed, asked.policy, asked.notes)
        seen.add(noted)
    assert seen == {True, False}
