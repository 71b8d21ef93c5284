"""Web archives (WARC, ISO 28500), record by record: the pages that a crawler was given, in a memory of one page.

Archives are read as streams, and a gzip member at a time where they are packed, as the standard asks: what is broken
costs its record, for the next one is found by what records and members begin with. Nothing is written to disk, and
addresses are names only.

Needs the extra `warc`: warcio, and brotli, in which many servers pack their answers.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Generator, Iterator
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from wphf_extract.errors import PageError
from wphf_extract.pages.compressed import GZIP, MAX_BYTES, unzip
from wphf_extract.pages.encodings import decode_bytes
from wphf_extract.pages.html import is_html, page_from_html
from wphf_extract.pages.page import Page, missing_extra, page_name
from wphf_extract.pages.warcstreams import CHUNK, MAX_HEAD, Member, Stream

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["read_warc"]

_HTML = ("text/html", "application/xhtml+xml")
_TYPES = (*_HTML, "text/plain")
_PAGES = ("response", "resource")
_OK = "200"
_RECORD = b"WARC/"
_LINE_ENDS = (b"\r\n", b"\n")

#: Pages and errors of records; at the end, where a record began that could not be read to its end.
_Records = Generator[Page | PageError, None, int | None]


def read_warc(path: Path | str) -> Iterator[Page | PageError]:
    """Reads the pages of a web archive: what was answered (`response`) or kept (`resource`) in HTML or plain text.

    Args:
        path: a WARC file, packed with gzip or not.

    Yields:
        A page a record: `path` is the archive's, `#`, and the byte at which the record (or its gzip member) begins,
        `url` the address it came from. Answers other than 200 are no pages. For a broken record, or one larger than
        `MAX_BYTES`, an error whose `page` is that same name.

    Raises:
        PageError: the packages of the extra `warc` are missing, the file cannot be read or is no web archive.
    """
    name = page_name(path)
    try:
        import brotli  # noqa: F401
        import warcio.recordloader  # noqa: F401
    except ImportError as error:
        raise missing_extra(name, "web archives", "warc", error) from error
    logging.getLogger("warcio").addHandler(logging.NullHandler())  # what it mends is of no use to our users
    try:
        with open(path, "rb") as file:
            head = file.read(len(_RECORD))
            if head.startswith(GZIP):
                yield from _packed(file, name)
            elif head == _RECORD:
                yield from _plain(file, name)
            else:
                raise PageError(f"{name}: no web archive: {'it does not begin as one' if head else 'it is empty'}")
    except OSError as error:
        raise PageError(f"{name}: {error.strerror or error}") from error


# -- where records begin -----------------------------------------------------------------------------


def _plain(file: BinaryIO, name: str) -> Iterator[Page | PageError]:
    start: int | None = 0
    size = file.seek(0, io.SEEK_END)
    while start is not None:
        file.seek(start)
        broken = yield from _records(Stream(file, size), name)
        start = None if broken is None else _find(file, b"\r\n" + _RECORD, broken + 1, 2)


def _packed(file: BinaryIO, name: str) -> Iterator[Page | PageError]:
    start: int | None = 0
    expected = True  # a member begins here for sure; elsewhere, the three bytes that look like one may be chance
    while start is not None:
        member = Member(file, start)
        if expected or member.begins_with(_RECORD):
            yield from _member(member, f"{name}#{start}")
        end = start + 1 if member.end is None else member.end
        start = _find(file, GZIP, end, 0)
        expected = member.end is not None and start == end
        if member.end is not None and not expected and _holds_data(file, end):
            place = f"{name}#{end}"
            yield PageError(f"{place}: no gzip begins where one should", place)


def _member(member: Member, place: str) -> Iterator[Page | PageError]:
    stream = io.BufferedReader(member, CHUNK)
    failed = lost = False
    try:
        for page in _records(Stream(stream), place, packed=True):
            failed = isinstance(page, PageError)
            yield page
        while data := stream.read(CHUNK):  # on to where the next member begins
            lost = lost or _RECORD in data
    except zlib.error as error:
        if not failed:  # else this is the same damage
            yield PageError(f"{place}: broken gzip ({error}): what follows in this member is lost", place)
        return
    if lost:
        yield PageError(f"{place}: the records behind it in the same gzip member are lost", place)
    if member.end is None and not failed:
        yield PageError(f"{place}: the gzip is cut short", place)


def _holds_data(file: BinaryIO, start: int) -> bool:
    """Says whether more than padding stands there."""
    file.seek(start)
    return bool(file.read(CHUNK).strip(b"\0\r\n"))


def _find(file: BinaryIO, mark: bytes, start: int, skip: int) -> int | None:
    """Where the next record or member begins, at `start` or behind it."""
    file.seek(start)
    kept = b""
    while chunk := file.read(CHUNK):
        data = kept + chunk
        at = data.find(mark)
        if at >= 0:
            return start - len(kept) + at + skip
        kept = data[1 - len(mark) :]
        start += len(chunk)
    return None


# -- records -----------------------------------------------------------------------------------------


def _records(stream: Stream, name: str, *, packed: bool = False) -> _Records:
    """Reads records to the end of a stream, or to one that is broken.

    A page is given only once its record has ended as records do: the length that it states may be wrong, and then its
    page holds its neighbours, or a part of itself.
    """
    from warcio.recordloader import ArcWarcRecordLoader

    loader = ArcWarcRecordLoader()
    start, place, count = 0, name, 0
    while line := _first_line(stream):
        start = start if packed else stream.tell() - len(line)
        place = (f"{name}.{count}" if count else name) if packed else f"{name}#{start}"
        count += 1
        try:
            if not line.startswith(_RECORD):
                raise ValueError("no record begins where one should")
            record = loader.parse_record_stream(stream, line, known_format="warc", no_record_parse=True)
            int(record.rec_headers.get_header("Content-Length") or "")
        except zlib.error:
            raise
        except Exception as error:  # whatever a broken record does to the library
            yield PageError(f"{place}: a broken record ({error})", place)
            return start
        page = _read(record, loader, stream, place)
        missing = stream.skip(record.raw_stream.limit)
        if missing or not _ends(stream):
            what = f"cut short, {missing:,} bytes are missing" if missing else "its length is not what it states"
            yield PageError(f"{place}: a broken record ({what})", place)
            return start
        if page is not None:
            yield page
    return None


def _first_line(stream: Stream) -> bytes:
    """The next line that is not empty."""
    stream.room = MAX_HEAD
    while (line := stream.readline()) in _LINE_ENDS:
        stream.room = MAX_HEAD
    return line


def _ends(stream: Stream) -> bool:
    """Says whether a record ends here: with two empty lines, or with the stream, as some writers leave the last."""
    stream.room = MAX_HEAD
    return stream.readline() in (*_LINE_ENDS, b"") and stream.readline() in (*_LINE_ENDS, b"")


def _read(record: ArcWarcRecord, loader: Any, stream: Stream, place: str) -> Page | PageError | None:
    """A record's page; None for one that is no page."""
    try:
        return _page(record, loader, stream, place)
    except PageError as error:
        return PageError(str(error), place)
    except zlib.error:
        raise
    except Exception as error:  # the same as above
        return PageError(f"{place}: a broken record ({type(error).__name__}: {error})", place)


def _page(record: ArcWarcRecord, loader: Any, stream: Stream, place: str) -> Page | None:
    if record.rec_type not in _PAGES:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    content_type, http = record.content_type, None
    if record.rec_type == "response":
        http = loader.load_http_headers("response", url or "", record.raw_stream, record.length)
        if http is None or http.get_statuscode() != _OK:
            return None
        content_type = http.get_header("Content-Type")
    media = Message()
    media["Content-Type"] = content_type or ""
    kind, charset = media.get_content_type(), media.get_content_charset()
    if content_type and kind not in _TYPES:
        return None
    stream.room = MAX_BYTES
    data = _body(record, http, place)
    if kind in _HTML or is_html(data):
        page = page_from_html(data, place, url=url, charset=charset)
    else:
        decoded = decode_bytes(data, place, charset)
        page = Page(decoded.text, place, url, notes=decoded.notes)
        if not page.text.strip():
            raise PageError(f"{place}: holds no text")
    return page


def _body(record: ArcWarcRecord, http: Any, place: str) -> bytes:
    """What a record holds, as the server meant it."""
    from warcio.bufferedreaders import ChunkedDataReader

    raw, packing = record.raw_stream, ""
    if http is not None:
        packing = (http.get_header("Content-Encoding") or "").strip().lower()
        if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            raw = ChunkedDataReader(raw)
    data: bytes = raw.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise PageError(f"{place}: more than {MAX_BYTES:,} bytes; no page is larger")
    if packing in ("", "identity"):
        return data
    if packing in ("gzip", "x-gzip", "deflate"):
        # some crawlers unpack what they keep, and keep the server's word that it is packed
        return unzip(data, place) if data[:1] in (b"\x1f", b"\x78") else data
    if packing == "br":
        return _unbrotli(data, place)
    raise PageError(f"{place}: sent packed in a way that is not read: {packing}")


def _unbrotli(data: bytes, place: str) -> bytes:
    import brotli

    packer = brotli.Decompressor()
    try:
        unpacked: bytes = packer.process(data, output_buffer_limit=MAX_BYTES + 1)
    except brotli.error:
        if is_html(data):
            return data  # as above
        raise PageError(f"{place}: broken brotli") from None
    if len(unpacked) > MAX_BYTES:
        raise PageError(f"{place}: unpacks to more than {MAX_BYTES:,} bytes; no page is larger")
    return unpacked
