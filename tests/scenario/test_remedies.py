"""Remedies lead where they say: following one does not end in another fault."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.errors import InputError
from planner.questions.clashes.answer import find_clashes
from planner.scenario.read.load import load_scenario
from planner.scenario.schema import Policy
from tests.project import edit, write_project
from tests.worlds import toy


@pytest.mark.parametrize(("written", "share"), [("50%", 0.5), ("12.5 %", 0.125), ("0.5", 0.5), ("100%", 1.0)])
def test_a_share_may_be_written_in_per_cent(tmp_path: Path, written: str, share: float) -> None:
    """As people write one, and as options of the command line take it."""
    path = write_project(tmp_path)
    edit(path, "floor: 0.5", f"floor: {written}")
    assert load_scenario(path).services["team"].reach.floor == share


@pytest.mark.parametrize("written", ["101%", "-5%", "50%%", "half"])
def test_what_is_no_share_is_refused(tmp_path: Path, written: str) -> None:
    """More than all of them, less than nobody, and words."""
    path = write_project(tmp_path)
    edit(path, "floor: 0.5", f"floor: '{written}'")
    with pytest.raises(InputError, match=r"services\.team\.reach\.floor"):
        load_scenario(path)


def test_a_misspelt_type_of_a_file_above_is_the_one_below(tmp_path: Path) -> None:
    """What would have to be added to make it a type of its own is not what was meant."""
    write_project(tmp_path)
    above = tmp_path / "above.yaml"
    above.write_text("extends: scenario.yaml\nservices: {teem: {setup_cost: 3k}}\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"services\.teem has no 'annual_cost'; did you mean 'team'\? else add"
    ):
        load_scenario(above)


def test_a_code_like_another_is_no_slip(tmp_path: Path) -> None:
    """E05 beside E01 to E04 is an area that is missing; a long code short of a digit is a slip."""
    areas = load_scenario(write_project(tmp_path)).areas
    with pytest.raises(KeyError, match="'E05'; name one of the needs table"):
        areas.code("E05")
    longer = replace(areas, codes=("E09000001", "E09000002", "E09000003", "E09000004"))
    with pytest.raises(KeyError, match="did you mean E09000003"):
        longer.code("E9000003")


def test_who_is_to_be_excluded_is_not_required_too() -> None:
    """An area under both rules can keep neither, so the remedy says to take it out of the other."""
    apart = replace(toy(), links=np.zeros((0, 2), dtype=np.int64), budget=1e9)
    every = list(apart.areas.codes)
    for require, told_to_take_out in ((every, True), ([], False)):
        policy = Policy(require=require, min_coverage=0.1, max_services=len(every) - 1)
        fixes = [
            clash.fix for clash in find_clashes(replace(apart, policy=policy)) if "or exclude" in clash.fix
        ]
        assert len(fixes) == 1
        assert ("take out of policy.require" in fixes[0]) == told_to_take_out
