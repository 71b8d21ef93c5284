"""Saved web pages: HTML becomes the lines that a reader sees, without menus, banners and footers.

A list item becomes a line that begins with `- `, a numbered one with its number, a row of a table its cells with
dashes between them; headings and paragraphs stand between empty lines. Offsets of records refer to that text.

Needs the extra `html`: selectolax, an HTML 5 parser whose tree keeps the order of the page (libxml2's parser mends
broken lists in other ways than browsers do), and w3lib, which decodes bytes as browsers do: byte order mark, declared
encoding, else UTF-8, else Windows-1252.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wphf_extract.errors import PageError
from wphf_extract.pages.page import Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["is_html", "page_from_html"]

_DROPPED = {
    *("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "svg", "iframe"),
    *("canvas", "video", "audio", "select", "dialog"),
}
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alert", "complementary"))
_BANNER = re.compile(r"cookie|consent|gdpr|breadcrumb|share-|social-|newsletter|screen-reader|skip-link", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | {
    *("p", "div", "section", "article", "main", "ul", "ol", "li", "table", "tr", "dl", "dt", "dd", "blockquote", "pre"),
    *("figure", "figcaption", "address", "hr", "body"),
}
_APART = _HEADINGS | frozenset(("p", "ul", "ol", "table", "blockquote", "section", "article"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_GAPS = re.compile(r" *\n *")
_EMPTY_LINES = re.compile(r"\n{3,}")
_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.S
)
_MAIN_SHARE = 0.3  # of the body's text that its main part must hold to be taken for it


def is_html(data: bytes) -> bool:
    """Says whether bytes begin as an HTML page does."""
    return _START.match(data[:4096].replace(b"\0", b"")) is not None


def page_from_html(data: bytes, path: str | None = None) -> Page:
    """Reads a saved web page.

    Args:
        data: the bytes of the file.
        path: its name.

    Returns:
        The page, its `title` and `url` (the canonical link) as far as it states them.

    Raises:
        PageError: the packages of the extra `html` are missing.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
        from w3lib.encoding import html_to_unicode
    except ImportError as error:
        raise PageError(
            f"{path or 'page'}: to read HTML, install the extra: pip install 'wphf-extract[html]' ({error})"
        ) from error
    _, html = html_to_unicode(None, data, default_encoding="utf-8")
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    link = tree.css_first("link[rel=canonical]")
    writer = _Lines()
    root = _main_part(tree)
    if root is not None:
        writer.read(root)
    return Page(
        text=writer.text(),
        path=path,
        url=link.attributes.get("href") if link else None,
        title=_SPACE.sub(" ", title.text()).strip() or None if title else None,
    )


def _main_part(tree: object) -> LexborNode | None:
    """The element that holds the page proper: `main` or the only article, if a good part of the text is in it."""
    body: LexborNode | None = tree.body  # type: ignore[attr-defined]
    if body is None:
        return None
    whole = len(body.text())
    for selector in ("main", "[role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= _MAIN_SHARE * whole:
            return found[0]
    return body


class _Lines:
    """Writes the lines of a tree, from its first node to its last."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._ends = 2  # line ends written since the last word

    def text(self) -> str:
        """The lines written so far, without spaces at their ends and with one empty line at most between two."""
        text = _GAPS.sub("\n", "".join(self._parts))
        return _EMPTY_LINES.sub("\n\n", text).strip() + "\n"

    def read(self, root: LexborNode) -> None:
        """Reads an element and all in it; without recursion, since saved pages nest without end."""
        stack: list[LexborNode | int] = [root]
        while stack:
            node = stack.pop()
            if isinstance(node, int):
                self._end_line(node)
            elif node.is_text_node:
                self._write(_SPACE.sub(" ", node.text_content or ""))
            elif node.is_element_node and not _is_left_out(node):
                self._open(node, stack)

    def _open(self, node: LexborNode, stack: list[LexborNode | int]) -> None:
        """Begins an element, and puts on the stack what it holds and how it ends."""
        tag = node.tag or ""
        if tag == "br":
            self._parts.append("\n")
            self._ends += 1
        elif tag in _BLOCKS and not _inside_item(node):
            ends = 2 if tag in _APART else 1
            self._end_line(ends)
            stack.append(ends)
        if tag == "li":
            self._write(_marker(node))
        elif tag in ("td", "th") and _has_cell_before(node):
            self._write(" – ")
        stack.extend(reversed(list(node.iter(include_text=True))))

    def _write(self, words: str) -> None:
        self._parts.append(words)
        if not words.isspace():
            self._ends = 0

    def _end_line(self, ends: int) -> None:
        """Makes sure that so many line ends stand behind the last word: one, or two for an empty line."""
        self._parts.append("\n" * (ends - self._ends))
        self._ends = max(ends, self._ends)


def _is_left_out(node: LexborNode) -> bool:
    if node.tag in _DROPPED:
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("role") in _ROLES:
        return True
    return bool(_BANNER.search(f"{attributes.get('id') or ''} {attributes.get('class') or ''}")) and node.tag != "body"


def _inside_item(node: LexborNode) -> bool:
    """A paragraph that opens a list item or a cell begins no line: the marker stands before its words."""
    if node.tag not in ("p", "div", *_HEADINGS) or node.parent is None or node.parent.tag not in ("li", "td", "th"):
        return False
    before = node.prev
    return before is None or (before.is_text_node and not (before.text_content or "").strip() and before.prev is None)


def _marker(item: LexborNode) -> str:
    if item.parent is None or item.parent.tag != "ol":
        return "- "
    number = 1
    before = item.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "


def _has_cell_before(cell: LexborNode) -> bool:
    before = cell.prev
    while before is not None:
        if before.tag in ("td", "th"):
            return True
        before = before.prev
    return False
