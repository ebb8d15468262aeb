"""The notebook tour runs from its first cell to its last, and is committed with what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def tour() -> nbformat.NotebookNode:
    return nbformat.reads((DOCS / "tour.ipynb").read_text(encoding="utf-8"), as_version=4)


def _shown(tour: nbformat.NotebookNode) -> list[list[str]]:
    """Return what each cell of code left behind: text, tables, figures, but no error."""
    return [
        [o.output_type for o in cell.outputs if o.get("name") != "stderr"]
        for cell in tour.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_every_cell_runs_and_shows_what_is_committed(tour: nbformat.NotebookNode) -> None:
    """With few replications: they decide what numbers a cell shows, not of what kind it is."""
    committed = _shown(tour)
    for cell in tour.cells:
        cell.source = re.sub(r"\b(replications|at_most)=\d+", r"\1=4", cell.source)
    NotebookClient(tour, timeout=300, resources={"metadata": {"path": str(DOCS)}}).execute()
    assert _shown(tour) == committed


def test_it_is_committed_with_its_figure(tour: nbformat.NotebookNode) -> None:
    kinds = {kind for cell in tour.cells for output in cell.get("outputs", []) for kind in output.get("data", {})}
    assert {"image/png", "text/html"} <= kinds
    assert "error" not in {output.output_type for cell in tour.cells for output in cell.get("outputs", [])}
