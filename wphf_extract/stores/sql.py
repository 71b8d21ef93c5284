"""Databases: SQLite, PostgreSQL, DuckDB, MySQL and MariaDB, by their SQLAlchemy URL or a file's ending.

A page's rows are written, and replaced, in one transaction, together with those of some pages before it; a reader sees
whole pages only, and a killed writer leaves whole pages only. Writing the same page again changes nothing. A SQLite
file that does not exist yet is written beside its place and moved there when it is whole, which is as fast as it gets
and leaves equal files after equal runs.

Needs the extra `sql` (SQLAlchemy 2), `postgres` or `duckdb`; for MySQL and MariaDB a driver of your choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import event

from wphf_extract import __version__
from wphf_extract.errors import StoreError
from wphf_extract.records import SCHEMA_VERSION, PageFailure, PageResult
from wphf_extract.stores import sql_schema as tables
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.files import whole_path
from wphf_extract.stores.sql_insert import insert_rows
from wphf_extract.stores.sql_rows import PageRows, page_rows, storable

__all__ = ["SqlStore", "connected", "engine_of", "shown"]

_BATCH = 2_000  # projects, or pages, that are written in one transaction
_KNOWN_NAMES = 200_000  # spellings whose numbers are remembered
_SQLITE_WAIT = 60  # seconds that a writer waits for another one


class SqlStore:
    """Writes pages into a database; see the module and `wphf_extract.stores.base.Store`.

    Args:
        url: of the database.
        options: whether history is kept, and the model's name for the table `runs`.
    """

    def __init__(self, url: sa.URL, options: StoreOptions) -> None:
        self._url, self._options = url, options
        self._name = shown(url)
        self._stack = ExitStack()
        self._batch: list[PageRows] = []
        self._failures: list[PageFailure] = []
        self._waiting = 0  # projects in the batch
        self._counts = {"pages": 0, "projects": 0, "errors": 0}
        self._names: dict[tuple[str, str], int] = {}

    def __enter__(self) -> Self:
        new = _new_sqlite_file(self._url)
        url = self._url.set(database=self._stack.enter_context(whole_path(new))) if new else self._url
        engine = engine_of(url, is_new=new is not None)
        self._stack.callback(engine.dispose)
        self._engine = engine
        try:
            with connected(self._name), engine.begin() as connection:
                _prepare(connection, self._name)
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def write(self, page: PageResult) -> None:
        """Takes a page; it is in the database when its batch is full, or at the end."""
        rows = page_rows(page)
        self._batch.append(rows)
        self._waiting += len(rows.projects)
        self._counts["pages"] += 1
        self._counts["projects"] += len(rows.projects)
        if self._waiting >= _BATCH or len(self._batch) >= _BATCH:
            self._flush()

    def fail(self, failure: PageFailure) -> None:
        """Takes a failure; it goes with the batch."""
        self._failures.append(failure)
        self._counts["errors"] += 1
        if len(self._failures) >= _BATCH:
            self._flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not isinstance(error, StoreError):
                self._flush()  # these pages are whole, whatever came after them
            if kind is None:
                self._finish()
        except BaseException as late:
            self._stack.__exit__(type(late), late, late.__traceback__)
            raise
        self._stack.__exit__(kind, error, trace)

    # -- one batch -----------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Writes what waits, in one transaction."""
        if not self._batch and not self._failures:
            return
        batch = list({page.key: page for page in self._batch}.values())  # of a page twice, the later
        with connected(self._name), self._engine.begin() as connection:
            _wait_for_others(connection)
            known = _current(connection, [page.key for page in batch])
            new = [page for page in batch if known.get(page.key, (0, 0, ""))[2] != page.digest]
            self._retire(connection, [known[page.key] for page in new if page.key in known])
            self._insert(connection, new, known)
            self._write_errors(connection, [page.key for page in batch])
        self._batch, self._failures, self._waiting = [], [], 0

    def _retire(self, connection: sa.Connection, old: list[tuple[int, int, str]]) -> None:
        """Takes the rows that are replaced out of the current ones, or out of the database."""
        if not old:
            return
        ids = [page_id for page_id, _, _ in old]
        chosen = tables.pages.c.page_id.in_(ids)
        if self._options.history:
            connection.execute(tables.pages.update().where(chosen).values(is_current=False))
            return
        mine = sa.select(tables.projects.c.project_id).where(tables.projects.c.page_id.in_(ids))
        for child in tables.CHILDREN:
            connection.execute(child.delete().where(child.c.project_id.in_(mine)))
        connection.execute(tables.projects.delete().where(tables.projects.c.page_id.in_(ids)))
        connection.execute(tables.pages.delete().where(chosen))

    def _insert(self, connection: sa.Connection, new: list[PageRows], known: dict[str, tuple[int, int, str]]) -> None:
        if not new:
            return
        page_id, project_id = _last(connection, tables.pages.c.page_id), _last(connection, tables.projects.c.project_id)
        rows: dict[sa.Table, list[tuple[Any, ...]]] = {
            table: [] for table in (tables.pages, tables.projects, *tables.CHILDREN)
        }
        names = self._numbers(connection, new)
        carriers, locations, targets, activities = (rows[table] for table in tables.CHILDREN)
        for page in new:
            page_id += 1
            version = known[page.key][1] + self._options.history if page.key in known else 1
            rows[tables.pages].append((page_id, page.key, version, True, *page.page, page.digest))
            for project, its_organizations, its_locations, its_targets, its_activities in page.projects:
                project_id += 1
                rows[tables.projects].append((project_id, page_id, *project))
                for position, (name, acronym, *rest) in enumerate(its_organizations):
                    carriers.append((project_id, position, names[name, acronym or ""], *rest))
                locations += [(project_id, n, *row) for n, row in enumerate(its_locations)]
                targets += [(project_id, n, *row) for n, row in enumerate(its_targets)]
                activities += [(project_id, n, *row) for n, row in enumerate(its_activities)]
        for table, values in rows.items():
            insert_rows(connection, table, values)

    def _numbers(self, connection: sa.Connection, new: list[PageRows]) -> dict[tuple[str, str], int]:
        """The number of each spelling of these pages; spellings met for the first time get the next ones."""
        wanted = dict.fromkeys(
            (row[0], row[1] or "") for page in new for project in page.projects for row in project[1]
        )
        if len(self._names) > _KNOWN_NAMES:
            self._names.clear()
        unknown = [pair for pair in wanted if pair not in self._names]
        table = tables.organizations
        for at in range(0, len(unknown), 500):
            part = {name for name, _ in unknown[at : at + 500]}
            for number, name, acronym in connection.execute(sa.select(table).where(table.c.name.in_(part))):
                self._names[name, acronym] = number
        last = _last(connection, table.c.organization_id)
        added = [pair for pair in unknown if pair not in self._names]
        rows = [(last + n, *pair) for n, pair in enumerate(added, start=1)]
        insert_rows(connection, table, rows)
        self._names.update((pair, number) for number, *pair_ in rows for pair in [(pair_[0], pair_[1])])
        return self._names

    def _write_errors(self, connection: sa.Connection, done: list[str]) -> None:
        """Pages that failed now are written down; those that failed before and did not now are struck out."""
        table = tables.errors
        failures = {storable(f.source): (storable(f.source), f.stage, storable(f.message)) for f in self._failures}
        if failures or connection.execute(sa.select(table.c.source).limit(1)).first():
            struck = [*done, *failures]
            for at in range(0, len(struck), 500):
                connection.execute(table.delete().where(table.c.source.in_(struck[at : at + 500])))
        insert_rows(connection, table, list(failures.values()))

    def _finish(self) -> None:
        """Writes down the run, unless an equal one stands there."""
        table = tables.runs
        row = (__version__, self._options.model, SCHEMA_VERSION, *self._counts.values())
        run_id = sha256(repr(row).encode()).hexdigest()[:16]
        with connected(self._name), self._engine.begin() as connection:
            if connection.execute(sa.select(table).where(table.c.run_id == run_id)).first() is None:
                insert_rows(connection, table, [(run_id, *row)])


def _wait_for_others(connection: sa.Connection) -> None:
    """One writer at a time. SQLite's transactions see to it themselves, and a DuckDB file opens for one process."""
    if connection.dialect.name not in ("sqlite", "duckdb"):
        connection.execute(sa.select(tables.schema_version).with_for_update())


def _last(connection: sa.Connection, column: sa.Column[Any]) -> int:
    return connection.execute(sa.select(sa.func.max(column))).scalar() or 0


def _current(connection: sa.Connection, keys: list[str]) -> dict[str, tuple[int, int, str]]:
    """The number, version and digest of the current rows of pages, as far as they are there."""
    table = tables.pages
    found: dict[str, tuple[int, int, str]] = {}
    for at in range(0, len(keys), 500):
        query = sa.select(table.c.page, table.c.page_id, table.c.version, table.c.digest)
        chosen = query.where(table.c.is_current == sa.true(), table.c.page.in_(keys[at : at + 500]))
        found.update((key, (number, version, digest)) for key, number, version, digest in connection.execute(chosen))
    return found


# -- the database ------------------------------------------------------------------------------------


def engine_of(url: sa.URL, *, is_new: bool = False) -> sa.Engine:
    """Returns an engine for a URL; SQLite's transactions are made what SQLAlchemy takes them for.

    Args:
        url: of the database.
        is_new: it is a SQLite file that nobody knows of yet: nothing in it needs to outlive a crash.

    Raises:
        StoreError: the database's driver is missing.
    """
    try:
        engine = sa.create_engine(url)
    except (ImportError, sa.exc.NoSuchModuleError) as error:
        extra = {"postgresql": "postgres", "duckdb": "duckdb"}.get(url.get_backend_name(), "sql")
        raise StoreError(
            f"{shown(url)}: the driver of this database is missing ({error}); "
            f"pip install 'wphf-extract[{extra}]' or the driver that the URL names"
        ) from error
    if url.get_backend_name() == "sqlite":
        pragmas = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE")
        if not is_new:
            pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")

        @event.listens_for(engine, "connect")
        def _connected(raw: Any, _: Any) -> None:
            raw.isolation_level = None  # the driver's own transactions begin too late
            for pragma in (*pragmas, f"busy_timeout={_SQLITE_WAIT * 1000}"):
                raw.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begun(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _prepare(connection: sa.Connection, name: str) -> None:
    """Makes the tables where there are none; refuses a database with others.

    Raises:
        StoreError: the tables are of another version, or not ours.
    """
    there = set(sa.inspect(connection).get_table_names())
    if tables.schema_version.name in there:
        check_version(connection, name)
    elif there & set(tables.SCHEMA.tables):
        raise StoreError(
            f"{name}: holds tables of the same names that are not ours "
            f"({', '.join(sorted(there & set(tables.SCHEMA.tables)))}); choose another database or schema"
        )
    else:
        tables.create(connection)


def check_version(connection: sa.Connection, name: str) -> None:
    """Refuses a database whose tables are of another version.

    Raises:
        StoreError: they are; the message says what to do.
    """
    version = connection.execute(sa.select(tables.schema_version.c.version)).scalar()
    if version != tables.VERSION:
        raise StoreError(
            f"{name}: its tables are of version {version}, this library writes and reads version {tables.VERSION}; "
            "write into a new database, or use the wphf-extract that wrote this one"
        )


def shown(url: sa.URL) -> str:
    """Returns a URL for messages: a file's path, else the URL without its password."""
    if url.get_backend_name() in ("sqlite", "duckdb") and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def _new_sqlite_file(url: sa.URL) -> str | None:
    """The path of a SQLite file that is not there yet; None for any other database."""
    path = url.database
    if url.get_backend_name() != "sqlite" or not path or path == ":memory:" or path.startswith("file:"):
        return None
    return path if not Path(path).exists() else None


@contextmanager
def connected(name: str) -> Iterator[None]:
    """Turns the database's errors into ours.

    Raises:
        StoreError: the database does not answer, refuses, or is no such database.
    """
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()
        raise StoreError(f"{name}: {reason[0] if reason else type(error).__name__}") from error
