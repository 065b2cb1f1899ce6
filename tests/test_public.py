"""The public surface is whole and light."""

import subprocess
import sys

import pytest

import planner


def test_every_public_name_is_there() -> None:
    """All that `__all__` promises can be had, and the homes of late names are all of it."""
    for name in planner.__all__:
        assert getattr(planner, name) is not None
    assert callable(planner.optimise)


@pytest.mark.parametrize(
    "first", ["import planner", "import planner.optimise.plan", "import planner.optimise.plan as plan"]
)
def test_the_function_and_the_package_of_one_name_are_both_there(first: str) -> None:
    """Whichever is asked for first, `planner.optimise` can be called and holds its modules."""
    code = (
        f"{first}; import planner, inspect, planner.optimise.plan, planner.optimise.search as search\n"
        "from planner import optimise; from planner.optimise import plan\n"
        "from planner.optimise.main_road import optimise as function\n"
        "assert planner.optimise is optimise and optimise.plan is plan and planner.Plan is plan.Plan\n"
        "assert inspect.signature(planner.optimise) == inspect.signature(function)\n"
        "from tests.worlds import toy; print(planner.optimise(toy()).status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("optimal"), done.stderr


def test_importing_is_light() -> None:
    """`import planner` loads neither pandas nor a solver: `--help` must come at once."""
    heavy = "('pandas', 'numpy', 'pulp', 'highspy')"
    code = f"import sys, planner.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
