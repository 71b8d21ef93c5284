"""Reads descriptions that are items of a list with items of their own below: *• Kaba Network (KN)*, and under it, item
by item, what it does.

How it decides. Items of one marker right above items of another are a list of two levels. Its upper items are
descriptions together with what stands below them where most of them are organisations beyond doubt, and the lower items
are no descriptions by themselves: hardly any of them has a project clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wphf_extract.blocks import marker_kind
from wphf_extract.components.fields import Field
from wphf_extract.components.lines import Line, LineReader

__all__ = ["merge_nested"]

_LEAST = 2  # upper items of such a list
_NAMED_SHARE = 0.6  # of them that must be organisations beyond doubt
_CLAUSES = 0.3  # of the lower items: where so many have a project clause, they are the descriptions
_NAME_WORDS = 40  # an upper item is shorter

#: The index of an upper item, and of those below it.
_Group = tuple[int, list[int]]


def merge_nested(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; an upper item and those below it are one line of the kind `labelled`, which carries
    its fields."""
    groups = list(_groups(lines))
    levels = Counter(_levels(lines, group) for group in groups)
    taken = [group for level in levels for group in _of_level(reader, lines, groups, level)]
    merged: list[Line] = []
    at = 0
    for upper, below in sorted(taken):
        merged += [*lines[at:upper], _merged(lines, upper, below)]
        at = below[-1] + 1
    return [*merged, *lines[at:]]


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    """Each item that items with another marker follow, and these."""
    at = 0
    while at < len(lines):
        upper, kind = at, marker_kind(lines[at].block.marker)
        at += 1
        lower = marker_kind(lines[at].block.marker) if at < len(lines) else ""
        if not kind or not lower or lower == kind or lines[upper].kind == "labelled":
            continue
        below = []
        while at < len(lines) and marker_kind(lines[at].block.marker) == lower and lines[at].kind != "labelled":
            below.append(at)
            at += 1
        if below:
            yield upper, below


def _levels(lines: Sequence[Line], group: _Group) -> tuple[str, str]:
    """The markers of the two levels."""
    return marker_kind(lines[group[0]].block.marker), marker_kind(lines[group[1][0]].block.marker)


def _of_level(
    reader: LineReader, lines: Sequence[Line], groups: Sequence[_Group], levels: tuple[str, str]
) -> list[_Group]:
    """The groups of two markers, if they are descriptions."""
    found = [group for group in groups if _levels(lines, group) == levels]
    uppers = [lines[upper] for upper, _ in found]
    lowers = [lines[number] for _, below in found for number in below]
    named = sum(_is_organization(reader, line) for line in uppers)
    clauses = sum(line.kind in ("strong", "row") for line in lowers)
    if len(found) < _LEAST or named < _NAMED_SHARE * len(found) or clauses >= _CLAUSES * len(lowers):
        return []
    return found


def _is_organization(reader: LineReader, line: Line) -> bool:
    start, end = line.block.start, line.block.end
    if line.words > _NAME_WORDS or line.kind not in ("bare", "weak", "text") or reader.is_among_others(line):
        return False
    return reader.is_distinct(start, end) or reader.is_foreign(start, end)


def _merged(lines: Sequence[Line], upper: int, below: Sequence[int]) -> Line:
    fields = [Field("organization", *lines[upper].block[:2])]
    fields += [Field("text", *lines[number].block[:2]) for number in below]
    block = lines[upper].block._replace(end=fields[-1].end, marker="")
    return Line(block, "labelled", "labelled.nested", fields=tuple(fields))
