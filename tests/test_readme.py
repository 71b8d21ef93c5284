"""The README and the docs: each block of Python or shell runs, and prints what the comment behind it says."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from support import REPO

from wphf_extract.cli import _parser

README = (REPO / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^    (wphf-extract .*?)(?:\s+#.*)?$", re.MULTILINE)
PRINTED = re.compile(r"^print\(.*\n# (.*)$", re.MULTILINE)
PAGES = [REPO / "README.md", *sorted((REPO / "docs").glob("*.md"))]
DATABASE = "DATABASE_URL"  # where a block finds the PostgreSQL server it asks for


def blocks(kind: re.Pattern[str]) -> list[ParameterSet]:
    """The blocks of a kind of all pages."""
    return [
        pytest.param(block, id=f"{page.name}-{number}")
        for page in PAGES
        for number, block in enumerate(kind.findall(page.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("block", blocks(BLOCK))
def test_python_blocks_run_and_print_what_they_say(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    if DATABASE in block:
        monkeypatch.setenv(DATABASE, request.getfixturevalue("postgresql"))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block, "README.md", "exec"), {"__name__": "readme"})
    expected = PRINTED.findall(block)
    assert printed.getvalue().splitlines()[: len(expected)] == expected


@pytest.mark.skipif(os.name != "posix", reason="the blocks are for a POSIX shell")
@pytest.mark.parametrize("block", blocks(SHELL))
def test_shell_blocks_run(block: str, tmp_path: Path) -> None:
    for folder in ("examples", "corpus"):
        (tmp_path / folder).symlink_to(REPO / folder)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["sh", "-e"], input=block, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def test_the_readme_shows_python() -> None:
    assert len(BLOCK.findall(README)) >= 2
    assert all(PRINTED.findall(block) for block in BLOCK.findall(README))


@pytest.mark.parametrize("command", COMMAND.findall(README))
def test_commands_are_ones_there_are(command: str) -> None:
    options = _parser().parse_args(shlex.split(command)[1:])
    assert callable(options.run)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_pointed_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_first_command_has_its_example() -> None:
    assert "wphf-extract extract examples/country_page.txt" in README
    assert (REPO / "examples" / "country_page.txt").is_file()
