"""The journal of a bulk run: what is done, page by page, so that a run that was stopped can go on.

A file beside the output, one line a page, written when the page is done:

    {"key": …, "sha256": …, "run": …, "crc32": …} TAB [the page's results as JSON] LF

`sha256` is of what the page was read from, `run` of all else that decides the result (library, schema, model, rules,
language), so an entry is used again only where the result would be the same. A line that is not whole (the process was
killed, the disk was full) does not count as done. Only keys and offsets are held in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from wphf_extract import __version__
from wphf_extract.errors import GroundingError, StoreError
from wphf_extract.plain import page_from_dict
from wphf_extract.records import SCHEMA_VERSION, PageResult
from wphf_extract.resources import DEFAULT_MODEL, data_path, model_path
from wphf_extract.rules.ownfiles import RuleText

__all__ = ["Entry", "Journal", "fingerprint"]

_BEGINS, _HOLDS = b'{"key": ', b'"crc32": '  # each line of a journal
_FIRST = 1 << 16  # bytes of a file that tell whether it is one


class Entry(NamedTuple):
    """Where a line of the journal lies, in bytes, and what its results were made of."""

    start: int
    size: int
    sha256: bytes
    run: str


@lru_cache(maxsize=4)
def fingerprint(model: str = DEFAULT_MODEL, own: tuple[RuleText, ...] = (), language: str | None = None) -> str:
    """Returns 16 hexadecimal digits of all but the page that decides a result.

    These are the versions of the library and of the schema, every file of the model and of what all models share, the
    user's own rules, and the language that pages were said to be in: people edit rules without a thought for version
    numbers.

    Raises:
        ModelError: there is no such model.
    """
    digest = hashlib.sha256(f"{__version__}\n{SCHEMA_VERSION}\n".encode())
    for folder in (model_path(model), data_path("shared"), data_path("languages")):
        for file in sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc"):
            digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    for _, text in own:  # where the file lies makes no difference
        digest.update(f"own\0{len(text)}\0{text}".encode("utf-8", "surrogatepass"))
    if language is not None:
        digest.update(f"language\0{language}".encode())
    return digest.hexdigest()[:16]


class Journal:
    """What a run has done so far; a context manager that holds the file for this process alone.

    Args:
        path: the journal's file, made if there is none.
        resume: keep what it holds, for `find`; else it begins anew.

    Raises:
        StoreError: the file cannot be written, or another run is using it (on entering the context).
    """

    def __init__(self, path: str | Path, *, resume: bool = False) -> None:
        self.path = Path(path)
        #: Pages that were taken from the journal instead of being extracted.
        self.reused = 0
        self._resume = resume
        self._index: dict[str, Entry] = {}
        self._unseen: set[str] = set()
        self._stale = 0

    def __enter__(self) -> Self:
        try:
            self._refuse_others()
            self._file = open(self.path, "a+b", buffering=0)
            _lock(self._file, self.path)
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror}") from error
        try:
            if self._resume:
                self._load()
            else:
                self._file.truncate(0)
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None and (self._stale or self._unseen):
                self._compact()
            elif not self._file.seek(0, os.SEEK_END):
                self.path.unlink()  # nothing was done: leave no trace
        finally:
            self._file.close()

    def _refuse_others(self) -> None:
        """A journal is emptied and removed: no file that is none, and no device, may be taken for one."""
        if not self.path.exists():
            return
        if not self.path.is_file():
            raise StoreError(f"{self.path}: is a folder, a pipe or a device; name a file for the journal")
        with open(self.path, "rb") as file:
            first = file.read(_FIRST)
        if not (_BEGINS.startswith(first[: len(_BEGINS)]) or _HOLDS in first):  # a byte of it may have changed
            raise StoreError(f"{self.path}: is no journal of a run; name another file for it")

    def __len__(self) -> int:
        """The pages that were done when the run began."""
        return len(self._index)

    def find(self, key: str, sha256: str | None, run: str) -> Entry | None:
        """Returns the entry of a page, if it was made of the same bytes by the same library and model.

        Args:
            key: the page's key; a page that is asked for has not vanished.
            sha256: of what it is read from, hexadecimal; None if that cannot be read.
            run: see `fingerprint`.
        """
        self._unseen.discard(key)
        entry = self._index.get(key)
        if entry is None or sha256 is None:
            return None
        if entry.sha256 == bytes.fromhex(sha256) and entry.run == run:
            self.reused += 1
            return entry
        return None

    def read(self, entry: Entry) -> list[dict[str, Any]]:
        """Returns the results of an entry as plain values."""
        self._file.seek(entry.start)
        line = self._file.read(entry.size)
        results: list[dict[str, Any]] = json.loads(line[line.index(b"\t") :])
        return results

    def pages(self, entry: Entry) -> list[PageResult]:
        """Returns the results of an entry.

        Raises:
            StoreError: they are no results, though their checksum is right: somebody made them.
        """
        try:
            return [page_from_dict(page) for page in self.read(entry)]
        except (GroundingError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise StoreError(
                f"{self.path}: at byte {entry.start}: no results ({error}); run without --resume, which begins anew"
            ) from error

    def add(self, key: str, sha256: str, run: str, results: str) -> None:
        """Writes down that a page is done.

        Args:
            key: the page's key.
            sha256: of what it was read from, hexadecimal.
            run: see `fingerprint`.
            results: the page's results, as a JSON list on one line.

        Raises:
            StoreError: the disk is full, or the like.
        """
        if key in self._index:
            self._stale += 1
        body = results.encode("ascii")
        head = json.dumps({"key": key, "sha256": sha256, "run": run, "crc32": zlib.crc32(body)})
        line = b"%b\t%b\n" % (head.encode("ascii"), body)
        try:
            # one call a line, unbuffered: a kill between two calls leaves whole lines only
            written = self._file.write(line)
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror}") from error
        if written != len(line):
            raise StoreError(f"{self.path}: the disk is full")

    def vanished(self) -> list[str]:
        """Returns the keys of pages that an earlier run had done and this one was not given, in their old order."""
        return [key for key in self._index if key in self._unseen]

    def _load(self) -> None:
        whole = 0
        for key, entry in self._entries():
            self._stale += key in self._index
            self._index[key] = entry
            whole = entry.start + entry.size
        if whole < self._file.seek(0, os.SEEK_END):
            self._file.truncate(whole)
        self._unseen = set(self._index)

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        """The lines that are whole, in the order of the file."""
        start = 0
        with open(self.path, "rb") as file:
            for line in file:
                head, _, body = line.partition(b"\t")
                size = len(line)
                try:
                    facts = json.loads(head)
                    if line.endswith(b"\n") and zlib.crc32(body[:-1]) == facts["crc32"]:
                        run = sys.intern(facts["run"])  # the same for all: one string
                        yield str(facts["key"]), Entry(start, size, bytes.fromhex(facts["sha256"]), run)
                except (ValueError, KeyError, TypeError, RecursionError):
                    pass  # no whole line: the page counts as not done, and is extracted again
                start += size

    def _compact(self) -> None:
        """Writes the journal anew without the entries of vanished pages and those that later ones replace."""
        last = {key: entry.start for key, entry in self._entries() if key not in self._unseen}
        part = self.path.with_name(f"{self.path.name}.part")
        with open(part, "wb") as file:
            for key, entry in self._entries():
                if last.get(key) == entry.start:
                    self._file.seek(entry.start)
                    file.write(self._file.read(entry.size))
        os.replace(part, self.path)


def _lock(file: IO[bytes], path: Path) -> None:
    """Holds the file until this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows: two runs into one output are the user's to avoid
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise StoreError(
            f"{path}: another run is writing to this output; wait for it, or choose another one"
        ) from error
