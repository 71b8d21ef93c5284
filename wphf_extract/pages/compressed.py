"""Compressed bytes, unpacked up to a limit: a bomb is refused before it fills the memory."""

from __future__ import annotations

import zlib

from wphf_extract.errors import PageError

__all__ = ["GZIP", "MAX_BYTES", "is_gzip", "unzip"]

#: Largest page that is read, in bytes, unpacked. A country page has some 20 kB; what is larger is no page.
MAX_BYTES = 20_000_000

#: What each member of a gzip file begins with.
GZIP = b"\x1f\x8b\x08"
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


def is_gzip(data: bytes) -> bool:
    """Says whether bytes begin as gzip does."""
    return data.startswith(GZIP)


def unzip(data: bytes, name: str) -> bytes:
    """Returns what gzip (or zlib) packed; several members count as one file.

    Args:
        data: the bytes.
        name: of the page, for messages.

    Raises:
        PageError: it is broken or cut short, or unpacks to more than `MAX_BYTES`.
    """
    parts: list[bytes] = []
    room = MAX_BYTES + 1
    while data.strip(b"\0"):  # tapes are padded with zeros
        packer = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            parts.append(packer.decompress(data, room))
        except zlib.error as error:
            raise PageError(f"{name}: broken gzip ({error}); get the file again") from error
        room -= len(parts[-1])
        if room <= 0:
            raise PageError(f"{name}: unpacks to more than {MAX_BYTES:,} bytes; no page is larger")
        if not packer.eof:
            raise PageError(f"{name}: the gzip is cut short; get the file again")
        data = packer.unused_data
    return b"".join(parts)
