"""Saved web pages: HTML becomes the lines that a reader sees, without menus, banners and footers.

`wphf_extract.pages.lines` says how lines look. Offsets of records refer to them, and the page can tell which element a
stretch of them comes from (`Page.element_path`).

Needs the extra `html`: selectolax, an HTML 5 parser whose tree keeps the order of the page (libxml2's parser mends
broken lists in other ways than browsers do), and w3lib, which finds the encoding that a page declares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from wphf_extract.errors import PageError
from wphf_extract.pages.encodings import decode_bytes
from wphf_extract.pages.lines import HEADINGS, SPACE, read_lines
from wphf_extract.pages.nesting import flatten
from wphf_extract.pages.page import Page, missing_extra, named

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["is_html", "page_from_html", "page_from_html_text"]

_DROPPED = {
    *("script", "style", "noscript", "template", "nav", "footer", "aside", "svg", "iframe", "object", "math"),
    *("canvas", "video", "audio", "select", "textarea", "datalist", "dialog", "title", "head"),
}
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alert", "alertdialog", "complementary"))
# Words of names of classes, as themes and plug-ins of web sites use them
_BANNER = re.compile(
    r"(?<![a-z])(?:cookies?|consent|gdpr|breadcrumbs?|newsletter|screen-reader|sr-only|visually-hidden|skip-link"
    r"|social-(?:share|sharing|links?|icons?|media|menu|nav)|share-(?:buttons?|links?|icons?|bar)|sharedaddy|addtoany)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.S
)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_HEAD = 4096  # bytes in which a page says what it is
_MAIN_SHARE = 0.3  # of the body's text that its main part must hold to be taken for it
_PAGE_SHARE = 0.5  # of the body's text in an element that is the page, whatever its name says


def is_html(data: bytes) -> bool:
    """Says whether bytes begin as an HTML page does, in whichever encoding."""
    head = data[:_HEAD].replace(b"\0", b"")
    return _START.match(re.sub(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", head)) is not None


def page_from_html(data: bytes, path: str | None = None, *, url: str | None = None, charset: str | None = None) -> Page:
    """Reads a saved web page.

    Args:
        data: the bytes of the file.
        path: its name.
        url: its address, where known; else the page's own word for it is taken.
        charset: the encoding that the server which sent it said it is in.

    Returns:
        The page, its `title`, `url` (the canonical link, or what a browser wrote when saving it) and `language` as far
        as it states them.

    Raises:
        PageError: the packages of the extra `html` are missing, it has no text, or in an encoding that cannot be told.
    """
    name = named(path, url)
    try:
        from w3lib.encoding import html_body_declared_encoding
    except ImportError as error:
        raise missing_extra(name, "HTML", "html", error) from error
    decoded = decode_bytes(data, name, charset or html_body_declared_encoding(data))
    return page_from_html_text(decoded.text, path, url=url, notes=decoded.notes)


def page_from_html_text(
    html: str, path: str | None = None, *, url: str | None = None, notes: tuple[str, ...] = ()
) -> Page:
    """Reads HTML that has been decoded; see `page_from_html`."""
    name = named(path, url)
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        raise missing_extra(name, "HTML", "html", error) from error
    # a lone surrogate, as no file holds one, cannot be handed to the parser
    html = html.encode("utf-8", "replace").decode()
    tree = LexborHTMLParser(flatten(html, name))
    root = _main_part(tree)
    text, elements = read_lines(root, _Judge(tree)) if root is not None else ("", None)
    if not text.strip():
        raise PageError(
            f"{name}: holds no text; if a browser shows some, save the page there, as it is shown, and retry"
        )
    title = tree.css_first("title")
    return Page(
        text=text,
        path=path,
        url=url or _address(tree, html),
        title=SPACE.sub(" ", title.text()).strip() or None if title else None,
        language=_language(tree),
        notes=notes,
        elements=elements,
    )


def _address(tree: LexborHTMLParser, html: str) -> str | None:
    for selector, attribute in (("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")):
        found = tree.css_first(selector)
        if found and (address := (found.attributes.get(attribute) or "").strip()):
            return address
    saved = _SAVED_FROM.search(html[:_HEAD])
    return saved[1] if saved else None


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.css_first("html")
    if root is None:
        return None
    return (root.attributes.get("lang") or root.attributes.get("xml:lang") or "").strip() or None


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the page proper: `main` or the only article, if a good part of the text is in it."""
    body: LexborNode | None = tree.body
    if body is None:
        return None
    whole = len(body.text())
    for selector in ("main", "[role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= _MAIN_SHARE * whole:
            return found[0]
    return body


class _Judge:
    """Says what of a page is left out: menus, banners, footers, what is hidden and not to be unfolded."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._page = _PAGE_SHARE * len(tree.body.text()) if tree.body else 0
        # what buttons unfold is part of the page, though it may be folded when it is saved
        controls = [node.attributes.get("aria-controls") or "" for node in tree.css("[aria-controls]")]
        self._unfolded = {name for names in controls for name in names.split()}

    def __call__(self, node: LexborNode, tag: str, inside: Callable[[str], bool]) -> bool:
        if tag in _DROPPED:
            return True
        attributes = node.attributes
        if tag == "button":
            return "aria-expanded" not in attributes and not any(map(inside, HEADINGS))
        if tag == "header" and not (inside("main") or inside("article")):
            return True
        named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if tag == "form" or attributes.get("role") in _ROLES or _BANNER.search(named):
            return tag != "body" and not self._is_page(node)
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return attributes.get("role") != "tabpanel" and attributes.get("id") not in self._unfolded
        return False

    def _is_page(self, node: LexborNode) -> bool:
        """An element that holds most of the page is no banner: some frameworks put all of it into a form."""
        return len(node.text()) > self._page
