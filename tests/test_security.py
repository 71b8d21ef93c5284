"""SECURITY.md: its promises name tests that are there; those that belong to no one module are held here."""

from __future__ import annotations

import ast
import csv
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from storepages import FILE_TARGETS, hostile_page, two_places, write
from support import PAGE, REPO

import wphf_extract

PROMISES = (REPO / "SECURITY.md").read_text(encoding="utf-8")
TESTS = re.findall(r"`(tests/\w+\.py)::(\w+)`", PROMISES)
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
RUNNERS = {"eval", "exec", "compile", "__import__"}
UNPACKERS = {"pickle", "cPickle", "dill", "shelve", "marshal.loads", "marshal.load", "yaml"}


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_a_promise_names_a_test_that_is_there(file: str, name: str) -> None:
    tree = ast.parse((REPO / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_on_writing_names_a_test() -> None:
    written = PROMISES.split("## What is written")[1].split("\nLimits:")[0]
    assert all("tests/" in promise for promise in written.split("\n- ")[1:])


def called(tree: ast.AST) -> Iterator[str]:
    """Names of what is called or imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield ast.unparse(node.func)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_nothing_is_run_that_was_read() -> None:
    files = sorted((REPO / "wphf_extract").rglob("*.py"))
    assert len(files) > 50
    for file in files:
        found = set(called(ast.parse(file.read_text(encoding="utf-8"))))
        assert not found & (RUNNERS | UNPACKERS), file


@pytest.mark.parametrize("name", FILE_TARGETS)
def test_files_are_written_without_a_network(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    write(f"{tmp_path}/{name}", wphf_extract.extract(PAGE, source="page.txt"))


def cells(folder: Path) -> Iterator[str]:
    """The texts of all spreadsheets of a folder."""
    for file in (path for path in folder.rglob("*.csv") if path.is_file()):
        with file.open(encoding="utf-8", newline="") as lines:
            yield from (cell for row in csv.reader(lines) for cell in row if not re.fullmatch(r"-?[\d.]+", cell))
    for file in folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(file):
            yield from (cell.value for row in sheet for cell in row if isinstance(cell.value, str))
            assert all(cell.data_type != "f" for row in sheet for cell in row)


@pytest.mark.parametrize("name", ["o.csv", "o.csv/", "o.hxl.csv", "o.xlsx"])
@pytest.mark.parametrize("first", FORMULA, ids=repr)
def test_no_cell_of_a_spreadsheet_begins_a_formula(first: str, name: str, tmp_path: Path) -> None:
    words = f"{first}HYPERLINK(1)"
    write(f"{tmp_path}/{name}", hostile_page(words, path=words), two_places())
    found = list(cells(tmp_path))
    assert any("HYPERLINK" in cell for cell in found)
    assert [cell for cell in found if cell.startswith(FORMULA)] == []
