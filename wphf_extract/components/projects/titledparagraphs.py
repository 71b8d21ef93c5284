"""Reads descriptions that are paragraphs below titles of their own, which name their organisation anywhere: *The well
of Kita*, and below it *In spring the well ran dry. … Kaba Network has dug it anew*.

How it decides. One to three short lines stand right above a paragraph, and so they do above most paragraphs of the
page: four at least, as many lines above each. From the first of these paragraphs that names an organisation beyond
doubt to the last, seven in ten name one, nearly each another. Pages that have descriptions of other kinds are left
alone, and those that tell of no grants or projects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.lists import is_read
from wphf_extract.components.projects.openings import are_of_many

__all__ = ["merge_titled"]

_LEAST = 4  # such paragraphs
_NAMED_SHARE = 0.7  # of them that must name an organisation
_MOST_TITLES = 3  # lines above one
_TITLE_WORDS = 15
_PARAGRAPH_WORDS = 20
_TITLES = frozenset({"bare", "heading", "text", "weak", "fund"})
_PARAGRAPHS = frozenset({"text", "told", "weak", "strong"})

#: The first line of a block, its paragraph, and the line behind it.
_Block = tuple[int, int, int]


def merge_titled(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; a paragraph and the titles above it are one line of the kind `labelled`, which
    carries its fields. Nothing is returned where there are none."""
    if not reader.tells_of_grants() or any(map(is_read, lines)):
        return []
    blocks = _of_one_shape(list(_blocks(reader, lines)))
    names = {n: name for n, (_, at, _) in enumerate(blocks) if (name := reader.named(*lines[at].block[:2]))}
    within = blocks[min(names) : max(names) + 1] if names else []
    if len(names) < max(_LEAST, _NAMED_SHARE * len(within)) or not are_of_many(reader, list(names.values())):
        return []
    merged: list[Line] = []
    at = 0
    for first, paragraph, end in within:
        merged += [*lines[at:first], _merged(reader, lines, first, paragraph, end)]
        at = end
    return [*merged, *lines[at:]]


def _blocks(reader: LineReader, lines: Sequence[Line]) -> Iterator[_Block]:
    """Paragraphs right below short lines, which an empty line or furniture of the page parts from what is above."""
    first = 0
    for at, line in enumerate(lines):
        if line.block.gap or line.kind == "link":
            first = at + (line.kind == "link")
        if line.kind not in _PARAGRAPHS or line.words < _PARAGRAPH_WORDS or line.block.marker:
            continue
        titles = lines[first:at]
        if 0 < len(titles) <= _MOST_TITLES and all(_is_title(reader, title) for title in titles):
            end = at + 1
            while end < len(lines) and _goes_on(lines[end]):
                end += 1
            yield first, at, end
        first = at + 1


def _is_title(reader: LineReader, line: Line) -> bool:
    short = line.words <= _TITLE_WORDS and line.kind in _TITLES and not line.block.marker
    return short and reader.text[line.block.end - 1] not in ".;," and not reader.is_among_others(line)


def _goes_on(line: Line) -> bool:
    """A further paragraph, which no empty line parts from the one above."""
    plain = line.kind in _PARAGRAPHS and not line.block.marker and not line.block.gap
    return plain and line.words >= _PARAGRAPH_WORDS


def _of_one_shape(blocks: Sequence[_Block]) -> list[_Block]:
    """Those with as many titles as most have."""
    sizes = Counter(at - first for first, at, _ in blocks)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    return [block for block in blocks if block[1] - block[0] == usual]


def _merged(reader: LineReader, lines: Sequence[Line], first: int, paragraph: int, end: int) -> Line:
    titles = [Field(reader.role_above(line), *line.block[:2]) for line in lines[first:paragraph]]
    fields = [*titles, *(Field("text", *line.block[:2]) for line in lines[paragraph:end])]
    block = lines[first].block._replace(end=fields[-1].end, marker="")
    return Line(block, "labelled", "labelled.titled", fields=tuple(fields))
