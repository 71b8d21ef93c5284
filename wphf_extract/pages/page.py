"""The page as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wphf_extract.errors import PageError
from wphf_extract.pages.elements import Elements

__all__ = ["Page", "missing_extra", "named", "page_name"]


def page_name(path: Path | str) -> str:
    """Returns the name of a page that was read from a path: the path, bytes that are no UTF-8 written out."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def named(path: str | None, url: str | None) -> str:
    """Returns what messages call a page that comes from there."""
    return path or url or "page"


def missing_extra(name: str, what: str, extra: str, error: ImportError) -> PageError:
    """Returns the error that says which extra to install, to read pages of a kind."""
    return PageError(f"{name}: to read {what}, install the extra: pip install 'wphf-extract[{extra}]' ({error})")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and where it comes from.

    Attributes:
        text: the text that all offsets refer to, line ends as in the source.
        path: file it was read from, or a name the caller gave.
        url: address, where known.
        title: title, where it has one.
        language: what the page says of its own language (a tag of BCP 47), which decides where its text does not tell.
        notes: what the reader had to assume, for a person to know; each becomes a warning of the page's result.
        elements: where the elements of an HTML page stand in the text; ask `element_path`.

    Raises:
        TypeError: the text is no string.
    """

    text: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    elements: Elements | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):  # a path, or bytes: told here, for spaCy would fail far from the cause
            kind = type(self.text).__name__
            raise TypeError(f"a page's text must be a string, not {kind}; `read_page` reads a file")

    @property
    def name(self) -> str:
        """What messages call the page."""
        return named(self.path, self.url)

    def element_path(self, start: int, end: int | None = None) -> str | None:
        """Returns the HTML element that holds a stretch of the text, as a CSS selector from `html` downwards.

        `page.element_path(record.span.start, record.span.end)` gives a record's list item, as in
        `html > body > main > ul > li:nth-of-type(3)`.

        Args:
            start: offset of the first character.
            end: offset behind the last one; None means `start + 1`.

        Returns:
            The innermost block or list item that holds the whole stretch; None for pages that are not HTML.
        """
        return self.elements.path(start, start + 1 if end is None else end) if self.elements else None
