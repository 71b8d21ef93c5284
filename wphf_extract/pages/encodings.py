"""Bytes become text: by byte order mark, by what is declared, as UTF-8, and at last as Windows-1252, which is said."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from wphf_extract.errors import PageError

__all__ = ["Decoded", "decode_bytes"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_UTF8 = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
# Python's names of the encodings of the WHATWG Encoding Standard
_OF_PAGES = re.compile(
    r"iso8859-\d+|cp125\d|cp866|cp874|koi8-[ru]|mac-(?:roman|cyrillic)|gb\w+|big5\w*|euc_\w+|shift_jis\w*|cp9\d\d"
    r"|iso2022_jp"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x80-\x9f]")
_FOREIGN_SHARE = 0.1  # of a text's bytes above ASCII that Western European languages stay below
_NULS_SHARE = 0.8  # of the bytes in odd or even places that are zero in UTF-16 of a Latin script


class Decoded(NamedTuple):
    """A text, the encoding it was in, and whether that was only assumed."""

    text: str
    encoding: str
    assumed: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it; see `Page.notes`."""
        if not self.assumed:
            return ()
        return (f"declares no encoding and was read as {self.encoding}: check the accents, or save it as UTF-8",)


def decode_bytes(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Returns bytes as text.

    A byte order mark goes before what is declared. Bytes that are no UTF-8 though they should be are taken for
    Windows-1252 (Latin-1 and more: what Western European pages without UTF-8 are in), if nothing in them speaks
    against it; a page in UTF-8 that is damaged in places stays UTF-8.

    Args:
        data: the bytes.
        name: of the page, for messages.
        declared: the encoding that the page, or the server that sent it, says it is in.

    Raises:
        PageError: they are no text, or in an encoding that cannot be told; the message says what to do.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_checked(_strict(data[len(mark) :], encoding, name), name), encoding, False)
    codec = _codec(declared)
    if wide := _wide(data):
        return Decoded(_checked(_strict(data, wide, name), name), wide, False)
    if b"\0" in data:
        raise PageError(f"{name}: holds NUL characters: a binary file is no page")
    if codec and data.isascii():
        return Decoded(_checked(data.decode(codec, "replace"), name), codec, False)
    try:
        text = data.decode()  # what is UTF-8 throughout is UTF-8, whatever was declared: chance does not look like it
    except UnicodeDecodeError as error:
        if codec:
            return Decoded(_checked(data.decode(codec, "replace"), name), codec, False)
        return _not_utf8(data, name, error)
    return Decoded(_checked(text, name), "utf-8", False)


def _codec(declared: str | None) -> str | None:
    """The codec for a declared encoding, if it is one of those that pages are written in other than UTF-8."""
    try:
        name = codecs.lookup((declared or "utf-8").strip()).name
    except (LookupError, ValueError):
        return None
    if name == "iso8859-1":
        return "cp1252"  # as web browsers have it
    return name if _OF_PAGES.fullmatch(name) else None


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise PageError(
            f"{name}: not {encoding} at byte {error.start}; save the page as UTF-8 and try again"
        ) from error


def _not_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    high = _HIGH.findall(data)
    whole = sum(len(run) > 1 and _UTF8.fullmatch(run) is not None for run in high)
    if whole * 2 > len(high):  # most accents are whole
        return Decoded(_checked(data.decode("utf-8", "replace"), name), "utf-8 with broken characters", True)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or sum(map(len, high)) > _FOREIGN_SHARE * len(data):
        raise PageError(
            f"{name}: not UTF-8 at byte {error.start}, nor Western European text; save the page as UTF-8 and try again"
        )
    return Decoded(_checked(text, name), "Windows-1252", True)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a Latin script is zero."""
    sample = data[:1000]
    half = len(sample) // 2
    if half > 1 and len(data) % 2 == 0:
        for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if sample[offset::2].count(0) > _NULS_SHARE * half and not sample[1 - offset :: 2].count(0):
                return encoding
    return None


def _checked(text: str, name: str) -> str:
    if "\0" in text:
        raise PageError(f"{name}: holds NUL characters: a binary file is no page")
    sample = text[:10_000]
    if len(_CONTROLS.findall(sample)) > max(2, len(sample) // 100):
        raise PageError(f"{name}: holds control characters: a binary file is no page")
    return text
