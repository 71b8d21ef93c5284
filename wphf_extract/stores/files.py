"""What all stores that write files share.

Such a store is a context manager around a `Sink`: what stands before the `yield` opens the file and writes its head,
what stands behind writes its foot, and is not reached after an error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from wphf_extract.errors import StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.plain import made
from wphf_extract.records import PageResult, ProjectRecord, page_key
from wphf_extract.stores.base import Store
from wphf_extract.wholefiles import whole_file

__all__ = [
    "FileStore",
    "Sink",
    "errors_path",
    "missing_extra",
    "pages_of",
    "read_failures",
    "told",
    "without_ending",
    "write_all",
]


@dataclass(frozen=True, slots=True)
class Sink:
    """Where a file store puts pages and, if its file has room for them, failures.

    `write` composes all of a page before it writes any of it, so that a page it refuses leaves no trace.
    """

    write: Callable[[PageResult], None]
    fail: Callable[[PageFailure], None] | None = None


class FileStore:
    """A store that writes a file. Failures that its sink does not take go to a file beside it: see `errors_path`.

    Args:
        target: the file.
        opened: opens it: the file stands under its name when this context has ended without an error.
    """

    def __init__(self, target: str, opened: AbstractContextManager[Sink]) -> None:
        self._target, self._opened = target, opened
        self._failures: list[PageFailure] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._sink = self._stack.enter_context(self._opened)
        return self

    def write(self, page: PageResult) -> None:
        """Writes a page.

        Raises:
            StoreError: the file's format cannot hold it; nothing of the page was written.
        """
        try:
            self._sink.write(page)
        except (UnicodeEncodeError, OverflowError) as error:
            raise StoreError(f"{self._target}: {page_key(page.source)} cannot be written: {error}") from error

    def fail(self, failure: PageFailure) -> None:
        """Writes a failure down, or keeps it for the file of errors."""
        (self._sink.fail or self._failures.append)(failure)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)
        if kind is None:
            _write_failures(errors_path(self._target), self._failures)


def errors_path(target: str) -> str:
    """Returns the name of the file that holds the failures of a run into `target`, one `PageFailure` a line."""
    return f"{without_ending(target, '.jsonl')}.errors.jsonl"


def without_ending(target: str, ending: str) -> str:
    """Returns a target without an ending, whether that is written small or in capitals."""
    return target[: -len(ending)] if target.lower().endswith(ending) else target


def _write_failures(path: str, failures: list[PageFailure]) -> None:
    if not failures:
        Path(path).unlink(missing_ok=True)  # of an earlier run
        return
    with whole_file(path) as file:
        for failure in failures:
            file.write(json.dumps({"source": failure.source, "stage": failure.stage, "message": failure.message}))
            file.write("\n")


def read_failures(target: str) -> Iterator[PageFailure]:
    """Reads the failures of the run that wrote a file; there are none where it has no file of errors.

    Raises:
        StoreError: a line of that file is no failure; the message names file and line.
    """
    path = errors_path(target)
    if not os.path.exists(path):
        return
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, start=1):
                yield _failure(line, f"{path}:{number}")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error


def _failure(line: bytes, where: str) -> PageFailure:
    try:
        return made(PageFailure, json.loads(line.decode()))
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(f"{where}: no page failure ({error}); remove the file to go on without it") from error


def told(error: Exception) -> str:
    """Returns what is wrong with a record that was read, as words for a message."""
    return f"the field {error} is missing" if isinstance(error, KeyError) else str(error)


def pages_of(records: Iterable[ProjectRecord]) -> Iterator[PageResult]:
    """Yields pages for records at hand without theirs; those of a page that follow each other stay together."""
    for _, group in groupby(records, key=lambda record: page_key(record.source)):
        found = tuple(group)
        yield PageResult(found[0].source, None, None, found, ())


def write_all(store: Store, records: Iterable[ProjectRecord]) -> None:
    """Writes records that are at hand without their pages."""
    with store:
        for page in pages_of(records):
            store.write(page)


def missing_extra(target: str, extra: str, error: ImportError) -> StoreError:
    """Returns the error that says which extra to install."""
    return StoreError(f"{target}: this needs an extra: pip install 'wphf-extract[{extra}]' ({error})")
