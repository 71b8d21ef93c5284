"""Finds the name in a line that holds nothing else but perhaps a title: *“Seeds for Gao” – Kaba Network (KN)*."""

from __future__ import annotations

import re

from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.language.folding import DASHES

__all__ = ["named_in"]

_DASH = re.compile(rf"(?<!\s)\s+[{DASHES}|]\s+|:\s+")
_QUOTED = r"[“\"«][^“”\"«»\n]+\s[^“”\"«»\n]+[”\"»]"  # of two words or more
_TITLE_BEFORE = re.compile(rf"{_QUOTED}(?:\s*[{DASHES}|]|[,:.]|\s+/)\s+")
_TITLE_BEHIND = re.compile(rf"(?:,|:|(?<!\s)\s+[{DASHES}|])\s+{_QUOTED}$")


def named_in(reader: LineReader, line: Line) -> tuple[int, int]:
    """Returns where the name stands in its line: all of it, or what a sign parts from a title before it, or from one in
    quotes behind it."""
    text, start, end = reader.text, line.block.start, line.block.end
    behind_title = reader.behind_title(start, end)
    if behind_title is not None:
        return behind_title, end
    before = _TITLE_BEFORE.match(text, start, end)
    if before is not None and reader.is_distinct(before.end(), end):
        return before.end(), end
    behind = _TITLE_BEHIND.search(text, start, end)
    # *Public organization, “House of Amani”* is one name
    if behind and (reader.is_distinct(start, behind.start()) or not reader.has_organization(behind.start(), end)):
        return start, behind.start()
    dash = _DASH.search(text, start, end)
    if dash is None or reader.is_distinct(start, dash.start()):
        return start, end
    name = reader.first_name(dash.end(), end)
    return (dash.end(), end) if name and name.start == dash.end() else (start, end)
