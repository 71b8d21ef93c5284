"""Blocks: the lines, list items and headings that a page's text is made of, as offsets."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from wphf_extract.language.folding import DASHES

__all__ = ["BULLET_SIGNS", "PICTURE_NAME", "Block", "indentation", "is_wrapped", "line_blocks", "marker_kind", "trim"]

# Bullets of Symbol and Wingdings, as Word leaves them in pasted text
_PRIVATE = "\uf02d\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
#: signs that are bullets wherever a line begins with one
BULLET_SIGNS = f"•●○◦▪▫■□‣⁃∙·►▶➢➤✓✔{_PRIVATE}"
# Other symbols, with white space behind them: arrows, ticks, pictures
_SYMBOLS = r"[[\p{So}\p{Sm}\U0001f3fb-\U0001f3ff»›]--[|=<>©®]]+(?=\s)"
# Bullets of Wingdings, once Word has saved a text without its fonts
_LETTERS = r"[§¤¶](?=\s)|[oØüŸvqnlà](?=\t)"
_BULLETS = rf"[{DASHES}*{BULLET_SIGNS}]+|{_SYMBOLS}|{_LETTERS}|o(?=\s+[\p{{Lu}}\d])|(?<=[^\S\n]{{2}})o(?=\s+\p{{Ll}})"
_PARAGRAPH = 60  # characters: behind the code of a grant shorter lines are titles
# Such a code: *WPHF-MWI-01*, *[MLI/22/004]:*
_CODE = (
    rf"[\[(]?(?=[{DASHES}/.\p{{Lu}}\d]*\d\d)\p{{Lu}}[\p{{Lu}}\d]+(?:[{DASHES}/.][\p{{Lu}}\d]+){{2,5}}[\])]?"
    rf"(?:\s?[{DASHES}:.])?(?=\s+[“”\"«„‘]?\p{{Lu}}[^\n]{{{_PARAGRAPH},}})"
)
# Marks that open a list item: bullets, dashes, short numbers or letters before a dot or bracket, and codes.
_MARKER = regex.compile(
    rf"(?:{_BULLETS}|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)]|{_CODE})(?:\s+|(?=[“”\"«„‘]?\p{{Lu}}))",
    regex.VERSION1,
)
# The signs of a heading in Markdown, or the number of a chapter: *4.1 Grants*
_HEADING = regex.compile(r"#{1,6}\s+(?=\S)|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[“\"«„‘]?\p{Lu})")
_WRAPPED = 40  # characters of a line that was broken for its length
_LONGER = 1.5  # times as long as the line before it a line that goes on may be
_WIDEST = 110  # characters of lines of a page that is wrapped throughout
_FULL_SHARE, _FULL = 0.7, 8  # of its lines, and how many of them at least, have no room for the next line's first word
_ROOM = 0.975  # of the width: letters are not all as wide as each other
_USUAL = 0.95  # of the lines are no longer than the width
#: the name of a picture's file
PICTURE_NAME = re.compile(r"[\w().%-]+\.(?:png|jpe?g|gif|svg|webp)", re.IGNORECASE)
_RULE = re.compile(rf"[{DASHES}_=*~#·•\s]{{3,}}")  # a line that only parts what stands above from what stands below
# Lines; a bullet inside a line begins a new one (its line break was lost).
_INNER = f"•●▪◦‣∙{_PRIVATE}"
_WORD = re.compile(r"\S+")
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

    A line that goes on in the middle of a sentence (hard-wrapped text), or hangs below a list item further to the right
    than its marker, belongs to the block before it. So does, on a page that is wrapped throughout, each line for whose
    first word there was no room. A line of dashes is an empty one.
    """
    blocks: list[Block] = []
    widths = _wrap_widths(text)
    ruled = False  # a line of dashes stands right above
    last = (0, 0)  # where the last line that is not empty begins and ends
    column = -1  # of the marker of the last list item, while nothing but its own lines followed
    for line in _LINE.finditer(text):
        start, end = trim(text, line.start(), line.end())
        heading = _HEADING.match(text, start, end)
        start = heading.end() if heading else start
        if start == end:
            continue
        if _RULE.fullmatch(text, start, end):
            ruled = True
            continue
        mark = _MARKER.match(text, start, end)
        marker = mark.group().strip() if mark and mark.end() < end else ""
        content = mark.end() if mark and marker else start
        gap = ruled or text.count("\n", last[1], start) > 1 or not blocks
        ruled = False
        length = last[1] - last[0]
        # a line far longer than the one above was not broken for its length: that one ended there
        alike = length >= _WRAPPED and end - start <= _LONGER * length
        hangs = not gap and alike and 0 <= column < start - line.start()
        full = bool(widths) and not gap and _is_full(text, last, start, widths, in_item=column >= 0)
        if blocks and not (marker or heading or gap) and (hangs or full or _continues(text, blocks[-1], start, end)):
            blocks[-1] = blocks[-1]._replace(end=end)
        else:
            blocks.append(Block(content, end, marker, gap))
            column = start - line.start() if marker else -1
        last = (start, end)
    return blocks


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns a stretch of a text without outer white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _continues(text: str, block: Block, start: int, end: int) -> bool:
    goes_on = text[start].islower() and text[block.end - 1] not in ".!?:;"
    return goes_on and not PICTURE_NAME.fullmatch(text, start, end)


def is_wrapped(text: str) -> bool:
    """Lines were broken for their length throughout."""
    return bool(_wrap_widths(text))


@lru_cache(maxsize=1)  # it is asked of each page twice
def _wrap_widths(text: str) -> dict[int, int]:
    """By indentation, how long lines may be where they were broken for their length, but for one in twenty."""
    lines = text.splitlines()
    if sum(len(line) > _WIDEST for line in lines) > (1 - _USUAL) * len(lines):
        return {}
    lengths: dict[int, list[int]] = defaultdict(list)
    # how long lines are, and would be with the first word of the next
    needed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line, below in pairwise([*lines, ""]):
        if line.strip():
            indent = _indent(line)
            lengths[indent].append(len(line))
            # an item opens a line, however much room there was
            if below.strip() and _indent(below) == indent and not _MARKER.match(below.lstrip()):
                needed[indent].append((len(line), len(line) + 1 + len(below.split(None, 1)[0])))
    widths: dict[int, int] = {}
    for indent, known in lengths.items():
        width = sorted(known)[int(len(known) * _USUAL)]
        # shorter lines are headings, or end paragraphs
        long = [with_next for length, with_next in needed[indent] if length > width / 2]
        full = sum(with_next > width for with_next in long)
        if _WRAPPED < width <= _WIDEST and full >= max(_FULL, _FULL_SHARE * len(long)):
            widths[indent] = width
    return widths


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_full(text: str, last: tuple[int, int], start: int, widths: dict[int, int], *, in_item: bool) -> bool:
    """The first word behind `start` would have made the line before it, indented alike or in a list item, too long."""
    indent = indentation(text, last[0])
    width = widths.get(indentation(text, start))
    word = _WORD.match(text, start)
    if width is None or word is None or not (in_item or indentation(text, start) == indent):
        return False
    return indent + last[1] - last[0] + 1 + word.end() - start > _ROOM * width


def indentation(text: str, at: int) -> int:
    """Returns how many characters of white space stand before `at` in its line, if nothing else does; 110 at most."""
    least = max(at - _WIDEST, 0)
    line_start = 1 + max(text.rfind("\n", least, at), text.rfind("\r", least, at), least - 1)
    return at - line_start if text[line_start:at].isspace() else 0


def marker_kind(marker: str) -> str:
    """Returns the kind of lists that a marker is of: numbers, letters and codes are one each, other marks their own."""
    if not marker:
        return ""
    core = marker.strip(f"()[].: {DASHES}")
    if core.isdigit():
        return "1"
    return "a" if core.isalpha() else "code" if core[:1].isalpha() else marker[0]
