"""Files become pages: HTML by what it begins with, anything else as plain text, line ends and all."""

from __future__ import annotations

import codecs
from pathlib import Path

from wphf_extract.errors import PageError
from wphf_extract.pages.html import is_html, page_from_html
from wphf_extract.pages.page import Page

__all__ = ["MAX_BYTES", "decode", "read_page"]

#: Largest file that is read, in bytes. A country page has some 20 kB; what is larger is no page.
MAX_BYTES = 20_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_page(path: Path | str) -> Page:
    """Reads a file: a saved web page (see `wphf_extract.pages.html`), or plain text.

    Args:
        path: a file; text in UTF-8, or in UTF-16 with a byte order mark; HTML in any encoding that it declares.

    Raises:
        PageError: there is no such file, it cannot be read, is too large or no text; the message names it.
    """
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise PageError(f"{file}: {size:,} bytes; no page is larger than {MAX_BYTES:,}: split it")
        data = file.read_bytes()
    except OSError as error:
        raise PageError(f"{file}: {error.strerror or error}") from error
    if is_html(data):
        return page_from_html(data, str(file))
    return Page(text=decode(data, str(file)), path=str(file))


def decode(data: bytes, name: str) -> str:
    """Returns bytes as text.

    Raises:
        PageError: they are no text in UTF-8 or marked UTF-16; the message names the page.
    """
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise PageError(
            f"{name}: not {encoding} at byte {error.start}; save the page as UTF-8 and try again"
        ) from error
    if "\0" in text:
        raise PageError(f"{name}: holds NUL characters: a binary file is no page")
    return text
