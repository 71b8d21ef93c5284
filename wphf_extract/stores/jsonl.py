"""JSON Lines: one project record a line, UTF-8, no header; pages that failed stand in a file beside it.

The shape of a line is `wphf-extract schema`. Failures, if any, go to `NAME.errors.jsonl`, one `PageFailure` a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from wphf_extract.errors import StoreError
from wphf_extract.records import PageFailure, PageResult, ProjectRecord, record_from_dict, record_to_dict
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.files import whole_file

__all__ = ["JsonLinesStore", "errors_path", "open_store", "read", "write_jsonl"]


def write_jsonl(records: Iterable[ProjectRecord], file: IO[str]) -> int:
    """Writes records to an open text file, accents as they are; returns how many."""
    count = 0
    for record in records:
        file.write(json.dumps(record_to_dict(record), ensure_ascii=False))
        file.write("\n")
        count += 1
    return count


def errors_path(target: str) -> str:
    """Returns the name of the file that holds the failures of a run into `target`."""
    return f"{target.removesuffix('.jsonl')}.errors.jsonl"


class JsonLinesStore:
    """Writes a `.jsonl` file that appears under its name when it is whole."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._failures: list[PageFailure] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._file = self._stack.enter_context(whole_file(self._target))
        return self

    def write(self, page: PageResult) -> None:
        """Writes the records of a page, one a line."""
        write_jsonl(page.records, self._file)

    def fail(self, failure: PageFailure) -> None:
        """Keeps a failure for the file of errors."""
        self._failures.append(failure)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        if kind is None:
            _write_failures(errors_path(self._target), self._failures)


def _write_failures(path: str, failures: list[PageFailure]) -> None:
    if not failures:
        Path(path).unlink(missing_ok=True)  # of an earlier run
        return
    with whole_file(path) as file:
        for failure in failures:
            file.write(json.dumps({"source": failure.source, "stage": failure.stage, "message": failure.message}))
            file.write("\n")


def open_store(target: str, options: StoreOptions) -> JsonLinesStore:
    """Returns the store of a `.jsonl` file."""
    return JsonLinesStore(target)


def read(target: str) -> Iterator[ProjectRecord]:
    """Reads the records of a `.jsonl` file, in its order.

    Raises:
        StoreError: there is no such file, or a line is no record; the message names file and line.
    """
    try:
        with open(target, encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _record(line, f"{target}:{number}")
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error


def _record(line: str, where: str) -> ProjectRecord:
    try:
        return record_from_dict(json.loads(line))
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{where}: no project record ({error}); `wphf-extract schema` prints its shape") from error
