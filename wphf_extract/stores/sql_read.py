"""Records out of a database again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from wphf_extract.errors import GroundingError, StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.records import ProjectRecord
from wphf_extract.stores import sql_schema as tables
from wphf_extract.stores.sql_connect import check_version, connected, engine_of, shown
from wphf_extract.stores.sql_rows import made_of, record_of

__all__ = ["read_failures", "read_records"]

_BATCH = 1_000  # projects that are read at a time


def read_records(url: sa.URL) -> Iterator[ProjectRecord]:
    """Yields the records of the current pages, in the order they were written.

    Raises:
        StoreError: there is no such database, or its tables are not ours.
    """
    with _opened(url) as connection:
        last = 0
        while projects := _next_projects(connection, last):
            last = projects[-1]["project_id"]
            yield from _records(connection, projects, shown(url))


def read_failures(url: sa.URL) -> Iterator[PageFailure]:
    """Yields the pages that failed in the last run that tried them; raises as `read_records` does."""
    table = tables.errors
    with _opened(url) as connection:
        query = sa.select(table.c.source, table.c.stage, table.c.message).order_by(table.c.source)
        for row in connection.execute(query):
            yield _failure(row, shown(url))


def _failure(row: Sequence[Any], name: str) -> PageFailure:
    try:
        return made_of(PageFailure, row)
    except TypeError as error:
        raise StoreError(f"{name}: no page failure: {error}") from error


@contextmanager
def _opened(url: sa.URL) -> Iterator[sa.Connection]:
    name = shown(url)
    if url.get_backend_name() in ("sqlite", "duckdb") and not Path(url.database or "").is_file():
        raise StoreError(f"{name}: No such file")
    engine = engine_of(url, reading=True)
    try:
        with connected(name), engine.connect() as connection:
            check_version(connection, name)
            yield connection
    finally:
        engine.dispose()


def _next_projects(connection: sa.Connection, after: int) -> list[dict[str, Any]]:
    table, pages = tables.projects, tables.pages
    query = (
        sa.select(table)
        .join(pages)
        .where(pages.c.is_current == sa.true(), table.c.project_id > after)
        .order_by(table.c.project_id)
        .limit(_BATCH)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _records(connection: sa.Connection, projects: list[dict[str, Any]], name: str) -> Iterator[ProjectRecord]:
    ids = sorted({project["page_id"] for project in projects})
    query = sa.select(tables.pages).where(tables.pages.c.page_id.in_(ids))
    pages = {row["page_id"]: dict(row) for row in connection.execute(query).mappings()}
    first, last = projects[0]["project_id"], projects[-1]["project_id"]
    children = [_children(connection, table, first, last) for table in tables.CHILDREN]
    for project in projects:
        try:
            number = project["project_id"]
            yield record_of(project, pages[project["page_id"]], [rows[number] for rows in children])
        except (GroundingError, TypeError) as error:
            raise StoreError(f"{name}: project {project['project_id']}: {error}") from error


def _children(connection: sa.Connection, table: sa.Table, first: int, last: int) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of a range of projects, by project, without the keys."""
    if table is tables.project_organizations:
        names = tables.organizations
        own = [table.c[name] for name in ("role", "start", "end", "rule")]
        query = sa.select(table.c.project_id, names.c.name, sa.func.nullif(names.c.acronym, ""), *own).join(names)
    else:
        query = sa.select(table.c.project_id, *list(table.c)[2:])
    query = query.where(table.c.project_id.between(first, last)).order_by(table.c.project_id, table.c.position)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for number, *row in connection.execute(query):
        found[number].append(tuple(row))
    return found
