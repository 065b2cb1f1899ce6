"""The public surface is whole and light."""

import subprocess
import sys

import planner


def test_every_public_name_is_there() -> None:
    """All that `__all__` promises can be had, and the homes of late names are all of it."""
    for name in planner.__all__:
        assert getattr(planner, name) is not None
    assert callable(planner.optimise)


def test_importing_is_light() -> None:
    """`import planner` loads neither pandas nor a solver: `--help` must come at once."""
    heavy = "('pandas', 'numpy', 'pulp', 'highspy')"
    code = f"import sys, planner.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
