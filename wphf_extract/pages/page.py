"""The page as read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and where it comes from.

    Attributes:
        text: the text that all offsets refer to, line ends as in the source.
        path: file it was read from, or a name the caller gave.
        url: address, where known.
        title: title, where it has one.
    """

    text: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
