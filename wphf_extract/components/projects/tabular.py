"""Reads tables with a header: lines of cells between tabs, strokes or dashes, below a line of known labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wphf_extract.components.fields import CARRIERS, Field, Labels
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.language.folding import DASHES
from wphf_extract.reading.blocks import Block

__all__ = ["is_carrier", "read_tables", "row_of", "trimmed"]

_MARKS = ("\t", "|", *(f" {dash} " for dash in DASHES))  # what parts the cells of a line
_ROW = "labelled.row"
_PARAGRAPH_WORDS = 12
_LONGEST_HEADER = 240  # characters
_TITLE_WORDS = 12  # a title is shorter
_RULED = re.compile(r"[\s|:=+-]+")  # the line below the header of a Markdown table
_HEADING_WORDS = 15  # of a heading between the rows
_TEXT_WORDS = 5  # a cell of so many words says what the project does, whatever its header


def read_tables(reader: LineReader, labels: Labels) -> list[Line]:
    """Returns the lines of a page; the rows below a header that name an organisation are lines of the kind `labelled`
    and carry their fields, and the header is a line of the kind `header`."""
    lines = list(_read(reader, labels))
    headers = [n for n, line in enumerate(lines) if line.kind == "header"]
    for header, end in pairwise([*headers, len(lines)]):
        rows = [n for n in range(header, end) if lines[n].rule == _ROW]
        if len(rows) == 1 and _has_paragraph_below(lines, rows[0]):
            for n in (header, *rows):
                lines[n] = reader.lines[n]
    return lines


def _has_paragraph_below(lines: Sequence[Line], number: int) -> bool:
    """*Organisation — Project* may only say how the names above paragraphs are written."""
    below = lines[number + 1 : number + 2]
    return any(line.words >= _PARAGRAPH_WORDS and not line.block.gap for line in below)


def _read(reader: LineReader, labels: Labels) -> Iterator[Line]:
    header: list[Field] = []
    mark = ""
    group: Line | None = None  # a line between rows
    for line in reader.lines:
        found = _header(reader.text, line, labels)
        if found:
            mark, header = found
            yield Line(line.block, "header")
            continue
        cells = _cells(reader.text, line, mark, len(header)) if header else []
        if len(cells) > 1:
            if group is not None:
                group.kind = "heading"
            yield row_of(reader, line.block, cells, header) or line
            group = None
        else:
            group = line if header and _could_group(reader, line) else None
            header = header if group or _is_rule(reader.text, line) else []
            yield line


def is_carrier(reader: LineReader, part: Field) -> bool:
    """The field names an organisation, and not the fund."""
    if part.role not in CARRIERS or part.start >= part.end:
        return False
    return reader.is_name_run(part.start, part.end) and not reader.is_about_fund(part.start, part.end)


def trimmed(text: str, part: Field) -> Field:
    """The field without white space and strokes around its value; a title that is a sentence is a text."""
    start, end = part.start, part.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "|"):
        end -= 1
    role = part.role
    if role == "title" and (text.count(" ", start, end) >= _TITLE_WORDS or text[start : start + 1].islower()):
        role = "text"
    return part._replace(role=role, start=start, end=end)


def _header(text: str, line: Line, labels: Labels) -> tuple[str, list[Field]] | None:
    """The mark between the cells of a header and its labels, if the line is one."""
    start, end = line.block.start, line.block.end
    if end - start > _LONGEST_HEADER:
        return None
    for mark in _MARKS:
        if text.find(mark, start, end) < 0:
            continue
        columns = []
        for first, last in _cells(text, line, mark, 0):
            written = text[first:last].strip(" *_\t")
            columns.append(Field(labels.role(written) or "", first, last, written))
        known = [column.role for column in columns if column.role]
        named = "organization" in known or "partner" in known
        if named and len(known) >= 2 and len(known) * 2 > len(columns):
            return mark, columns
    return None


def _cells(text: str, line: Line, mark: str, most: int) -> list[tuple[int, int]]:
    """The cells of a line, empty ones too; the last of `most` takes what is left (0: there is no limit)."""
    start, end = line.block.start, line.block.end
    if _RULED.fullmatch(text, start, end):
        return []
    spans = []
    edge = text[start] == mark  # Markdown writes strokes around a row
    for cell in text[start + edge : end].split(mark, most - 1):
        spans.append((start + edge, start + edge + len(cell)))
        start += len(cell) + len(mark)
    if len(spans) > 1 and edge and not text[slice(*spans[-1])].strip():
        spans.pop()
    return spans


def _is_rule(text: str, line: Line) -> bool:
    """A line of strokes below the header."""
    return _RULED.fullmatch(text, line.block.start, line.block.end) is not None


def _could_group(reader: LineReader, line: Line) -> bool:
    """A heading between the rows: a short line without a marker that is no sentence."""
    plain = line.kind in ("heading", "bare", "text") and not line.block.marker
    return plain and reader.is_short(line, _HEADING_WORDS) and not _is_rule(reader.text, line)


def row_of(reader: LineReader, block: Block, cells: Sequence[tuple[int, int]], header: Sequence[Field]) -> Line | None:
    """The cells of a row, which begins at a block, as a description, if they name an organisation."""
    fields = []
    for (start, end), column in zip(cells, header, strict=False):
        role = column.role or ("text" if reader.text[start:end].count(" ") >= _TEXT_WORDS else "aside")
        fields.append(trimmed(reader.text, Field(role, start, end, column.label)))
    if not any(is_carrier(reader, part) for part in fields):
        return None
    block = block._replace(start=fields[0].start, end=fields[-1].end, marker="")
    return Line(block, "labelled", _ROW, fields=tuple(part for part in fields if part.start < part.end))
