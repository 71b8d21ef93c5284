"""Where records go: one module a kind of store; `open_store` picks it by the suffix or the URL of its target."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING

from wphf_extract.errors import UsageError
from wphf_extract.stores.base import Store, StoreOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wphf_extract.failures import PageFailure
    from wphf_extract.records import ProjectRecord

__all__ = ["Store", "StoreOptions", "is_store", "open_store", "read", "read_failures", "refuse_idle"]

#: Endings of targets, the longest first, and the module of their store.
#: A module has `open_store(target, options)`; `read(target)` where records can be read back; and, where failures stand
#: elsewhere than in a file beside the target, `read_failures(target)`.
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
#: What the names of options begin with that only one module obeys, that module, and what it writes.
_OBEYED = {
    "history": ("wphf_extract.stores.database", "databases"),
    "iati_": ("wphf_extract.stores.iati", "files .iati.xml"),
}


def open_store(target: str, options: StoreOptions | None = None) -> Store:
    """Returns the store that the target's ending or scheme names; nothing is written before its context is entered.

    Args:
        target: a path, or a database URL.
        options: see `StoreOptions`.

    Raises:
        UsageError: no store has such targets, or an option would do nothing there.
        StoreError: the packages of the store's extra are missing.
    """
    options = options or StoreOptions()
    home = _home(target)
    refuse_idle(target, options, home)
    store: Store = import_module(home).open_store(target, options)
    return store


def refuse_idle(target: str, options: StoreOptions, home: str = "") -> None:
    """Refuses options that would do nothing, since another kind of store obeys them.

    Args:
        target: for the message.
        options: those whose values are not the usual ones are looked at.
        home: the module of the store, if it has one.

    Raises:
        UsageError: naming the option.
    """
    given = [field.name for field in fields(options) if getattr(options, field.name) != field.default]
    for name in given:
        for beginning, (obeying, what) in _OBEYED.items():
            if name.startswith(beginning) and home != obeying:
                flag = f"--{name.replace('_', '-')}"
                raise UsageError(f"{target}: {flag} ({name} in Python) does nothing there; it is for {what}")


def read(target: str) -> Iterator[ProjectRecord]:
    """Reads the records of a store, in the order they were written.

    Raises:
        UsageError: records cannot be read from such targets.
        StoreError: there is no such store, or it holds something else.
    """
    module = import_module(_home(target))
    if not hasattr(module, "read"):
        raise UsageError(
            f"{target}: records can be written there, not read back; those in .jsonl, .parquet, .sqlite, .duckdb can be"
        )
    records: Iterator[ProjectRecord] = module.read(target)
    return records


def read_failures(target: str) -> Iterator[PageFailure]:
    """Reads the pages that failed when a store was written.

    Raises:
        UsageError: no store has such targets.
        StoreError: there is no such database, or what says the failures is broken.
    """
    module = import_module(_home(target))
    if hasattr(module, "read_failures"):
        failures: Iterator[PageFailure] = module.read_failures(target)
        return failures
    from wphf_extract.stores.files import read_failures as from_file

    return from_file(target)


def is_store(target: str) -> bool:
    """Says whether a path or URL is, by its ending or scheme, that of a store."""
    return _URL in target or _module(target) is not None


def _home(target: str) -> str:
    if _URL in target:
        return "wphf_extract.stores.database"
    module = _module(target)
    if module is None:
        raise UsageError(
            f"{target}: no store is known by this ending; known are {', '.join(_STORES)}, and URLs of databases"
        )
    return module


def _module(target: str) -> str | None:
    path = target.rstrip("/").lower()
    return next((module for ending, module in _STORES.items() if path.endswith(ending)), None)
