"""Many rows into a table, in the fastest way that each database has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import sqlalchemy as sa

__all__ = ["insert_rows"]

#: Cells of one statement with many rows, by database. SQLite builds before 3.32 take 999.
_PARAMETERS = {"duckdb": 20_000, "sqlite": 999}


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows whose cells stand in the order of the table's columns."""
    if not rows:
        return
    if connection.dialect.driver == "psycopg":
        _copy(connection, table, rows)
    elif connection.dialect.name in _PARAMETERS:
        _many_values(connection, table, rows, _PARAMETERS[connection.dialect.name])
    else:
        connection.exec_driver_sql(str(table.insert().compile(dialect=connection.dialect)), list(rows))


def _copy(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL's COPY."""
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(column.name) for column in table.columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {quote.format_table(table)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _many_values(connection: sa.Connection, table: sa.Table, rows: Sequence[tuple[Any, ...]], cells: int) -> None:
    """Statements with many rows each: DuckDB takes as long for one row as for a thousand, SQLite half as long."""
    columns = len(table.columns)
    size = cells // columns
    whole = len(rows) - len(rows) % size
    marks = f"({', '.join('?' * columns)})"
    head = f"INSERT INTO {connection.dialect.identifier_preparer.format_table(table)} VALUES "
    if whole:
        many = [tuple(chain.from_iterable(rows[at : at + size])) for at in range(0, whole, size)]
        connection.exec_driver_sql(head + ", ".join([marks] * size), many)
    if rest := rows[whole:]:
        connection.exec_driver_sql(head + ", ".join([marks] * len(rest)), tuple(chain.from_iterable(rest)))
