"""What all file stores keep: whole or not there, one run replaces another, failures are written down."""

from __future__ import annotations

import json
import sys
import tracemalloc
from pathlib import Path

import pytest
from storepages import FILE_TARGETS, two_places, write
from support import PAGE

from wphf_extract import PageResult
from wphf_extract.cli import main
from wphf_extract.errors import StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.stores import open_store, read


def seen(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name, hidden ones left out."""
    found = {str(f.relative_to(folder)): f for f in folder.rglob("*") if f.is_file()}
    return {name: file.read_bytes() for name, file in sorted(found.items()) if not name.startswith(".")}


@pytest.fixture(params=FILE_TARGETS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{tmp_path}/{request.param}"


def test_a_second_run_takes_the_place_of_the_first(target: str, page: PageResult, tmp_path: Path) -> None:
    write(target, page, two_places())
    first = seen(tmp_path)
    assert first
    write(target, two_places())
    second = seen(tmp_path)
    assert set(second) == set(first)
    assert second != first
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith(".")] == []


def test_nothing_shows_before_the_end_and_an_error_leaves_what_was(
    target: str, page: PageResult, tmp_path: Path
) -> None:
    write(target, page)
    before = seen(tmp_path)
    with pytest.raises(RuntimeError, match="stop"), open_store(target) as store:
        store.write(two_places())
        assert seen(tmp_path) == before, "a reader at the same time sees the old file"
        raise RuntimeError("stop")
    assert seen(tmp_path) == before
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith(".")] == []


def test_a_target_in_no_folder_is_refused(target: str, tmp_path: Path) -> None:
    missing = target.replace(str(tmp_path), f"{tmp_path}/missing")
    with pytest.raises(StoreError, match=r"missing/o.*No such file"), open_store(missing):
        pass


@pytest.mark.parametrize("name", ["o.parquet", "o.hxl.csv", "o.iati.xml", "o.geojson"])
def test_failures_stand_beside_the_file_and_go_with_the_next_run(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    with open_store(str(target)) as store:
        store.write(two_places())
        store.fail(PageFailure("b.txt", "read", "no text"))
    errors = tmp_path / f"{name}.errors.jsonl"
    assert json.loads(errors.read_text(encoding="utf-8")) == {"source": "b.txt", "stage": "read", "message": "no text"}
    write(str(target), two_places())
    assert [f.name for f in tmp_path.iterdir()] == [name]


def test_the_command_writes_it(target: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert main(["extract", "-q", str(page), "-o", target]) == 0
    assert len(seen(tmp_path)) > 1


@pytest.mark.parametrize("name", [name for name in FILE_TARGETS if name != "o.xlsx"])
def test_memory_does_not_grow_with_the_pages(name: str, page: PageResult, tmp_path: Path) -> None:
    """Python holds no more after 900 pages than after 100; Arrow's buffers, not seen here, end with a row group."""
    held = []
    with open_store(f"{tmp_path}/{name}") as store:
        store.write(page)
        tracemalloc.start()
        try:
            for number in range(1, 901):
                store.write(page)
                if number in (100, 900):
                    held.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
    assert held[1] < held[0] + 200_000


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("lxml.etree", "o.iati.xml", "iati"),
        ("xlsxwriter", "o.xlsx", "excel"),
        ("pyarrow.parquet", "o.parquet", "parquet"),
    ],
)
def test_a_missing_extra_is_named(module: str, name: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(StoreError, match=rf"{name}: this needs an extra: pip install 'wphf-extract\[{extra}\]'"):
        open_store(name)


@pytest.mark.parametrize("name", ["O.JSONL", "O.CSV", "O.Sqlite"])
def test_capitals_of_an_ending_make_no_difference(name: str, tmp_path: Path) -> None:
    write(f"{tmp_path}/{name}", two_places())
    assert name in seen(tmp_path)
    if not name.endswith("CSV"):
        assert list(read(f"{tmp_path}/{name}")) == list(two_places().records)
    assert not any(".CSV." in other for other in seen(tmp_path))
