"""Shares written as per cent, in files and in the JSON Schema that editors check them by."""

from contextlib import nullcontext
from pathlib import Path

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from planner.fields import ShareAbove0, ShareBelow1, parse_share
from planner.scenario.read.load import load_scenario
from planner.scenario.schema import json_schema
from tests.project import edit, write_project


@pytest.mark.parametrize(("written", "share"), [("10%", 0.1), (" 2.5 % ", 0.025), ("100%", 1.0)])
def test_the_schema_takes_what_the_planner_takes(written: str, share: float) -> None:
    """Per cent and the number that it stands for, alone and in a list."""
    assert parse_share(written) == pytest.approx(share)
    for one in (written, share):
        asked = {"extends": "x.yaml", "uncertainty": {"common": one, "spread": one}, "ramp": [one, 1]}
        jsonschema.validate(asked, json_schema())


@pytest.mark.parametrize("wrong", ["10", "-1%", "ten%", 1.5, -0.1])
def test_the_schema_refuses_what_is_no_share(wrong: object) -> None:
    """Text without the sign, and numbers that are no shares."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"extends": "x.yaml", "uncertainty": {"common": wrong}}, json_schema())


@pytest.mark.parametrize("written", [0, "0%", "0.0%", 0.001, "0.1%", "10%", 0.999, "99.9%", 1, "100%"])
def test_a_spread_of_0_and_a_discount_rate_of_1_are_refused(written: object) -> None:
    """By the schema and by the planner, and no other shares."""
    share, schema = parse_share(written), jsonschema.Draft202012Validator(json_schema())
    assert schema.is_valid({"extends": "x.yaml", "uncertainty": {"spread": written}}) == (share != 0)
    assert schema.is_valid({"extends": "x.yaml", "discount_rate": written}) == (share != 1)
    for kind, refused in ((ShareAbove0, 0), (ShareBelow1, 1)):
        with pytest.raises(ValidationError) if share == refused else nullcontext():
            assert TypeAdapter(kind).validate_python(written) == share


def test_a_file_may_say_per_cent(tmp_path: Path) -> None:
    """A reach of 50% is one of a half."""
    path = write_project(tmp_path)
    edit(path, "floor: 0.5", "floor: 50%")
    assert load_scenario(path).services["team"].reach.floor == 0.5
