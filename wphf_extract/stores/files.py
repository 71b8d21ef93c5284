"""Files that are whole or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wphf_extract.errors import StoreError

__all__ = ["whole_file", "whole_path"]


@contextmanager
def whole_path(target: str) -> Iterator[str]:
    """Gives the path of a part file that takes the target's name at the end, and is removed after an error.

    Raises:
        StoreError: the target's folder does not exist or takes no files.
    """
    path = Path(target)
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error
    os.close(handle)
    try:
        yield part
        os.chmod(part, 0o666 & ~_umask())
        os.replace(part, path)
    except OSError as error:
        os.unlink(part)
        raise StoreError(f"{target}: {error.strerror or error}") from error
    except BaseException:
        os.unlink(part)
        raise


@contextmanager
def whole_file(target: str) -> Iterator[IO[str]]:
    """Gives a text file (UTF-8, line ends `\\n`) that appears under the target's name when it is whole."""
    with whole_path(target) as part, open(part, "w", encoding="utf-8", newline="\n") as file:
        yield file


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
