"""Connections to databases: their transactions, their errors, and whether the tables in them are ours."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import event

from wphf_extract.errors import StoreError
from wphf_extract.stores import sql_schema as tables

__all__ = ["check_version", "connected", "engine_of", "prepare", "shown", "take_turn"]

_SQLITE_WAIT = 60  # seconds that a writer waits for another one
_TURN = 0x77706866  # the key of our advisory lock in PostgreSQL: "wphf"
_VERSION_TABLE = tables.schema_version.name
_EXTRAS = {"postgresql": "postgres", "duckdb": "duckdb"}


def engine_of(url: sa.URL, *, reading: bool = False) -> sa.Engine:
    """Returns an engine for a URL, its transactions as we need them.

    A transaction that writes to SQLite begins by asking for the right to write. One that reads sees the database as it
    was when it began, in every database, and does not wait for a writer.

    Args:
        url: of the database.
        reading: nothing will be written.

    Raises:
        StoreError: the database's driver is missing, or its file cannot be where it shall be.
    """
    if not reading:
        _check_place(url)
    kind, options = url.get_backend_name(), dict[str, Any]()
    if reading and kind == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    if reading and url.database and not os.access(url.database, os.W_OK):
        if kind == "duckdb":
            options["connect_args"] = {"read_only": True}
        elif kind == "sqlite" and not os.path.exists(f"{url.database}-wal"):
            # On a disk for reading only, SQLite must be told that nobody writes: it could not look for others' locks.
            url = url.set(database=f"file:{quote(url.database)}", query={"immutable": "1", "uri": "true"})
    try:
        engine = sa.create_engine(url, **options)
    except (ImportError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(
            f"{shown(url)}: the driver of this database is missing ({error}); "
            f"pip install 'wphf-extract[{_EXTRAS.get(kind, 'sql')}]' or the driver that the URL names"
        ) from error
    if kind == "sqlite":
        _mend_transactions(engine, reading)
    return engine


def _check_place(url: sa.URL) -> None:
    """SQLite says no more than *unable to open database file*."""
    path = url.database or ""
    if url.get_backend_name() not in ("sqlite", "duckdb") or path.startswith("file:"):
        return
    folder = os.path.dirname(path) or "."
    if os.path.isdir(path):
        raise StoreError(f"{path}: is a folder; name a file")
    try:
        os.stat(folder)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}: {folder}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: Permission denied, or a read-only disk: its folder takes no new files")


def _mend_transactions(engine: sa.Engine, reading: bool) -> None:
    """Makes SQLite's transactions what SQLAlchemy takes them for: the driver's own begin too late."""
    pragmas = [f"busy_timeout={_SQLITE_WAIT * 1000}"]
    if not reading:
        pragmas += ["journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"]

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _: Any) -> None:
        raw.isolation_level = None
        for pragma in pragmas:
            _run_pragma(raw, pragma)

    @event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _run_pragma(raw: Any, pragma: str) -> None:
    """Two processes that make a file at once both want its journal; SQLite does not wait there by itself."""
    deadline = time.monotonic() + _SQLITE_WAIT
    while True:
        try:
            raw.execute(f"PRAGMA {pragma}")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def take_turn(connection: sa.Connection) -> None:
    """Waits until no other writer is in a transaction of this kind.

    SQLite's transactions see to it themselves, and a DuckDB file opens for one process. Of MySQL and MariaDB, which
    have no lock that ends with a transaction, a row of ours is locked once there is one.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))
    elif connection.dialect.name in ("mysql", "mariadb") and sa.inspect(connection).has_table(_VERSION_TABLE):
        connection.execute(sa.select(tables.schema_version).with_for_update())


def prepare(connection: sa.Connection, name: str) -> None:
    """Makes the tables where there are none; refuses a database with others.

    Raises:
        StoreError: the tables are of another version, or not ours.
    """
    take_turn(connection)
    there = set(sa.inspect(connection).get_table_names())
    if _VERSION_TABLE in there:
        check_version(connection, name)
    elif there & set(tables.SCHEMA.tables):
        raise StoreError(
            f"{name}: holds tables of the same names that are not ours "
            f"({', '.join(sorted(there & set(tables.SCHEMA.tables)))}); choose another database or schema"
        )
    else:
        tables.create(connection)


def check_version(connection: sa.Connection, name: str) -> None:
    """Refuses a database whose tables are of another version, or not ours.

    Raises:
        StoreError: they are; the message says what to do.
    """
    if not sa.inspect(connection).has_table(_VERSION_TABLE):
        raise StoreError(f"{name}: none of its tables are ours; `wphf-extract extract -o` makes them")
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
    except UnicodeDecodeError as error:  # SQLite's own message quotes the damaged text, which its driver cannot read
        raise StoreError(f"{name}: damaged, or no such database: holds text that is no UTF-8") from error
