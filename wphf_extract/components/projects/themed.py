"""Reads lists whose items begin with a theme: *• Livelihoods: Kaba Network (KN) helps widows*, also in bold.

How it decides. Where seven in ten items of one marker, three at least, begin with words before a colon that name
nobody, and half of these could be descriptions by themselves behind it, each is read as if it began behind the colon.
"""

from __future__ import annotations

import regex

from wphf_extract.components.projects.linekinds import LABELLED_ITEM, Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import unread_items

__all__ = ["read_themed"]

_THEME = regex.compile(r"(?P<bold>[*_]{2})?(?P<theme>\p{Lu}[^:*_\n.()]{2,45})(?::[*_]{1,2}|[*_]{1,2}:|:)\s+(?=\S)")
_LEAST = 3  # items
_SHARE = 0.7  # of a list's items that must begin so
_SURE_SHARE = 0.5  # of them that could be descriptions by themselves behind it


def read_themed(reader: LineReader, lines: list[Line]) -> None:
    """Changes the items of such lists to what they are behind the theme."""
    for numbers in unread_items(lines):
        behind = {n: told for n in numbers if (told := _behind_theme(reader, lines[n])) is not None}
        sure = sum(map(_is_description, behind.values()))
        if len(behind) >= max(_LEAST, _SHARE * len(numbers)) and sure >= _SURE_SHARE * len(behind):
            for n, told in behind.items():
                lines[n] = told


def _behind_theme(reader: LineReader, line: Line) -> Line | None:
    """What the item is behind its theme, if it has one."""
    theme = _THEME.match(reader.text, line.block.start, line.block.end)
    if theme is None or not (theme["bold"] or not reader.is_distinct_or_foreign(*theme.span("theme"))):
        return None
    told = reader.classify(line.block._replace(start=theme.end()))
    told.rule = LABELLED_ITEM
    return told


def _is_description(line: Line) -> bool:
    """It could be one by itself."""
    return line.kind in ("strong", "told") or (line.kind == "weak" and line.has_organization)
