"""Reads descriptions of *label: value* lines among the lines of a page.

How it decides. A line that begins with a known label and a colon opens a block or goes on with it; a block ends where
the label comes again that it began with, at a heading, and where the text leaves it: as many paragraphs belong to the
last block as to the shortest before it. A block is a description if a label names an organisation, which is not the
fund, and another says something of the project. Labels of partners and places right below a paragraph that stands below
a name belong to what stands above: see `stanzas`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from wphf_extract.components.fields import CARRIERS, Field, Labels
from wphf_extract.components.projects.labelreading import read_labels
from wphf_extract.components.projects.linekinds import LABELLED_ITEM, PARAGRAPHS, Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.strangelabels import with_strange_labels
from wphf_extract.components.projects.tabular import is_carrier, trimmed
from wphf_extract.names.shortforms import before_link
from wphf_extract.reading.blocks import marker_kind

__all__ = ["merge_labelled"]

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_ENDS = frozenset({"heading", "link", "intro", "fund", "header", "labelled"})
_TITLE_WORDS = 15
_LONGEST_TITLE = 20  # words of the title above a block
_TITLED_LEAST, _TITLED_SHARE = 3, 0.8  # blocks, and of all blocks, that must have one
_PARAGRAPH_WORDS = 8
_CLOSES = frozenset({"partner", "location", "beneficiaries"})  # what may be told below a paragraph
_SAYS = frozenset({"title", "location", "text", "beneficiaries"})


def merge_labelled(reader: LineReader, lines: list[Line], labels: Labels) -> list[Line]:
    """Returns the lines of a page; those that together are one labelled description are one line of the kind
    `labelled`, which carries its fields."""
    merged: list[Line] = []
    at = 0
    for first, last, line in _Blocks(reader, lines, labels).found():
        merged += [*lines[at:first], line]
        at = last + 1
    return [*merged, *lines[at:]]


@dataclass(slots=True)
class _Draft:
    """Lines that may be one description."""

    first: int
    last: int
    fields: list[Field]
    tail: list[int] = field(default_factory=list)  # paragraphs behind an empty line
    spaced: bool = False  # empty lines stand between its fields
    followed: bool = False  # another block comes next

    def has(self, *roles: str) -> bool:
        return any(f.role in roles for f in self.fields)


class _Blocks:
    """The labelled descriptions of one page."""

    def __init__(self, reader: LineReader, lines: list[Line], labels: Labels) -> None:
        self._reader = reader
        labels = with_strange_labels(reader, lines, labels)
        self._text = reader.text
        self._lines = lines
        self._marked = read_labels(reader, lines, labels)
        self._named_above = False  # a block has its name in the line above

    def found(self) -> Iterator[tuple[int, int, Line]]:
        """The first and last line of each description, and what it is when merged."""
        self._give_to_stanzas()
        drafts = [draft for draft in self._drafts() if self._is_project(draft) or self._is_told_above(draft)]
        self._add_told_above(drafts)
        drafts = [draft for draft in drafts if self._is_project(draft)]
        least = min((len(draft.tail) for draft in drafts if draft.followed), default=None)
        for draft in drafts:
            self._take_tail(draft, least)
        self._add_titles_above(drafts)
        if len(drafts) == 1 and not drafts[0].has("title", "text"):
            drafts = []
        self._read_without_labels(drafts)
        for draft in drafts:
            yield draft.first, draft.last, self._merged(draft)

    def _give_to_stanzas(self) -> None:
        """*Partner: Nala Union* right below a paragraph, and right above that the name of who carries the project:
        such labels, and those right below, belong to what stands above."""
        for n in sorted(self._marked):
            if not self._closes_stanza(n):
                continue
            last = n
            while last + 1 in self._marked and not self._lines[last + 1].block.gap:
                last += 1
            if all(self._marked[at][0].role != "organization" for at in range(n, last + 1)):
                for at in range(n, last + 1):
                    self._lines[at].kind, self._lines[at].fields = "fields", tuple(self._marked.pop(at))

    def _closes_stanza(self, n: int) -> bool:
        """The line stands right below such a paragraph."""
        if n < 2 or n not in self._marked or self._lines[n].block.gap or n - 1 in self._marked:
            return False
        if self._marked[n][0].role not in _CLOSES:
            return False
        name, paragraph = self._lines[n - 2 : n]
        parted = name.block.gap and not (name.block.marker or paragraph.block.gap or n - 2 in self._marked)
        return (
            parted
            and paragraph.kind in PARAGRAPHS
            and paragraph.words >= _PARAGRAPH_WORDS
            and self._reader.is_distinct(*name.block[:2])
        )

    def _read_without_labels(self, drafts: Sequence[_Draft]) -> None:
        """A label is no name. *• Lead: Kaba Network (KN) on a project …* is read as if it began behind the label."""
        merged = {n for draft in drafts for n in range(draft.first, draft.last + 1)}
        for n, fields in self._marked.items():
            line = self._lines[n]
            if fields[0].role == "organization" and line.block.marker and n not in merged:
                self._lines[n] = self._reader.classify(line.block._replace(start=fields[0].start))
                self._lines[n].rule = LABELLED_ITEM
            elif line.kind == "bare" and fields[0].role not in CARRIERS:
                line.kind = "text"

    # -- blocks ------------------------------------------------------------------------------------------

    def _drafts(self) -> Iterator[_Draft]:
        """Labelled lines that stand together, with the paragraphs behind them."""
        draft: _Draft | None = None
        for n, line in enumerate(self._lines):
            fields = self._marked.get(n)
            if fields and not (fields[0].role == "window" and self._is_heading(n, draft)):
                if draft is not None and not self._begins_anew(draft, fields[0].role, n):
                    self._go_on(draft, n, fields)
                    continue
                this = _Draft(n, n, list(fields))
                self._add_name_above(this)
                if draft is not None:
                    draft.followed = True
                    self._cut(draft, this.first)
                    self._drop_title(draft, n)
                    yield draft
                draft = this
            elif draft is not None and not self._add_line(draft, n, line):
                yield draft
                draft = None
        if draft is not None:
            yield draft

    def _is_heading(self, n: int, draft: _Draft | None) -> bool:
        """A funding window between empty lines is a heading, unless it stands among the fields of a block."""
        gap_behind = n + 1 == len(self._lines) or self._lines[n + 1].block.gap
        among = draft is not None and draft.has("organization") and not draft.has("text") and not draft.tail
        return self._lines[n].block.gap and gap_behind and not among

    def _begins_anew(self, draft: _Draft, role: str, n: int) -> bool:
        first = next(part for part in draft.fields if part.label)
        if role == first.role and first.label.casefold() == self._marked[n][0].label.casefold():
            return True
        parted = self._lines[n].block.gap or draft.has("text")
        if role in ("title", "organization") and draft.has(role) and parted:
            return True
        return bool(draft.tail) and role in ("aside", "page")

    def _go_on(self, draft: _Draft, n: int, fields: Sequence[Field]) -> None:
        draft.spaced = draft.spaced or self._lines[n].block.gap
        draft.fields += [Field("text", *self._lines[t].block[:2]) for t in draft.tail]
        draft.tail = []
        draft.fields += fields
        draft.last = n

    def _add_name_above(self, draft: _Draft) -> None:
        """*Kaba Network (KN)* above *Location: …*: a block without a label for it may have its name there."""
        n = draft.first - 1
        while n > 0 and not self._lines[n].block.gap and not _LATIN.search(self._text, *self._lines[n].block[:2]):
            n -= 1  # the name in another script
        below = self._marked.get(draft.first + 1, [])
        if n < 0 or n in self._marked or any(part.role == "organization" for part in [*draft.fields, *below]):
            return
        above = self._lines[n]
        upper = above.block.marker and above.block.marker != self._lines[draft.first].block.marker
        sure = above.kind == "bare" and (upper or self._reader.has_organization(*above.block[:2]))
        # where blocks of the page have their names there, a name that tells nobody by itself may stand there too
        like = (
            self._named_above and above.kind in ("bare", "heading", "weak") and not self._reader.is_known_heading(above)
        )
        end = before_link(self._text, *above.block[:2])
        if sure or (like and self._reader.is_name_run(above.block.start, end)):
            self._named_above = True
            draft.first = n
            draft.fields.insert(0, Field("organization", *above.block[:2]))

    def _add_told_above(self, drafts: Sequence[_Draft]) -> None:
        """A paragraph right above the labels is told of the project, where nearly all blocks have one and no text."""
        told = [draft for draft in drafts if self._is_told_above(draft)]
        if len(told) < max(_TITLED_LEAST, _TITLED_SHARE * len(drafts)):
            return
        for draft in told:
            draft.first -= 1
            draft.fields.insert(0, Field("text", *self._lines[draft.first].block[:2]))
            if not self._lines[draft.first].block.gap and self._has_title_above(draft):
                draft.first -= 1
                draft.fields.insert(0, Field("title", *self._lines[draft.first].block[:2]))
        for draft, below in pairwise(drafts):
            self._cut(draft, below.first)

    def _is_told_above(self, draft: _Draft) -> bool:
        if draft.first == 0 or draft.has("text") or self._lines[draft.first].block.gap:
            return False
        above = self._lines[draft.first - 1]
        return above.words >= _PARAGRAPH_WORDS and above.kind in PARAGRAPHS | {"bare"}

    def _add_titles_above(self, drafts: Sequence[_Draft]) -> None:
        """*1.1 Calm in Gao* right above the first label: the title of a block, where nearly all blocks have one."""
        last = {draft.last for draft in drafts}
        titled = [draft for draft in drafts if draft.first - 1 not in last and self._has_title_above(draft)]
        if len(titled) >= max(_TITLED_LEAST, _TITLED_SHARE * len(drafts)):
            for draft in titled:
                draft.first -= 1
                draft.fields.insert(0, Field("title", *self._lines[draft.first].block[:2]))

    def _has_title_above(self, draft: _Draft) -> bool:
        if draft.first == 0 or draft.has("title") or self._lines[draft.first].block.gap:
            return False
        above = self._lines[draft.first - 1]
        short = above.words <= _LONGEST_TITLE and self._text[above.block.end - 1] not in ".:;,"
        return short and above.block.gap and above.kind not in ("labelled", "link", "intro")

    def _cut(self, draft: _Draft, first: int) -> None:
        """The next block begins with the line `first`, though it was taken for a part of this one."""
        start = self._lines[first].block.start
        draft.tail = [number for number in draft.tail if number < first]
        draft.fields = [part for part in draft.fields if part.start < start]
        draft.last = min(draft.last, first - 1)

    def _drop_title(self, draft: _Draft, n: int) -> None:
        """A short line above the next block is its title, its name, or a heading."""
        if not draft.tail or draft.tail[-1] != n - 1:
            return
        line = self._lines[n - 1]
        if line.words <= _TITLE_WORDS and self._text[line.block.end - 1] not in ".!?":
            draft.tail.pop()

    def _add_line(self, draft: _Draft, n: int, line: Line) -> bool:
        """Adds a line without a label; False where the block ends before it."""
        last = draft.fields[-1]
        open_list = self._text[last.start : last.end].rstrip()[-1:] in ",;&"
        if last.label and last.start == last.end and not draft.tail:
            draft.fields[-1] = last._replace(start=line.block.start, end=line.block.end)
        elif self._ends(draft, line):
            return False
        elif draft.tail or line.block.gap:
            draft.tail.append(n)
            return True
        elif last.label and (line.block.marker or open_list) and last.role != "text":
            draft.fields.append(Field(last.role, *line.block[:2], last.label))
        else:
            draft.fields.append(Field("text", *line.block[:2]))
        draft.last = n
        return True

    def _ends(self, draft: _Draft, line: Line) -> bool:
        """No part of a block: a heading, but for a short line right below a field, which could be its place; what is
        read as something else; and what has the bullet that the block's first line has."""
        if line.kind == "heading" and not line.block.gap and not draft.tail:
            return self._reader.is_known_heading(line)
        first = marker_kind(self._lines[draft.first].block.marker)
        return line.kind in _ENDS or (bool(first) and first == marker_kind(line.block.marker))

    def _take_tail(self, draft: _Draft, most: int | None) -> None:
        """Adds the paragraphs behind a block's last label that belong to it."""
        if not draft.followed:
            if most is None:  # the only block of the page: what follows tells of its project
                most = len(draft.tail) if not draft.has("text") else 0
            paragraphs = takewhile(lambda n: self._lines[n].words >= _PARAGRAPH_WORDS, draft.tail)
            draft.tail = list(paragraphs)[:most]
        draft.fields += [Field("text", *self._lines[n].block[:2]) for n in draft.tail]
        draft.last = max([draft.last, *draft.tail])

    # -- what makes a description ------------------------------------------------------------------------

    def _is_project(self, draft: _Draft) -> bool:
        """A label names an organisation, and another says something of the project; a paragraph does that only below
        the name of who carries it."""
        if not any(is_carrier(self._reader, part) for part in draft.fields):
            return False
        told = draft.has("organization") and (draft.has("text") or bool(draft.tail))
        says = any(part.label and part.role in _SAYS for part in draft.fields)
        return (says or told) and (told or draft.has("title", "text") or not draft.has("page"))

    def _merged(self, draft: _Draft) -> Line:
        fields = [trimmed(self._text, part) for part in draft.fields]
        first = self._lines[draft.first].block
        block = first._replace(end=max(self._lines[draft.last].block.end, first.end), marker="")
        return Line(block, "labelled", "labelled.block", fields=tuple(f for f in fields if f.start < f.end))
