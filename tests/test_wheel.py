"""The wheel as it is built: what is in it, and that it plans on its own."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = {
    path.relative_to(ROOT).as_posix() for form in ("*.py", "*.pyi") for path in (ROOT / "planner").rglob(form)
}
HELD = "planner/questions/new/london"
"""Where the wheel holds London."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the project's own build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    code = "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_what_runs_and_no_more(wheel: Path) -> None:
    """All of the package with its templates, schemas, starter and London; no tests, no benchmarks."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    london = {
        f"{HELD}/{path.relative_to(ROOT).as_posix()}"
        for place in ("scenarios", "data/london")
        for path in (ROOT / place).iterdir()
        if not path.name.startswith(".")
    }
    beside = {
        path.relative_to(ROOT).as_posix()
        for folder in ("contract", "questions/new/starter", "present/page/templates")
        for path in (ROOT / "planner" / folder).iterdir()
    }
    assert names >= PACKAGE | london | beside | {"planner/py.typed", f"{HELD}/docs/method-estimate.md"}
    assert {name.split("/")[0] for name in names} == {"planner"}
    assert {name for name in names if name.endswith((".py", ".pyi"))} == PACKAGE


def test_no_path_of_the_machine_is_in_it(wheel: Path) -> None:
    """Neither the folder it was built from nor the home of whoever built it."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert str(ROOT).encode() not in content, name
            assert b"/home/" not in content, name


def test_it_plans_london_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """Installed apart from the repository it writes the example and plans it; `planner` is its command."""
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site)]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    (command,) = (site / ("Scripts" if os.name == "nt" else "bin")).glob("planner*")

    def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
        at = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(words, env=at, cwd=empty, capture_output=True, encoding="utf-8", check=True)

    def planner(*words: str) -> subprocess.CompletedProcess[str]:
        return run(command, *words)

    found = run(sys.executable, "-c", "import planner; print(planner.__file__)").stdout.strip()
    assert Path(found).is_relative_to(site)
    assert "begin with" in planner("new", "x", "--example", "london").stderr
    assert "Proved best" in planner("optimise", "x/scenarios/london.yaml", "--time-limit", "3600").stdout
    assert "begin with" in planner("new", "mine").stderr
    assert "Proved best" in planner("optimise", "mine/scenario.yaml", "--time-limit", "3600").stdout
    assert '"scenario"' in planner("schema", "plan").stdout
