"""The signs of Markdown in a page's text, which reads otherwise without them (see `readable`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wphf_extract.reading.changes import Change

__all__ = ["bold_type", "italics", "links", "pictures"]

_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*(?: \"[^\"\n]*\")?\)")
# The signs before and behind the words of a link, and of bold type and italics
_LINK = re.compile(r"(?P<before>\[)[^\[\]\n]*(?P<behind>\]\([^()\s]*(?: \"[^\"\n]*\")?\))")
_BOLD = re.compile(r"(?P<before>\*\*|__)(?=[^\s*_])[^*_\n]*(?<=[^\s*_])(?P<behind>(?P=before))")
_LETTER = re.compile(r"[^\W\d_]{2}")
# (the look behind stands behind the first sign, as `re` finds a pattern fastest by its first character)
_ITALIC = re.compile(r"(?P<before>\*)(?<![\w*]\*)(?=[^\s*])[^*\n]*(?<=[^\s*])(?P<behind>\*)(?![\w*])")


def pictures(text: str) -> Iterator[Change]:
    """Pictures of Markdown are left out."""
    if "](" in text:
        for picture in _PICTURE.finditer(text):
            yield Change(picture.start(), picture.end(), "")


def links(text: str) -> Iterator[Change]:
    """Links of Markdown are their words."""
    if "](" in text:
        yield from _without_signs(_LINK.finditer(text))


def bold_type(text: str) -> Iterator[Change]:
    """Words in bold type, as Markdown marks it, lose the marks; words before a colon keep them, for they may be a title
    (`**Protection:** Alpha runs …`)."""
    if "**" in text or "__" in text:
        yield from _without_signs(bold for bold in _BOLD.finditer(text) if not _is_title(text, bold))


def italics(text: str) -> Iterator[Change]:
    """Likewise words in italics."""
    if "*" in text:
        yield from _without_signs(words for words in _ITALIC.finditer(text) if not _is_title(text, words))


def _is_title(text: str, words: re.Match[str]) -> bool:
    """They begin a line, or an item, and a colon stands behind them."""
    if _LETTER.search(text, text.rfind("\n", 0, words.start()) + 1, words.start()):
        return False
    return text.endswith(":", 0, words.start("behind")) or text.startswith(":", words.end())


def _without_signs(found: Iterator[re.Match[str]]) -> Iterator[Change]:
    for match in found:
        yield Change(match.start("before"), match.end("before"), "")
        yield Change(match.start("behind"), match.end("behind"), "")
