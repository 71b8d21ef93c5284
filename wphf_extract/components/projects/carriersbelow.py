"""Reads descriptions with who carries the project in a line of its own below: *▸ 60 widows keep bees*, and under it
*Implemented by Kaba Network (KN)*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wphf_extract.components.projects.linekinds import CARRIED_BY, Line
from wphf_extract.components.projects.lines import LineReader

__all__ = ["merge_carriers_below"]

_TOLD_WORDS = 8  # of what stands above
_CARRIER_WORDS = 30
_TOLD = frozenset({"text", "told", "weak", "bare"})


def merge_carriers_below(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; a line that begins with such words belongs to the paragraph or item right above."""
    merged: list[Line] = []
    for line in lines:
        if merged and _is_below(reader, merged[-1], line):
            block = merged[-1].block._replace(end=line.block.end)
            merged[-1] = replace(
                merged[-1], block=block, kind="told", rule=CARRIED_BY, cue=None, words=merged[-1].words + line.words
            )
        else:
            merged.append(line)
    return merged


def _is_below(reader: LineReader, above: Line, line: Line) -> bool:
    start = line.block.start
    names = line.rule == CARRIED_BY and reader.cue("carried_by", start, start + 1) is not None
    if not names or line.block.marker or line.block.gap or line.words > _CARRIER_WORDS:
        return False
    return above.kind in _TOLD and above.rule != CARRIED_BY and above.words >= _TOLD_WORDS
