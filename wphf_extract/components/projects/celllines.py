"""Reads tables that were pasted a cell a line: the labels of the header one below the other, and below them the cells.

How it decides. Three known labels or more in a row, one of them of who carries the project, are a header of so many
columns. Each time so many lines follow, and a name stands where its column has it, they are a row; two rows or more
make a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from wphf_extract.components.fields import CARRIERS, Field, Labels
from wphf_extract.components.projects.lines import Line, LineReader
from wphf_extract.components.projects.tabular import row_of

__all__ = ["merge_cell_lines"]

_LEAST_COLUMNS = 3
_LEAST_ROWS = 2


def merge_cell_lines(reader: LineReader, lines: Sequence[Line], labels: Labels) -> list[Line]:
    """Returns the lines of a page; the cells of a row that names an organisation are one line of the kind `labelled`,
    which carries its fields, and the labels are lines of the kind `header`."""
    merged: list[Line] = []
    at = 0
    while at < len(lines):
        header = list(takewhile(lambda column: column.role, (_label(reader, line, labels) for line in lines[at:])))
        rows = _rows(reader, lines[at + len(header) :], header) if _is_header(header) else []
        if len(rows) < _LEAST_ROWS:
            merged.append(lines[at])
            at += 1
            continue
        merged += [Line(line.block, "header") for line in lines[at : at + len(header)]]
        merged += rows
        at += (len(rows) + 1) * len(header)
    return merged


def _label(reader: LineReader, line: Line, labels: Labels) -> Field:
    """A line as the label of a column; it has no role if it is none."""
    start, end = line.block.start, line.block.end
    written = reader.text[start:end].strip(" *_:")
    known = None if line.fields or line.block.marker else labels.role(written)
    return Field(known or "", start, end, written)


def _is_header(columns: Sequence[Field]) -> bool:
    return len(columns) >= _LEAST_COLUMNS and any(column.role in CARRIERS for column in columns)


def _rows(reader: LineReader, lines: Sequence[Line], header: Sequence[Field]) -> list[Line]:
    """The rows that follow the header, up to the first that names nobody."""
    rows: list[Line] = []
    for at in range(0, len(lines) - len(header) + 1, len(header)):
        cells = [line.block for line in lines[at : at + len(header)]]
        row = row_of(reader, cells[0], [(cell.start, cell.end) for cell in cells], header)
        if row is None or any(cell.marker for cell in cells):
            break
        rows.append(row)
    return rows
