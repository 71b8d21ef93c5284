"""The command: what it reads, writes and says, and its exit codes."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from documents import docx, http, pdf, warc
from jsonschema import Draft202012Validator
from support import PAGE, REPO, Run

import wphf_extract

pytestmark = pytest.mark.usefixtures("one_model")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages, one of them in a folder of its own, and a file that is no page."""
    folder = tmp_path / "pages"
    (folder / "west").mkdir(parents=True)
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    (folder / "west" / "b.txt").write_text(PAGE.replace("Gao", "Kayes"), encoding="utf-8")
    (folder / "notes.dat").write_text(PAGE, encoding="utf-8")
    return folder


def paths(out: str) -> list[str]:
    """The files that records on standard output come from, each once."""
    return list(dict.fromkeys(Path(json.loads(line)["source"]["path"]).name for line in out.splitlines()))


# -- extract -------------------------------------------------------------------------------------------


def test_a_file(run: Run, pages: Path) -> None:
    code, out, err = run("extract", pages / "a.txt")
    assert code == 0
    records = [json.loads(line) for line in out.splitlines()]
    assert [r["organizations"][0]["name"] for r in records] == [
        "Association Lumière du Sahel",
        "Réseau Amani",
        "ONG Tiéssiri",
    ]
    assert "Lumière" in out
    assert err.splitlines() == ["1 pages, 3 records, 0 warnings, 0 errors"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["."], ["a.txt", "b.txt"]),
        (["*.txt"], ["a.txt"]),
        (["**/*.txt"], ["a.txt", "b.txt"]),
        (["west/b.txt", "a.txt"], ["b.txt", "a.txt"]),
        (["notes.dat"], ["notes.dat"]),
        (["west", "notes.dat"], ["b.txt", "notes.dat"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_what_paths_name(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], names: list[str]
) -> None:
    monkeypatch.chdir(pages)
    code, out, err = run("extract", *words)
    assert code == 0
    assert paths(out) == names
    assert err.splitlines()[-1] == f"{len(names)} pages, {3 * len(names)} records, 0 warnings, 0 errors"


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    code, out, _ = run("extract", "-")
    assert code == 0
    assert paths(out) == ["-"]
    assert len(out.splitlines()) == 3


def test_output_file(run: Run, pages: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    code, out, err = run("extract", pages, "-o", target)
    assert (code, out) == (0, "")
    assert "2 pages, 6 records" in err
    lines = target.read_bytes().decode("utf-8").split("\n")
    assert len(lines) == 7 and lines[-1] == ""
    assert paths("\n".join(lines[:-1])) == ["a.txt", "b.txt"]
    assert list(tmp_path.glob("*.part")) == []
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE((pages / "a.txt").stat().st_mode)


def test_output_appears_only_when_whole(run: Run, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.jsonl"

    def stop(records: Any, file: Any) -> int:
        file.write("half")
        assert not target.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr("wphf_extract.stores.jsonl.write_jsonl", stop)
    code, _, err = run("extract", pages, "-o", target)
    assert code == 130
    assert "stopped after 0 pages" in err and "--resume" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl.resume", "pages"]


def test_stopped_before_there_is_a_journal(
    run: Run, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(path: str, *, resume: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wphf_extract.journal.Journal", stop)
    code, _, err = run("extract", pages, "-o", tmp_path / "out.jsonl")
    assert (code, err.splitlines()[-1]) == (130, "wphf-extract: stopped after 0 pages")


def test_warnings_say_where(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "mali.txt"
    text = PAGE.replace("4 civil", "26 civil").replace("200 women", "200 zzyxes")
    page.write_text(text, encoding="utf-8")
    code, _, err = run("extract", page)
    first, second, summary = err.splitlines()
    at = text.index("200 zzyxes")
    assert code == 0
    assert first.startswith(f"warning: {page}:0-{len(text)}: ") and "26" in first
    assert second.startswith(f"warning: {page}:{at}-{at + 3}: ") and "200" in second
    assert summary == "1 pages, 3 records, 2 warnings, 0 errors"


def test_quiet_leaves_the_summary(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "mali.txt"
    page.write_text(PAGE.replace("4 civil", "26 civil"), encoding="utf-8")
    assert run("extract", "--quiet", page)[2] == "1 pages, 3 records, 1 warnings, 0 errors\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "No such file"),
        (b"\xe9\xe8" * 9, "UTF-8"),
        (b"\xff\xfe\x00", "utf-16"),
        (b"a\0b", "NUL"),
        (b"", "no text"),
    ],
    ids=["missing", "unknown encoding", "utf-16", "binary", "empty"],
)
def test_a_page_that_cannot_be_read(run: Run, pages: Path, data: bytes | None, said: str) -> None:
    bad = pages / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    code, out, err = run("extract", bad, pages / "a.txt")
    assert code == 1
    assert paths(out) == ["a.txt"]
    error, summary = err.splitlines()
    assert error.startswith("error: ") and str(bad) in error and said in error
    assert error.count(str(bad)) == 1
    assert summary == "1 pages, 3 records, 0 warnings, 1 errors"


@pytest.mark.parametrize("command", ["extract", "report"])
def test_a_slip_in_the_only_path_costs_no_earlier_output(run: Run, pages: Path, command: str) -> None:
    output = pages / "out.html" if command == "report" else pages / "out.csv"
    assert run(command, pages / "a.txt", "-o", output)[0] == 0
    before = output.read_bytes()
    code, _, err = run(command, pages / "aa.txt", "-o", output)
    assert (code, err) == (2, f"wphf-extract: {pages / 'aa.txt'}: No such file or folder\n")
    assert output.read_bytes() == before


def test_files_of_a_folder_that_are_no_pages_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    for name in ("old.doc", "photo.JPG", "~$a.docx", "._a.txt"):
        (tmp_path / name).write_bytes(b"\0")
    code, out, err = run("extract", tmp_path)
    assert (code, paths(out)) == (0, ["a.txt"])
    told, _ = err.splitlines()
    assert told.startswith(f"passed over: {tmp_path}: 4 files that are no pages by their names (")
    assert sorted(told[told.index("(") + 1 : -1].split(", ")) == [".doc", ".docx", ".jpg", ".txt"]
    assert "passed over" not in run("extract", "--quiet", tmp_path)[2]


def test_a_folder_with_all_that_goes_wrong(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is read or told of by its name, whatever the others are."""
    spanish = (Path(__file__).parent / "cases" / "languages" / "es.txt").read_bytes()
    files = {
        "a broken gzip.html.gz": gzip.compress(PAGE.encode())[:-20],
        "b empty.txt": b"",
        "c large.txt": b"a" * 50_000_000,
        "d binary.txt": bytes(range(256)) * 99,
        "e closed.txt": PAGE.encode(),
        "f latin.txt": PAGE.replace("’", "'").encode("latin-1"),
        "g utf-16.txt": PAGE.encode("utf-16"),
        "h spanish.txt": spanish,
        "i bomb.txt.gz": gzip.compress(b" " * 100_000_000),
        "j picture.pdf": pdf([[]]),
        "k good.txt.gz": gzip.compress(PAGE.encode()),
        "l good.docx": docx(PAGE.splitlines()),
        "m archive.warc.gz": gzip.compress(warc(b"x", length=7))
        + gzip.compress(warc(http(PAGE.encode(), "text/plain"))),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    closed = tmp_path / "e closed.txt"
    closed.chmod(0)
    if os.access(closed, os.R_OK):  # root may read all
        real = open
        monkeypatch.setattr(
            "wphf_extract.pages.files.open",
            lambda path, mode: real(path if Path(path) != closed else "/dev/null/denied", mode),
            raising=False,
        )
        denied = "Not a directory"
    else:
        denied = "Permission denied"
    code, out, err = run("extract", tmp_path)
    assert code == 1
    errors = dict(
        line.removeprefix(f"error: {tmp_path}/").split(": ", 1) for line in err.splitlines() if "error: " in line
    )
    assert {name: said in errors.get(name, "") for name, said in ERRORS.items()} == dict.fromkeys(ERRORS, True), errors
    assert denied in errors.pop("e closed.txt")
    assert len(errors) == len(ERRORS)
    assert paths(out) == ["f latin.txt", "g utf-16.txt", "k good.txt.gz", "l good.docx", f"m archive.warc.gz#{MEMBER}"]
    told = [line for line in err.splitlines() if line.startswith("warning: ") and "Windows-1252" in line]
    assert len(told) == 1 and "f latin.txt" in told[0]
    assert "5 pages, " in err.splitlines()[-1] and err.splitlines()[-1].endswith(", 9 errors")


MEMBER = len(gzip.compress(warc(b"x", length=7)))
ERRORS = {
    "a broken gzip.html.gz": "cut short",
    "b empty.txt": "holds no text",
    "c large.txt": "50,000,000 bytes; no page is larger than 20,000,000",
    "d binary.txt": "NUL",
    "h spanish.txt": "in Spanish",
    "i bomb.txt.gz": "unpacks to more than 20,000,000 bytes",
    "j picture.pdf": "only pictures",
    "m archive.warc.gz#0": "a broken record",
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have names in Unicode only")
def test_names_that_are_no_unicode(run: Run, tmp_path: Path) -> None:
    for number, name in enumerate((b"\xff.txt", b"\xfe.txt")):
        (tmp_path / os.fsdecode(name)).write_text(PAGE if number else "", encoding="utf-8")
    code, out, err = run("extract", tmp_path)
    assert (code, paths(out)) == (1, ["\\udcfe.txt"])
    assert err.startswith(f"error: {tmp_path}/\\udcff.txt: holds no text\n")


def test_standard_input_takes_all_forms(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    html = f"<html><body><pre>{PAGE}</pre></body></html>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(html.encode()))))
    code, out, _ = run("extract", "-")
    assert (code, paths(out), len(out.splitlines())) == (0, ["-"], 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "COMMAND"),
        (["extract"], "PATH"),
        (["extarct", "a.txt"], "extarct"),
        (["extract", "a.txt", "--fast"], "--fast"),
        (["extract", "a.txt", "-o", "out.docx"], ".jsonl"),
        (["extract", "a.txt", "-o", "nowhere/out.jsonl"], "nowhere"),
        (
            ["extract", "a.txt", "-o", "out.csv", "--history"],
            "--history (history in Python) does nothing there; it is for databases",
        ),
        (
            ["extract", "a.txt", "-o", "out.sqlite", "--iati-start", "2024-01-01"],
            "--iati-start (iati_start in Python) does nothing there",
        ),
        (["extract", "a.txt", "--history"], "standard output"),
        (["extract", "*.none"], "matches no file"),
        (["extract", "empty"], "no page"),
        (["evaluate"], "--gold"),
        (["corpus"], "ACTION"),
        (["corpus", "check"], "PATH"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_called_wrongly(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str) -> None:
    (pages / "empty").mkdir()
    monkeypatch.chdir(pages)
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert not (pages / "out.docx").exists()


def test_an_unknown_model(run: Run, pages: Path) -> None:
    code, out, err = run("extract", pages, "--model", "xx_none")
    assert (code, out) == (2, "")
    assert "xx_none" in err and "en_wphf" in err


# -- the others ----------------------------------------------------------------------------------------


def test_schema(run: Run, pages: Path) -> None:
    code, out, err = run("schema")
    assert (code, err) == (0, "")
    schema = json.loads(out)
    Draft202012Validator.check_schema(schema)
    for line in run("extract", pages)[1].splitlines():
        Draft202012Validator(schema).validate(json.loads(line))


def test_a_broken_pipe_is_no_fault(pages: Path) -> None:
    command = f"{sys.executable} -m wphf_extract.cli extract {' '.join([str(pages)] * 40)} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_the_installed_command(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("wphf-extract")
    if not command.exists():
        pytest.skip("the package is not installed beside this Python")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"wphf-extract {wphf_extract.__version__}\n")


def test_the_package_is_a_command_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wphf_extract", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"wphf-extract {wphf_extract.__version__}\n")


def test_the_shipped_example(run: Run) -> None:
    code, out, err = run("extract", REPO / "examples" / "country_page.txt")
    assert code == 0
    assert len(out.splitlines()) == 4
    assert err.splitlines()[-1] == "1 pages, 4 records, 0 warnings, 0 errors"


def test_an_output_that_is_read_is_refused(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "in.csv"
    page.write_text(PAGE, "utf-8")
    (tmp_path / "page.html").write_text("<p>One</p>", "utf-8")
    for words in (
        ("extract", page, "-o", page),
        ("extract", tmp_path / "*.csv", "-o", page),
        ("report", tmp_path / "page.html", "-o", tmp_path / "page.html"),
    ):
        code, _, err = run(*words)
        assert (code, "is read, and would be replaced" in err) == (2, True)
    assert page.read_text("utf-8") == PAGE


def test_a_page_that_is_missing_and_called_as_the_output_costs_itself_only(run: Run, pages: Path) -> None:
    output = pages / "out.csv"
    assert run("extract", pages / "a.txt", "-o", output)[0] == 0
    missing = pages / "nowhere" / "out.csv"
    code, _, err = run("extract", missing, pages / "a.txt", "-o", output)
    assert code == 1
    error, summary = err.splitlines()
    assert error.startswith(f"error: {missing}: No such file")
    assert summary == "1 pages, 3 records, 0 warnings, 1 errors"


def test_pages_that_are_named_twice_are_read_once(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "mali.txt"
    page.write_text(PAGE, "utf-8")
    code, out, err = run("extract", page, tmp_path, tmp_path / "*.txt")
    assert (code, len(out.splitlines())) == (0, 3)
    assert err.count("mali.txt: named before") == 2


def test_evaluating_pages_without_gold_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nogold.txt").write_text(PAGE, "utf-8")
    gold = REPO / "corpus" / "dev" / "moldova.toml"
    code, _, err = run("evaluate", "--gold", gold, tmp_path / "nogold.txt")
    assert (code, "nogold.txt: no gold of that name" in err) == (2, True)
    code, _, err = run("evaluate", "--gold", gold, gold.with_suffix(".txt"), tmp_path / "nogold.txt", "--no-errors")
    assert (code, "passed over" in err) == (0, True)
