"""Markdown becomes HTML, and that the lines that a reader sees: list items, headings, tables, no marks of emphasis.

Needs the extra `markdown`: markdown-it-py, which follows CommonMark.
"""

from __future__ import annotations

from wphf_extract.errors import PageError
from wphf_extract.pages.encodings import decode_bytes
from wphf_extract.pages.html import page_from_html_text
from wphf_extract.pages.page import Page, missing_extra

__all__ = ["MAX_MARKDOWN_BYTES", "page_from_markdown"]

#: Largest Markdown file, in bytes: hostile input takes its parser a time that grows with the square of its length.
MAX_MARKDOWN_BYTES = 200_000


def page_from_markdown(data: bytes, path: str) -> Page:
    """Reads a Markdown file: CommonMark with tables; HTML inside it counts as in a browser.

    Raises:
        PageError: the packages of the extra `markdown` are missing, the file is too large, no text or without words.
    """
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        raise missing_extra(path, "Markdown", "markdown", error) from error
    if len(data) > MAX_MARKDOWN_BYTES:
        raise PageError(
            f"{path}: {len(data):,} bytes; no Markdown page is larger than {MAX_MARKDOWN_BYTES:,}: split it"
        )
    decoded = decode_bytes(data, path)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    try:
        html = parser.render(decoded.text)
    except (RecursionError, ValueError, IndexError, KeyError) as error:  # what odd input does to its parser
        raise PageError(f"{path}: no Markdown that can be read ({type(error).__name__}: {error})") from error
    page = page_from_html_text(html, path, notes=decoded.notes)
    # its elements are those of a rendering that nobody has
    return Page(page.text, path, notes=decoded.notes)
