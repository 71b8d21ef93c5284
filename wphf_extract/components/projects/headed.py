"""Reads descriptions that are items of a list and begin with a name that a full stop closes: *1. Kaba Network (KN). The
group keeps a house open.*

How it decides. Such a name is all that stands before the first full stop, and more than a few words follow. The items
of one marker are descriptions where six in ten begin so, three at least, and half of these names are organisations
beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import unread_items
from wphf_extract.names.namewords import words_in

__all__ = ["merge_headed"]

_STOP = re.compile(r"\.\s+(?=[^\W\d_a-z]|\d)")
_LEAST = 3  # items
_SHARE = 0.6  # of a list's items that must begin with such a name
_SURE_SHARE = 0.5  # of these names that must be organisations beyond doubt
_NAME_LIMIT = 260  # characters of names
_TOLD_WORDS = 5  # behind the name
_ABBREVIATION = 3  # letters of a word that a full stop may shorten: *St.*, *Mt.*


def merge_headed(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; items of lists that begin with a name and a full stop are lines of the kind
    `labelled`, which carry their fields."""
    merged = list(lines)
    for numbers in unread_items(lines):
        plain = [n for n in numbers if lines[n].kind in ("told", "text")]  # nothing else says where the name ends
        stops = {n: stop for n in plain if (stop := _name_end(reader, lines[n])) is not None}
        if len(stops) < max(_LEAST, _SHARE * len(numbers)):
            continue
        if sum(_is_sure(reader, lines[n], stop) for n, stop in stops.items()) < _SURE_SHARE * len(stops):
            continue
        for n, stop in stops.items():
            merged[n] = _merged(lines[n], stop)
    return merged


def _name_end(reader: LineReader, line: Line) -> int | None:
    """Where the full stop stands that closes the name with which a line begins."""
    start, end = line.block.start, line.block.end
    for stop in _STOP.finditer(reader.text, start, min(end, start + _NAME_LIMIT)):
        last = words_in(reader.text[start : stop.start()])[-1:]
        if not last or (len(last[0]) < _ABBREVIATION and not last[0].isupper()):
            continue
        told = reader.text.count(" ", stop.end(), end) >= _TOLD_WORDS
        return stop.start() if told and reader.is_name_run(start, stop.start()) else None
    return None


def _is_sure(reader: LineReader, line: Line, stop: int) -> bool:
    if reader.is_among_others(line) or reader.is_about_fund(line.block.start, stop):
        return False
    return reader.is_distinct_or_foreign(line.block.start, stop)


def _merged(line: Line, stop: int) -> Line:
    fields = (Field("organization", line.block.start, stop), Field("text", stop + 1, line.block.end))
    return Line(line.block._replace(marker=""), "labelled", "labelled.headed", fields=fields)
