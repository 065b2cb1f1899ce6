"""The notebook runs as it is written, and is kept without what a run of it leaves behind."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT

NOTEBOOK = ROOT / "docs" / "python.ipynb"
CELLS: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
CODE = ["".join(cell["source"]) for cell in CELLS if cell["cell_type"] == "code"]


def shown(source: str, names: dict[str, Any]) -> object:
    """Run a cell; the value of its last line, where that is one."""
    tree = ast.parse(source)
    last = tree.body[-1]
    before = ast.Module(tree.body[:-1] if isinstance(last, ast.Expr) else tree.body, [])
    exec(compile(before, NOTEBOOK.name, "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)


@pytest.mark.slow
def test_every_cell_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In order, from the folder it is in; every cell shows something."""
    monkeypatch.chdir(NOTEBOOK.parent)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names: dict[str, Any] = {}
    values = [shown(source, names) for source in CODE]
    assert all(value is not None for value in values)
    for value in values:
        assert repr(value)
        told = getattr(value, "_repr_html_", None) or getattr(value, "to_html", None)
        assert told is None or told()
    assert names["plan"].status == "optimal"
    assert names["best"]._repr_html_().startswith("<svg")
    assert "run.json" in str(values[-1])


def test_no_run_left_anything_behind() -> None:
    """No outputs, no counts, no paths of a machine."""
    for cell in CELLS:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert not [path for path in ("/home/", "/root", "/tmp", "/work", "C:\\\\") if path in text]
