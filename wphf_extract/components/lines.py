"""Reads the lines of a page: which are headings, links and introductions, and which could be descriptions.

The kinds of a line, by what stands in it:

| kind | what it is |
| --- | --- |
| `strong` | a name and a project clause (*Alpha on a project to …*) |
| `weak` | a name and a verb (*Alpha trains widows*), or a name, a dash and prose |
| `row` | cells between dashes, the first a name (*Alpha – Gao – trains widows*) |
| `bare` | a name alone, or with a place |
| `told` | a sentence that comes to a name later (*For its project …, the network Alpha (AL) trains …*) |
| `heading`, `link`, `intro` | as they say; an introduction announces the partners |
| `fund` | about the page's owner |
| `labelled`, `header` | a description of fields, and the header of a table: see `labelled.py`, `tabular.py` |
| `text` | anything else |
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from wphf_extract.blocks import Block, line_blocks
from wphf_extract.components.fields import Field
from wphf_extract.components.namespans import SENTENCE_END, NameSpans
from wphf_extract.folding import DASHES
from wphf_extract.lexicon import words_of_texts
from wphf_extract.names import NameWords, words_in
from wphf_extract.numbers import number_reader
from wphf_extract.phrases import Match
from wphf_extract.rules import RuleFile
from wphf_extract.shortforms import Name

__all__ = ["CODES", "Line", "LineReader"]

#: codes of the rules in `cues.toml`
CODES = (
    "project",
    "story",
    "carries_out",
    "fund",
    "partners",
    "declared",
    "counted_projects",
    "counted_organizations",
    "heading",
    "window",
    "link",
    "others",
    "grants",
    "reports",
)

_HEAD_LIMIT = 700  # characters between the beginning of a description and its project clause
_BARE_LIMIT = 260  # characters of a line that is nothing but names and places
_HEADING_LIMIT = 110
_TOLD_WORDS = 20  # a sentence that comes to its name late is at least so long
_OPENING = 80  # characters of a paragraph before the name of whom it tells
_OPENING_REACH = 400  # characters within which that name ends
_VERB_WITHIN = 30  # characters behind the name
_SENTENCE_WORDS = 4  # that are no part of a name, in a sentence that begins like one
_TITLE_WORDS = 9
_PROSE_WORDS = 5  # behind a dash that closes a name
_LINK_WORDS = 20
_LINK_WITHIN = 30  # characters from its beginning
_FUND_WITHIN = 60  # characters from the beginning of a line that is about the fund
_GLUE = regex.compile(r"(?<=[\p{Ll}.!?)”:])(?=\p{Lu}\p{Ll})")
_WORD = regex.compile(r"\p{Lu}?[\p{Ll}\p{M}\p{N}]+|\p{Lu}+|[^\s\w]")
# A capital behind a word: no verb, but a part of a name (*Women Advocates Platform*).
_INSIDE_NAME = regex.compile(r"[\p{L}’)] \p{Lu}$")
_CELL = re.compile(rf"(?<=\s)[{DASHES}|](?=\s)|\t")


class _Hit(NamedTuple):
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Line:
    """A line of the page: its block, its kind, the rule that says so, where its project clause begins, where the
    dash stands that parts a name from prose, and its fields if it is a labelled description."""

    block: Block
    kind: str = "text"
    rule: str = ""
    cue: int | None = None
    words: int = 0
    has_organization: bool = False
    dash: int | None = None
    fields: tuple[Field, ...] = ()


def _is_inside_name(text: str, match: Match) -> bool:
    """A verb with a capital, behind a word or *to*, is a part of a name."""
    if _INSIDE_NAME.search(text, max(match.start - 2, 0), match.start + 1):
        return True
    return text[match.start].islower() and text[match.start : match.end].rpartition(" ")[2][:1].isupper()


class LineReader(NameSpans):
    """Reads the lines of one page.

    Args:
        text: the page's text.
        rules: the cues.
        matches: what the cues found on the page.
        names: what names are made of.
    """

    def __init__(
        self,
        text: str,
        rules: RuleFile,
        matches: Sequence[Match],
        names: NameWords,
    ) -> None:
        super().__init__(text, names)
        self._rules = rules
        by_code: dict[str, list[_Hit]] = {code: [] for code in CODES}
        for match in matches:
            code = rules.rules[match.key].code
            if code != "carries_out" or not _is_inside_name(text, match):
                by_code[code].append(_Hit(match.start, match.end, match.key))
        self._cues: Mapping[str, list[_Hit]] = {c: sorted(hits) for c, hits in by_code.items()}
        self._glues = [glue.start() for glue in _GLUE.finditer(text)]
        blocks = [part for block in line_blocks(text) for part in self._unglue(block)]
        self.lines = [self._classify(block) for block in blocks]
        self._others = list(self._find_others())

    def cue(self, code: str, start: int, end: int) -> _Hit | None:
        """The first phrase of a code that begins within `[start, end)`."""
        hits = self._cues[code]
        at = bisect_left(hits, (start, 0, ""))
        return hits[at] if at < len(hits) and hits[at].start < end else None

    def announces_partners(self, line: Line) -> bool:
        """The line says that the partners come next."""
        return line.kind == "intro" or (line.kind == "heading" and self.cue("partners", *line.block[:2]) is not None)

    def is_among_others(self, line: Line) -> bool:
        """The page lists others than its partners there: donors, staff, what to read."""
        at = bisect_right(self._others, (line.block.start, True))
        return at > 0 and self._others[at - 1][1]

    def tells_of_grants(self) -> bool:
        """The page says somewhere that women's organisations are supported, or tells of projects."""
        return bool(self._cues["grants"] or self._cues["fund"])

    # -- glued lines -------------------------------------------------------------------------------

    def _unglue(self, block: Block) -> list[Block]:
        """Splits a line that a broken export made of several: no space stands before a capital letter, and what
        begins or ends there is a heading, a link or a description."""
        edges = [block.start]
        heading_end = -1
        first = bisect_right(self._glues, block.start)
        for at in self._glues[first : bisect_left(self._glues, block.end)]:
            end = self._heading_at(at, block.end) or self._title_at(at, block.end)
            if end or at == heading_end or self._begins_description(edges[-1], at, block.end):
                edges.append(at)
                heading_end = end
        if len(edges) == 1:
            return [block]
        parts = []
        for n, (start, end) in enumerate(zip(edges, [*edges[1:], block.end], strict=True)):
            while end > start and self.text[end - 1].isspace():
                end -= 1
            parts.append(Block(start, end, block.marker if n == 0 else "", n > 0 or block.gap))
        return parts

    def _heading_at(self, at: int, end: int) -> int:
        """Where a known heading or link that begins at `at` ends, also inside a glued token; else 0."""
        for match in self._match_letters(at, min(at + 80, end)):
            if match.start == at and self._rules.rules[match.key].code in (
                "heading",
                "window",
                "link",
                "partners",
            ):
                return match.end
        return 0

    def _title_at(self, at: int, end: int) -> int:
        """The end of a line whose rest, right behind a full stop, is a title: *… in Gao.Institutional Funding*."""
        rest = self.text[at:end]
        if self.text[at - 1] not in ".!?)”" or rest[-1] in ".!?;,:" or rest.count(" ") >= _TITLE_WORDS:
            return 0
        words = words_in(rest)
        small = [word for word in words if word[0].islower() and not self._names.is_particle(word)]
        return end if len(words) > 1 and not small and "(" not in rest else 0

    def _match_letters(self, start: int, end: int) -> list[Match]:
        """Finds cues by letters: the tokens of the stretch may be glued to what stands before."""
        tokens = [(token.group(), token.start(), token.end()) for token in _WORD.finditer(self.text, start, end)]
        return self._rules.book.find(words_of_texts(tokens))

    def _begins_description(self, start: int, at: int, end: int) -> bool:
        """A name and its project clause begin behind a full stop, or behind what could be a heading."""
        before = self.text[start:at]
        if before[-1].islower():
            heading = len(before) <= _HEADING_LIMIT and "(" not in before
            first = self.text[at : at + 25].split(" ")[0]
            if not (heading and self._names.has_head(first) and not self.cue("project", start, at)):
                return False
        limit = min(end, at + 300)
        cue = self.cue("project", at, limit) or self.cue("carries_out", at, limit)
        return cue is not None and self.is_name_run(at, cue.start)

    def _find_others(self) -> Iterator[tuple[int, bool]]:
        """Where headings stand that are known, and whether they head a list of others."""
        for line in self.lines:
            start, end = line.block.start, line.block.end
            if end - start <= _HEADING_LIMIT and self.text[end - 1] not in ".;,":
                others = self.cue("others", start, end) is not None and not self.is_distinct(start, end)
                if others or any(self.cue(code, start, end) for code in ("heading", "window", "partners")):
                    yield start, others

    # -- kinds ---------------------------------------------------------------------------------------

    def _classify(self, block: Block) -> Line:
        start, end = block.start, block.end
        text = self.text[start:end]
        limit = min(start + _HEAD_LIMIT, end)
        strong, weak = self.cue("project", start, limit), self.cue("carries_out", start, limit)
        cue = min((c for c in (strong, weak) if c), default=None)
        head_end = cue.start if cue else end
        line = Line(block, words=text.count(" ") + 1, cue=cue.start if cue else None)
        named = bool(cue or len(text) <= _BARE_LIMIT) and self.is_name_run(start, head_end)
        if named and cue and SENTENCE_END.search(self.text, start, cue.start + 1):
            named = False  # *Alpha unites widows. On a project …*
        if line.words <= _LINK_WORDS and self.cue("link", start, min(start + _LINK_WITHIN, end)):
            line.kind = "link"
        elif self._is_intro(start, end):
            line.kind = "intro"
        elif self.is_about_fund(start, head_end):
            line.kind = "heading" if self._is_heading(block, text) else "fund"
        elif strong and named and self._reaches(weak, strong):
            line.kind, line.rule = "strong", strong.rule
        elif self._is_row(start, text):
            line.kind, line.rule = "row", "row.cells"
        elif cue and named:
            line.kind, line.rule = "weak", cue.rule
            dash = self._dash_behind_name(start, end)
            line.dash = dash if dash is not None and dash < cue.start else None
            line.has_organization = self.has_organization(start, head_end)
        elif self._is_heading(block, text):
            line.kind = "heading"
        elif not cue and named and not self._is_sentence(start, end):
            line.kind, line.rule = "bare", "bare.name"
        elif (dash := self._dash_behind_name(start, end)) is not None:
            line.kind, line.rule, line.cue, line.dash = "weak", "dash.name", None, dash
            line.has_organization = self.is_distinct(start, dash)
        elif line.words >= _TOLD_WORDS and self._comes_to_name(start, end):
            line.kind, line.rule = "told", strong.rule if strong else "told.name"
            line.cue = None
        return line

    def _reaches(self, weak: _Hit | None, strong: _Hit) -> bool:
        """The project clause belongs to the name: no sentence ends between them."""
        if weak is None or weak.start >= strong.start:
            return True
        return SENTENCE_END.search(self.text, weak.start, strong.start) is None

    def is_about_fund(self, start: int, head_end: int) -> bool:
        """The fund is what the line is about, not what *support from …* names."""
        return self.cue("fund", start, min(head_end, start + _FUND_WITHIN)) is not None

    def _is_intro(self, start: int, end: int) -> bool:
        declared = self.cue("declared", start, end)
        if self.text[end - 1] == ":":
            return declared is not None or self.cue("partners", start, end) is not None
        fund = self.cue("fund", start, min(end, start + _FUND_WITHIN))
        return bool(fund and declared) and any(number_reader().find(self.text, start, end))

    def _is_heading(self, block: Block, text: str) -> bool:
        if block.marker or len(text) > _HEADING_LIMIT or text[-1] in ".,;":
            return False
        known = any(self.cue(code, block.start, block.end) for code in ("heading", "window", "partners"))
        if known and text.count(" ") < 9:
            return True
        if self.has_short_form(block.start, block.end) or _CELL.search(text):
            return False
        words = words_in(text)
        lower = [w for w in words if w[0].islower() and not self._names.is_particle(w)]
        return bool(words) and not lower and not self._names.has_head(text)

    def _is_row(self, start: int, text: str) -> bool:
        cells = _CELL.split(text)
        if len(cells) < 3 or max(len(cell.split()) for cell in cells) < 5:
            return False
        return self.is_name_run(start, start + len(cells[0]))

    def _is_sentence(self, start: int, end: int) -> bool:
        """Words of all kinds, with a full stop behind them."""
        return self.text[end - 1] in ".!?" and self.plain_words(start, end) >= _SENTENCE_WORDS

    def _dash_behind_name(self, start: int, end: int) -> int | None:
        """Where the dash stands in *Alpha – A radio of women*, if one does."""
        dash = _CELL.search(self.text, start, min(end, start + _BARE_LIMIT))
        if dash is None or self.text.count(" ", dash.end(), end) < _PROSE_WORDS:
            return None
        return dash.start() if self.is_name_run(start, dash.start()) else None

    def _comes_to_name(self, start: int, end: int) -> bool:
        return self.first_name(start, end) is not None

    def opening_name(self, start: int, end: int) -> Name | None:
        """The organisation that a paragraph comes to before long, and does not only quote."""
        end = min(end, start + _OPENING_REACH)
        name = self.first_name(start, end)
        if name is None or name.start - start > _OPENING:
            name = self.subject(start, min(start + _OPENING, end), end)
        if name is None or self.cue("reports", name.end, min(end, name.end + _VERB_WITHIN)):
            return None
        return name
