"""Lines that come again and again on a page: *Read more*, *Share*, *Page 3 of 6*, and the names of parts that every
description has, *The challenge*, *The response*.

How it decides. Lines that are alike but for their numbers, three or more, name no organisation and are no headings that
are known. They part descriptions where nearly all stand below a paragraph, or below another such line, and none has a
paragraph below: they are read as links are. They are the labels of parts where nearly all have a paragraph below, and
two of them or more come equally often.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.language.folding import fold
from wphf_extract.language.words import is_word
from wphf_extract.names.namewords import words_in
from wphf_extract.reading.blocks import PICTURE_NAME

__all__ = ["RECURRING", "part_labels", "read_recurring"]

RECURRING = "line.recurring"  # the rule of the lines that part descriptions

_OFTEN = 3  # times that a line comes on a page
_WORDS = 7  # of such a line
_PARAGRAPH_WORDS = 8
_SHORT = 3  # letters of a word that the list of English words need not have
_SHARE = 0.8  # of its places that must be alike
_NUMBER = re.compile(r"\d+")
_PICTURE = "."  # the kind of names of pictures
_KINDS = frozenset({"bare", "heading", "text", "weak", "link"})
# *[Image: two women]*, *logo-kaba-300x300.png*
_CAPTION = re.compile(rf"(\[\w+:).*\]|{PICTURE_NAME.pattern}", re.DOTALL | re.IGNORECASE)


def read_recurring(reader: LineReader, lines: Sequence[Line]) -> None:
    """Changes the lines that part descriptions to links."""
    groups = list(_recurring(reader, lines))
    parting = {n for group in groups if _CAPTION.fullmatch(_written(reader, lines[group[0]])) for n in group}
    before = -1
    while len(parting) > before:  # one may stand below another: *Read more*, *Share*
        before = len(parting)
        for group in groups:
            below = sum(n > 0 and (n - 1 in parting or _is_told(lines[n - 1])) for n in group)
            above = sum(n + 1 < len(lines) and _is_told(lines[n + 1]) for n in group)
            if below >= _SHARE * len(group) and above <= (1 - _SHARE) * len(group):
                parting.update(group)
    for n in parting:
        lines[n].kind, lines[n].rule = "link", RECURRING


def part_labels(reader: LineReader, lines: Sequence[Line]) -> set[int]:
    """The lines that are the labels of parts."""
    by_count: dict[int, list[list[int]]] = defaultdict(list)
    for group in _recurring(reader, lines):
        above = sum(n + 1 < len(lines) and _is_told(lines[n + 1]) for n in group)
        if above >= _SHARE * len(group):
            by_count[len(group)].append(group)
    return {n for groups in by_count.values() if len(groups) > 1 for group in groups for n in group}


def _recurring(reader: LineReader, lines: Sequence[Line]) -> Iterator[list[int]]:
    """The places of each line that comes again and again."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if line.block.marker or line.kind not in _KINDS:
            continue
        written = _written(reader, line)
        caption = _CAPTION.fullmatch(written)
        if caption or (line.words <= _WORDS and ":" not in written):
            places[_kind_of(caption) if caption else _NUMBER.sub("0", fold(written))].append(n)
    for written, group in places.items():
        if (
            written
            and len(group) >= _OFTEN
            and (written[-1] in ":0" or written == _PICTURE or _is_plain(reader, lines[group[0]]))
        ):
            yield group


def _kind_of(caption: re.Match[str]) -> str:
    """What all captions of a kind begin with; pictures are of one kind, whatever they are called."""
    return caption[1] or _PICTURE


def _written(reader: LineReader, line: Line) -> str:
    return reader.text[line.block.start : line.block.end]


def _is_plain(reader: LineReader, line: Line) -> bool:
    """Words of English, which name no organisation, and head no section."""
    if reader.is_known_heading(line) or reader.has_organization(*line.block[:2]):
        return False
    long = [word for word in words_in(_written(reader, line)) if len(word) > _SHORT]
    return bool(long) and all(is_word(fold(word)) for word in long)


def _is_told(line: Line) -> bool:
    """A paragraph, or a field."""
    return line.words >= _PARAGRAPH_WORDS or line.kind == "labelled"
