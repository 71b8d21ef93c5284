"""The command among hostile names, closed streams, pipes in place of files, and signals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import PAGE

from wphf_extract.cli import main
from wphf_extract.commands.shared import harmless

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names, pipes and signals as POSIX has them")

COMMAND = [sys.executable, "-m", "wphf_extract.cli"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def shell(words: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as a shell starts it."""
    command = ["sh", "-c", f'exec "$0" -m wphf_extract.cli {words}', sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("extract - <&-", 1, "standard input: holds no text"),
        ('extract "$1" >&-', 2, "standard output: not writable"),
        ("schema >&-", 2, "standard output: not writable"),
    ],
)
def test_a_closed_stream_is_told(page: Path, words: str, code: int, said: str) -> None:
    done = shell(words, str(page))
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert said in done.stderr


def test_messages_stay_out_of_the_records_if_nobody_listens(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = shell('extract "$1" "$2" 2>&-', str(page), str(tmp_path / "empty.txt"))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3 and all(line[0] == "{" for line in done.stdout.splitlines())


def test_odd_names_and_loops_of_links(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = (b"new\nline.txt", b"-dash.txt", b"\xff.txt", b"x" * 251 + b".txt", b"\x1b[31m.txt", b"star*[a].txt")
    for name in names:
        with open(os.fsencode(tmp_path) + b"/" + name, "w", encoding="utf-8") as file:
            file.write(PAGE)
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    assert main(["extract", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3 * len(names)
    assert "itself.txt: Too many levels of symbolic links" in err
    assert f"{len(names)} pages, {3 * len(names)} records, 0 warnings, 1 errors" in err


def test_half_characters_are_printed_as_escapes(page: Path, tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    Path(odd).write_text(PAGE, encoding="utf-8")
    records = [str(tmp_path / name) for name in ("old.jsonl", "new.jsonl")]
    assert main(["extract", "-q", str(page), "-o", records[0]]) == 0
    assert main(["extract", "-q", odd, "-o", records[1]]) == 0
    for words in (["diff", *records], ["explain", odd]):
        done = subprocess.run([*COMMAND, *words], capture_output=True, timeout=60)
        assert b"Traceback" not in done.stderr, words


@pytest.mark.parametrize("name", ["y" * 300 + ".txt", "y/" * 3000 + ".txt"])
def test_names_too_long_are_told(name: str, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", name]) == 2
    assert "No such file or folder" in capsys.readouterr().err
    assert main(["extract", str(page), "-o", str(page.parent / f"{name}.jsonl")]) == 2


def test_a_name_cannot_steer_the_terminal_or_forge_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\x1b[2J\nerror: b\u202e.txt").write_bytes(b"\xff\xfe\xff")
    assert main(["extract", str(tmp_path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and r"a\x1b[2J\nerror: b\u202e.txt: " in lines[0]
    assert harmless("a\nb\r", breaks=True) == "a\nb\\r"


def test_words_of_a_page_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile, gold = tmp_path / "page.txt", tmp_path / "page.toml"
    hostile.write_text(PAGE.replace("Réseau Amani", "Réseau \x1b[2JAmani \u202eUnion"), encoding="utf-8")
    gold.write_text('[[project]]\nstarts = "WPHF in Mali"\nends = "Peacebuilding"\n', encoding="utf-8")
    for words in (["explain", hostile], ["evaluate", "--gold", gold], ["corpus", "check", tmp_path]):
        main([str(word) for word in words])
        out = capsys.readouterr().out
        assert out and "\x1b" not in out and "\u202e" not in out
        assert words[0] != "explain" or r"\x1b[2JAmani \u202eUnion" in out


@pytest.mark.parametrize("name", ["pipe.jsonl", "pipe.parquet", "pipe.csv"])
def test_a_pipe_is_not_replaced_by_a_file(name: str, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = page.parent / name
    os.mkfifo(pipe)
    assert main(["extract", "-q", str(page), "-o", str(pipe)]) == 2
    assert "is a pipe or a device" in capsys.readouterr().err
    assert pipe.is_fifo()


def test_a_run_that_is_terminated_leaves_its_journal_and_no_parts(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(5000):
        shutil.copy(page, folder / f"{number}.txt")
    with subprocess.Popen([*COMMAND, "extract", "-q", str(folder), "-o", str(tmp_path / "o.jsonl")], stderr=-1) as run:
        journal, end = tmp_path / "o.jsonl.resume", time.monotonic() + 60
        while not (journal.exists() and journal.stat().st_size) and time.monotonic() < end:
            time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        assert run.stderr and b"stopped after" in run.stderr.read()
    assert run.returncode == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.jsonl.resume", "page.txt", "pages"]
