"""The one contract of all stores: write, write again, change a page, read back, a reader at the same time, kill -9."""

from __future__ import annotations

import signal
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from storepages import FILE_TARGETS, HOSTILE, engine, hostile_page, running, simple, two_places, write

from wphf_extract.errors import StoreError, UsageError
from wphf_extract.records import PageResult, ProjectRecord
from wphf_extract.stores import open_store, read
from wphf_extract.stores import sql_schema as tables

DATABASES = ("o.sqlite", "o.duckdb", "postgresql")
READABLE = ("o.jsonl", "o.parquet", *DATABASES)
OLD, NEW, OTHER = "Sauti Moja", "Kilele Initiative", "Voix du Sud"


def target_of(name: str, folder: Path, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgresql")) if name == "postgresql" else f"{folder}/{name}"


@pytest.fixture(params=[*FILE_TARGETS, *DATABASES])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return target_of(request.param, tmp_path, request)


@pytest.fixture(params=READABLE)
def readable(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return target_of(request.param, tmp_path, request)


def contents(target: str) -> str:
    """All that a reader from outside finds there, in an order that does not depend on numbers given to rows."""
    if is_database(target):
        looking = engine(target)
        with looking.connect() as connection:
            found = [sorted(map(repr, connection.execute(sa.select(t)))) for t in tables.SCHEMA.sorted_tables]
        looking.dispose()
        return repr(found)
    if target.endswith(".parquet"):
        return repr(pq.read_table(target).to_pylist())
    if target.endswith(".xlsx"):
        return repr([list(sheet.values) for sheet in openpyxl.load_workbook(target)])
    path = Path(target)
    files = sorted(path.glob("*.csv")) if path.is_dir() else sorted(path.parent.glob("o*.*"))
    return "".join(file.read_text(encoding="utf-8") for file in files)


def is_database(target: str) -> bool:
    return "://" in target or target.endswith((".sqlite", ".duckdb"))


def is_readable(target: str) -> bool:
    return "://" in target or target.rsplit("/")[-1] in READABLE


def records(*pages: PageResult) -> list[ProjectRecord]:
    return [record for each in pages for record in each.records]


def test_what_is_written_is_there(target: str) -> None:
    write(target, simple("a.txt", OLD), simple("b.txt", OTHER))
    assert OLD in contents(target) and OTHER in contents(target)


def test_the_same_run_again_changes_nothing(target: str) -> None:
    write(target, simple("a.txt", OLD), two_places())
    before = contents(target)
    write(target, simple("a.txt", OLD), two_places())
    assert contents(target) == before


@pytest.mark.parametrize("name", ["a.txt", "b.txt"], ids=["first", "last"])
def test_a_changed_page_is_replaced(target: str, name: str) -> None:
    pages = {"a.txt": simple("a.txt", OLD), "b.txt": simple("b.txt", OTHER)}
    write(target, *pages.values())
    gone = OLD if name == "a.txt" else OTHER
    pages[name] = simple(name, NEW, projects=2)
    write(target, *pages.values())
    after = contents(target)
    current = repr(list(read(target))) if is_readable(target) else after  # databases keep the spellings of names
    assert gone not in current
    assert NEW in after
    assert all(words in after for words in {OLD, OTHER} - {gone})


def test_records_are_read_back_equal_or_reading_is_refused(target: str) -> None:
    pages = simple("a.txt", OLD), simple("b.txt", OTHER, projects=3), two_places()
    write(target, *pages)
    if is_readable(target):
        assert list(read(target)) == records(*pages)
    else:
        with pytest.raises(UsageError, match="not read back"):
            read(target)


def test_a_reader_at_the_same_time_sees_what_was(target: str) -> None:
    write(target, simple("a.txt", OLD))
    before = contents(target)
    with open_store(target) as store:
        store.write(simple("a.txt", NEW))
        assert contents(target) == before
    assert NEW in contents(target)


KILLED = """
import sys
from storepages import simple
from wphf_extract.stores import open_store
with open_store(sys.argv[1]) as store:
    store.write(simple("0.txt", "Voix", 3))
    print("writing", flush=True)
    for number in range(1, 10**6):
        store.write(simple(f"{number}.txt", f"Voix {number}", 3))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill without warning")
def test_a_killed_writer_leaves_no_half_page(target: str) -> None:
    """A file is what it was; a database holds whole pages of three projects, and no values without their project."""
    before = ""
    if not is_database(target):  # those begin with making their tables
        write(target, simple("first.txt", OLD, projects=3))
        before = contents(target)
    with running(KILLED, target) as child:
        time.sleep(0.4)
        child.kill()
    assert child.returncode == -signal.SIGKILL
    if is_database(target):
        assert set(Counter(r.source.path for r in read(target)).values()) <= {3}
        looking = engine(target)
        with looking.connect() as connection:
            projects = connection.execute(sa.select(tables.projects.c.project_id)).scalars().all()
            for child_table in (tables.project_organizations, tables.locations):
                assert connection.execute(sa.select(child_table.c.project_id)).scalars().all() == projects
        looking.dispose()
    else:
        assert contents(target) == before
    write(target, simple("last.txt", NEW))  # and it can be written on
    assert NEW in contents(target)


def test_a_number_too_large_costs_its_page_or_is_written(target: str) -> None:
    page = two_places()
    (good,) = page.records
    targets = (replace(good.targets[0], value=2**63), *good.targets[1:])
    huge = replace(page, records=(replace(good, targets=targets),))
    with open_store(target) as store:
        try:
            store.write(huge)
        except StoreError as error:
            assert "two.txt cannot be written" in str(error)
            assert isinstance(error.__cause__, OverflowError), "the command takes it for the page's fault, and goes on"
        store.write(simple("b.txt", OTHER))
    assert OTHER in contents(target)


#: Any text of Python's, halves of characters among them.
any_text = st.text(st.characters(), min_size=1, max_size=60)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=any_text)
@example(words="'); DROP TABLE pages; --")
@example(words="low \udcff half")
@example(words="torn \ud83d\ude00 character")
@example(words="\ue000d800")
def test_any_text_reads_back_equal_or_costs_its_page(readable: str, words: str) -> None:
    """Formats of UTF-8 have no place for half a character: what cannot come back is refused, by name."""
    page = hostile_page(words)
    with open_store(readable) as store:
        try:
            store.write(page)
        except StoreError as error:
            assert any("\ud800" <= letter <= "\udfff" for letter in words)
            assert not is_database(readable)
            assert "page.txt cannot be written" in str(error)
            return
    assert tuple(read(readable)) == page.records


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_read_back_equal(target: str, words: str) -> None:
    page = hostile_page(words)
    write(target, page)
    if is_readable(target):
        assert tuple(read(target)) == page.records
