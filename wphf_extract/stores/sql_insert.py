"""Many rows into a table, in the fastest way that each database has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

__all__ = ["insert_cells"]

_SQLITE_CELLS = 999  # of one statement; SQLite builds before 3.32 take no more


def insert_cells(connection: sa.Connection, table: sa.Table, cells: Sequence[Any]) -> None:
    """Inserts rows.

    Args:
        connection: in a transaction.
        table: where to.
        cells: those of all rows, one row after the other, in the order of the table's columns.
    """
    if not cells:
        return
    if connection.dialect.driver == "psycopg":
        _copy(connection, table, cells)
    elif connection.dialect.name == "duckdb":
        _unnest(connection, table, cells)
    elif connection.dialect.name == "sqlite":
        _many_values(connection, table, cells)
    else:
        names = table.columns.keys()
        connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in _rows(table, cells)])


def _rows(table: sa.Table, cells: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    return zip(*[iter(cells)] * len(table.columns), strict=True)


def _copy(connection: sa.Connection, table: sa.Table, cells: Sequence[Any]) -> None:
    """PostgreSQL's COPY; its errors are wrapped as SQLAlchemy wraps those of its own statements."""
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(column.name) for column in table.columns)
    statement = f"COPY {quote.format_table(table)} ({columns}) FROM STDIN"
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in _rows(table, cells):
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.Error as error:
        raise sa.exc.DBAPIError(statement, None, error) from error


def _unnest(connection: sa.Connection, table: sa.Table, cells: Sequence[Any]) -> None:
    """A statement with a list a column, which DuckDB takes a hundred times as fast as rows of values."""
    columns = [list(cells[at :: len(table.columns)]) for at in range(len(table.columns))]
    lists = ", ".join(f"unnest(?::{column.type.compile(connection.dialect)}[])" for column in table.columns)
    name = connection.dialect.identifier_preparer.format_table(table)
    connection.exec_driver_sql(f"INSERT INTO {name} SELECT {lists}", tuple(columns))


def _many_values(connection: sa.Connection, table: sa.Table, cells: Sequence[Any]) -> None:
    """Statements with many rows each, in which SQLite takes half as long."""
    columns = len(table.columns)
    size = _SQLITE_CELLS // columns * columns
    head = f"INSERT INTO {connection.dialect.identifier_preparer.format_table(table)} VALUES "
    marks = f"({', '.join('?' * columns)})"
    whole = len(cells) - len(cells) % size
    if whole:
        many = [tuple(cells[at : at + size]) for at in range(0, whole, size)]
        connection.exec_driver_sql(head + ", ".join([marks] * (size // columns)), many)
    if rest := tuple(cells[whole:]):
        connection.exec_driver_sql(head + ", ".join([marks] * (len(rest) // columns)), rest)
