"""CSV (RFC 4180, UTF-8): the tables of `wphf_extract.stores.tables`, one file each.

`out.csv` is the overview, the other tables stand beside it: `out.projects.csv`, `out.targets.csv` … A target that ends
in `.csv/`, or is a folder, becomes a folder of `overview.csv`, `projects.csv` …, which is written under another name
and then takes the place of the old one: renamed away, the new one renamed to its name, the old one removed. No file
system call swaps two folders everywhere, so for an instant between the two a reader finds none; never half of one.

Cells that a spreadsheet would take for a formula, and characters that XML cannot hold, are changed: see `cells.py`.
For texts as they are, take JSON Lines or Parquet.
"""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from typing import IO

from wphf_extract.errors import StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.records import PageResult, ProjectRecord
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.cells import safe
from wphf_extract.stores.files import FileStore, Sink, without_ending, write_all
from wphf_extract.stores.tables import TABLES, Row, failure_row, table_rows
from wphf_extract.taxonomy import Taxonomy, taxonomy
from wphf_extract.wholefiles import new_mode, whole_file

__all__ = ["csv_lines", "open_store", "write_csv"]


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of a `.csv` file and its neighbours, or of a folder of them."""
    in_folder = target.endswith(("/", os.sep)) or os.path.isdir(target)
    files = _folder(target) if in_folder else _neighbours(target)
    return FileStore(target, _opened(files, taxonomy(options.model, options.rules)))


def write_csv(records: Iterable[ProjectRecord], target: str) -> None:
    """Writes records as CSV tables.

    Raises:
        StoreError: the target cannot be written.
    """
    write_all(open_store(target, StoreOptions()), records)


def csv_lines(rows: Iterable[Row]) -> str:
    """Returns rows as lines of CSV; numbers as they are, None as nothing, texts made safe."""
    lines = StringIO(newline="")
    csv.writer(lines).writerows([[safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return lines.getvalue()


@contextmanager
def _opened(opening: AbstractContextManager[dict[str, IO[str]]], types: Taxonomy) -> Iterator[Sink]:
    with opening as files:
        for table, columns in TABLES.items():
            files[table].write(csv_lines([tuple(columns)]))
        yield Sink(partial(_write, files, types), partial(_fail, files))


def _write(files: dict[str, IO[str]], types: Taxonomy, page: PageResult) -> None:
    tables = {table: csv_lines(rows) for table, rows in table_rows(page, types).items()}
    for table, lines in tables.items():
        files[table].write(lines)


def _fail(files: dict[str, IO[str]], failure: PageFailure) -> None:
    files["errors"].write(csv_lines([failure_row(failure)]))


@contextmanager
def _neighbours(target: str) -> Iterator[dict[str, IO[str]]]:
    """Opens `out.csv` for the overview and `out.TABLE.csv` for the rest; the overview gets its name last."""
    with ExitStack() as stack:
        stem = without_ending(target, ".csv")
        names = {table: target if table == "overview" else f"{stem}.{table}.csv" for table in TABLES}
        yield {table: stack.enter_context(whole_file(name)) for table, name in names.items()}


@contextmanager
def _folder(target: str) -> Iterator[dict[str, IO[str]]]:
    """Opens the files of a folder that takes the target's name at the end; the folder there before must be one too."""
    path = Path(target)
    names = {table: f"{table}.csv" for table in TABLES}
    _refuse_other_files(path, set(names.values()))
    try:
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error
    try:
        with ExitStack() as stack:
            yield {
                table: stack.enter_context(open(part / name, "w", encoding="utf-8", newline=""))
                for table, name in names.items()
            }
        part.chmod(new_mode(0o777))
        _swap(part, path)
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_other_files(path: Path, names: set[str]) -> None:
    try:
        others = sorted({found.name for found in path.iterdir()} - names) if path.exists() else []
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
    if others:
        raise StoreError(f"{path}: would be replaced, but holds other files ({others[0]}); name another folder")


def _swap(new: Path, path: Path) -> None:
    """Gives a new folder the name of the one there; that one moves into the new one's hidden neighbour and goes."""
    old = new.with_suffix(".old")
    if path.exists():
        path.rename(old)
    try:
        new.rename(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)
