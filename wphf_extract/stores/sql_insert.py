"""Many rows into a table, in the fastest way that each database has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

__all__ = ["insert_rows"]

_PARAMETERS = 20_000  # of one statement with many rows


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows whose cells stand in the order of the table's columns."""
    if not rows:
        return
    if connection.dialect.driver == "psycopg":
        _copy(connection, table, rows)
    elif connection.dialect.name == "duckdb":
        _many_values(connection, table, rows)
    else:
        connection.exec_driver_sql(_insert(connection, table), list(rows))


def _insert(connection: sa.Connection, table: sa.Table) -> str:
    """The statement that inserts a row, with the driver's marks for its cells in order."""
    return str(table.insert().compile(dialect=connection.dialect))


def _copy(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL's COPY."""
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(column.name) for column in table.columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {quote.format_table(table)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _many_values(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Statements with many rows each: DuckDB takes as long for one row as for a thousand."""
    columns = len(table.columns)
    size = max(1, _PARAMETERS // columns)
    head = f"INSERT INTO {connection.dialect.identifier_preparer.format_table(table)} VALUES "
    marks = f"({', '.join('?' * columns)})"
    for at in range(0, len(rows), size):
        part = rows[at : at + size]
        cells = tuple(cell for row in part for cell in row)
        connection.exec_driver_sql(head + ", ".join([marks] * len(part)), cells)
