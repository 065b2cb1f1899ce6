"""Publishing: how results are shown to anybody, and that nothing else can be published by mistake."""

import json
import math
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner import Plan, load_scenario, optimise
from planner.plan.plan import COUNTS
from planner.plan.published import PARTS, decided, public, publish_plan
from planner.present.documents import as_json, plan_document
from planner.questions.alternatives.answer import alternatives
from planner.questions.alternatives.published import publish_alternatives
from planner.questions.compare.answer import compare
from planner.questions.compare.published import publish_comparison
from planner.questions.frontier.answer import frontier
from planner.questions.frontier.published import publish_frontier
from planner.questions.joint.answer import joint
from planner.questions.joint.published import publish_joint
from planner.questions.partners.answer import partners
from planner.questions.partners.published import publish_partners
from planner.questions.question import Question
from planner.questions.register import QUESTIONS
from planner.questions.stability.answer import stability
from planner.questions.stability.published import publish_stability
from tests.questions.small_counts import TABLES, run, write_counts
from tests.questions.test_publish_attack import QUESTIONS as ATTACKED
from tests.worlds import published, random_world

ROOT = Path(__file__).parents[2]
LONDON = ROOT / "scenarios/london.yaml"
JSON = {
    "plan": ("optimise", "scenario.yaml"),
    "frontier": ("frontier", "scenario.yaml", "--budgets", "60k,350k", "--nested"),
    "joint": ("joint", "scenario.yaml", "Gamma", "Delta", "Eps"),
    "partners": ("partners", "scenario.yaml", "Delta"),
    "compare": ("compare", "scenario.yaml", "--robust"),
    "stability": ("stability", "scenario.yaml", "--draws", "8"),
    "alternatives": ("alternatives", "scenario.yaml", "--within", "30%", "--differ", "1"),
}
LOGGED = ("frontier", "compare")
"""Their plans are kept in a log, which what is published has none of."""
SHOWN = {*COUNTS, "own_covered", "extra_covered"} - {"capacity"}


def called(name: str) -> Question:
    """The question that one of these asks."""
    return next(question for question in QUESTIONS if question.name == JSON[name][0])


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """The project of small counts on disk."""
    return write_counts(tmp_path, TABLES[0])


def test_one_count_by_itself() -> None:
    """0 is told, 1 to 5 is not, others are to the nearest 5, whichever way they go."""
    assert [public(count) for count in (0.0, 1e-9, 5.5, 12.5, -7.6)] == [0.0, 0.0, 5.0, 15.0, -10.0]
    assert all(math.isnan(public(count)) for count in (0.1, 1.0, 5.4, -3.0))


def counts_in(node: Any, counts: bool = False) -> Iterator[float | None]:
    """Every count of young people in a document, as its keys say; shares of a cost are pounds."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "shares":
                continue
            yield from counts_in(value, counts or key in SHOWN)
    elif isinstance(node, list):
        for value in node:
            yield from counts_in(value, counts)
    elif counts and not isinstance(node, str | bool):
        yield node


def published_contract(name: str) -> Any:
    """The contract of a result where counts and hashes may be null."""
    schema = json.loads((ROOT / f"planner/contract/{name}.schema.json").read_text())
    return nullable(deepcopy(schema))


def nullable(node: Any) -> Any:
    """A schema in which what has to be a number, or a hash, may be null."""
    if isinstance(node, dict):
        if node.get("type") == "number" or "pattern" in node:
            node = {**node, "type": [node["type"], "null"]}
        return {key: nullable(value) for key, value in node.items()}
    return [nullable(one) for one in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", JSON)
def test_json_is_by_the_contract_with_no_count_but_to_five(name: str, scenario: Path) -> None:
    """Every count in the JSON of every question is null, 0 or to 5, and it says that it is published."""
    found = run(scenario.parent, *JSON[name], "--format", "json", "--publish")
    document = json.loads(found.told)
    jsonschema.validate(document, published_contract(name))
    assert document["published"] is True
    counts = list(counts_in(document))
    assert len(counts) >= 6
    assert (None in counts) == (name not in ("frontier", "partners"))
    assert [one for one in counts if one and (one % 5 or abs(one) < 5)] == []
    plain = json.loads(run(scenario.parent, *JSON[name], "--format", "json").told)
    assert plain["published"] is False
    assert [one for one in counts_in(plain) if one and one % 5]


def test_every_question_that_publishes_is_tried() -> None:
    """Here, and by the attack: of a new one nothing else would say that its counts are shown to nobody."""
    publishing = {question.name for question in QUESTIONS if question.publishes}
    assert {words[0] for words in JSON.values()} == publishing
    assert {words[0] for words in ATTACKED.values()} == publishing


@pytest.mark.parametrize("name", [name for name in JSON if called(name).read and name not in LOGGED])
def test_what_was_published_is_read_back(name: str, scenario: Path) -> None:
    """A run of small counts: one that is not shown is null in its file, and known by its key for a count."""
    found = run(scenario.parent, *JSON[name], "--publish", "--out", "public")
    assert found.code == 0
    read = called(name).read
    assert read is not None
    told = as_json(read(scenario.parent / "public").answer.document())
    assert told == found.files[called(name).answer_file].decode()


def test_what_was_made_from_the_full_needs_cannot_be_published(scenario: Path) -> None:
    """Rounding alone would give counts away: each result says that it was not made to be published."""
    full = load_scenario(scenario)
    plan, areas = optimise(full), ["A3", "A4"]
    refused = (
        lambda: publish_plan(plan),
        lambda: publish_joint(joint(full, areas)),
        lambda: publish_partners(partners(full, "A4")),
        lambda: publish_frontier(frontier(full, [2e5])),
        lambda: publish_comparison(compare([full, full]), [full, full]),
        lambda: publish_alternatives(alternatives(full)),
        lambda: publish_stability(stability(full)),
    )
    for publish in refused:
        with pytest.raises(ValueError, match="made from a published scenario"):
            publish()


@pytest.fixture(scope="module")
def london() -> Plan:
    return optimise(load_scenario(LONDON, publish=True))


def test_london_published_is_near_what_it_is(london: Plan) -> None:
    """Needs are within 2.5 and the plan's coverage within a few: 450 is 30 staff times 15 either way."""
    full = load_scenario(LONDON)
    for code, need in zip(full.areas.codes, full.areas.need, strict=True):
        there = next(area.need for area in london.areas if area.area == code)
        assert abs(there - need) <= 2.5 or need < 5.5
    shown = publish_plan(london)
    assert (shown.coverage, shown.bound, shown.status) == (450.0, 450.0, "optimal")
    assert abs(shown.need - full.areas.need.sum()) < 10
    city = next(area for area in shown.areas if area.name == "City of London")
    assert math.isnan(city.need)


def test_sums_of_random_worlds_hold_before_they_are_rounded() -> None:
    """All of a published plan is of one table: each shown part is within rounding of parts that add up."""
    for seed in range(20):
        plan = optimise(published(random_world(seed, 1, 7)), time_limit=None)
        shown = publish_plan(plan)
        for area, told in zip(plan.areas, shown.areas, strict=True):
            assert sum(getattr(area, part) for part in PARTS) == pytest.approx(area.need)
            pairs = [(getattr(area, name), getattr(told, name)) for name in ("need", *PARTS)]
            assert all(abs(one - other) <= 2.5 or 0 < one < 5.5 for one, other in pairs)
            assert all(math.isnan(other) for one, other in pairs if 1e-6 < one < 5.5)
        assert math.isnan(shown.bound) or not shown.bound < shown.objective


def test_a_published_plan_is_read_back(scenario: Path) -> None:
    """A count that is null in the file is not shown after reading it either."""
    document = plan_document(publish_plan(optimise(load_scenario(scenario, publish=True))))
    assert document["areas"][0]["need"] is None
    again = Plan.model_validate(document)
    assert math.isnan(again.areas[0].need)
    assert plan_document(again) == document


def test_a_published_run_is_made_again_and_tells_what_it_cannot_vouch_for(scenario: Path) -> None:
    """`rerun` gives the same, from a record without a hash of any input, and names the inputs."""
    for name in ("plan", "frontier", "joint", "compare", "stability"):
        run(scenario.parent, *JSON[name], "--publish", "--out", f"public/{name}")
        record = json.loads((scenario.parent / f"public/{name}/run.json").read_text())
        assert record["published"] is True
        assert {tuple(one) for one in record["inputs"]} == {("file",)}
        again = run(scenario.parent, "rerun", f"public/{name}")
        assert again.code == 0, again.told
        assert again.told.startswith("The same ")
        assert "needs.csv" in again.told
        assert "a published run keeps no hash of them" in again.told
    write_counts(scenario.parent, TABLES[1])
    assert run(scenario.parent, "rerun", "public/plan").code == 0
    write_counts(scenario.parent, TABLES[0]._replace(delta=55))
    assert run(scenario.parent, "rerun", "public/plan").code == 1


def test_reports_of_published_runs_are_published(scenario: Path) -> None:
    """A page made later of a run that was published has no hash and says what it is worked out from."""
    for name in ("plan", "joint", "stability"):
        run(scenario.parent, *JSON[name], "--publish", "--out", f"public/{name}")
        found = run(scenario.parent, "report", f"public/{name}")
        assert found.code == 0
        page = found.files[f"{name}/report.html"].decode()
        assert "worked out from needs rounded to 5" in page
        assert "SHA-256" not in page


def test_a_plan_that_was_decided_is_shown_in_published_numbers(scenario: Path) -> None:
    """The services of the full plan, at counts that are the published scenario's, and what that may tell."""
    run(scenario.parent, *JSON["plan"], "--out", "public/full")
    full = Plan.model_validate(json.loads((scenario.parent / "public/full/plan.json").read_text()))
    found = run(scenario.parent, "report", "public/full", "--publish", "--report", "public/page.html")
    page = found.files["page.html"].decode()
    assert "rests on needs as they are" in page
    assert str(full.run.inputs[1].sha256) not in page
    for table in TABLES[1:]:
        shown = load_scenario(write_counts(scenario.parent / "other", table), publish=True)
        here = load_scenario(scenario, publish=True)
        first, second = (publish_plan(decided(full, one)) for one in (here, shown))
        assert plan_document(first) == plan_document(second)
        assert [one.id for one in first.services] == [one.id for one in full.services]
        assert first.spend == pytest.approx(full.spend)


def test_a_plan_by_year_is_shown_in_published_numbers() -> None:
    """Each service starts in the year it was to start in, and the years' money is as it was."""
    path = ROOT / "scenarios/london-five-years.yaml"
    full = optimise(load_scenario(path), time_limit=2)
    shown = decided(full, load_scenario(path, publish=True))
    assert shown.years is not None
    assert full.years is not None
    assert [one.starts for one in shown.services] == [one.starts for one in full.services]
    for one, other in zip(shown.years, full.years, strict=True):
        assert one.spend == pytest.approx(other.spend)
        assert one.coverage == pytest.approx(other.coverage, rel=0.05)
