"""Where records go: one module a kind of store; `open_store` picks it by the suffix or the URL of its target."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from wphf_extract.errors import UsageError
from wphf_extract.stores.base import Store, StoreOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wphf_extract.records import ProjectRecord

__all__ = ["Store", "StoreOptions", "open_store", "read"]

#: Endings of targets, the longest first, and the module of their store.
#: A module has `open_store(target, options)`, and `read(target)` where records can be read back.
_STORES = {
    ".iati.xml": "wphf_extract.stores.iati",
    ".hxl.csv": "wphf_extract.stores.hxl",
    ".geojson": "wphf_extract.stores.geojson",
    ".parquet": "wphf_extract.stores.parquet",
    ".sqlite3": "wphf_extract.stores.database",
    ".sqlite": "wphf_extract.stores.database",
    ".duckdb": "wphf_extract.stores.database",
    ".jsonl": "wphf_extract.stores.jsonl",
    ".xlsx": "wphf_extract.stores.excel",
    ".csv": "wphf_extract.stores.tables_csv",
    ".db": "wphf_extract.stores.database",
}
_URL = "://"  # what the URL of a database holds


def open_store(target: str, options: StoreOptions | None = None) -> Store:
    """Returns the store that the target's ending or scheme names; nothing is written before its context is entered.

    Args:
        target: a path, or a database URL.
        options: see `StoreOptions`.

    Raises:
        UsageError: no store has such targets.
        StoreError: the packages of the store's extra are missing.
    """
    store: Store = import_module(_home(target)).open_store(target, options or StoreOptions())
    return store


def read(target: str) -> Iterator[ProjectRecord]:
    """Reads the records of a store, in the order they were written.

    Raises:
        UsageError: records cannot be read from such targets.
        StoreError: there is no such store, or it holds something else.
    """
    module = import_module(_home(target))
    if not hasattr(module, "read"):
        raise UsageError(f"{target}: records can be written there, not read back")
    records: Iterator[ProjectRecord] = module.read(target)
    return records


def _home(target: str) -> str:
    if _URL in target:
        return "wphf_extract.stores.database"
    for ending, module in _STORES.items():
        if target.rstrip("/").endswith(ending):
            return module
    raise UsageError(
        f"{target}: no store is known by this ending; known are {', '.join(_STORES)}, and URLs of databases"
    )
