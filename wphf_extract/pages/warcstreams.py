"""The bytes of web archives: members of gzip files as they are unpacked, and streams with a limit on heads."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["CHUNK", "MAX_HEAD", "Member", "Stream"]

#: Bytes that are read at a time.
CHUNK = 1 << 16
#: Bytes of the heads of a record.
MAX_HEAD = 1 << 20
_MAX_LINE = 1 << 16  # bytes of a line of a head


class Member(io.RawIOBase):
    """One member of a gzip file, unpacked as it is read."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self.start = start
        #: Where the member ends in the file, once that is known.
        self.end: int | None = None
        self._file = file
        self._restart()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        while self.end is None:
            packed = self._packer.unconsumed_tail or self._file.read(CHUNK)
            data = self._packer.decompress(packed, len(view))
            if self._packer.eof:
                self.end = self._file.tell() - len(self._packer.unused_data)
            if data:
                view[: len(data)] = data
                return len(data)
            if not packed:
                break  # the file ends before the member does
        return 0

    def begins_with(self, mark: bytes) -> bool:
        """Says whether that is what is packed first; the member begins anew afterwards."""
        try:
            return self.read(len(mark)) == mark
        except zlib.error:
            return False
        finally:
            self._restart()

    def _restart(self) -> None:
        self.end = None
        self._file.seek(self.start)
        self._packer = zlib.decompressobj(16 + zlib.MAX_WBITS)


class Stream:
    """An archive's bytes, with a limit on what heads may hold: warcio sets none.

    Args:
        stream: where they come from.
        size: of the file in bytes, if the stream is a file in which to jump about.
    """

    def __init__(self, stream: BinaryIO, size: int | None = None) -> None:
        self._stream = stream
        self._size = size
        #: Bytes that may still be read as lines.
        self.room = MAX_HEAD

    def readline(self, size: int | None = None) -> bytes:
        line = self._stream.readline(min(size or _MAX_LINE, _MAX_LINE))
        self.room -= len(line)
        if self.room < 0:
            raise ValueError(f"a head of more than {MAX_HEAD:,} bytes")
        return line

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def skip(self, count: int) -> int:
        """Passes over bytes; returns how many of them are not there."""
        if self._size is not None:
            there = max(min(count, self._size - self._stream.tell()), 0)
            self._stream.seek(there, io.SEEK_CUR)
            return count - there
        while count and (data := self._stream.read(min(count, CHUNK))):
            count -= len(data)
        return count

    def tell(self) -> int:
        return self._stream.tell()
