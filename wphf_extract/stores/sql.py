"""Databases: SQLite, PostgreSQL, DuckDB, MySQL and MariaDB, by their SQLAlchemy URL or a file's ending.

A page's rows are written, and replaced, in one transaction, together with those of some pages before it; a reader sees
whole pages only, and a killed writer leaves whole pages only. Writing the same page again changes nothing.

Needs the extra `sql` (SQLAlchemy 2), `postgres` or `duckdb`; for MySQL and MariaDB a driver of your choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

import sqlalchemy as sa

from wphf_extract import __version__
from wphf_extract.errors import StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.records import SCHEMA_VERSION, PageResult
from wphf_extract.stores import sql_schema as tables
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.sql_connect import connected, engine_of, prepare, shown, take_turn
from wphf_extract.stores.sql_insert import insert_cells
from wphf_extract.stores.sql_rows import PageRows, Spelling, page_rows, storable

__all__ = ["SqlStore"]

_BATCH = 2_000  # projects, pages or failures that are written in one transaction
_ASKED = 500  # values of one question
_KNOWN_NAMES = 200_000  # spellings whose numbers are remembered

Item = TypeVar("Item")
#: The tables of `PageRows.cells`.
_TABLES = (tables.projects, *tables.CHILDREN)


class _Current(NamedTuple):
    """What the database holds of a page."""

    page_id: int
    version: int
    digest: str


class SqlStore:
    """Writes pages into a database; see the module and `wphf_extract.stores.base.Store`.

    Args:
        url: of the database.
        options: whether history is kept, and the model's name for the table `runs`.
    """

    def __init__(self, url: sa.URL, options: StoreOptions) -> None:
        self._url, self._options = url, options
        self._name = shown(url)
        self._batch: list[PageRows] = []
        self._failures: list[PageFailure] = []
        self._waiting = 0  # projects in the batch
        self._counts = {"pages": 0, "projects": 0, "errors": 0}
        self._names: dict[Spelling, int] = {}

    def __enter__(self) -> Self:
        self._engine = engine_of(self._url)
        try:
            with connected(self._name), self._engine.begin() as connection:
                prepare(connection, self._name)
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def write(self, page: PageResult) -> None:
        """Takes a page; it is in the database when its batch is full, or at the end.

        Raises:
            StoreError: no database holds it, or this one refuses the batch.
        """
        try:
            rows = page_rows(page)
        except OverflowError as error:
            raise StoreError(f"{self._name}: {error}") from error
        self._batch.append(rows)
        self._waiting += rows.count
        self._counts["pages"] += 1
        self._counts["projects"] += rows.count
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
        finally:
            self._engine.dispose()

    # -- one batch -----------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Writes what waits, in one transaction."""
        if not self._batch and not self._failures:
            return
        batch = list({page.key: page for page in self._batch}.values())  # of a page twice, the later
        with connected(self._name), self._engine.begin() as connection:
            take_turn(connection)
            known = _current(connection, [page.key for page in batch])
            new = [page for page in batch if page.key not in known or known[page.key].digest != page.digest]
            names = self._numbers(connection, new)
            self._insert(connection, new, known, names)
            self._retire(connection, [known[page.key].page_id for page in new if page.key in known])
            self._write_errors(connection, [page.key for page in batch])
        self._batch, self._failures, self._waiting = [], [], 0
        if len(self._names) > _KNOWN_NAMES:
            self._names.clear()
        self._names.update(names)  # not before: what is rolled back has no number

    def _retire(self, connection: sa.Connection, old: list[int]) -> None:
        """Takes pages that were replaced out of the current ones, or out of the database."""
        if not old:
            return
        chosen = tables.pages.c.page_id.in_(old)
        if self._options.history:
            connection.execute(tables.pages.update().where(chosen).values(is_current=False))
            return
        mine = sa.select(tables.projects.c.project_id).where(tables.projects.c.page_id.in_(old))
        for child in tables.CHILDREN:
            connection.execute(child.delete().where(child.c.project_id.in_(mine)))
        connection.execute(tables.projects.delete().where(tables.projects.c.page_id.in_(old)))
        connection.execute(tables.pages.delete().where(chosen))

    def _insert(
        self,
        connection: sa.Connection,
        new: list[PageRows],
        known: dict[str, _Current],
        names: dict[Spelling, int],
    ) -> None:
        if not new:
            return
        page_id = _last(connection, tables.pages.c.page_id)
        project_id = _last(connection, tables.projects.c.project_id) + 1
        pages: list[Any] = []
        cells: list[list[Any]] = [[] for _ in _TABLES]
        for page in new:
            page_id += 1
            version = known[page.key].version + self._options.history if page.key in known else 1
            pages += (page_id, page.key, version, True, *page.page, page.digest)
            its = [part.copy() for part in page.cells]
            for table, part in zip(_TABLES, its, strict=True):
                width = len(table.columns)
                part[::width] = [project_id + position for position in part[::width]]
            its[0][1 :: len(tables.projects.columns)] = [page_id] * page.count
            its[1][2 :: len(tables.project_organizations.columns)] = [names[spelling] for spelling in page.spellings]
            for whole, part in zip(cells, its, strict=True):
                whole += part
            project_id += page.count
        insert_cells(connection, tables.pages, pages)
        for table, values in zip(_TABLES, cells, strict=True):
            insert_cells(connection, table, values)

    def _numbers(self, connection: sa.Connection, new: list[PageRows]) -> dict[Spelling, int]:
        """The number of each spelling of these pages; spellings met for the first time get the next ones."""
        table = tables.organizations
        wanted = dict.fromkeys(spelling for page in new for spelling in page.spellings)
        found = {spelling: self._names[spelling] for spelling in wanted if spelling in self._names}
        unknown = dict.fromkeys(spelling[0] for spelling in wanted if spelling not in found)
        for part in _parts(list(unknown)):
            for number, name, acronym in connection.execute(sa.select(table).where(table.c.name.in_(part))):
                found[name, acronym] = number
        last = _last(connection, table.c.organization_id)
        added = {spelling: n for n, spelling in enumerate((s for s in wanted if s not in found), start=last + 1)}
        insert_cells(connection, table, [cell for spelling, n in added.items() for cell in (n, *spelling)])
        return found | added

    def _write_errors(self, connection: sa.Connection, done: list[str]) -> None:
        """Pages that failed now are written down; those that failed before and did not now are struck out."""
        table = tables.errors
        failures = {storable(f.source): (storable(f.source), f.stage, storable(f.message)) for f in self._failures}
        if failures or connection.execute(sa.select(table.c.source).limit(1)).first():
            for part in _parts([*done, *failures]):
                connection.execute(table.delete().where(table.c.source.in_(part)))
        insert_cells(connection, table, [cell for row in failures.values() for cell in row])

    def _finish(self) -> None:
        """Writes down the run, unless an equal one stands there."""
        table = tables.runs
        row = (__version__, storable(self._options.model), SCHEMA_VERSION, *self._counts.values())
        run_id = sha256(repr(row).encode()).hexdigest()[:16]
        with connected(self._name), self._engine.begin() as connection:
            take_turn(connection)
            if connection.execute(sa.select(table).where(table.c.run_id == run_id)).first() is None:
                insert_cells(connection, table, [run_id, *row])


def _parts(values: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The values in parts that one question may hold."""
    return (values[at : at + _ASKED] for at in range(0, len(values), _ASKED))


def _last(connection: sa.Connection, column: sa.Column[Any]) -> int:
    return connection.execute(sa.select(sa.func.max(column))).scalar() or 0


def _current(connection: sa.Connection, keys: Sequence[str]) -> dict[str, _Current]:
    """What the database holds of pages, as far as they are there."""
    table = tables.pages
    found: dict[str, _Current] = {}
    for part in _parts(keys):
        query = sa.select(table.c.page, table.c.page_id, table.c.version, table.c.digest)
        chosen: Iterable[Any] = connection.execute(query.where(table.c.is_current == sa.true(), table.c.page.in_(part)))
        found.update((key, _Current(*rest)) for key, *rest in chosen)
    return found
