"""The documentation site builds, and its pictures show what the library extracts."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import REPO, script

IMAGES = REPO / "docs" / "images"


def test_the_pictures_are_what_is_extracted() -> None:
    for name, svg in script("docs/pictures.py").pictures().items():
        assert (IMAGES / name).read_text(encoding="utf-8") == svg, "run docs/pictures.py"


def test_the_diagram_is_that_of_the_tables() -> None:
    drawn = (IMAGES / "database.svg").read_text(encoding="utf-8")
    assert drawn == script("docs/diagram.py").diagram(), "run docs/diagram.py"


def test_every_page_is_in_the_menu() -> None:
    menu = set(re.findall(r": (\S+\.md)$", (REPO / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    assert menu == {page.name for page in (REPO / "docs").glob("*.md")}


@pytest.mark.skipif(
    importlib.util.find_spec("mkdocs") is None, reason="the site is built where its extra is: pip install '.[site]'"
)
def test_the_site_builds_strictly(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=REPO,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="https?://(?:fonts|cdn|unpkg)[^"]*"', html)
