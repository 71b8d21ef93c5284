"""Reads descriptions that end with who carries the project: items of a list that do so in brackets, *– training of 40
women in Gao (Kaba Network, KN)*, and items or paragraphs that do so behind a dash, *40 women were trained in Gao. —
Kaba Network (KN)*.

How it decides. The items of one marker, or the paragraphs from the first that ends so to the last, are descriptions
where eight in ten end so, three at least, and half of the names are organisations beyond doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import unread_items
from wphf_extract.language.folding import LONG_DASHES

__all__ = ["merge_bracketed"]

_LAST_BRACKET = regex.compile(r"\s[(\[](?P<names>\p{L}[^()\[\]]{3,200}?)(?:;\s+\p{Ll}[^()\[\]]*)?[)\]]\.?$")
_SIGNED = regex.compile(rf"\s[{LONG_DASHES}]\s+(?P<names>[“\"«]?\p{{Lu}}[^{LONG_DASHES}]{{3,200}})$")
_LEAST = 3  # descriptions
_SHARE = 0.8  # of a list's items, or of paragraphs, that must end with names
_SURE_SHARE = 0.5  # of these names that must be organisations beyond doubt
_TOLD_WORDS = 5  # before the names
_PARAGRAPH_WORDS = 12
_REACH = 210  # characters of the names


def merge_bracketed(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; items and paragraphs that end with names are lines of the kind `labelled`, which
    carry their fields."""
    merged = list(lines)
    for numbers in unread_items(lines):
        _take(reader, merged, numbers, _named_last)
    paragraphs = [n for n, line in enumerate(lines) if _is_paragraph(line)]
    signed = [at for at, n in enumerate(paragraphs) if _signed(reader, lines[n])]
    if signed:
        _take(reader, merged, paragraphs[signed[0] : signed[-1] + 1], _signed)
    return merged


def _named_last(reader: LineReader, line: Line) -> tuple[int, int] | None:
    """The names that end an item, one way or the other."""
    return _in_brackets(reader, line) or _signed(reader, line)


def _take(
    reader: LineReader,
    lines: list[Line],
    numbers: Sequence[int],
    ending: Callable[[LineReader, Line], tuple[int, int] | None],
) -> None:
    """Makes descriptions of the lines `numbers`, if enough of them end with names."""
    names = {n: span for n in numbers if (span := ending(reader, lines[n])) is not None}
    sure = sum(reader.is_distinct_or_foreign(*span) for span in names.values())
    if len(names) >= max(_LEAST, _SHARE * len(numbers)) and sure >= _SURE_SHARE * len(names):
        for n, span in names.items():
            lines[n] = _merged(lines[n], span)


def _is_paragraph(line: Line) -> bool:
    plain = not line.block.marker and line.kind in ("text", "told", "weak", "bare")
    return plain and line.words >= _PARAGRAPH_WORDS


def _in_brackets(reader: LineReader, line: Line) -> tuple[int, int] | None:
    """Where the names stand in the brackets that end a line, which itself begins with none."""
    start, end = line.block.start, line.block.end
    bracket = _LAST_BRACKET.search(reader.text, max(start, end - _REACH), end)
    if bracket is None or reader.is_distinct(start, bracket.start()):
        return None
    return _named(reader, line, bracket)


def _signed(reader: LineReader, line: Line) -> tuple[int, int] | None:
    """Where the names stand behind the last dash of a line."""
    start, end = line.block.start, line.block.end
    dash = _SIGNED.search(reader.text, max(start, end - _REACH), end)
    return _named(reader, line, dash) if dash else None


def _named(reader: LineReader, line: Line, ending: regex.Match[str]) -> tuple[int, int] | None:
    """The names, if more is told before them, and not as of somebody else."""
    told = reader.text.count(" ", line.block.start, ending.start()) >= _TOLD_WORDS
    if line.kind in ("strong", "labelled") or not told or reader.is_among_others(line):
        return None
    span = ending.span("names")
    return span if reader.is_name_run(*span) else None


def _merged(line: Line, names: tuple[int, int]) -> Line:
    fields = (Field("text", line.block.start, names[0] - 1), Field("organization", *names))
    return Line(line.block._replace(marker=""), "labelled", "labelled.bracketed", fields=fields)
