"""Shares written as per cent, in files and in the JSON Schema that editors check them by."""

from pathlib import Path

import jsonschema
import pytest

from planner.fields import parse_share
from planner.scenario.read.load import load_scenario
from planner.scenario.schema import json_schema
from tests.project import edit, write_project


@pytest.mark.parametrize(("written", "share"), [("10%", 0.1), (" 2.5 % ", 0.025), ("100%", 1.0)])
def test_the_schema_takes_what_the_planner_takes(written: str, share: float) -> None:
    """Per cent and the number that it stands for, alone and in a list."""
    assert parse_share(written) == pytest.approx(share)
    for one in (written, share):
        asked = {"extends": "x.yaml", "uncertainty": {"common": one}, "discount_rate": one, "ramp": [one, 1]}
        jsonschema.validate(asked, json_schema())


@pytest.mark.parametrize("wrong", ["10", "-1%", "ten%", 1.5, -0.1])
def test_the_schema_refuses_what_is_no_share(wrong: object) -> None:
    """Text without the sign, and numbers that are no shares."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"extends": "x.yaml", "uncertainty": {"common": wrong}}, json_schema())


def test_a_file_may_say_per_cent(tmp_path: Path) -> None:
    """A reach of 50% is one of a half."""
    path = write_project(tmp_path)
    edit(path, "floor: 0.5", "floor: 50%")
    assert load_scenario(path).services["team"].reach.floor == 0.5
