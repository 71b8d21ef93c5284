"""The README and the docs: each Python block runs, and prints what the comment behind it says."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from support import REPO

from wphf_extract.cli import _parser

README = (REPO / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^    (wphf-extract .*?)(?:\s+#.*)?$", re.MULTILINE)
PRINTED = re.compile(r"^print\(.*\n# (.*)$", re.MULTILINE)
PAGES = [REPO / "README.md", *sorted((REPO / "docs").glob("*.md"))]
BLOCKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("block", BLOCKS)
def test_python_blocks_run_and_print_what_they_say(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block, "README.md", "exec"), {"__name__": "readme"})
    expected = PRINTED.findall(block)
    assert printed.getvalue().splitlines()[: len(expected)] == expected


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
