"""Reads the labels of a page's lines, and what stands behind them: *Partner: Kaba Network · Where: Gao*.

A label opens its line, stands behind a sign that parts it from the value before, or is all there is in a line, and its
value in the next. Words before the labels of a line are the project's title (*Calm in Gao. Grantee: Kaba Network …*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wphf_extract.components.fields import CARRIERS, Field, Labels
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.namespans import SENTENCE_END
from wphf_extract.components.projects.recurring import part_labels
from wphf_extract.language.folding import DASHES

__all__ = ["read_labels"]

_LONGEST_LABEL = 45
_LABEL = (
    r"[*_]{0,2}(?P<label>[^\W\d_](?:[^\n:：|\t.!?*–—·•;,]|\.(?=\s*:))" + f"{{1,{_LONGEST_LABEL - 1}}}?)" + r"[*_]{0,2}"
)
_FIRST = re.compile(rf"{_LABEL}(?:\s*[:：][*_]{{0,2}}|\s+[{DASHES}](?=\s))\s*")
_FURTHER = re.compile(rf"(?<!\s)\s*(?:[|;,.\t•·]|\s[{DASHES}]|(?<=[.;!?]))\s*{_LABEL}\s*[:：][*_]{{0,2}}\s*")
_TITLE_WORDS = 20  # before the labels of a line
_LEAST = 2  # labels behind a title
_LEAST_ALONE = 3  # labels of a page that stand alone in their lines, unless an organisation stands below one
_PROSE_WORDS = 8  # behind the sentence of a name


def read_labels(reader: LineReader, lines: Sequence[Line], labels: Labels) -> dict[int, list[Field]]:
    """The fields that begin in each line that has a label, by line."""
    text = reader.text
    marked = {n: fields for n, line in enumerate(lines) if (fields := _fields_in(text, line, labels))}
    alone = {n for n, line in enumerate(lines) if n not in marked and _is_label(text, line, labels)}
    # *Organization* and its value in the next line
    known = {n for n in alone if {n - 2, n + 2} & alone and not {n - 1, n + 1} & alone}
    told = any(line.kind == "strong" for line in lines)
    if len(known) < _LEAST_ALONE and (told or not any(_leads_to_name(reader, lines, n, labels) for n in known)):
        known = set()  # *About*, *Our work*, *Partners*: a menu
    # *The challenge*, and what it is in the next line
    parts = part_labels(reader, lines) - marked.keys() - known
    for n in known | parts:
        start, end = lines[n].block[:2]
        role = labels.role(text[start:end]) or ("text" if n in parts else "")
        marked[n] = [Field(role, end, end, text[start:end])]
    return marked


def _leads_to_name(reader: LineReader, lines: Sequence[Line], n: int, labels: Labels) -> bool:
    """*Organization*, and an organisation's name in the next line."""
    role = labels.role(reader.text[slice(*lines[n].block[:2])])
    return role in CARRIERS and any(reader.is_distinct_or_foreign(*line.block[:2]) for line in lines[n + 1 : n + 2])


def _is_label(text: str, line: Line, labels: Labels) -> bool:
    start, end = line.block.start, line.block.end
    return end - start <= _LONGEST_LABEL and labels.role(text[start:end]) is not None


def _fields_in(text: str, line: Line, labels: Labels) -> list[Field]:
    """The fields of one line; none where no label that is known opens it, nor its title does."""
    start, end = line.block.start, line.block.end
    sign = line.block.marker or text[start]  # with a space behind it, a sign reads as a bullet
    role_of_sign = labels.role_of_sign(sign)
    if role_of_sign is not None:
        return [Field(role_of_sign, start + (not line.block.marker), end, sign)]
    if line.kind in ("header", "labelled"):
        return []
    first = _FIRST.match(text, start, end)
    role = labels.role_of_qualified(first["label"]) if first else None
    fields = [Field(role, first.end(), end, first["label"]) if first and role else Field("title", start, end)]
    colons = any(text.find(colon, start, end) >= 0 for colon in ":：")  # most lines have none, and searching takes long
    for further in _FURTHER.finditer(text, fields[0].start, end) if colons else ():
        role = labels.role_of_qualified(further["label"])
        if role is not None:
            fields[-1] = fields[-1]._replace(end=further.start())
            fields.append(Field(role, further.end(), end, further["label"]))
    if not fields[0].label and not _is_titled(text, fields):
        return []
    return [part for value in fields for part in _without_prose(text, value)]


def _is_titled(text: str, fields: Sequence[Field]) -> bool:
    """*Calm in Gao. Grantee: Kaba Network. Objective: to …*: the words before the labels are the project's title."""
    title, *labelled = fields
    short = text.count(" ", title.start, title.end) < _TITLE_WORDS
    return short and len(labelled) >= _LEAST and labelled[0].role == "organization"


def _without_prose(text: str, value: Field) -> Iterator[Field]:
    """*Lead: Kaba Network (KN). It trains …*: what comes behind the name's sentence is told of the project."""
    end = SENTENCE_END.search(text, value.start, value.end) if value.role in CARRIERS else None
    prose = text[end.end() : value.end] if end else ""
    if end is None or len(prose.split()) < _PROSE_WORDS:
        yield value
    else:
        yield value._replace(end=end.start() + 1)
        yield Field("text", end.end(), value.end)
