"""Splits paragraphs that several partners share: *Kaba Network trains … In Gao, Nala Union runs … Sana Association …*.

How it decides. A sentence opens with the organisation that it names beyond doubt before long. Where two paragraphs of
the page or more hold several such sentences, each with another organisation, and hardly fewer do so than hold one, each
organisation's sentences, up to the next one's, are a description. What stands before the first leads to them, and is
none. Pages whose descriptions stand in lists are left alone, and those that tell of no grants or projects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import is_read
from wphf_extract.components.projects.namespans import SENTENCE_END
from wphf_extract.names.shortforms import Name
from wphf_extract.reading.blocks import trim

__all__ = ["split_shared"]

_LEAST = 2  # paragraphs that several organisations share
_SHARE = 0.4  # of the paragraphs with an organisation that must be shared
_WORDS = 12  # of a paragraph
_PARAGRAPHS = frozenset({"text", "told", "weak"})
_PRONOUN = regex.compile(r"(?:\s*\([^()]{2,40}\))?,\s+(\p{Ll}+)\s")  # *Together with Beta (BE), it also …*

#: Where an organisation's sentences begin, and its name.
_Head = tuple[int, Name]


def split_shared(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; what a shared paragraph tells of each organisation is a line of the kind `labelled`,
    which carries its field."""
    if not reader.tells_of_grants() or any(map(is_read, lines)):
        return list(lines)
    heads = {n: found for n, line in enumerate(lines) if (found := list(_heads(reader, line)))}
    shared = sum(len({reader.text[name.start : name.end] for _, name in found}) > 1 for found in heads.values())
    if shared < max(_LEAST, _SHARE * len(heads)):
        return list(lines)
    split: list[Line] = []
    for number, line in enumerate(lines):
        split += _parts(reader, line, heads[number]) if number in heads else [line]
    return split


def _heads(reader: LineReader, line: Line) -> Iterator[_Head]:
    """The sentences of a paragraph that open with another organisation than the one before."""
    if line.block.marker or line.kind not in _PARAGRAPHS or line.words < _WORDS or reader.is_among_others(line):
        return
    at, last = line.block.start, ""
    for end in (*(stop.end() for stop in SENTENCE_END.finditer(reader.text, *line.block[:2])), line.block.end):
        name = reader.opening_name(at, end)
        if name is not None and not _goes_on(reader, at, name, end) and reader.text[name.start : name.end] != last:
            last = reader.text[name.start : name.end]
            yield at, name
        at = end


def _goes_on(reader: LineReader, start: int, name: Name, end: int) -> bool:
    """*Together with Beta, it also campaigns*: the sentence is about who was named before."""
    if name.start == start or "," in reader.text[start : name.start]:
        return False
    behind = _PRONOUN.match(reader.text, name.end, end)
    return behind is not None and reader.is_opener(behind[1])


def _parts(reader: LineReader, line: Line, heads: Sequence[_Head]) -> Iterator[Line]:
    """What leads to the first organisation, and what is told of each."""
    starts = [at for at, _ in heads]
    if starts[0] > line.block.start:
        start, end = trim(reader.text, line.block.start, starts[0])
        block = line.block._replace(start=start, end=end)
        yield Line(block, "text", words=reader.text.count(" ", *block[:2]) + 1)
    for start, end in zip(starts, [*starts[1:], line.block.end], strict=True):
        start, end = trim(reader.text, start, end)
        block = line.block._replace(start=start, end=end)
        yield Line(block, "labelled", "labelled.shared", fields=(Field("text", start, end),))
