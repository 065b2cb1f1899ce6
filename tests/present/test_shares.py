"""Shares of people in words: all and none only where it is so, and in publication what they lie between."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from planner import load_scenario, optimise
from planner.plan.published import publish_plan
from planner.present.charts.frontier_line import frontier_rows
from planner.present.numbers import share
from planner.present.words import share_met
from planner.questions.compare.answer import compare
from planner.questions.compare.tables import need_met
from planner.questions.explain.answer import Explainer
from planner.questions.explain.words import service_sentences
from planner.questions.stability.draw_charts import often_data
from tests.present.answers import london_stability
from tests.questions.small_counts import TABLES, run, write_counts
from tests.worlds import published, random_world


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (997, 1000, ">99%"), (999.996, 1000, ">99%"), (1000, 1000, "100%"), (994, 1000, "99%"),
        (3, 1000, "<1%"), (0.001, 1000, "<1%"), (0, 1000, "0%"), (6, 1000, "1%"), (500, 1000, "50%"),
        (0.1 + 0.2, 0.3, "100%"), (1e-13, 1000, "0%"), (0, 0, "none"),
    ],
)  # fmt: skip
def test_everybody_and_nobody_are_told_only_where_it_is_so(part: float, whole: float, told: str) -> None:
    """997 of 1,000 are not all of them, and 3 of 1,000 are not none."""
    assert share(part, whole) == told


def test_tooltips_say_shares_as_the_tables_do() -> None:
    """999 draws of 1,000 are not all of them where a pointer rests either; nor is a published share exact."""
    result, behind = london_stability()
    (code, *_) = result.areas
    nearly = result.model_copy(update={"areas": {**result.areas, code: 0.997}, "hubs": {code: 0.003}})
    assert behind.geography is not None
    row = next(one for one in often_data(nearly, behind.geography)["areas"] if one["area"] == code)
    assert (row["best"], row["hub"], row["share"]) == (">99%", "<1%", 0.997)
    shown = publish_plan(optimise(published(random_world(3, 4, 7))))
    assert frontier_rows({"best": [shown]})[0]["share"] == share_met(shown)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The project of small counts and a variant of it; `running.yaml` has a service of hidden capacity."""
    path = write_counts(tmp_path, TABLES[0])
    text = path.read_text()
    path.write_text(re.sub(r"existing:\n.*\n", "", text))
    (tmp_path / "running.yaml").write_text(text)
    return tmp_path


def test_a_published_comparison_tells_no_share_worked_out_from_rounded_counts(folder: Path) -> None:
    """JSON null, CSV `c`; the table and the page say what the share of need lies between."""
    words = ("compare", "scenario.yaml", "--publish")
    for one in json.loads(run(folder, *words, "--format", "json").told)["scenarios"]:
        assert (one["share_of_need"], one["gap_in_share"], one["least_served"]["share"]) == (None, None, None)
    for row in csv.DictReader(io.StringIO(run(folder, *words, "--format", "csv").told)):
        assert (row["share_of_need"], row["gap_in_share"], row["least_share"]) == ("c", "c", "c")
        assert row["least_served"]
    given = run(folder, *words, "--report", "public/page.html")
    page = given.files["page.html"].decode()
    cells = re.findall(r"<td[^>]*>([^<]*%[^<]*)</td>", page)
    table, _ = given.told.split("Share: of need supported")
    assert cells == re.findall(r"\d+% to \d+%", table)
    assert (len(cells), table.count("%")) == (2, 4)
    least = re.search(r"Least served[^.]*\.", " ".join(given.told.split()))
    assert least
    assert "%" not in least[0]


def test_a_share_that_rests_on_a_hidden_count_is_not_shown(folder: Path) -> None:
    """Where an existing service supports 1 to 5 the share of need is `c`, not a dash as of no need."""
    told = run(folder, "compare", "running.yaml", "--publish").told
    table, _ = told.split("Share: of need supported")
    rows = [line.split() for line in table.splitlines() if re.match(r" #[12] ", line)]
    assert [(row.count("c"), row.count("-")) for row in rows] == [(2, 0), (2, 0)]


def test_what_a_published_share_lies_between_holds_it() -> None:
    """In random worlds the share before counts were rounded is within what is told."""
    told = 0
    for seed in range(30):
        world = published(random_world(seed, 2, 7))
        result = compare([world, replace(world, budget=0.6 * world.budget)])
        for one, plan in zip(result.scenarios, result.plans, strict=True):
            text = str(need_met(publish_plan(plan)))
            if one.share_of_need is None or "% to " not in text:
                continue
            low, high = map(int, re.findall(r"\d+", text))
            assert low / 100 - 1e-9 <= one.share_of_need <= high / 100 + 1e-9
            told += 1
    assert told > 20


def test_a_published_service_s_part_of_the_plan_is_what_it_lies_between(folder: Path) -> None:
    """Explained in published counts, a service's share of the plan is no exact one."""
    explainer = Explainer(load_scenario(folder / "scenario.yaml", publish=True))
    shown = publish_plan(explainer.plan)
    service = next(one for one in shown.services if one.covered > 5)
    explained = replace(explainer.service(service.id), plan=shown, share=service.covered, service=service)
    assert re.search(r"\(\d+% to \d+%\)", next(iter(service_sentences(explained))))
