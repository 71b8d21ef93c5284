"""The notebook of examples/ runs from its first cell to its last, and is kept without outputs."""

from __future__ import annotations

import shutil
import warnings
from typing import Any

import pytest
from support import REPO

nbformat = pytest.importorskip("nbformat", reason="the extra `test` brings what runs notebooks")
nbclient = pytest.importorskip("nbclient", reason="the extra `test` brings what runs notebooks")

NOTEBOOK = REPO / "examples" / "from_page_to_plot.ipynb"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook with its outputs, run beside the example page."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copy(REPO / "examples" / "country_page.txt", folder)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the client's own event loop
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def test_it_says_what_the_library_finds(ran: Any) -> None:
    printed = "".join(output.get("text", "") for cell in ran.cells for output in cell.get("outputs", ()))
    assert "Benin: 4 projects" in printed
    assert "“over 5,000 people”" in printed
    assert "5,380 people at least" in printed


def test_it_ends_in_a_plot(ran: Any) -> None:
    pictures = [o for cell in ran.cells for o in cell.get("outputs", ()) if "image/png" in o.get("data", {})]
    assert len(pictures) == 1


def test_it_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code and all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert NOTEBOOK.stat().st_size < 20_000
