"""Word documents (.docx) become HTML, and that the lines that a reader sees.

Needs the extra `docx`: mammoth, which knows Word's lists and headings. A document is a ZIP file of XML files; limits
are checked before anything is unpacked, nothing is written to disk, and what it links to is not opened.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from wphf_extract.errors import PageError
from wphf_extract.pages.html import page_from_html_text
from wphf_extract.pages.page import Page, missing_extra

__all__ = ["MAX_PARTS", "MAX_UNPACKED", "page_from_docx"]

#: Files that a document may hold, and the bytes they may unpack to, all together.
MAX_PARTS = 5_000
MAX_UNPACKED = 100_000_000
#: Bytes that one of its XML files may unpack to: its tree takes many times as much memory.
MAX_XML = 20_000_000

_BODY = "word/document.xml"


def page_from_docx(data: bytes, path: str) -> Page:
    """Reads a Word document.

    Raises:
        PageError: the packages of the extra `docx` are missing; it is no Word document, broken, protected by a
            password, or larger than the limits allow.
    """
    try:
        import mammoth
    except ImportError as error:
        raise missing_extra(path, "Word documents", "docx", error) from error
    _check(data, path)
    try:
        html = mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_image).value
    except Exception as error:  # whatever a broken document does to the library
        raise PageError(f"{path}: a broken Word document ({type(error).__name__}: {error})") from error
    return Page(page_from_html_text(html, path).text, path)


def _no_image(image: Any) -> list[Any]:
    return []


def _check(data: bytes, path: str) -> None:
    """Refuses what is no Word document, and what would unpack without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
            if _BODY not in file.namelist():
                raise PageError(f"{path}: a ZIP file, but no Word document: unpack it, or save the document as .docx")
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise PageError(f"{path}: unpacks to more than {MAX_UNPACKED:,} bytes or {MAX_PARTS:,} files")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(file, part, path)
    except PageError:
        raise
    except Exception as error:  # likewise: `zipfile` lets through what its decompressors raise
        raise PageError(f"{path}: a broken or protected document ({error})") from error


def _check_xml(file: zipfile.ZipFile, part: zipfile.ZipInfo, path: str) -> None:
    if part.file_size > MAX_XML:
        raise PageError(f"{path}: {part.filename} unpacks to more than {MAX_XML:,} bytes")
    # Word writes no document types; they are what entities that grow without end are declared in
    if b"<!DOCTYPE" in file.read(part).replace(b"\0", b""):
        raise PageError(f"{path}: {part.filename} declares a document type, as no Word document does")
