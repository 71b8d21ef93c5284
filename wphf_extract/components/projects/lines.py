"""Reads the lines of a page: which are headings, links and introductions, and which could be descriptions.

The kinds of a line, by what stands in it:

| kind | what it is |
| --- | --- |
| `strong` | a name and a project clause (*Alpha on a project to …*) |
| `weak` | a name and a verb (*Alpha trains widows*), or a name, a dash and prose |
| `row` | cells between dashes, the first a name (*Alpha – Gao – trains widows*) |
| `bare` | a name alone, or with a place |
| `told` | a sentence that comes to a name later (*For its project …, the network Alpha (AL) trains …*), |
| | or a project that is told before who carries it (*Seeds for widows – implemented by Alpha*) |
| `heading`, `link`, `intro` | as they say; an introduction announces the partners |
| `fund` | about the page's owner |
| `labelled`, `header` | a description of fields, and the header of a table: see `labelled.py`, `tabular.py` |
| `fields` | labels and values that belong to what stands above: see `labelled.py`, `stanzas.py` |
| `text` | anything else |
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import regex

from wphf_extract.components.projects.gluedlines import HEADING_LIMIT, TITLE_WORDS, GluedLines
from wphf_extract.components.projects.linecues import Hit, LineCues
from wphf_extract.components.projects.linekinds import CARRIED_BY, GRANTED, Line
from wphf_extract.components.projects.namespans import SENTENCE_END, NameSpans
from wphf_extract.components.projects.prefixes import behind_prefix
from wphf_extract.components.projects.runinlists import split_list
from wphf_extract.language.folding import DASHES
from wphf_extract.language.numbers import number_reader
from wphf_extract.names.namewords import NameWords, words_in
from wphf_extract.names.shortforms import Name, before_link
from wphf_extract.phrases.phrasebook import Match
from wphf_extract.reading.blocks import Block, line_blocks
from wphf_extract.rules.rulefiles import RuleFile

__all__ = ["LineReader"]

_HEAD_LIMIT = 700  # characters between the beginning of a description and its project clause
_BARE_LIMIT = 260  # characters of a line that is nothing but names and places
_TOLD_WORDS = 20  # a sentence that comes to its name late is at least so long
_OPENING = 80  # characters of a paragraph before the name of whom it tells
_OPENING_REACH = 400  # characters within which that name ends
_VERB_WITHIN = 30  # characters behind the name
_SENTENCE_WORDS = 4  # that are no part of a name, in a sentence that begins like one
_PROSE_WORDS = 5  # behind a dash that closes a name
_ROW_WORDS = 6  # of the cell that says what the project does
_MENU_WORDS = 15  # a line of a menu is shorter
_OTHERS_WORDS = 10  # of a heading above a list of others
_LINK_WORDS = 20
_LINK_WITHIN = 30  # characters from its beginning
_FUND_WITHIN = 60  # characters from the beginning of a line that is about the fund
# perhaps behind who they are: *the cooperative “Alpha”*, *a consortium of Alpha and Beta*
_CAPITAL = regex.compile(
    r"[\s:–—-]*(?:(?:\p{Ll}[\p{L}’'-]*\s+){0,4}?(?P<group>\p{Ll}+)\s+(?:\p{Ll}{1,3}\s+)?)?[“\"«]?\p{Lu}"
)
_COLON = re.compile(r":(?=\s)")
_SIGN = re.compile(r"[.,:;](?=\s)")
_CELL = re.compile(rf"(?<=\s)[{DASHES}|](?=\s)|\t")


class LineReader(NameSpans):
    """Reads the lines of one page.

    Args:
        text: the page's text.
        rules: the cues.
        matches: what the cues found on the page.
        names: what names are made of.
    """

    def __init__(self, text: str, rules: RuleFile, matches: Sequence[Match], names: NameWords) -> None:
        super().__init__(text, names)
        self._cues = LineCues(text, rules, matches, names)
        glued = GluedLines(self, rules, self._cues, names)
        parts = (part for block in line_blocks(text) for part in glued.split(block))
        self.lines = [self.classify(item) for part in parts for item in split_list(part, self, self._cues)]
        self._others = list(self._find_others())

    def cue(self, code: str, start: int, end: int) -> Hit | None:
        """The first phrase of a code that begins within `[start, end)`."""
        return self._cues.first(code, start, end)

    def is_short(self, line: Line, most: int) -> bool:
        """The line has no more than so many words, and no sign of a sentence at its end."""
        return line.words <= most and self.text[line.block.end - 1] not in ".!?;,"

    def is_known_heading(self, line: Line) -> bool:
        """Words stand in the line by which headings are known."""
        return self._cues.is_heading(*line.block[:2])

    def role_above(self, line: Line) -> str:
        """The role of a short line above a paragraph: the project's title, or, as *window*, who pays for it
        or which impact area it serves, and nothing else."""
        start, end = line.block.start, line.block.end
        areas = self._cues.all("area", start, start + 1)
        return "window" if self.is_known_heading(line) or any(area.end == end for area in areas) else "title"

    def announces_partners(self, line: Line) -> bool:
        """The line says that the partners come next."""
        return line.kind == "intro" or (
            line.kind == "heading" and self._cues.first("partners", *line.block[:2]) is not None
        )

    def is_among_others(self, line: Line) -> bool:
        """The page lists others than its partners there: donors, staff, what to read."""
        at = bisect_right(self._others, (line.block.start, True))
        return at > 0 and self._others[at - 1][1]

    def tells_of_grants(self) -> bool:
        """The page says somewhere that women's organisations are supported, or tells of projects."""
        return self._cues.has("grants") or self._cues.has("fund")

    def _find_others(self) -> Iterator[tuple[int, bool]]:
        """Where headings stand that are known, and whether they head a list of others; none of the menu does, whose
        lines stand one below the other above the first paragraph."""
        first = next((n for n, line in enumerate(self.lines) if line.words >= _MENU_WORDS), 0)
        for n, line in enumerate(self.lines):
            start, end = line.block.start, line.block.end
            if n + 1 < first and not (line.block.gap and self.lines[n + 1].block.gap):
                continue
            menu = _CELL.search(self.text, start, end)  # *Overview | Partners | Resources* heads nothing
            if line.block.marker or menu or self.text[end - 1] in ".;,":
                continue
            if end - start <= HEADING_LIMIT:
                short = line.words < _OTHERS_WORDS and not self.is_distinct(start, end)
                others = short and self._cues.first("others", start, end) is not None
                if others or self._cues.is_heading(start, end):
                    yield start, others

    # -- kinds ---------------------------------------------------------------------------------------

    def classify(self, block: Block) -> Line:
        """What a line is that stands for itself."""
        end = before_link(self.text, block.start, block.end)
        start, granted = behind_prefix(self.text, block.start, end, self._names)
        limit = min(start + _HEAD_LIMIT, end)
        # no cue begins a line, since a name stands before it: *Advocates of Gao (AG) on a project*
        strong, weak = (self._cues.first(code, start + 1, limit) for code in ("project", "carries_out"))
        cue = min((c for c in (strong, weak) if c), default=None)
        line = Line(block, words=self.text.count(" ", start, end) + 1, cue=cue.start if cue else None)
        if line.words <= _LINK_WORDS and self._cues.first("link", start, min(start + _LINK_WITHIN, end)):
            line.kind = "link"
        elif self._is_intro(start, end):
            line.kind = "intro"
        elif self.is_about_fund(start, cue.start if cue else end):
            line.kind = "heading" if self._is_heading(block) else "fund"
        else:
            self._read_as_description(line, (start, end), strong, weak, cue)
            if granted and line.words >= _SENTENCE_WORDS:
                self._read_as_granted(line, start, end)
        return line

    def _read_as_granted(self, line: Line, start: int, end: int) -> None:
        """*EUR 5,000 for Alpha Beta. They train …*: the name goes to the first sign."""
        line.rule = GRANTED
        if line.kind == "text":
            sign = _SIGN.search(self.text, start, end)
            named = sign is not None and self.is_name_run(start, sign.start())
            line.kind, line.cue = ("weak", sign.start()) if sign and named else ("told", None)

    def _read_as_description(
        self, line: Line, span: tuple[int, int], strong: Hit | None, weak: Hit | None, cue: Hit | None
    ) -> None:
        """Says what a line is whose `span` could be a description; `cue` is the first of the project clause and the
        verb."""
        start, end = span
        named = self._begins_with_name(start, end, cue)
        if strong and named and self._reaches(weak, strong):
            line.kind, line.rule = "strong", strong.rule
        elif self._names_carrier(start, end, grouped=not (cue and named)):
            line.kind, line.rule, line.cue = "told", CARRIED_BY, None
        elif self._is_row(start, end):
            line.kind, line.rule = "row", "row.cells"
        elif cue and named:
            line.kind, line.rule = "weak", cue.rule
            dash = self._dash_behind_name(start, end)
            line.dash = dash if dash is not None and dash < cue.start else None
            line.has_organization = self.has_organization(start, cue.start)
        elif self._is_heading(line.block):
            line.kind = "heading"
        elif not cue and named and not self._is_sentence(start, end):
            line.kind, line.rule = "bare", "bare.name"
        elif (dash := self._dash_behind_name(start, end)) is not None:
            line.kind, line.rule, line.cue, line.dash = "weak", "dash.name", None, dash
            line.has_organization = self.is_distinct(start, dash)
        elif line.words >= _TOLD_WORDS and self.first_name(start, end) is not None:
            line.kind, line.rule, line.cue = "told", strong.rule if strong else "told.name", None

    def _begins_with_name(self, start: int, end: int, cue: Hit | None) -> bool:
        """All that stands before the cue, or a short line without one, could be a name."""
        if cue is None:
            return end - start <= _BARE_LIMIT and self.is_name_run(start, end)
        # no sentence ends there: *Alpha unites widows. On a project …*
        return self.is_name_run(start, cue.start) and not SENTENCE_END.search(self.text, start, cue.start + 1)

    def _names_carrier(self, start: int, end: int, *, grouped: bool) -> bool:
        """A name stands behind *implemented by*, not that of the fund; `grouped`: perhaps behind what group it is."""
        for hit in self._cues.all("carried_by", start, end):
            name = _CAPITAL.match(self.text, hit.end, end)
            group = name["group"] if name else None
            known = group is None or group in self._names.articles
            if group and grouped:
                known = known or self._names.is_head(group) or self._names.is_generic(group)
            if name and known and not self.is_about_fund(name.end() - 1, end):
                return True
        return False

    def _reaches(self, weak: Hit | None, strong: Hit) -> bool:
        """The project clause belongs to the name: no sentence ends between them."""
        if weak is None or weak.start >= strong.start:
            return True
        return SENTENCE_END.search(self.text, weak.start, strong.start + 1) is None

    def is_about_fund(self, start: int, head_end: int) -> bool:
        """The fund is what the line is about, not what *support from …* names."""
        return self._cues.first("fund", start, min(head_end, start + _FUND_WITHIN)) is not None

    def _is_intro(self, start: int, end: int) -> bool:
        declared = self._cues.first("declared", start, end)
        if self.text[end - 1] == ":":
            return declared is not None or self._cues.first("partners", start, end) is not None
        fund = self._cues.first("fund", start, end)
        number = next(number_reader().find(self.text, start, end), None) if fund and declared else None
        if fund is None or number is None:
            return False
        # *14 projects, led by 15 organizations, have received WPHF support*
        counted = number.start == start and self._cues.first("counted_projects", start, start + _FUND_WITHIN)
        return fund.start < start + _FUND_WITHIN or bool(counted)

    def _is_heading(self, block: Block) -> bool:
        text = self.text[block.start : block.end]
        if block.marker or len(text) > HEADING_LIMIT or text[-1] in ".,;":
            return False
        known = self._cues.is_heading(block.start, block.end)
        if known and text.count(" ") < TITLE_WORDS:
            return True
        if self.has_short_form(block.start, block.end) or _CELL.search(text):
            return False
        words = words_in(text)
        lower = [w for w in words if w[0].islower() and not self._names.is_particle(w)]
        return bool(words) and not lower and not self._names.has_head(text)

    def _is_row(self, start: int, end: int) -> bool:
        cells = _CELL.split(self.text[start:end])
        if (
            len(cells) < 3
            or self.behind_title(start, end) is not None
            or max(len(cell.split()) for cell in cells[1:]) < _ROW_WORDS
        ):
            return False
        return self.is_name_run(start, start + len(cells[0]))

    def _is_sentence(self, start: int, end: int) -> bool:
        """Words of all kinds, with a full stop behind them."""
        return self.text[end - 1] in ".!?" and self.plain_words(start, end) >= _SENTENCE_WORDS

    def _dash_behind_name(self, start: int, end: int) -> int | None:
        """Where the dash stands in *Alpha – A radio of women*, or the colon behind a name beyond doubt, if one does."""
        limit = min(end, start + _BARE_LIMIT)
        dash = _CELL.search(self.text, start, limit)
        if dash is None:
            dash = _COLON.search(self.text, start, limit)
            dash = dash if dash and self.is_distinct_or_foreign(start, dash.start()) else None
        if dash is None or self.text.count(" ", dash.end(), end) < _PROSE_WORDS:
            return None
        return dash.start() if self.is_name_run(start, dash.start()) else None

    def foreign_subject(self, start: int, end: int) -> Name | None:
        """A name that holds no word of English, about whom the paragraph goes on before long."""
        last = min(start + _OPENING, end)
        return self.subject(start, last, min(end, start + _OPENING_REACH), self.is_foreign)

    def opening_name(self, start: int, end: int) -> Name | None:
        """The organisation that a paragraph comes to before long, and does not only quote."""
        end = min(end, start + _OPENING_REACH)
        name = self.first_name(start, end)
        if name is None or name.start - start > _OPENING:
            name = self.subject(start, min(start + _OPENING, end), end)
        if name is None or self._cues.first("reports", name.end, min(end, name.end + _VERB_WITHIN)):
            return None
        return name
