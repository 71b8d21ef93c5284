"""Splits lines that a broken export made of several: no space stands before a capital letter, *… in Gao.Our impact*."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import regex

from wphf_extract.components.projects.linecues import LineCues
from wphf_extract.components.projects.namespans import NameSpans
from wphf_extract.names.namewords import NameWords, words_in
from wphf_extract.phrases.lexicon import words_of_texts
from wphf_extract.phrases.phrasebook import Match
from wphf_extract.reading.blocks import Block, trim
from wphf_extract.rules.rulefiles import RuleFile

__all__ = ["HEADING_LIMIT", "TITLE_WORDS", "GluedLines"]

#: characters of a heading
HEADING_LIMIT = 110
#: words of a title
TITLE_WORDS = 9
_GLUE = regex.compile(r"(?<=[\p{Ll}.!?)”:])(?=\p{Lu}\p{Ll})")
_WORD = regex.compile(r"\p{Lu}?[\p{Ll}\p{M}\p{N}]+|\p{Lu}+|[^\s\w]")
_HEADS = ("heading", "window", "link", "partners")  # codes of what may head a part of a line
_HEAD_LIMIT = 80  # characters within which such words stand
_DESCRIPTION_LIMIT = 300  # characters within which a description's project clause begins
_FIRST_WORD = 25  # characters within which the first word of a name ends


class GluedLines:
    """Splits the lines of one page.

    Args:
        spans: the names on the page.
        rules: the cues.
        cues: what they found on it.
        names: what names are made of.
    """

    def __init__(self, spans: NameSpans, rules: RuleFile, cues: LineCues, names: NameWords) -> None:
        self._text = spans.text
        self._spans = spans
        self._rules = rules
        self._cues = cues
        self._names = names
        self._glues = [glue.start() for glue in _GLUE.finditer(spans.text)]

    def split(self, block: Block) -> list[Block]:
        """Cuts a line where a heading, a link or a description begins or ends without a space."""
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
            parts.append(Block(*trim(self._text, start, end), block.marker if n == 0 else "", n > 0 or block.gap))
        return parts

    def _heading_at(self, at: int, end: int) -> int:
        """Where a known heading or link that begins at `at` ends, also inside a glued token; else 0."""
        for match in self._match_letters(at, min(at + _HEAD_LIMIT, end)):
            if match.start == at and self._rules.rules[match.key].code in _HEADS:
                return match.end
        return 0

    def _title_at(self, at: int, end: int) -> int:
        """The end of a line whose rest, right behind a full stop, is a title: *… in Gao.Institutional Funding*."""
        rest = self._text[at:end]
        if self._text[at - 1] not in ".!?)”" or rest[-1] in ".!?;,:" or rest.count(" ") >= TITLE_WORDS:
            return 0
        words = words_in(rest)
        small = [word for word in words if word[0].islower() and not self._names.is_particle(word)]
        return end if len(words) > 1 and not small and "(" not in rest else 0

    def _begins_description(self, start: int, at: int, end: int) -> bool:
        """A name and its project clause begin behind a full stop, or behind what could be a heading."""
        before = self._text[start:at]
        if before[-1].islower():
            # one word may be the first half of a name: *FemVoice Pasifika*
            heading = len(before) <= HEADING_LIMIT and "(" not in before and " " in before
            first = self._text[at : at + _FIRST_WORD].split(" ")[0]
            if not (heading and self._names.has_head(first) and not self._cues.first("project", start, at)):
                return False
        limit = min(end, at + _DESCRIPTION_LIMIT)
        cue = self._cues.first("project", at, limit) or self._cues.first("carries_out", at, limit)
        return cue is not None and self._spans.is_name_run(at, cue.start)

    def _match_letters(self, start: int, end: int) -> list[Match]:
        """Finds cues by letters: the tokens of the stretch may be glued to what stands before."""
        tokens = [(token.group(), token.start(), token.end()) for token in _WORD.finditer(self._text, start, end)]
        return self._rules.book.find(words_of_texts(tokens))
