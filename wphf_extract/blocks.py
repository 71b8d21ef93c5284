"""Blocks: the lines, list items and headings that a page's text is made of, as offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from wphf_extract.folding import DASHES

__all__ = ["Block", "line_blocks"]

# Bullets of Symbol and Wingdings, as Word leaves them in pasted text
_PRIVATE = "\uf02d\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
_BULLETS = rf"[{DASHES}•*●○◦▪▫■□‣⁃∙·►▶➢➤✓✔{_PRIVATE}]+|o(?=\s\s*\p{{Lu}})"
# Marks that open a list item: bullets, dashes, and short numbers or letters before a dot or bracket.
_MARKER = regex.compile(rf"(?:{_BULLETS}|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)])(?:\s+|(?=[“”\"«„‘]?\p{{Lu}}))")
# Lines; a bullet inside a line begins a new one (its line break was lost).
_INNER = f"•●▪◦‣∙{_PRIVATE}"
_LINE = re.compile(rf"[{_INNER}]?[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029{_INNER}]+")


class Block(NamedTuple):
    """A line of a page, or several that are one.

    Attributes:
        start, end: the content, without marker and outer white space.
        marker: the mark that makes it a list item, or the empty string.
        gap: an empty line stands before it.
    """

    start: int
    end: int
    marker: str
    gap: bool


def line_blocks(text: str) -> list[Block]:
    """Returns the non-empty lines of a text as blocks.

    A line that goes on in the middle of a sentence (hard-wrapped text) belongs to the block before it.
    """
    blocks: list[Block] = []
    last_end = 0
    for line in _LINE.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        mark = _MARKER.match(text, start, end)
        marker = mark.group().strip() if mark and mark.end() < end else ""
        content = mark.end() if mark and marker else start
        gap = text.count("\n", last_end, start) > 1 or not blocks
        if blocks and not marker and not gap and _continues(text, blocks[-1], start):
            blocks[-1] = blocks[-1]._replace(end=end)
        else:
            blocks.append(Block(content, end, marker, gap))
        last_end = end
    return blocks


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _continues(text: str, block: Block, start: int) -> bool:
    return text[start].islower() and text[block.end - 1] not in ".!?:;"
