"""Cuts lists that run on in one paragraph, as press releases have them, into their items: *The new grantees are: Alpha
(AL), for its plan to …; Beta Union, which will …; and Gamma, to …*, *funds go to (a) Alpha (AL), for …, (b) Beta …*."""

from __future__ import annotations

import regex

from wphf_extract.blocks import Block, trim
from wphf_extract.components.linecues import LineCues
from wphf_extract.components.namespans import NameSpans

__all__ = ["split_list"]

_COLON = regex.compile(r":\s+")
_ITEM_END = regex.compile(r";\s+(?:\p{Ll}{1,4}\s+)?(?=[“\"«]?\p{Lu})")  # with the *and* before the last
# *(a)*, *2)*, before a name
_ENUMERATED = regex.compile(r"(?<=\s)\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})\)\s+(?:the\s+)?(?=[“\"«]?\p{Lu})")
_LEAST = 3  # items
_SURE_SHARE = 0.5  # of the items behind such marks that must begin with organisations beyond doubt
_ITEM_WORDS = 6  # of the shortest item
_HEAD_WORDS = 14  # within which the name of an item stands


def split_list(block: Block, spans: NameSpans, cues: LineCues) -> list[Block]:
    """Returns a line as it is, or as what leads to a list and its items, whose marker is a semicolon.

    Args:
        block: the line.
        spans: the names on the page.
        cues: what announces partners.
    """
    return _split_enumeration(block, spans) or _split_announced(block, spans, cues) or [block]


def _split_enumeration(block: Block, spans: NameSpans) -> list[Block]:
    """What leads to *(a) Alpha, for …; (b) Beta, which …*, and these; nothing if it is no such list."""
    text = spans.text
    marks = list(_ENUMERATED.finditer(text, block.start, block.end)) if ")" in text[block.start : block.end] else []
    if block.marker or len(marks) < _LEAST:
        return []
    ends = [*(mark.start() for mark in marks[1:]), block.end]
    items = [
        Block(*trim(text, mark.end(), end), mark.group().split()[0], False)
        for mark, end in zip(marks, ends, strict=True)
    ]
    sure = sum(spans.is_distinct_or_foreign(item.start, _opening_end(text, item)) for item in items)
    if sure < _SURE_SHARE * len(items) or not all(_is_item(item, spans) for item in items):
        return []
    lead = block._replace(end=trim(text, block.start, marks[0].start())[1])
    return [lead, *items] if lead.start < lead.end else items


def _opening_end(text: str, item: Block) -> int:
    """Where the words end that an item's name must stand in: at its first comma."""
    comma = text.find(",", item.start, item.end)
    return comma if comma >= 0 else item.end


def _split_announced(block: Block, spans: NameSpans, cues: LineCues) -> list[Block]:
    """What announces partners, and these, behind a colon and parted by semicolons."""
    text = spans.text
    colon = _COLON.search(text, block.start, block.end)
    if (
        colon is None
        or text.find(";", colon.end(), block.end) < 0
        or not cues.first("partners", block.start, colon.start())
    ):
        return []
    starts, ends = [colon.end()], []
    for end in _ITEM_END.finditer(text, colon.end(), block.end):
        ends.append(end.start())
        starts.append(end.end())
    items = [Block(start, end, ";", False) for start, end in zip(starts, [*ends, block.end], strict=True)]
    if len(items) < _LEAST or not all(_is_item(item, spans) for item in items):
        return []
    return [block._replace(end=colon.start() + 1), *items]


def _is_item(item: Block, spans: NameSpans) -> bool:
    """A name begins it, and more is said."""
    words = spans.text[item.start : item.end].split(None, _HEAD_WORDS)
    return len(words) >= _ITEM_WORDS and spans.is_name_run(item.start, item.start + len(words[0]))
