"""Many pages: order, counts, failures that cost one page, workers that die, interrupts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from spacy.language import Language
from support import PAGE, REPO

import wphf_extract.bulk
import wphf_extract.pipeline
from wphf_extract import Page, PageFailure, PageResult, extract_many
from wphf_extract.bulk import Answer, Item, key, run
from wphf_extract.errors import ModelError, UsageError, WphfExtractError
from wphf_extract.journal import Journal
from wphf_extract.records import page_key

DEADLY = "ONG Fatale"  # a page that holds this ends the process that works on it


def page_text(number: int) -> str:
    """A page unlike the others."""
    return PAGE.replace("200 women", f"{200 + number} women")


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Ten pages in a folder."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number:02}.txt").write_text(page_text(number), encoding="utf-8")
    return sorted(map(str, folder.iterdir()))


@pytest.fixture
def loaded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares this process another load of the model."""
    monkeypatch.setattr(wphf_extract.bulk, "load", lambda model, rules: nlp)


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In processes that start from now on, a page that holds `DEADLY` kills its process, as a fault in C would."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, wphf_extract.pipeline as p\n"
        "make = p.extract_page\n"
        "def kill(page, **options):\n"
        f"    {DEADLY!r} in page.text and os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return make(page, **options)\n"
        "p.extract_page = kill\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), str(REPO))))


def keys(results: list[PageResult | PageFailure]) -> list[str]:
    return [r.source if isinstance(r, PageFailure) else page_key(r.source) for r in results]


@pytest.mark.usefixtures("loaded")
def test_one_process(pages: list[str]) -> None:
    results = list(extract_many(pages))
    assert keys(results) == pages
    assert all(isinstance(result, PageResult) and len(result.records) == 3 for result in results)


def test_workers_give_the_same_in_the_same_order(pages: list[str], nlp: Language, loaded: None) -> None:
    sources = [*pages, Page(page_text(77), "a name"), Path(pages[0]), "nowhere.txt", Page(page_text(78), url="w://x")]
    alone = list(extract_many(sources))
    assert alone == list(extract_many(sources, workers=2))
    assert keys(alone) == [*pages, "a name", pages[0], "nowhere.txt", "w://x"]


@pytest.mark.usefixtures("loaded")
def test_a_failure_costs_its_page(pages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    make = wphf_extract.bulk.extract_page

    def stumble(page: Page, **options: Language) -> PageResult:
        if page.path == pages[3]:
            raise RecursionError("too deep")
        return make(page, **options)

    monkeypatch.setattr(wphf_extract.bulk, "extract_page", stumble)
    Path(pages[5]).write_bytes(b"a\0b")
    Path(pages[7]).unlink()
    results = list(extract_many([*pages, PageFailure("-", "read", "no text")]))
    assert keys(results) == [*pages, "-"]
    failures = [result for result in results if isinstance(result, PageFailure)]
    assert [(f.source, f.stage) for f in failures] == [
        (pages[3], "extract"),
        (pages[5], "read"),
        (pages[7], "read"),
        ("-", "read"),
    ]
    assert failures[0].message == f"{pages[3]}: RecursionError: too deep"
    assert "NUL" in failures[1].message and "No such file" in failures[2].message


@pytest.mark.usefixtures("loaded")
def test_sources_are_read_as_they_are_needed(pages: list[str]) -> None:
    asked: list[str] = []

    def sources() -> Iterator[str]:
        for page in pages * 10:
            asked.append(page)
            yield page

    with closing(extract_many(sources())) as results:
        next(results)
        assert len(asked) == 1
    asked.clear()
    with closing(extract_many(sources(), workers=2)) as results:
        list(islice(results, 8))
        assert len(asked) <= 8 + 2 * 4 * 4  # two workers, four batches of four for each


class Careless:
    """An engine that loses or doubles what it is given."""

    batch, depth = 4, 1

    def __init__(self, answers: Callable[[list[Item]], list[Answer]]) -> None:
        self.make = answers

    def submit(self, items: list[Item]) -> None:
        self.items = items

    def answers(self) -> list[Answer]:
        return self.make(self.items)

    def close(self) -> None:
        pass


def failed(item: Item) -> PageFailure:
    return PageFailure(key(item), "read", "no")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (lambda items: [(None, [failed(item)]) for item in items[1:]], "3 answers to the pages from 0 on"),
        (lambda items: [(None, [failed(item)]) for item in [*items, "x"]], "5 answers"),
        (lambda items: [(None, [failed(item)] * (key(item) != "2")) for item in items], "2: one page, and 0 results"),
        (lambda items: [(None, [failed(item)] * 2) for item in items], "0: one page, and 2 results"),
    ],
)
def test_what_goes_in_comes_out_or_the_run_stops(answers: Callable[[list[Item]], list[Answer]], message: str) -> None:
    with pytest.raises(RuntimeError, match=message):
        list(run(Careless(answers), [Page("words", name) for name in "0123"]))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_model_that_is_not_there(workers: int) -> None:
    with pytest.raises(ModelError, match="xx_none"):
        list(extract_many([], workers=workers, model="xx_none"))


def test_a_broken_model_stops_the_run(tmp_path: Path, pages: list[str]) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'en'\npipeline = ['wphf_none']\n")
    with pytest.raises(WphfExtractError, match=str(tmp_path)):
        list(extract_many(pages, workers=2, model=str(tmp_path)))


def test_no_workers() -> None:
    with pytest.raises(UsageError, match="0 workers"):
        list(extract_many([], workers=0))


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
@pytest.mark.usefixtures("deadly")
def test_a_page_that_kills_its_process_fails_alone(pages: list[str], tmp_path: Path) -> None:
    for number in (2, 3, 9):
        Path(pages[number]).write_text(PAGE.replace("ONG Tiéssiri", DEADLY), encoding="utf-8")
    with Journal(tmp_path / "journal") as journal:
        results = list(extract_many(pages, workers=2, journal=journal))
    assert keys(results) == pages
    failures = [result for result in results if isinstance(result, PageFailure)]
    assert [(f.source, f.stage) for f in failures] == [(pages[n], "extract") for n in (2, 3, 9)]
    assert all("process" in f.message and "memory" in f.message for f in failures)
    with Journal(tmp_path / "journal", resume=True) as journal:
        assert len(journal) == 7


def test_a_script_without_a_guard_is_told(tmp_path: Path, pages: list[str]) -> None:
    script = tmp_path / "script.py"
    script.write_text(f"import wphf_extract\nlist(wphf_extract.extract_many({pages!r}, workers=2))\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, env=environment())
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if line.startswith("wphf_extract.errors.WphfExtractError: ")]
    assert len(told) == 1 and "__main__" in told[0]


# -- the command ---------------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPO)}


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the command with two workers on more pages than it can do before it is stopped."""
    if not Path("/proc/self/task").is_dir():
        pytest.skip("looks processes up in /proc")
    started: list[subprocess.Popen[str]] = []
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3000):
        (folder / f"{number:04}.txt").write_text(page_text(number), encoding="utf-8")

    def call(output: Path) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "wphf_extract.cli", "extract", folder, "-o", output, "--workers", "2", "-q"]
        process = subprocess.Popen(
            words,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            start_new_session=True,
            cwd=tmp_path,
            preexec_fn=hear_interrupts,
        )
        started.append(process)
        journal = Path(f"{output}.resume")
        deadline = time.monotonic() + 60
        # a page is done: the first line only says what the journal is
        while not (journal.exists() and journal.read_bytes().count(b"\n") > 1) and time.monotonic() < deadline:
            time.sleep(0.02)
        return process

    yield call
    for process in started:
        process.kill()
        process.communicate()


def hear_interrupts() -> None:
    """Shells start what runs in the background deaf to Ctrl-C, and the tests with it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def gone(pids: list[int]) -> bool:
    """Waits for processes to end."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        left = [pid for pid in pids if Path(f"/proc/{pid}").exists() and not zombie(pid)]
        if not left:
            return True
        time.sleep(0.05)
    return False


def zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_ctrl_c_stops_all_and_keeps_what_is_done(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    process = start(output)
    workers = children(process.pid)
    assert len(workers) >= 2
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.startswith("wphf-extract: stopped after ") and "--resume" in err
    assert len(err.splitlines()) == 1
    assert gone(workers)
    assert not output.exists() and not list(tmp_path.glob(".*.part"))
    done = int(err.split("after ")[1].split()[0])
    with Journal(f"{output}.resume", resume=True) as journal:
        assert len(journal) >= done > 0


def test_no_worker_outlives_a_killed_parent(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    process = start(tmp_path / "out.jsonl")
    workers = children(process.pid)
    process.kill()
    process.wait(timeout=20)
    assert len(workers) >= 2 and gone(workers)
