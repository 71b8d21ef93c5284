"""JSON Lines: one project record a line, UTF-8, no header; pages that failed stand in a file beside it.

The shape of a line is `wphf-extract schema`. Failures, if any, go to `NAME.errors.jsonl`, one `PageFailure` a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import IO, Any

from wphf_extract.errors import GroundingError, StoreError
from wphf_extract.plain import record_from_dict, record_to_dict
from wphf_extract.records import PageResult, ProjectRecord
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.files import FileStore, Sink, told
from wphf_extract.wholefiles import whole_file

__all__ = ["open_store", "read", "write_jsonl"]

_TORN = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # the halves of one character, as two


def write_jsonl(records: Iterable[ProjectRecord], file: IO[str]) -> int:
    """Writes records to an open text file, accents as they are; returns how many.

    Half a character (in the name of a file whose bytes are no UTF-8, say) is written as JSON's escape, `\\udcff`.

    Raises:
        UnicodeEncodeError: two halves stand side by side that would be read back as one character.
    """
    count = 0
    for record in records:
        file.write(_line(record_to_dict(record)))
        file.write("\n")
        count += 1
    return count


def _line(record: dict[str, Any]) -> str:
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        if _TORN.search(line):
            raise
        return json.dumps(record)
    return line


@contextmanager
def _opened(target: str) -> Iterator[Sink]:
    with whole_file(target) as file:
        yield Sink(lambda page: _write_page(page, file))


def _write_page(page: PageResult, file: IO[str]) -> None:
    lines = StringIO()
    write_jsonl(page.records, lines)
    file.write(lines.getvalue())


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of a `.jsonl` file."""
    return FileStore(target, _opened(target))


def read(target: str) -> Iterator[ProjectRecord]:
    """Reads the records of a `.jsonl` file, in its order.

    Raises:
        StoreError: there is no such file, or a line is no record; the message names file and line.
    """
    try:
        with open(target, "rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _record(line, f"{target}:{number}")
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error


def _record(line: bytes, where: str) -> ProjectRecord:
    try:
        return record_from_dict(json.loads(line.decode()))
    except (GroundingError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise StoreError(
            f"{where}: no project record ({told(error)}); `wphf-extract schema` prints its shape"
        ) from error
