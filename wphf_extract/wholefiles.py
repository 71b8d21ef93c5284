"""Files that are whole or not there: what is written takes its name when it is complete, or is removed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wphf_extract.errors import StoreError

__all__ = ["new_mode", "whole_file", "whole_path"]


@contextmanager
def whole_path(target: str) -> Iterator[str]:
    """Gives the path of a part file that takes the target's name at the end, and is removed after an error.

    The part is on the disk before it gets the name, so that a crash of the system leaves no half file either.

    Raises:
        StoreError: the target is a folder, a pipe or a device, or its folder does not exist or takes no files.
    """
    path = Path(target)
    if os.path.isdir(target):
        raise StoreError(f"{target}: is a folder; name a file")
    if os.path.exists(target) and not os.path.isfile(target):
        raise StoreError(f"{target}: is a pipe or a device, which takes no file's place; name a file")
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except FileNotFoundError as error:
        raise StoreError(f"{target}: {error.strerror}: make the folder {path.parent} first") from error
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error
    os.close(handle)
    try:
        yield part
        _settle(part)
        os.chmod(part, new_mode(0o666))
        os.replace(part, path)
    except OSError as error:
        os.unlink(part)
        raise StoreError(f"{target}: {error.strerror or error}") from error
    except BaseException:
        os.unlink(part)
        raise


def _settle(path: str) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def whole_file(target: str) -> Iterator[IO[str]]:
    """Gives a text file (UTF-8, line ends as written) that appears under the target's name when it is whole."""
    with whole_path(target) as part, open(part, "w", encoding="utf-8", newline="\n") as file:
        yield file


def new_mode(mode: int) -> int:
    """Returns the permissions that the process gives to a new file of this mode."""
    mask = os.umask(0)
    os.umask(mask)
    return mode & ~mask
