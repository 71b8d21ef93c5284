"""Reads descriptions that are stanzas: an organisation's name in a line of its own, perhaps a title above or below it,
and a paragraph.

How it decides. Short lines with a paragraph below may be a stanza. The line of the name stands at the same place in all
stanzas of a page, right above the paragraph or one line higher: where most lines are organisations beyond doubt. From
the first such name to the last the page is made of stanzas if half of all there have such names, or a third where the
page announces its partners; then a stanza whose name would tell nobody by itself is one too, and so are those right
before and behind whose names are not of English. Three make a page of stanzas if it tells of grants or projects
anywhere, or two where it announces its partners. Labels with their values right below the paragraph (*Location: Gao*)
belong to the stanza.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import PARAGRAPHS, Line
from wphf_extract.components.projects.lines import LineReader
from wphf_extract.components.projects.namelines import named_in
from wphf_extract.language.folding import fold
from wphf_extract.language.words import is_word
from wphf_extract.names.namewords import words_in
from wphf_extract.reading.blocks import indentation

__all__ = ["merge_stanzas"]

_PARAGRAPH_WORDS = 8
_SHORT_WORDS = 10  # of a line that is no paragraph, though no name
_NAME_LIMIT = 260  # characters of a line of names
_PLACES = (1, 2, 3)  # where the line of the name may stand, counted from the paragraph upwards
_LEAST = 3  # stanzas of a page that is built so
_LEAST_SURE = 2  # of these whose names are beyond doubt; so many are enough where the page announces its partners
# Of the stanzas between the first and the last whose names are beyond doubt; and where the page announces its partners
_SURE_SHARE, _SURE_SHARE_ANNOUNCED = 0.5, 0.33
_TITLED_SHARE = 0.8  # of the stanzas that have a title, if they have titles at all
_NAME_WORDS = 2  # of a name by which a paragraph takes it up again
_SHORT_WORD = 3  # letters of a word that may be one of English, though no list has it: *The*
_TAKEN_UP_WITHIN = 60  # characters from the beginning of a paragraph that begins with the name
_HEADS = frozenset({"bare", "heading", "text", "weak", "fund"})


@dataclass(slots=True)
class _Stanza:
    """Short lines, the paragraph below them and what stands right below it, lines that count whom it reaches, short
    lines that close it (its places, its budget), and the paragraphs behind an empty line."""

    heads: list[int]
    body: list[int]
    announced: bool
    counted: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)


def merge_stanzas(reader: LineReader, lines: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page; those that together are one stanza are one line of the kind `labelled`, which
    carries its fields."""
    page = _Stanzas(reader, lines)
    found = page.found()
    least = min((len(stanza.tail) for stanza in found[:-1]), default=0)
    merged: list[Line] = []
    at = 0
    for stanza in found:
        tail = stanza.tail[:least] if stanza is found[-1] else stanza.tail
        merged += [*lines[at : stanza.heads[0]], page.merged(stanza, tail)]
        at = [*stanza.body, *stanza.counted, *stanza.below, *tail][-1] + 1
    return [*merged, *lines[at:]]


class _Stanzas:
    """The stanzas of one page."""

    def __init__(self, reader: LineReader, lines: Sequence[Line]) -> None:
        self._reader = reader
        self._lines = lines
        self._place = 1  # of the name's line, counted from the paragraph upwards

    def found(self) -> list[_Stanza]:
        """The stanzas that are descriptions, with those of their heads that belong to them."""
        stanzas = self._joined(list(self._candidates()))
        if not stanzas:
            return []
        sures = {place: [n for n, s in enumerate(stanzas) if self._is_sure(s, place)] for place in _PLACES}
        self._place = max(sures, key=lambda place: (len(sures[place]), -place))
        sure = sures[self._place]
        listed = any(line.block.marker and line.kind in ("strong", "row") for line in self._lines)
        if listed or len(sure) < _LEAST_SURE:
            return []
        within = range(sure[0], sure[-1] + 1)
        deep = sum(len(stanzas[n].heads) > self._place for n in within)
        depth = self._place + (deep >= _TITLED_SHARE * len(within))
        known = set(sure)
        found = [s for n, s in enumerate(stanzas) if n in known or self._fits(s, depth, n in within)]
        announced = all(stanzas[n].announced for n in sure)
        enough = announced or (len(found) >= _LEAST and self._reader.tells_of_grants())
        share = _SURE_SHARE_ANNOUNCED if announced else _SURE_SHARE
        if not enough or len(sure) < share * len(within):
            return []
        leading = takewhile(lambda s: self._goes_on(s, depth, before=True), reversed(stanzas[: within.start]))
        further = takewhile(lambda s: self._goes_on(s, depth, before=False), stanzas[within.stop :])
        found += [stanza for stanza in (*leading, *further) if stanza not in found]
        found.sort(key=lambda stanza: stanza.heads[0])  # some of those behind may have fitted before
        return [self._cut(stanza, depth) for stanza in found]

    # -- candidates ------------------------------------------------------------------------------------

    def _candidates(self) -> Iterator[_Stanza]:
        """Short lines with a paragraph below."""
        heads: list[int] = []
        stanza: _Stanza | None = None
        announced = False
        for number, line in enumerate(self._lines):
            if line.kind in ("heading", "intro"):
                known = self._reader.cue("heading", *line.block[:2]) is not None
                announced = self._reader.announces_partners(line) or (announced and not known)
            hangs = bool(heads) and stanza is None and self._indent(line) > self._indent(self._lines[heads[-1]])
            if stanza and line.kind == "fields":
                (stanza.tail or stanza.below).append(number)
            elif stanza and self._is_listed_below(number):
                (stanza.tail or stanza.body).append(number)
            elif stanza and not stanza.tail and not stanza.below and self._counts(number):
                stanza.counted.append(number)
            elif stanza and not stanza.tail and self._ends_stanza(stanza, number):
                stanza.below.append(number)
            elif self._is_short(line) and not hangs and not self._reader.is_among_others(line):
                if stanza or line.block.marker:
                    heads = []
                heads.append(number)
                if stanza:
                    yield stanza
                stanza = None
            elif (line.kind not in PARAGRAPHS and not hangs) or line.block.marker or line.words < _PARAGRAPH_WORDS:
                if stanza:
                    yield stanza
                heads, stanza = [], None
            elif stanza is None:
                stanza = _Stanza(heads, [number], announced) if heads else None
            else:
                (stanza.tail if line.block.gap or stanza.tail else stanza.body).append(number)
        if stanza:
            yield stanza

    def _is_listed_below(self, number: int) -> bool:
        """*Expected results:* right below the paragraph, and the items below that; or items right below."""
        line = self._lines[number]
        if line.block.gap or line.kind in ("strong", "row", "labelled", "link"):
            return False
        if line.block.marker:
            return not self._reader.is_distinct(*line.block[:2])
        below = self._lines[number + 1 : number + 2]
        return self._reader.text[line.block.end - 1] == ":" and any(item.block.marker for item in below)

    def _ends_stanza(self, stanza: _Stanza, number: int) -> bool:
        """Short lines right below the paragraph, from this one to the next empty line, where an empty line parts the
        stanza from what stands above."""
        if stanza.below:
            return self._is_closing(number)
        end = number
        while end < len(self._lines) and self._is_closing(end):
            end += 1
        parted = self._lines[stanza.heads[0]].block.gap and (end == len(self._lines) or self._lines[end].block.gap)
        return end > number and parted and not self._reader.is_distinct(*self._lines[number].block[:2])

    def _counts(self, number: int) -> bool:
        """*640 women, 28 groups* right below the paragraph."""
        counted = self._reader.text[self._lines[number].block.start].isdigit()
        return counted and self._is_closing(number) and not self._reader.is_distinct(*self._lines[number].block[:2])

    def _is_closing(self, number: int) -> bool:
        return not self._lines[number].block.gap and self._is_short(self._lines[number])

    def _is_short(self, line: Line) -> bool:
        """A title, a heading or a name."""
        start, end = line.block.start, line.block.end
        last = self._reader.text[end - 1]
        if end - start <= _NAME_LIMIT and self._reader.behind_title(start, end) is not None:
            return True
        if line.kind == "told" and last not in ".!?,;:" and named_in(self._reader, line)[0] > start:
            return end - start <= _NAME_LIMIT and self._could_name(line)  # *“Seeds” – Alpha, implemented with Beta*
        if line.kind not in _HEADS or last in ",;:" or (last == "." and line.words >= _PARAGRAPH_WORDS):
            return False
        return line.words < _SHORT_WORDS or (end - start <= _NAME_LIMIT and last not in "!?" and self._could_name(line))

    def _joined(self, stanzas: Sequence[_Stanza]) -> list[_Stanza]:
        """The stanzas, with the heads that stand right above the paragraph, if most have such: what an empty line
        parts from them is a heading then."""
        tight = {n: heads for n, stanza in enumerate(stanzas) if (heads := self._tight(stanza))}
        if len(tight) * 2 <= len(stanzas):
            return list(stanzas)
        for n, heads in tight.items():
            stanzas[n].heads = heads
        return [stanzas[n] for n in tight]

    def _tight(self, stanza: _Stanza) -> list[int]:
        """The heads that no empty line parts from the paragraph."""
        below = stanza.body[0]
        for number in reversed(stanza.heads):
            if self._lines[below].block.gap:
                break
            below = number
        return [number for number in stanza.heads if number >= below]

    # -- names -----------------------------------------------------------------------------------------

    def _name(self, stanza: _Stanza, place: int) -> Line | None:
        return self._lines[stanza.heads[-place]] if len(stanza.heads) >= place else None

    def _could_name(self, line: Line) -> bool:
        return (
            not self._reader.is_known_heading(line)
            and line.cue is None
            and self._reader.is_name_run(*named_in(self._reader, line))
        )

    def _is_sure(self, stanza: _Stanza, place: int) -> bool:
        """An organisation beyond doubt stands there, and the paragraph does not tell of another; where partners are
        announced it may name those of the project."""
        line = self._name(stanza, place)
        if line is None or not self._could_name(line) or not self._reader.is_distinct(*named_in(self._reader, line)):
            return False
        if self._reader.is_about_fund(*line.block[:2]):
            return False
        below = self._lines[stanza.body[0]]
        if self._indent(below) > self._indent(line):
            return True  # as definitions are set: what is told hangs below the name
        if below.kind == "told" and stanza.announced and not below.block.gap:
            return True
        if below.kind in ("text", "fund") or (below.kind == "weak" and not below.has_organization):
            return True
        paragraph = self._reader.text[below.block.start : below.block.end]
        near = paragraph if below.kind == "told" else paragraph[:_TAKEN_UP_WITHIN]
        return _takes_up(self._reader.text[slice(*named_in(self._reader, line))], near)

    def _indent(self, line: Line) -> int:
        """How many characters of white space stand before the line; an item's are none."""
        return indentation(self._reader.text, line.block.start) if not line.block.marker else 0

    def _fits(self, stanza: _Stanza, depth: int, within: bool) -> bool:
        """A name that tells nobody by itself, in a stanza like the others."""
        line = self._name(stanza, self._place)
        if line is None or not self._could_name(line) or len(stanza.heads) < depth:
            return False
        if self._reader.is_about_fund(*line.block[:2]):
            return False
        return within or depth > self._place or self._reader.is_foreign(*line.block[:2])

    def _goes_on(self, stanza: _Stanza, depth: int, *, before: bool) -> bool:
        """A stanza behind the last that is sure, or `before` the first: its name stands right above the paragraph, and
        not all its words are of English; before the first, where the page tells of the country, at least two, the first
        of the name among them (*Bayt al-Yasmin*, but not *The Crisis in Turkana*)."""
        if not self._tight(stanza) or not self._fits(stanza, depth, within=True):
            return False
        words = words_in(self._reader.text[slice(*named_in(self._reader, self._lines[stanza.heads[-self._place]]))])
        strange = [word for word in words if len(word) > _SHORT_WORD and word[0].isupper() and not is_word(fold(word))]
        return len(strange) > 1 and words[0] == strange[0] if before else bool(strange)

    def _cut(self, stanza: _Stanza, depth: int) -> _Stanza:
        """The stanza without the headings above it."""
        heads = stanza.heads[-depth:]
        while len(heads) > self._place and self._reader.is_known_heading(self._lines[heads[0]]):
            heads = heads[1:]
        stanza.heads = heads
        return stanza

    def merged(self, stanza: _Stanza, tail: Sequence[int]) -> Line:
        """The stanza as one line with its fields."""
        fields = [Field(self._reader.role_above(self._lines[n]), *self._lines[n].block[:2]) for n in stanza.heads]
        at = len(fields) - self._place
        start, end = named_in(self._reader, self._lines[stanza.heads[at]])
        line = fields[at]
        parts = (line._replace(end=start), Field("organization", start, end), line._replace(start=end))
        fields[at : at + 1] = [part for part in parts if part.start < part.end]
        further = (("text", stanza.body), ("beneficiaries", stanza.counted), ("title", stanza.below), ("text", tail))
        for role, numbers in further:
            for n in numbers:
                fields += self._lines[n].fields or [Field(role, *self._lines[n].block[:2])]
        block = self._lines[stanza.heads[0]].block._replace(end=fields[-1].end, marker="")
        return Line(block, "labelled", "labelled.stanza", fields=tuple(fields))


def _takes_up(name: str, paragraph: str) -> bool:
    """The paragraph names the organisation again, by its first words or its short form."""
    first = [fold(word) for word in words_in(name)[:_NAME_WORDS]]
    words = [fold(word) for word in words_in(paragraph)]
    short = {fold(word) for word in words_in(name) if word.isupper() and len(word) > 1}
    return not short.isdisjoint(words) or any(words[at : at + len(first)] == first for at in range(len(words)))
