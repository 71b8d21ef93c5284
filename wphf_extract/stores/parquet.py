"""Parquet: one row a record, nested as the record is; `read` gives equal records back.

The schema is made from the dataclasses of `wphf_extract.records`, so that it cannot differ from them; its metadata
hold the schema version. Columns are compressed with Zstandard; a row group holds some thousand records. Failures go
to `NAME.parquet.errors.jsonl`. Needs the extra `parquet` (pyarrow).

What `wphf_extract.distributed` gave and Ray wrote is read as well: a folder of such files, named `NAME.parquet`, or
one of them. They have a column more, in which failures stand.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from wphf_extract.errors import GroundingError, StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.plain import made, record_from_dict, record_to_dict
from wphf_extract.records import SCHEMA_VERSION, PageResult, ProjectRecord
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.files import FileStore, Sink, missing_extra, told, write_all
from wphf_extract.stores.files import read_failures as failures_beside
from wphf_extract.wholefiles import whole_path

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FAILURE", "open_store", "read", "read_failures", "record_schema", "write_parquet"]

#: The column of failures, in what Ray writes; see `wphf_extract.distributed.output_schema`.
FAILURE = "failure"

# A row group is written when it has this many records or bytes: large enough to compress, small enough to hold.
_GROUP_ROWS, _GROUP_BYTES = 5_000, 32_000_000
_READ_ROWS = 1_000


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of a `.parquet` file.

    Raises:
        StoreError: pyarrow is missing.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise missing_extra(target, "parquet", error) from error
    return FileStore(target, _opened(target))


def write_parquet(records: Iterable[ProjectRecord], target: str) -> None:
    """Writes records to a `.parquet` file.

    Raises:
        StoreError: pyarrow is missing, or the target cannot be written.
    """
    write_all(open_store(target, StoreOptions()), records)


def record_schema() -> pa.Schema:
    """Returns the Arrow schema of a record."""
    import pyarrow as pa

    struct = _arrow_type(ProjectRecord)
    return pa.schema(list(struct), metadata={"wphf_extract.schema_version": SCHEMA_VERSION})


def _arrow_type(hint: Any) -> pa.DataType:
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    parts = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    if get_origin(hint) is Literal:
        return pa.string()
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(parts[0]))
    if isinstance(hint, UnionType) or parts:
        return _arrow_type(parts[0])
    hints = get_type_hints(hint)
    return pa.struct([_arrow_field(field.name, hints[field.name]) for field in fields(hint)])


def _arrow_field(name: str, hint: Any) -> pa.Field:
    import pyarrow as pa

    return pa.field(name, _arrow_type(hint), nullable=NoneType in get_args(hint))


@contextmanager
def _opened(target: str) -> Iterator[Sink]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = record_schema()
    waiting: list[pa.RecordBatch] = []
    rows = size = 0

    def write(page: PageResult) -> None:
        nonlocal rows, size
        try:
            batch = pa.RecordBatch.from_pylist([record_to_dict(record) for record in page.records], schema)
        except pa.ArrowException as error:
            raise StoreError(f"{target}: {page.source.path or 'a page'} does not fit the schema: {error}") from error
        waiting.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= _GROUP_ROWS or size >= _GROUP_BYTES:
            flush()

    def flush() -> None:
        nonlocal rows, size
        writer.write_table(pa.Table.from_batches(waiting, schema).combine_chunks())
        waiting.clear()
        rows = size = 0

    with whole_path(target) as part, pq.ParquetWriter(part, schema, compression="zstd") as writer:
        yield Sink(write)
        flush()


def read(target: str) -> Iterator[ProjectRecord]:
    """Reads the records of a `.parquet` file, or of a folder of them, in their order and a thousand at a time.

    Raises:
        StoreError: there is no such file, it is no Parquet file or holds something else, or pyarrow is missing.
    """
    for row, file in _rows(target):
        if row.pop(FAILURE, None) is None:
            with _told_of(file, "project record"):
                record = record_from_dict(row)
            yield record


def read_failures(target: str) -> Iterator[PageFailure]:
    """Reads the failures of the run that wrote a file or folder: those beside it, and those in it; raises as `read`."""
    yield from failures_beside(target)
    for row, file in _rows(target, [FAILURE]):
        if row.get(FAILURE) is not None:
            with _told_of(file, "page failure"):
                failure = made(PageFailure, row[FAILURE])
            yield failure


def _rows(target: str, columns: list[str] | None = None) -> Iterator[tuple[dict[str, Any], str]]:
    """The rows of a file, or of the files of a folder, each with its file; of all columns, or of some."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise missing_extra(target, "parquet", error) from error
    files = sorted(map(str, Path(target).glob("*.parquet"))) if os.path.isdir(target) else [target]
    if not files:
        raise StoreError(f"{target}: a folder without Parquet files")
    names = record_schema().names
    for path in files:
        try:
            with pq.ParquetFile(path) as file:
                if file.schema_arrow.names not in (names, [*names, FAILURE]):
                    raise StoreError(f"{path}: its columns are not those of project records")
                for batch in file.iter_batches(_READ_ROWS, columns=columns):
                    yield from ((row, path) for row in batch.to_pylist())
        except (OSError, ValueError, TypeError, KeyError, pa.ArrowException) as error:
            raise StoreError(f"{path}: cannot be read: {error}") from error


@contextmanager
def _told_of(path: str, what: str) -> Iterator[None]:
    try:
        yield
    except (GroundingError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path}: no {what}: {told(error)}") from error
