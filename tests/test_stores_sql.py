"""Databases: the contract of stores, on SQLite, DuckDB and a real PostgreSQL server."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import mysql
from storepages import engine, running, simple, two_places, write

from wphf_extract.errors import StoreError, UsageError
from wphf_extract.failures import PageFailure
from wphf_extract.stores import StoreOptions, open_store, read
from wphf_extract.stores import sql_schema as tables


@pytest.fixture(params=["sqlite", "duckdb", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param != "postgresql":
        return str(tmp_path / f"out.{request.param}")
    return str(request.getfixturevalue("postgresql"))


def rows(target: str, query: sa.Select) -> list[tuple]:
    looking = engine(target)
    try:
        with looking.connect() as connection:
            return [tuple(row) for row in connection.execute(query)]
    finally:
        looking.dispose()


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


def test_an_older_database_is_refused_with_advice(target: str) -> None:
    write(target, simple("a.txt", "Voix"))
    changing = engine(target)
    with changing.begin() as connection:
        connection.execute(tables.schema_version.update().values(version=0))
    changing.dispose()
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


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_writers_take_turns(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """From the first table on; names that both write stand there once."""
    target = request.getfixturevalue("postgresql") if kind == "postgresql" else str(tmp_path / "out.sqlite")
    ready, faults = Barrier(2), []

    def run(mine: str) -> None:
        try:
            ready.wait()
            with open_store(target) as store:
                for number in range(2_500):
                    store.write(simple(f"{mine}{number}.txt", f"Voix {number}"))
                store.write(simple("both.txt", "Amani"))
        except Exception as error:
            faults.append(error)

    writers = [Thread(target=run, args=(mine,)) for mine in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    found = [r.source.path for r in read(target)]
    assert len(found) == len(set(found)) == 2 * 2_500 + 1
    names = rows(target, sa.select(tables.organizations.c.name))
    assert len(names) == len(set(names)) == 2_501


def test_a_second_writer_of_a_duckdb_file_is_told(tmp_path: Path) -> None:
    target = str(tmp_path / "out.duckdb")
    script = "import sys, wphf_extract.stores as s\nwith s.open_store(sys.argv[1]): print(1, flush=True); input()"
    with running(script, target), pytest.raises(StoreError, match=r"out\.duckdb: .*lock"):
        write(target, simple("a.txt", "Voix"))
    write(target, simple("a.txt", "Voix"))


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    target = str(tmp_path / "out.sqlite")
    write(target, simple("a.txt", "Voix"))
    writing = engine(target)
    with writing.begin() as connection:
        for table in reversed(tables.SCHEMA.sorted_tables):
            connection.execute(table.delete())
        assert len(list(read(target))) == 1
        connection.rollback()
    writing.dispose()


def test_what_is_read_is_of_one_moment(target: str) -> None:
    """Pages that are replaced while they are read come as they were when reading began."""
    pages = [simple(f"{number}.txt", "Voix") for number in range(1_500)]
    write(target, *pages)
    reader = read(target)
    first = next(reader)
    write(target, *[simple(f"{number}.txt", "Amani") for number in range(1_500)])
    assert [first, *reader] == [record for page in pages for record in page.records]


def test_what_was_rolled_back_is_forgotten(target: str) -> None:
    """A store that failed, and whose user goes on, has no numbers of names that are not there."""
    with open_store(target) as store:
        store.write(simple("a.txt", "Voix"))
        doing, store._write_errors = store._write_errors, lambda *_: [][0]  # type: ignore[attr-defined, method-assign]
        with pytest.raises(IndexError):
            store._flush()  # type: ignore[attr-defined]
        store._write_errors = doing  # type: ignore[attr-defined, method-assign]
    assert [r.organizations[0].name for r in read(target)] == ["Voix"]


def test_mysql_can_take_the_tables_and_all_that_is_asked_of_them(tmp_path: Path) -> None:
    asked: list[sa.ClauseElement] = []
    sa.event.listen(sa.Engine, "before_execute", remember := lambda _, element, *__: asked.append(element))
    try:
        target = str(tmp_path / "out.sqlite")
        for history in (False, True):
            write(target, two_places(), simple("a.txt", "Voix"), options=StoreOptions(history=history))
            write(target, simple("two.txt", "Amani"), options=StoreOptions(history=history))
            with open_store(target) as store:
                store.fail(PageFailure("b.txt", "read", "no text"))
        list(read(target))
    finally:
        sa.event.remove(sa.Engine, "before_execute", remember)
    said = {str(element.compile(dialect=mysql.dialect())) for element in [*asked, tables.overview()]}
    said |= {str(table.insert().compile(dialect=mysql.dialect())) for table in tables.SCHEMA.sorted_tables}
    for kind in ("CREATE TABLE", "CREATE INDEX", "INSERT INTO", "UPDATE", "DELETE FROM", "SELECT", "group_concat"):
        assert any(kind in statement for statement in said), kind
    made = [statement for statement in said if "CREATE TABLE" in statement]
    assert len(made) == len(tables.SCHEMA.tables)
    assert all("COMMENT" in statement and "COLLATE utf8mb4_bin" in statement for statement in made)


def test_a_url_without_a_driver_means_the_one_we_ask_for(postgresql: str) -> None:
    target = postgresql.replace("postgresql+psycopg://", "postgresql://")
    write(target, simple("a.txt", "Voix"))
    assert len(list(read(target))) == 1


def test_every_table_and_column_says_what_it_holds() -> None:
    for table in tables.SCHEMA.sorted_tables:
        assert table.comment
        assert all(c.comment for c in table.columns if table is not tables.schema_version)


def test_two_pages_of_one_path_in_a_run_leave_the_later(target: str) -> None:
    page = simple("a.txt", "Voix")
    write(target, page, simple("a.txt", "Amani"))
    assert [r.organizations[0].name for r in read(target)] == ["Amani"]
