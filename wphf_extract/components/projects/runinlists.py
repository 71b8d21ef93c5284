"""Cuts lists that run on in one paragraph, as press releases have them, into their items: *The new grantees are: Alpha
(AL), for its plan to …; Beta Union, which will …; and Gamma, to …*, *funds go to (a) Alpha (AL), for …, (b) Beta …*."""

from __future__ import annotations

import regex

from wphf_extract.components.projects.linecues import LineCues
from wphf_extract.components.projects.namespans import NameSpans
from wphf_extract.reading.blocks import Block, trim

__all__ = ["split_list"]

_COLON = regex.compile(r":\s+")
# with the *and* before the last, or *to* before each
_ITEM_END = regex.compile(r";\s+(?:(?P<word>\p{Ll}{1,6}),?\s+){0,4}(?=[“\"«]?\p{Lu})")
# *(a)*, *2)*, before a name
_ENUMERATED = regex.compile(r"(?<=\s)\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})\)\s+(?:\p{Ll}{1,5}\s+)?(?=[“\"«]?\p{Lu})")
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
    """What leads to a list, and its items, parted by semicolons: behind a colon, or behind the small word that stands
    before each item (*They went to Alpha, for …; to Beta, for …; and to Gamma, for …*)."""
    text = spans.text
    if text.count(";", block.start, block.end) < _LEAST - 1:
        return []
    first = text.index(";", block.start, block.end)
    parting = list(_ITEM_END.finditer(text, first, block.end))
    colon = _COLON.search(text, block.start, first)
    at = colon.end() if colon else _behind_word(text, block.start, first, parting[0]["word"] if parting else None)
    if at is None or len(parting) < _LEAST - 1:
        return []
    starts, ends = [at, *(end.end() for end in parting)], [*(end.start() for end in parting), block.end]
    items = [Block(start, end, ";", False) for start, end in zip(starts, ends, strict=True)]
    if not all(_is_item(item, spans) for item in items):
        return []
    sure = sum(spans.is_distinct_or_foreign(item.start, _opening_end(text, item)) for item in items)
    announced = bool(colon and cues.first("partners", block.start, colon.start()))
    if not announced and sure < _SURE_SHARE * len(items):
        return []
    return [block._replace(end=trim(text, block.start, at)[1]), *items]


def _behind_word(text: str, start: int, end: int, word: str | None) -> int | None:
    """Where the first item begins: behind the first such word before a capital."""
    found = regex.search(rf"\s{word}\s+(?=[“\"«]?\p{{Lu}})", text, pos=start, endpos=end) if word else None
    return found.end() if found else None


def _is_item(item: Block, spans: NameSpans) -> bool:
    """A name begins it, and more is said."""
    words = spans.text[item.start : item.end].split(None, _HEAD_WORDS)
    return len(words) >= _ITEM_WORDS and spans.is_name_run(item.start, item.start + len(words[0]))
