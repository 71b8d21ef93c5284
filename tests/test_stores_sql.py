"""Databases: the contract of stores, on SQLite, DuckDB and a real PostgreSQL server."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import CreateTable
from storepages import HOSTILE, hostile_page, texts, two_places
from support import named, record, source

from wphf_extract.errors import StoreError, UsageError
from wphf_extract.records import PageFailure, PageResult
from wphf_extract.stores import StoreOptions, open_store, read
from wphf_extract.stores import sql_schema as tables
from wphf_extract.stores.sql import engine_of

Target = Callable[[], str]


@pytest.fixture(params=["sqlite", "duckdb", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param != "postgresql":
        return str(tmp_path / f"out.{request.param}")
    return str(request.getfixturevalue("postgresql"))


def write(target: str, *pages: PageResult, options: StoreOptions | None = None) -> None:
    with open_store(target, options) as store:
        for page in pages:
            store.write(page)


def rows(target: str, query: sa.Select) -> list[tuple]:
    url = sa.make_url(target) if "://" in target else sa.URL.create(target.rsplit(".", 1)[1], database=target)
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query)]
    finally:
        engine.dispose()


def everything(target: str) -> dict[str, list[tuple]]:
    return {table.name: sorted(map(repr, rows(target, sa.select(table)))) for table in tables.SCHEMA.sorted_tables}


def simple(path: str, words: str) -> PageResult:
    """A page with one project, of one organisation."""
    text = f"{words} trains widows."
    here = record(text, source=source(path), organizations=(named(text, words),))
    return PageResult(here.source, None, None, (here,), ())


def test_reads_back_equal(target: str) -> None:
    pages = (two_places(), simple("b.txt", "Voix"))
    write(target, *pages)
    assert list(read(target)) == [r for page in pages for r in page.records]


def test_writing_again_changes_nothing(target: str) -> None:
    write(target, two_places(), simple("b.txt", "Voix"))
    before = everything(target)
    write(target, two_places(), simple("b.txt", "Voix"))
    assert everything(target) == before


def test_a_changed_page_replaces_its_own_rows(target: str) -> None:
    write(target, two_places(), simple("b.txt", "Voix"))
    write(target, simple("two.txt", "Amani"))
    assert {r.organizations[0].name for r in read(target)} == {"Voix", "Amani"}
    assert rows(target, sa.select(sa.func.count()).select_from(tables.targets)) == [(0,)]


def test_history_keeps_what_was(target: str) -> None:
    write(target, simple("a.txt", "Voix"))
    write(target, simple("a.txt", "Amani"), options=StoreOptions(history=True))
    assert [r.organizations[0].name for r in read(target)] == ["Amani"]
    kept = rows(target, sa.select(tables.pages.c.version, tables.pages.c.is_current).order_by(tables.pages.c.version))
    assert [(version, bool(current)) for version, current in kept] == [(1, False), (2, True)]
    assert rows(target, sa.select(sa.func.count()).select_from(sa.text("project_overview"))) == [(1,)]


def test_the_overview_has_a_row_a_project(target: str) -> None:
    write(target, two_places())
    columns = sa.text("SELECT lead, locations, people, activities FROM project_overview")
    lead, places, people, activities = rows(target, columns)[0]  # type: ignore[arg-type]
    assert (lead, set(places.split("; ")), int(people), activities) == (
        "Sauti Moja",
        {"Gao", "Nowhere"},
        500,
        "training",
    )


def test_failures_are_kept_until_the_page_is_there(target: str) -> None:
    with open_store(target) as store:
        store.fail(PageFailure("b.txt", "read", "no text"))
    assert rows(target, sa.select(tables.errors)) == [("b.txt", "read", "no text")]
    write(target, simple("b.txt", "Voix"))
    assert rows(target, sa.select(tables.errors)) == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_read_back_equal(target: str, words: str) -> None:
    page = hostile_page(words)
    write(target, page)
    assert tuple(read(target)) == page.records


@pytest.mark.parametrize(
    "words", ["half \ud800 surrogate", "private \ue000 use", "\ue000d800", "'); DROP TABLE pages; --"]
)
def test_what_is_escaped_reads_back_equal(target: str, words: str) -> None:
    page = hostile_page(words)
    write(target, page)
    assert tuple(read(target)) == page.records


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=texts)
def test_any_text_reads_back_equal(tmp_path: Path, words: str) -> None:
    target = str(tmp_path / "any.sqlite")
    page = hostile_page(words)
    write(target, page)
    assert tuple(read(target)) == page.records


def test_an_older_database_is_refused_with_advice(target: str) -> None:
    write(target, simple("a.txt", "Voix"))
    url = sa.make_url(target) if "://" in target else sa.URL.create(target.rsplit(".", 1)[1], database=target)
    engine = engine_of(url)
    with engine.begin() as connection:
        connection.execute(tables.schema_version.update().values(version=0))
    engine.dispose()
    for use in (lambda: write(target, simple("a.txt", "Voix")), lambda: list(read(target))):
        with pytest.raises(StoreError, match=r"version 0.*new database"):
            use()


def test_tables_of_others_are_left_alone(tmp_path: Path) -> None:
    target = str(tmp_path / "theirs.sqlite")
    connection = sqlite3.connect(target)
    connection.execute("CREATE TABLE projects (a)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="not ours"):
        write(target, simple("a.txt", "Voix"))
    with pytest.raises(StoreError, match="none of its tables are ours"):
        list(read(target))


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    target = tmp_path / "text.sqlite"
    with pytest.raises(StoreError, match=r"text\.sqlite: No such file"):
        list(read(str(target)))
    target.write_text("no database at all " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match=r"text\.sqlite: file is not a database"):
        write(str(target), simple("a.txt", "Voix"))


def test_passwords_stay_out_of_messages() -> None:
    url = "postgresql+psycopg://user:secret@127.0.0.1:1/none"
    with pytest.raises(StoreError) as caught, open_store(url):
        pass
    assert "secret" not in str(caught.value)
    with pytest.raises((StoreError, UsageError)) as refused:
        open_store("nonsense://user:secret@host/x")
    assert "secret" not in str(refused.value)


def test_an_error_leaves_no_new_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), open_store(str(tmp_path / "out.sqlite")) as store:
        store.write(two_places())
        raise RuntimeError("stop")
    assert list(tmp_path.iterdir()) == []


def test_equal_runs_give_equal_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(str(tmp_path / f"{name}.sqlite"), two_places(), simple("b.txt", "Voix"))
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_a_reader_sees_whole_pages_while_another_writes(tmp_path: Path) -> None:
    target = str(tmp_path / "out.sqlite")
    write(target, simple("a.txt", "Voix"))
    with open_store(target) as store:
        reader = read(target)
        assert next(reader).organizations[0].name == "Voix"
        reader.close()
        for number in range(3_000):
            store.write(simple(f"{number}.txt", f"Voix {number}"))
        seen = list(read(target))
        assert len(seen) == 2_001  # what a batch holds, and the page before
        assert all(len(r.organizations) == 1 for r in seen)


WRITER = """
import sys
from tests_pages import simple
from wphf_extract.stores import open_store
with open_store(sys.argv[1]) as store:
    print("writing", flush=True)
    for number in range(10**6):
        store.write(simple(f"{number}.txt", f"Voix {number}"))
"""


@pytest.mark.parametrize("after", [0.05, 0.4, 0.9])
def test_a_killed_writer_leaves_whole_pages(tmp_path: Path, after: float) -> None:
    target = str(tmp_path / "out.sqlite")
    write(target, simple("first.txt", "Voix"))
    (tmp_path / "tests_pages.py").write_text("from test_stores_sql import simple\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parent), *sys.path])}
    child = subprocess.Popen([sys.executable, "-c", WRITER, target], env=env, stdout=subprocess.PIPE)
    assert child.stdout and child.stdout.readline()
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    found = list(read(target))
    assert found[0].organizations[0].name == "Voix"
    assert all(len(r.organizations) == 1 for r in found)
    write(target, simple("last.txt", "Amani"))  # and it can be written on


def test_two_writers_take_turns(tmp_path: Path) -> None:
    target = str(tmp_path / "out.sqlite")
    write(target, simple("a.txt", "Voix"))
    with open_store(target) as one, open_store(target) as other:
        one.write(simple("b.txt", "Amani"))
        other.write(simple("c.txt", "Sauti"))
    assert {r.source.path for r in read(target)} == {"a.txt", "b.txt", "c.txt"}


def test_mysql_can_take_the_tables() -> None:
    for table in tables.SCHEMA.sorted_tables:
        made = str(CreateTable(table).compile(dialect=mysql.dialect()))
        assert "COMMENT" in made
    assert "group_concat" in str(
        tables.overview().compile(dialect=mysql.dialect(), compile_kwargs={"literal_binds": True})
    )


def test_every_table_and_column_says_what_it_holds() -> None:
    for table in tables.SCHEMA.sorted_tables:
        assert table.comment
        assert all(c.comment for c in table.columns if table is not tables.schema_version)


def test_two_pages_of_one_path_in_a_run_leave_the_later(target: str) -> None:
    page = simple("a.txt", "Voix")
    write(target, page, replace(simple("a.txt", "Amani")))
    assert [r.organizations[0].name for r in read(target)] == ["Amani"]
