"""Reads descriptions that are items of a list and end with who carries the project in brackets: *– training of 40 women
in Gao (Kaba Network, KN)*.

How it decides. The items of one marker are descriptions where eight in ten end so, three at least, and half of the
names are organisations beyond doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from wphf_extract.components.fields import Field
from wphf_extract.components.lines import Line, LineReader
from wphf_extract.components.lists import unread_items

__all__ = ["merge_bracketed"]

_LAST_BRACKET = regex.compile(r"\s\((?P<names>\p{L}[^()]{3,200}?)(?:;\s+\p{Ll}[^()]*)?\)\.?$")
_LEAST = 3  # items
_SHARE = 0.8  # of a list's items that must end with names in brackets
_SURE_SHARE = 0.5  # of these names that must be organisations beyond doubt
_TOLD_WORDS = 5  # before the brackets
_REACH = 210  # characters of the brackets


def merge_bracketed(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; items of lists that end with names in brackets are lines of the kind `labelled`,
    which carry their fields."""
    merged = list(lines)
    for numbers in unread_items(lines):
        names = {n: span for n in numbers if (span := _names(reader, lines[n])) is not None}
        if len(names) < max(_LEAST, _SHARE * len(numbers)):
            continue
        if sum(reader.is_distinct_or_foreign(*span) for span in names.values()) < _SURE_SHARE * len(names):
            continue
        for n, span in names.items():
            merged[n] = _merged(lines[n], span)
    return merged


def _names(reader: LineReader, line: Line) -> tuple[int, int] | None:
    """Where the names stand in the brackets that end a line, which itself begins with none."""
    start, end = line.block.start, line.block.end
    bracket = _LAST_BRACKET.search(reader.text, max(start, end - _REACH), end)
    if bracket is None or line.kind == "strong" or reader.is_distinct(start, bracket.start()):
        return None
    span = bracket.span("names")
    told = reader.text.count(" ", start, bracket.start()) >= _TOLD_WORDS
    return span if told and reader.is_name_run(*span) and not reader.is_among_others(line) else None


def _merged(line: Line, names: tuple[int, int]) -> Line:
    fields = (Field("text", line.block.start, names[0] - 1), Field("organization", *names))
    return Line(line.block._replace(marker=""), "labelled", "labelled.bracketed", fields=fields)
