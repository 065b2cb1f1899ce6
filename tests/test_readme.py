"""What README and the manual show is what a user gets."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

import planner
from docs import commands, keys
from docs.places import ROOT, filled
from docs.shown import MOST, PAGES, Project, cut_short, refreshed, run, shown_on
from planner.policy.register import RULES
from planner.questions.register import QUESTIONS
from planner.scenario.schema import json_schema

TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
README = TEXTS["README.md"]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
SHORTER = ("--draws 1000", "--draws 8")
"""What is written in a command, and what the tests run in its place."""


def blocks(kind: str) -> list[tuple[str, str]]:
    """Every block of a kind, each with the page it is on."""
    return [
        (page, code) for page, text in TEXTS.items() for name, code in FENCED.findall(text) if name == kind
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """London in a folder of its own, with a table of identified cases that pages name."""
    made = Project(tmp_path_factory.mktemp("manual") / "london")
    rows = [
        f"A{i:02},Area {i},{900 + 37 * i},{6 + i * 7 % 13},{30 + i * 5 % 17},{4 + i * 3 % 7}"
        for i in range(24)
    ]
    text = "\n".join(["area,name,population,identified,missing,in_care", *rows, ""])
    (made.folder / "indicators.csv").write_text(text, encoding="utf-8")
    return made


def answer(project: Project, scenario: str) -> dict[str, Any]:
    """The plan of a scenario as data."""
    return dict(json.loads(project.printed(f"optimise scenarios/{scenario} --format json")))


PAGES_WITH_COMMANDS = [
    pytest.param(page, marks=() if page == "README.md" else pytest.mark.slow)
    for page, text in TEXTS.items()
    if shown_on(text)
]


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS)
def test_the_commands_shown_run_and_print_what_is_shown(page: str, project: Project) -> None:
    """Each runs as it is written, those of a page one after the other; what stands under it is its output."""
    for shown in shown_on(TEXTS[page]):
        printed = project.printed(shown.words.replace(*SHORTER))
        if shown.output is not None:
            assert cut_short(printed) == shown.output, f"planner {shown.words}; python -m docs.outputs"


def test_every_page_with_commands_is_tried() -> None:
    """Those for people have commands, and of all that are shown most have their output under them."""
    tried = {page.values[0] for page in PAGES_WITH_COMMANDS}
    people = ("funders", "local-authorities", "consultants", "analysts")
    assert tried >= {"README.md", *(f"docs/{page}.md" for page in people)}
    assert all(any(one.output for one in shown_on(TEXTS[f"docs/{page}.md"])) for page in people)


def test_a_refreshed_page_changes_in_its_outputs_alone() -> None:
    """What stands before, between and after outputs stays; commands for other machines are not run."""
    other = "```sh\nplanner y --cluster z\n```\n\n```text\nkept\n```"
    page = f"a\n\n```sh\nplanner x\n```\n\n```text\n```\n\nb\n\n{other}\n\nc\n"
    ran = []

    def printed(words: str) -> str:
        ran.append(words)
        return "new"

    assert refreshed(page, printed) == page.replace("```text\n```", "```text\nnew\n```")
    assert ran == ["x"]


def test_long_tables_are_cut_short_and_say_so() -> None:
    """Rows are counted, and what stands after a table stays."""
    rows = [f" row {i}" for i in range(MOST + 1)]
    told = cut_short("\n".join([" head", " ────", *rows, "", "after"]))
    assert (
        told == " head\n ────\n row 0\n row 1\n row 2\n row 3\n row 4\n row 5\n … and 5 lines more\n\nafter\n"
    )
    assert cut_short("\n".join([" ────", *rows[1:], "", "after"])).count(" row ") == MOST


@pytest.mark.slow
def test_the_results_told_are_the_results(project: Project) -> None:
    """Each row of the table of scenarios has the coverage, spend and services that its scenario gives."""
    form = (
        r"/scenarios/([\w-]+\.yaml)\) \|[^|]*\| (\d+)(?: more| in 2031)? \| £([\d,]+)(?: in all)? "
        r"\| (\d+)(?: \(([^)]*)\))? \|"
    )
    rows = re.findall(form, TEXTS["docs/scenario-file.md"])
    assert {name for name, *_ in rows} == {path.name for path in (ROOT / "scenarios").iterdir()}
    for name, people, spend, count, kinds in rows:
        plan = answer(project, name)
        years = plan.get("years")
        assert plan["status"] == "optimal"
        assert round(years[-1]["coverage"] if years else plan["coverage"]) == int(people)
        assert f"{plan['spend']:,.0f}" == spend
        found = [service["kind"] for service in plan["services"]]
        assert len(found) == int(count)
        told = {"joint": found.count("joint"), "expanded": found.count("expansion")}
        assert kinds == ", ".join(f"{number} {kind}" for kind, number in told.items() if number)


def test_the_model_counts_the_candidates_that_are() -> None:
    """What the model says London has is what `validate` counts."""
    (number,) = re.findall(r"London\s+has\s+([\d,]+)", TEXTS["docs/model.md"])
    (shown,) = [one for one in shown_on(TEXTS["docs/consultants.md"]) if one.words.startswith("validate")]
    assert f" {number} services that could be funded" in (shown.output or "")


def test_what_readme_says_of_draws_is_what_stability_shows() -> None:
    """The means that README tells of stand in the output on the page that it points to."""
    told = re.findall(r"about (\d+)\s+on average|about (\d+) \(\[how sure", README)
    means = {one or other for one, other in told}
    (shown,) = [one for one in shown_on(TEXTS["docs/consultants.md"]) if one.words.startswith("stability")]
    text = " ".join((shown.output or "").split())
    today, best = re.findall(r"([\d.,]+) on average\. The plan that is best .*? \(([\d.,]+)\)", text)[0]
    assert means == {str(round(float(today))), str(round(float(best)))}


def test_the_first_screen_has_the_main_command() -> None:
    """What it decides and how to run it come first; the tests' command is one line too."""
    first, second = re.findall(r"^python3 -m venv \.venv && .*$", README, flags=re.MULTILINE)
    assert first.endswith("planner optimise scenarios/london.yaml")
    assert second.endswith("pytest -q -n auto")
    assert README.index(first) < 800
    assert len(README.splitlines()) <= 170


def test_every_public_name_is_in_the_manual() -> None:
    """The page on Python tells of all that is listed."""
    told = set(re.findall(r"`(?:planner\.)?(\w+)`", TEXTS["docs/python.md"]))
    assert set(planner.__all__) - {"__version__"} <= told


@pytest.mark.slow
@pytest.mark.parametrize(("page", "code"), blocks("python"), ids=lambda value: value.partition("\n")[0])
def test_python_shown_runs(page: str, code: str, project: Project) -> None:
    """Lines of Python run as they stand, one page's after another's."""
    del page
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=project.folder, check=True
    )
    assert "optimal" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "text"), [one for one in blocks("yaml") if one[1].startswith("extends: ")], ids=lambda _: ""
)
def test_scenarios_written_out_are_planned(page: str, text: str, project: Project) -> None:
    """Scenarios that the manual writes out are ones the planner takes, each proved."""
    own = project.folder / f"{Path(page).stem}.yaml"
    own.write_text(text, encoding="utf-8")
    assert "Proved best" in run(f"optimise {own.name}", project.folder)


@pytest.mark.parametrize(("page", "text"), blocks("yaml"), ids=lambda _: "")
def test_keys_written_out_are_keys(page: str, text: str) -> None:
    """Parts of scenarios that the manual writes out keep to the schema."""
    del page
    schema = {key: what for key, what in json_schema().items() if key != "anyOf"}
    as_editors_see_it = json.loads(json.dumps(YAML(typ="safe").load(text)))  # keys are text there
    jsonschema.validate(as_editors_see_it, schema)


@pytest.mark.parametrize(("name", "made"), [("keys", keys.tables), ("commands", commands.table)])
def test_tables_made_from_the_program_are_what_it_makes(name: str, made: Any) -> None:
    """The manual's tables of keys and of commands are those of the program as it is."""
    page = {"keys": keys.PAGE, "commands": commands.PAGE}[name]
    text = page.read_text(encoding="utf-8")
    assert text == filled(text, name, made()), f"python -m docs.{name}"


def test_every_output_is_told_of_with_its_schema() -> None:
    """The page on commands names every schema that `planner schema` prints."""
    told = " ".join(TEXTS["docs/commands.md"].split())
    names = [one.name.removesuffix(".schema.json") for one in (ROOT / "planner/contract").iterdir()]
    assert names
    assert [name for name in names if not re.search(rf"[ ,`]{name}[ ,.`]", told)] == []


def test_every_rule_is_in_the_model() -> None:
    """The page on the model says of each rule what it does to candidates, and of none that is not there."""
    table = TEXTS["docs/model.md"].partition("## Rules")[2].partition("##")[0]
    assert re.findall(r"^\| `(\w+)` \| .+ \|$", table, flags=re.MULTILINE) == list(RULES)


def test_what_can_be_published_is_told() -> None:
    """The page on publishing names the questions that take `--publish`, and those that do not."""
    text = " ".join(TEXTS["docs/publishing.md"].partition("## What is published")[2].split())
    taking = re.search(r"`--publish` on (.*?) works", text)
    names = {question.name: question.publishes for question in QUESTIONS}
    assert taking
    assert set(re.findall(r"`(\w+)`", taking[1])) == {name for name, publishes in names.items() if publishes}
    told = re.findall(r"`(\w+)`(?=(?:, `\w+`)*(?: and `\w+`)? have no `--publish`)", text)
    assert set(told) == {name for name, publishes in names.items() if not publishes}


def test_every_key_of_a_scenario_is_in_the_manual() -> None:
    """Each with a meaning, a form and what leaving it out means."""
    schema = json_schema()
    for block in (schema, *schema["$defs"].values()):
        for key in block["properties"]:
            row = re.search(rf"^\| `{key}` \| (.+) \| (.+) \| (.+) \|$", keys.tables(), flags=re.MULTILINE)
            assert row, key
            assert all(cell.strip() for cell in row.groups())


def test_the_forms_of_keys_are_read_right() -> None:
    """One of each kind, as the file takes it."""
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| (.* \| .*) \|$", keys.tables(), flags=re.MULTILINE))
    assert rows["caseload"] == "number, above 0 | needed"
    assert rows["annual_cost"] == "money | needed"
    assert rows["draws"] == "whole number, 1 to 10,000 | `200`"
    assert rows["spread"] == "share, above 0 to 1 | none"
    assert rows["discount_rate"] == "share, 0 to below 1 | none"
    assert rows["together"] == "list of groups of areas | none"
    assert rows["weights"] == "by area: number, 0 or more | none"
    assert rows["budget"] == "money, or money by year | needed"


LINKS = [
    (page, link)
    for page in (*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "data/london/README.md")
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    if "://" not in link
]


@pytest.mark.parametrize(("page", "link"), LINKS, ids=lambda one: str(getattr(one, "name", one)))
def test_links_lead_somewhere(page: Path, link: str) -> None:
    """Every link within the repository is of a file there, and of a heading where it names one."""
    file, _, anchor = link.partition("#")
    target = (page.parent / file) if file else page
    assert target.exists()
    if anchor:
        headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def test_every_page_is_reached_from_readme() -> None:
    """No page of the manual stands alone."""
    linked = {link.removeprefix("docs/") for page, link in LINKS if page.name == "README.md"}
    assert {page.name for page in PAGES if page.name != "README.md"} <= linked
