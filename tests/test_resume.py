"""Killed at any moment and resumed, a run ends as if it had never been killed.

Set WPHF_KILLS=20 for as many kills a store; the suite does with fewer, for time's sake.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from support import PAGE, REPO

from wphf_extract.stores import read

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signal")

KILLS = int(os.environ.get("WPHF_KILLS", "2"))
PAGES = 120 * max(1, KILLS // 4)  # so that most kills meet a run at work
COMMAND = (sys.executable, "-m", "wphf_extract.cli", "extract", "pages", "-q", "--resume")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with pages, some of which cannot be read."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(PAGES):
        (pages / f"{number:04}.txt").write_text(PAGE.replace("200 women", f"{200 + number} women"), encoding="utf-8")
    for number in (7, PAGES - 2):
        (pages / f"{number:04}.txt").write_bytes(b"a\0b")
    return tmp_path


def start(folder: Path, output: str, workers: int = 1) -> subprocess.Popen[str]:
    words = [*COMMAND, "-o", output, "--workers", str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    return subprocess.Popen(words, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)


def finish(folder: Path, output: str, workers: int = 1) -> str:
    """Runs the command to its end; returns its summary."""
    process = start(folder, output, workers)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 1, err  # the unreadable pages
    return err.splitlines()[-1]


def kill_at_random(folder: Path, output: str, moment: random.Random) -> None:
    """Starts the command, lets it do some more pages than it had done, and kills it; more often early than late."""
    journal = folder / f"{output}.resume"
    before = journal.stat().st_size if journal.exists() else 0
    wanted = before + int(moment.paretovariate(1) * moment.choice((0, 1, 3_000, 30_000)))
    process = start(folder, output, moment.choice((1, 1, 2)))
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if journal.exists() and journal.stat().st_size >= wanted:
            break
        time.sleep(0.001)
    time.sleep(moment.random() * 0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)


def dump(path: Path) -> list[str]:
    """All that a SQLite database holds: tables, rows with their numbers, indexes, views."""
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


@pytest.mark.parametrize("output", ["records.jsonl", "records.sqlite"])
def test_killed_and_resumed(folder: Path, output: str) -> None:
    finish(folder, f"whole-{output}")
    moment = random.Random(output)
    for _ in range(KILLS):
        kill_at_random(folder, output, moment)
    # A kill may come too late, when the run has ended. A database that is there is then opened and not written anew:
    # what it holds stays the same to the last row, SQLite's own marks in the file (its journal mode) do not.
    was_there = (folder / output).exists()
    finish(folder, output)
    for name in (output, f"{output.removesuffix('.jsonl')}.errors.jsonl"):
        whole = folder / f"whole-{name}"
        assert whole.exists() == (folder / name).exists()
        if output.endswith(".sqlite") and was_there:
            continue
        if whole.exists():
            assert (folder / name).read_bytes() == whole.read_bytes()
    if output.endswith(".sqlite"):
        assert dump(folder / output) == dump(folder / f"whole-{output}")
    left = {path.name for path in folder.iterdir() if output in path.name and "errors" not in path.name}
    assert left == {f"{start}{output}{end}" for start in ("", "whole-") for end in ("", ".resume")}


def test_killed_in_a_database_that_is_there(folder: Path) -> None:
    """Pages are edited after a first run; the second one, into the same database, is killed and resumed."""
    finish(folder, "whole.sqlite")
    for ending in ("", ".resume"):
        shutil.copy2(folder / f"whole.sqlite{ending}", folder / f"records.sqlite{ending}")
    for number in range(0, PAGES, 3):
        path = folder / "pages" / f"{number:04}.txt"
        path.write_text(PAGE.replace("1,500 widows", f"{number + 1} widows"), encoding="utf-8")
    (folder / "pages" / "0008.txt").unlink()
    told = finish(folder, "whole.sqlite")
    assert f"{PAGES - 3 - len(range(0, PAGES, 3))} unchanged, 1 vanished" in told
    moment = random.Random(3)
    for _ in range(KILLS):
        kill_at_random(folder, "records.sqlite", moment)
    finish(folder, "records.sqlite")
    assert dump(folder / "records.sqlite") == dump(folder / "whole.sqlite")
    values = [record.targets[0].value for record in read(str(folder / "records.sqlite"))]
    assert len(values) == 3 * (PAGES - 2)  # 0008 vanished, and is still there; the two unreadable ones never were
