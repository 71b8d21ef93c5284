"""Reads tables that were pasted a cell a line: the labels of the header one below the other, and below them the cells.

How it decides. Three known labels or more in a row, one of them of who carries the project, are a header of so many
columns. The lines up to the next empty line are its cells, if they come out even, and a name stands in each row where
its column has it; two rows or more make a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from wphf_extract.components.fields import CARRIERS, Field, Labels
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.tabular import row_of

__all__ = ["merge_cell_lines"]

_LABEL_WORDS = 6
_LEAST_COLUMNS, _MOST_COLUMNS = 3, 20
_LEAST_ROWS = 2


def merge_cell_lines(reader: LineReader, lines: Sequence[Line], labels: Labels) -> list[Line]:
    """Returns the lines of a page; the cells of a row that names an organisation are one line of the kind `labelled`,
    which carries its fields, and the labels are lines of the kind `header`."""
    merged: list[Line] = []
    ends = _stretch_ends(lines)
    at = 0
    while at < len(lines):
        columns = (_label(reader, line, labels) for line in lines[at : at + _MOST_COLUMNS + 1])
        header = list(takewhile(lambda column: column.role, columns))
        first = at + len(header)
        rows = _rows(reader, lines, range(first, ends[first - 1]), header) if _is_header(header) else []
        if len(rows) < _LEAST_ROWS:
            merged.append(lines[at])
            at += 1
            continue
        merged += [Line(line.block, "header") for line in lines[at : at + len(header)]]
        merged += rows
        at += (len(rows) + 1) * len(header)
    return merged


def _stretch_ends(lines: Sequence[Line]) -> list[int]:
    """For each line, which is the first behind it that an empty line parts from what is above."""
    ends = [len(lines)] * len(lines)
    for n in range(len(lines) - 2, -1, -1):
        ends[n] = n + 1 if lines[n + 1].block.gap else ends[n + 1]
    return ends


def _label(reader: LineReader, line: Line, labels: Labels) -> Field:
    """A line as the label of a column; it has no role if it is none."""
    start, end = line.block.start, line.block.end
    written = reader.text[start:end].strip(" *_:")
    short = line.words <= _LABEL_WORDS and not (line.fields or line.block.marker)
    known = labels.role(written) if short else None
    return Field(known or "", start, end, written)


def _is_header(columns: Sequence[Field]) -> bool:
    return _LEAST_COLUMNS <= len(columns) <= _MOST_COLUMNS and any(column.role in CARRIERS for column in columns)


def _rows(reader: LineReader, lines: Sequence[Line], cells: range, header: Sequence[Field]) -> list[Line]:
    """The rows below the header; none if the cells do not come out even, or a row names nobody."""
    if len(cells) % len(header):
        return []
    rows: list[Line] = []
    for at in cells[:: len(header)]:
        row = [line.block for line in lines[at : at + len(header)]]
        marked = any(block.marker for block in row)
        described = None if marked else row_of(reader, row[0], [(block.start, block.end) for block in row], header)
        if described is None:
            return []
        rows.append(described)
    return rows
