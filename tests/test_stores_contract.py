"""The one contract of all stores: write, write again, change a page, read back, a reader at the same time."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from storepages import FILE_TARGETS, place
from support import named, record, source

from wphf_extract.errors import UsageError
from wphf_extract.records import PageResult, ProjectRecord
from wphf_extract.stores import open_store, read
from wphf_extract.stores import sql_schema as tables
from wphf_extract.stores.sql import engine_of

DATABASES = ("o.sqlite", "o.duckdb", "postgresql")
READABLE = ("o.jsonl", "o.parquet", *DATABASES)
OLD, NEW, OTHER = "Sauti Moja", "Kilele Initiative", "Voix du Sud"


@pytest.fixture(params=[*FILE_TARGETS, *DATABASES])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgresql"))
    return f"{tmp_path}/{request.param}"


def page(path: str, name: str) -> PageResult:
    text = f"{name} trains widows in Gao."
    gao = place(text, "Gao", country_code="MLI", geonames_id=2457161, latitude=16.27, longitude=-0.04)
    here = record(text, source=source(path), organizations=(named(text, name),), locations=(gao,))
    return PageResult(here.source, None, None, (here,), ())


def write(target: str, *pages: PageResult) -> None:
    with open_store(target) as store:
        for each in pages:
            store.write(each)


def contents(target: str) -> str:
    """All that a reader from outside finds there, in an order that does not depend on numbers given to rows."""
    if "://" in target or target.endswith((".sqlite", ".duckdb")):
        url = sa.make_url(target) if "://" in target else sa.URL.create(target.rsplit(".")[-1], database=target)
        engine = engine_of(url)
        with engine.connect() as connection:
            found = [sorted(map(repr, connection.execute(sa.select(t)))) for t in tables.SCHEMA.sorted_tables]
        engine.dispose()
        return repr(found)
    if target.endswith(".parquet"):
        return repr(pq.read_table(target).to_pylist())
    if target.endswith(".xlsx"):
        return repr([list(sheet.values) for sheet in openpyxl.load_workbook(target)])
    path = Path(target)
    files = sorted(path.glob("*.csv")) if path.is_dir() else sorted(path.parent.glob("o*.*"))
    return "".join(file.read_text(encoding="utf-8") for file in files)


def is_readable(target: str) -> bool:
    return "://" in target or target.rsplit("/")[-1] in READABLE


def records(*pages: PageResult) -> list[ProjectRecord]:
    return [record for each in pages for record in each.records]


def test_what_is_written_is_there(target: str) -> None:
    write(target, page("a.txt", OLD), page("b.txt", OTHER))
    assert OLD in contents(target) and OTHER in contents(target)


def test_the_same_run_again_changes_nothing(target: str) -> None:
    write(target, page("a.txt", OLD), page("b.txt", OTHER))
    before = contents(target)
    write(target, page("a.txt", OLD), page("b.txt", OTHER))
    assert contents(target) == before


def test_a_changed_page_is_replaced(target: str) -> None:
    write(target, page("a.txt", OLD), page("b.txt", OTHER))
    write(target, page("a.txt", NEW), page("b.txt", OTHER))
    after = contents(target)
    current = repr(list(read(target))) if is_readable(target) else after  # databases keep the spellings of names
    assert OLD not in current
    assert NEW in after and OTHER in after


def test_records_are_read_back_equal_or_reading_is_refused(target: str) -> None:
    pages = page("a.txt", OLD), page("b.txt", OTHER)
    write(target, *pages)
    if is_readable(target):
        assert list(read(target)) == records(*pages)
    else:
        with pytest.raises(UsageError, match="not read back"):
            read(target)


def test_a_reader_at_the_same_time_sees_what_was(target: str) -> None:
    write(target, page("a.txt", OLD))
    before = contents(target)
    with open_store(target) as store:
        store.write(page("a.txt", NEW))
        assert contents(target) == before
    assert NEW in contents(target)
