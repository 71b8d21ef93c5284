"""Reads descriptions whose organisation stands in a line of its own above them, as pages with folding sections have.

How it decides. Behind the words that announce the partners, a line that is an organisation's name beyond doubt, with a
paragraph below that names no other organisation, is a description of two fields, if the page has two of them or more
and no list of descriptions besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wphf_extract.components.fields import Field
from wphf_extract.components.lines import Line, LineReader
from wphf_extract.folding import fold
from wphf_extract.names import words_in

__all__ = ["merge_headed"]

_PARAGRAPH_WORDS = 8
_LEAST = 2  # descriptions of a page that is built so
_NAME_WORDS = 2  # of a name by which a paragraph takes it up again
_TAKEN_UP_WITHIN = 60  # characters from the beginning of a paragraph that begins with the name


@dataclass(slots=True)
class _Headed:
    """A name's line, the paragraph below it, and further paragraphs."""

    name: int
    paragraphs: list[int]
    tail: list[int] = field(default_factory=list)
    followed: bool = False  # another comes next


def merge_headed(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; a name and the paragraphs below it are one line of the kind `labelled`, which
    carries its fields."""
    found = list(_found(reader, lines))
    listed = any(line.block.marker and line.kind in ("strong", "row") for line in lines)
    if listed or len(found) < _LEAST:
        return list(lines)
    least = min((len(headed.tail) for headed in found if headed.followed), default=0)
    merged: list[Line] = []
    at = 0
    for headed in found:
        below = headed.paragraphs + (headed.tail if headed.followed else headed.tail[:least])
        merged += [*lines[at : headed.name], _merged(lines, headed.name, below)]
        at = below[-1] + 1
    return [*merged, *lines[at:]]


def _found(reader: LineReader, lines: Sequence[Line]) -> Iterator[_Headed]:
    announced = False
    headed: _Headed | None = None
    for number, line in enumerate(lines):
        begins = announced and number + 1 < len(lines) and _is_headed(reader, line, lines[number + 1])
        if headed is not None and number > headed.name + 1:
            plain = line.kind == "text" and line.words >= _PARAGRAPH_WORDS and not line.block.marker
            if plain and not begins:
                (headed.tail if line.block.gap or headed.tail else headed.paragraphs).append(number)
                continue
            headed.followed = begins
            yield headed
            headed = None
        if begins:
            headed = _Headed(number, [number + 1])
        elif line.kind in ("heading", "intro"):
            known = reader.cue("heading", line.block.start, line.block.end) is not None
            announced = reader.announces_partners(line) or (announced and not known)
    if headed is not None:
        yield headed


def _is_headed(reader: LineReader, line: Line, below: Line) -> bool:
    """The line is an organisation's name, and the line below tells what it does."""
    start, end = line.block.start, line.block.end
    if line.kind != "bare" or line.block.marker or not (line.block.gap or below.block.gap):
        return False
    if not (reader.is_organization(start, end) or reader.has_short_form(start, end)):
        return False
    if below.block.marker or below.words < _PARAGRAPH_WORDS or below.kind not in ("text", "told", "weak", "strong"):
        return False
    name = reader.text[start:end]
    if below.kind == "text" or (below.kind == "weak" and not below.has_organization):
        return True
    paragraph = reader.text[below.block.start : below.block.end]
    return _takes_up(name, paragraph if below.kind == "told" else paragraph[:_TAKEN_UP_WITHIN])


def _takes_up(name: str, paragraph: str) -> bool:
    """The paragraph names the organisation again, by its first words or its short form."""
    first = [fold(word) for word in words_in(name)[:_NAME_WORDS]]
    words = [fold(word) for word in words_in(paragraph)]
    short = {fold(word) for word in words_in(name) if word.isupper() and len(word) > 1}
    return not short.isdisjoint(words) or any(words[at : at + len(first)] == first for at in range(len(words)))


def _merged(lines: Sequence[Line], name: int, below: Sequence[int]) -> Line:
    top = lines[name].block
    fields = [Field("organization", top.start, top.end), *(Field("text", *lines[n].block[:2]) for n in below)]
    return Line(top._replace(end=fields[-1].end), "labelled", "labelled.headed", fields=tuple(fields))
