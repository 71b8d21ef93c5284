"""Cuts lists that run on in one paragraph, as press releases have them, into their items: *The new grantees are: Alpha
(AL), for its plan to …; Beta Union, which will …; and Gamma, to …*."""

from __future__ import annotations

import regex

from wphf_extract.blocks import Block
from wphf_extract.components.linecues import LineCues
from wphf_extract.components.namespans import NameSpans

__all__ = ["split_list"]

_COLON = regex.compile(r":\s+")
_ITEM_END = regex.compile(r";\s+(?:\p{Ll}{1,4}\s+)?(?=[“\"«]?\p{Lu})")  # with the *and* before the last
_LEAST = 3  # items
_ITEM_WORDS = 6  # of the shortest item
_HEAD_WORDS = 14  # within which the name of an item stands


def split_list(block: Block, spans: NameSpans, cues: LineCues) -> list[Block]:
    """Returns a line as it is, or as what leads to a list and its items, whose marker is a semicolon.

    Args:
        block: the line.
        spans: the names on the page.
        cues: what announces partners.
    """
    text = spans.text
    colon = _COLON.search(text, block.start, block.end)
    if (
        colon is None
        or text.find(";", colon.end(), block.end) < 0
        or not cues.first("partners", block.start, colon.start())
    ):
        return [block]
    starts, ends = [colon.end()], []
    for end in _ITEM_END.finditer(text, colon.end(), block.end):
        ends.append(end.start())
        starts.append(end.end())
    items = [Block(start, end, ";", False) for start, end in zip(starts, [*ends, block.end], strict=True)]
    if len(items) < _LEAST or not all(_is_item(item, spans) for item in items):
        return [block]
    return [block._replace(end=colon.start() + 1), *items]


def _is_item(item: Block, spans: NameSpans) -> bool:
    """A name begins it, and more is said."""
    words = spans.text[item.start : item.end].split(None, _HEAD_WORDS)
    return len(words) >= _ITEM_WORDS and spans.is_name_run(item.start, item.start + len(words[0]))
