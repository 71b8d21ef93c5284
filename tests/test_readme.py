"""The README and the docs: each block of Python or shell runs, and prints what the comment behind it says."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from _pytest.mark import ParameterSet
from documents import http, warc
from spacy.language import Language
from support import REPO

from wphf_extract.cli import main
from wphf_extract.components.activities import ActivityFinder
from wphf_extract.pipeline import load
from wphf_extract.resources import model_path
from wphf_extract.rules.rulecheck import check_rules

README = (REPO / "README.md").read_text(encoding="utf-8")
RULES = (REPO / "docs" / "rules.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
TOML = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)
TEXT = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```(\w*)\n.*?^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^    (\S.*?)(?:\s+#.*)?$", re.MULTILINE)
PRINTED = re.compile(r"^print\(.*\n# (.*)$", re.MULTILINE)
PAGES = [REPO / "README.md", *sorted((REPO / "docs").glob("*.md"))]
#: Blocks by their language, and indented lines by their first words, that no test here runs, and why.
NOT_RUN = {
    "text": "what a command prints, or a drawing; the tables in accuracy.md are written by benchmarks/accuracy.py",
    "pip install": "it would change the environment of the tests; .ci/run does it as the README says",
    "python3 -m venv": "likewise",
    ". .venv/bin/activate": "likewise",
    "options:": "this is for mkdocstrings, which the build of the site runs",
}
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


def indented() -> list[tuple[str, str]]:
    """The lines of indented blocks of all pages, each with the page it stands on."""
    return [
        (page.name, line)
        for page in PAGES
        for line in INDENTED.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    ]


@pytest.fixture
def as_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    """A folder with what the commands of the pages speak of, to run them in."""
    monkeypatch.chdir(tmp_path)
    shipped = load
    monkeypatch.setattr(
        "wphf_extract.pipeline.load", lambda name="en_wphf", rules=None: shipped(name, rules=rules) if rules else nlp
    )
    for folder in ("examples", "corpus"):
        (tmp_path / folder).symlink_to(REPO / folder)
    (tmp_path / "pages").mkdir()
    text = (REPO / "examples" / "country_page.txt").read_text(encoding="utf-8")
    (tmp_path / "pages" / "benin.txt").write_text(text, encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    for run in ("old", "new"):
        (tmp_path / f"{run}.jsonl").write_text("", encoding="utf-8")
    html = f"<!doctype html><body>{paragraphs}</body>"
    (tmp_path / "saved.html").write_text(html, encoding="utf-8")
    (tmp_path / "crawl.warc.gz").write_bytes(gzip.compress(warc(http(html.encode()))))
    shutil.copy(tmp_path / "pages" / "benin.txt", tmp_path / "page.txt")
    (own, *_), (bees, *_) = (kind.findall(RULES) for kind in (TOML, TEXT))
    (tmp_path / "my.toml").write_text(own, encoding="utf-8")
    (tmp_path / "bees.txt").write_text(bees, encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [pytest.param(line, id=f"{page}: {line}") for page, line in indented() if line.startswith("wphf-extract ")],
)
def test_commands_run(command: str, as_told: None) -> None:
    if "rules new" in command:
        Path("my.toml").unlink()  # it writes over nothing
    assert main(shlex.split(command)[1:]) == 0


@pytest.mark.parametrize("block", blocks(TOML))
def test_rules_that_are_shown_keep_their_word(block: str, tmp_path: Path) -> None:
    """Own rules pass the check that users are told of; blocks of the model's files are tried by a component."""
    shown = tomllib.loads(block)
    if shown.keys() & {"activity", "off"}:
        (tmp_path / "my.toml").write_text(block, encoding="utf-8")
        faults, count = check_rules([tmp_path / "my.toml"])
        assert (faults, count > 0) == ([], "activity" in shown)
        return
    shutil.copy(model_path() / "wphf_activities" / "taxonomy.toml", tmp_path)
    (tmp_path / "activities.toml").write_text(block, encoding="utf-8")
    finder = ActivityFinder("shown", str(tmp_path))
    for rule in shown["rule"]:
        for text, found in [*((text, True) for text in rule["finds"]), *((text, False) for text in rule["misses"])]:
            doc = finder(spacy.blank("en")(text))
            assert (rule["id"] in {activity["rule"] for activity in doc._.wphf_activities[0]}) == found, text


def test_the_new_activity_type_of_the_docs_is_in_the_report(as_told: None) -> None:
    """What a person who knows no Python does, from docs/rules.md alone."""
    assert main(["report", "bees.txt", "-o", "report.html", "--rules", "my.toml"]) == 0
    html = Path("report.html").read_text(encoding="utf-8")
    assert "Beekeeping" in html and re.search(r"<mark[^>]*>beekeepers|>beekeepers<", html)
    assert main(["report", "bees.txt", "-o", "without.html"]) == 0
    assert "Beekeeping" not in Path("without.html").read_text(encoding="utf-8")


def test_all_that_is_not_run_has_a_reason() -> None:
    kinds = {kind for page in PAGES for kind in FENCE.findall(page.read_text(encoding="utf-8"))}
    assert kinds <= {"python", "sh", "toml", *NOT_RUN}
    passed_over = [(page, line) for page, line in indented() if not line.startswith(("wphf-extract ", *NOT_RUN))]
    assert passed_over == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_pointed_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_first_command_has_its_example() -> None:
    assert "wphf-extract extract examples/country_page.txt" in README
    assert (REPO / "examples" / "country_page.txt").is_file()
