"""Tells by how paragraphs open whether each is about an organisation, and each about another.

How it decides. A paragraph opens with the organisation that its first sentence names beyond doubt, before long: *With a
grant of the fund, Kaba Network repairs wells*. Where four in five of the paragraphs that stand together, or of a list's
items, open so, with three organisations or more, and the page tells of grants or projects anywhere, no words need to
announce that they are descriptions. One that quotes what the organisation *said* or *warned of* does not count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wphf_extract.components.lines import Line, LineReader
from wphf_extract.namelists import Name

__all__ = ["are_of_many", "open_with_names", "opening_names", "tell_anew"]

_SHARE = 0.8  # of the paragraphs that must open with an organisation, each with another
_LEAST = 3  # organisations
_HEAD_WORDS = 4  # words without a capital between a name and its verb: *in partnership with its member Beta*


def opening_names(reader: LineReader, lines: Mapping[int, Line]) -> dict[int, Name]:
    """The organisations with which lines open; lines that open with none are left out."""
    names = ((n, reader.opening_name(*line.block[:2])) for n, line in lines.items())
    return {n: name for n, name in names if name is not None}


def open_with_names(names: Mapping[int, Name], lines: Mapping[int, Line]) -> bool:
    """Nearly all of the lines open with an organisation."""
    return len(names) >= _SHARE * len(lines)


def are_of_many(reader: LineReader, names: Sequence[Name]) -> bool:
    """Nearly all are another's, there are enough of them, and the page tells of grants or projects."""
    return reader.tells_of_grants() and len({reader.text[name.start : name.end] for name in names}) >= max(
        _LEAST, _SHARE * len(names)
    )


def tell_anew(reader: LineReader, line: Line, name: Name | None) -> None:
    """Makes a line a told one, unless it is a name and its verb."""
    cue = line.cue if line.kind in ("weak", "strong") else None
    if line.rule == "dash.name" or (name and cue and reader.plain_words(name.end, cue) <= _HEAD_WORDS):
        return
    line.kind, line.rule, line.cue = "told", "told.paragraph", None
