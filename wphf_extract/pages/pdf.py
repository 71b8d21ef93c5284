"""The text of PDF files: lines as printed, those of a paragraph or list item joined to one, and words that were cut.

Needs the extra `pdf`: pypdf, pure Python with limits on what a file may unpack to. A PDF knows no lists and no
paragraphs, only lines at places; so what is read is less sure than from any other form.
"""

from __future__ import annotations

import io
import logging
import re
import statistics
from collections import Counter

from wphf_extract.errors import PageError
from wphf_extract.language.folding import HYPHENS
from wphf_extract.pages.page import Page, missing_extra
from wphf_extract.reading.blocks import line_blocks
from wphf_extract.reading.readingcopy import ReadingCopy

__all__ = ["MAX_LEAVES", "page_from_pdf"]

#: Leaves (printed pages) that a PDF may have.
MAX_LEAVES = 500

_FULL = 0.75  # of a leaf's usual line length from which on a line is full, so that the next one goes on
_LONG_LINE = 40  # characters of lines that tell the usual length
_REPEATED = 3  # leaves that a line stands on, first or last, if it is a running title
_NUMBER = re.compile(r"\d+")
_SHORT = 100  # characters that one has at most


def page_from_pdf(data: bytes, path: str) -> Page:
    """Reads the text of a PDF file.

    Raises:
        PageError: the packages of the extra `pdf` are missing; the file is broken, protected by a password, too large,
            or holds pictures of text only.
    """
    try:
        import pypdf
    except ImportError as error:
        raise missing_extra(path, "PDF", "pdf", error) from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it mends is of no use to our users
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PageError(f"{path}: protected by a password; save it without one")
        if len(reader.pages) > MAX_LEAVES:
            raise PageError(f"{path}: {len(reader.pages):,} leaves; no page has more than {MAX_LEAVES}: split it")
        leaves = [leaf.extract_text() for leaf in reader.pages]
        title = str(reader.metadata.title).strip() if reader.metadata and reader.metadata.title else None
    except PageError:
        raise
    except Exception as error:  # whatever a broken file does to the library
        raise PageError(f"{path}: a broken PDF ({type(error).__name__}: {error}); save it again") from error
    text = _joined(leaves)
    if not text.strip():
        raise PageError(f"{path}: holds no text, only pictures: run text recognition (OCR) over it first")
    return Page(text, path, title=title or None)


def _joined(leaves: list[str]) -> str:
    """The lines of all leaves, without running titles, paragraphs in one line each."""
    lines = [[" ".join(line.split()) for line in leaf.splitlines()] for leaf in leaves]
    lines = [[line.encode("utf-8", "replace").decode() for line in leaf if line] for leaf in lines]
    tops = _running_titles([leaf[0] for leaf in lines if leaf])
    feet = _running_titles([leaf[-1] for leaf in lines if leaf])
    kept: list[str] = []
    for leaf in lines:
        # the first of the running heads stays: it may be the document's title
        first = bool(kept) and bool(leaf) and _numberless(leaf[0]) in tops
        last = bool(leaf) and _numberless(leaf[-1]) in feet
        kept += leaf[first : len(leaf) - last]
    long = [len(line) for line in kept if len(line) >= _LONG_LINE]
    full = _FULL * statistics.quantiles(long, n=10)[-1] if len(long) > 1 else float("inf")
    parts: list[str] = []
    for before, line in zip(["", *kept], kept, strict=False):
        goes_on = _is_mark(before) or (len(before) >= full and not _begins_item(line))
        # a word that is cut keeps its line end, by which `ReadingCopy` knows it
        cut = before.endswith(tuple(HYPHENS)) and line[0].islower()
        parts += ("" if not parts else " " if goes_on and not cut else "\n", line)
    return ReadingCopy("".join([*parts, "\n"])).text if parts else ""


def _is_mark(line: str) -> bool:
    """A bullet that is printed apart from its words."""
    return len(line) == 1 and not line.isalnum()


def _begins_item(line: str) -> bool:
    return _is_mark(line) or any(block.marker for block in line_blocks(line)[:1])


def _running_titles(lines: list[str]) -> set[str]:
    """Those of the first, or the last, lines of leaves that several share but for their numbers."""
    counts = Counter(_numberless(line) for line in lines if len(line) <= _SHORT)
    return {line for line, count in counts.items() if count >= _REPEATED}


def _numberless(line: str) -> str:
    return _NUMBER.sub("0", line)
