"""Files become pages, by what they begin with; their names only settle what cannot be seen (HTML parts, Markdown)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wphf_extract.errors import PageError
from wphf_extract.pages.compressed import MAX_BYTES, is_gzip, unzip
from wphf_extract.pages.encodings import decode_bytes
from wphf_extract.pages.html import is_html, page_from_html
from wphf_extract.pages.page import Page, page_name

__all__ = ["ARCHIVE_SUFFIXES", "MAX_BYTES", "PAGE_SUFFIXES", "decode", "page_from_bytes", "read_page", "read_pages"]

_TEXT = (".txt", ".text")
_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_GZIP = ".gz"
_READABLE = (*_TEXT, *_HTML, *_MARKDOWN)

#: Endings of archives: a file of many pages.
ARCHIVE_SUFFIXES = (".warc", ".warc.gz")
#: Endings by which the pages of a folder are known.
PAGE_SUFFIXES = (*_READABLE, *(f"{suffix}{_GZIP}" for suffix in _READABLE), ".docx", ".pdf", *ARCHIVE_SUFFIXES)

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_WARC = b"WARC/"
# Forms of documents that people will try, and what to do about them
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of old Microsoft Office: save it as .docx"),
    (b"{\\rtf", "a document in RTF: save it as .docx, or as text"),
    (b"BZh", "packed with bzip2: unpack it"),
    (b"\xfd7zXZ\0", "packed with xz: unpack it"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it"),
)


def read_pages(path: Path | str) -> Iterator[Page | PageError]:
    """Reads the pages of a file: one, or as many as an archive (WARC) holds, one after the other.

    Yields:
        A page, or for a broken record of an archive the error, whose `page` names the record.

    Raises:
        PageError: as `read_page` does.
    """
    if str(path).lower().endswith(ARCHIVE_SUFFIXES):
        from wphf_extract.pages.warc import read_warc

        yield from read_warc(path)
    else:
        yield read_page(path)


def read_page(path: Path | str) -> Page:
    """Reads a file: plain text, a saved web page, Markdown, DOCX or PDF, as it is or packed with gzip.

    Args:
        path: a file of at most `MAX_BYTES` bytes, packed and unpacked; text in the encoding that it declares, else in
            UTF-8, UTF-16 or Windows-1252 (see `wphf_extract.pages.encodings`).

    Raises:
        PageError: there is no such file, it cannot be read, is too large, holds no text or is of a form that is not
            read, or the extra that reads it is missing; the message names it and says what to do.
    """
    file, name = Path(path), page_name(path)
    try:
        if not file.is_file() and file.exists():
            raise PageError(f"{name}: not a file")
        with open(file, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = max(file.stat().st_size, len(data))
    except OSError as error:
        raise PageError(f"{name}: {error.strerror or error}") from error
    if size > MAX_BYTES:
        raise PageError(f"{name}: {size:,} bytes; no page is larger than {MAX_BYTES:,}: split it")
    return page_from_bytes(data, name)


def page_from_bytes(data: bytes, name: str) -> Page:
    """Reads the bytes of a file; see `read_page`, which does it for a path.

    Args:
        data: the bytes.
        name: the page's `path`; its ending counts where the bytes do not tell.
    """
    ending = name.lower()
    if is_gzip(data):
        data = unzip(data, name)
        ending = ending.removesuffix(_GZIP)
        if is_gzip(data):
            raise PageError(f"{name}: packed twice; unpack it")
    if data.startswith(_ZIP):
        from wphf_extract.pages.docx import page_from_docx

        return page_from_docx(data, name)
    if data[:1024].lstrip().startswith(_PDF):
        from wphf_extract.pages.pdf import page_from_pdf

        return page_from_pdf(data, name)
    _refuse_others(data, name)
    if is_html(data) or (ending.endswith(_HTML) and b"<" in data):
        return page_from_html(data, name)
    if ending.endswith(_MARKDOWN):
        from wphf_extract.pages.markdown import page_from_markdown

        return page_from_markdown(data, name)
    decoded = decode_bytes(data, name)
    if not decoded.text.strip():
        raise PageError(f"{name}: holds no text")
    return Page(decoded.text, name, notes=decoded.notes)


def decode(data: bytes, name: str) -> str:
    """Returns bytes as text.

    Raises:
        PageError: they are no text, or in an encoding that cannot be told; the message names the page.
    """
    return decode_bytes(data, name).text


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith(_WARC):
        raise PageError(f"{name}: a web archive; name it .warc or .warc.gz")
    for mark, what in _OTHERS:
        if data.startswith(mark):
            raise PageError(f"{name}: {what}")
