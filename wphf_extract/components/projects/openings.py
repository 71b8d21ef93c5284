"""Tells by how paragraphs open whether each is about an organisation, and each about another.

How it decides. A paragraph opens with the organisation that its first sentence names beyond doubt, before long: *With a
grant of the fund, Kaba Network repairs wells*. Where seven in ten of the paragraphs that stand together, or of a list's
items, open so, with three organisations or more, and the page tells of grants or projects anywhere, no words need to
announce that they are descriptions. Of the names half must be organisations beyond doubt; the others may be any name
that holds no word of English. One that quotes what the organisation *said* or *warned of* does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.names.shortforms import Name

__all__ = ["are_of_many", "opening_names", "tell_anew"]

_SHARE = 0.7  # of the paragraphs that must open with an organisation, each with another
_SURE_SHARE = 0.5  # of the names that must be organisations beyond doubt
_LEAST = 3  # organisations
_ARTICLE = 5  # characters that may stand before a name which begins a line
_HEAD_WORDS = 4  # words without a capital between a name and its verb: *in partnership with its member Beta*


def opening_names(reader: LineReader, lines: Mapping[int, Line], share: float = _SHARE) -> dict[int, Name]:
    """The organisations with which lines open, by line; nothing unless a `share` of them opens with one. A name before
    a dash may also be no organisation beyond doubt, if half are."""
    names: dict[int, Name] = {}
    sure = missed = 0
    for number, line in lines.items():
        name = _opening_name(reader, line)
        sure += name is not None
        name = name or reader.foreign_subject(*line.block[:2])
        if name is not None:
            names[number] = name
        elif line.dash is None and line.kind != "row":
            missed += 1
            if missed > (1 - share) * len(lines):
                return {}
    return names if sure >= _SURE_SHARE * len(lines) else {}


def _opening_name(reader: LineReader, line: Line) -> Name | None:
    if line.dash is not None and reader.is_distinct(line.block.start, line.dash):
        return Name(line.block.start, line.dash, None)
    return reader.opening_name(*line.block[:2])


def are_of_many(reader: LineReader, names: Collection[Name]) -> bool:
    """Nearly all are another's, and there are enough of them."""
    return len({reader.text[name.start : name.end] for name in names}) >= max(_LEAST, _SHARE * len(names))


def tell_anew(reader: LineReader, line: Line, name: Name | None) -> None:
    """Makes a line a told one, unless it is a name and its verb."""
    cue = line.cue if line.kind in ("weak", "strong") else None
    opens = name is not None and name.start - line.block.start <= _ARTICLE
    if line.kind == "row" or line.dash is not None:
        return
    if name and opens and cue and reader.plain_words(name.end, cue) <= _HEAD_WORDS:
        return
    line.kind, line.rule, line.cue = "told", "told.paragraph", None
