"""The Python functions take areas as people name them, and say in words which are unknown."""

from pathlib import Path

import pytest

import planner

LONDON = Path(__file__).parents[1] / "scenarios" / "london.yaml"


@pytest.fixture(scope="module")
def london() -> planner.Scenario:
    return planner.load_scenario(LONDON)


def test_joint_takes_names(london: planner.Scenario) -> None:
    """Names and codes are the same question."""
    by_name = planner.joint(london, ["Barnet", "Enfield"], hub="Enfield")
    assert by_name == planner.joint(london, ["E09000003", "E09000010"], hub="E09000010")


def test_joint_names_all_that_are_unknown(london: planner.Scenario) -> None:
    """Every unknown area is told at once, as wrong input and not as a fault of the program."""
    with pytest.raises(planner.InputError) as caught:
        planner.joint(london, ["Barnett", "Enfeld"])
    assert [str(problem) for problem in caught.value.problems] == [
        "areas: no area is called 'Barnett'; did you mean Barnet?",
        "areas: no area is called 'Enfeld'; did you mean Enfield?",
    ]


def test_partners_takes_names(london: planner.Scenario) -> None:
    """For the area itself, for those it wants and for those it does not."""
    by_name = planner.partners(london, "Barnet", including=["Enfield"], without=["Camden"], top=1)
    assert by_name.area == "E09000003"
    assert "E09000010" in by_name.options[0].areas
    with pytest.raises(planner.InputError, match="without: no area is called 'Nowhere'"):
        planner.partners(london, "Barnet", without=["Nowhere"])
