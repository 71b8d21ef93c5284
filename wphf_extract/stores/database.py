"""What `open_store` and `read` use for databases: targets become URLs, and SQLAlchemy is asked for only here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from wphf_extract.errors import StoreError, UsageError
from wphf_extract.failures import PageFailure
from wphf_extract.records import ProjectRecord
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.files import missing_extra, write_all

if TYPE_CHECKING:
    import sqlalchemy as sa

    from wphf_extract.stores.sql import SqlStore

__all__ = ["open_store", "read", "read_failures", "write_database"]

_SCHEMES = {".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite", ".duckdb": "duckdb"}
#: What a URL without a driver means: the driver of our extra, not SQLAlchemy's first choice.
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def open_store(target: str, options: StoreOptions) -> SqlStore:
    """Returns the store of a database.

    Args:
        target: a SQLAlchemy URL, or a path that ends in `.sqlite`, `.sqlite3`, `.db` or `.duckdb`.
        options: see `StoreOptions`.

    Raises:
        StoreError: SQLAlchemy is missing.
        UsageError: the URL cannot be read.
    """
    url = _url(target)
    from wphf_extract.stores.sql import SqlStore

    return SqlStore(url, options)


def read(target: str) -> Iterator[ProjectRecord]:
    """Reads the records of a database's current pages, in the order they were written.

    Raises:
        StoreError: there is no such database, or its tables are not ours.
    """
    url = _url(target)
    from wphf_extract.stores.sql_read import read_records

    return read_records(url)


def read_failures(target: str) -> Iterator[PageFailure]:
    """Reads the pages that failed in the last run that tried them; raises as `read` does."""
    url = _url(target)
    from wphf_extract.stores.sql_read import read_failures

    return read_failures(url)


def write_database(records: Iterable[ProjectRecord], target: str) -> None:
    """Writes records to a database.

    Raises:
        StoreError: SQLAlchemy is missing, or the database refuses.
    """
    write_all(open_store(target, StoreOptions()), records)


def _url(target: str) -> sa.URL:
    try:
        import sqlalchemy as sa
    except ImportError as error:
        raise missing_extra(target, "sql", error) from error
    scheme = next((scheme for ending, scheme in _SCHEMES.items() if target.lower().endswith(ending)), None)
    if "://" not in target and scheme:
        return sa.URL.create(scheme, database=target)
    try:
        url = sa.make_url(target)
        if url.drivername in _DRIVERS:
            url = url.set(drivername=_DRIVERS[url.drivername])
        url.get_dialect()
    except sa.exc.NoSuchModuleError as error:
        raise StoreError(f"{url.get_backend_name()}: no driver for such databases is installed ({error})") from error
    except sa.exc.ArgumentError as error:
        raise UsageError("the output is no database URL; write dialect+driver://user:password@host/name") from error
    return url
