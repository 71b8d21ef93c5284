"""The cues of a page: what the phrases of `cues.toml` found on it, by what they say of a line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import regex

from wphf_extract.names.namewords import NameWords
from wphf_extract.phrases.phrasebook import Match
from wphf_extract.rules.rulefiles import RuleFile

__all__ = ["CODES", "HEADINGS", "Hit", "LineCues"]

#: codes of the rules in `cues.toml`
CODES = (
    "project",
    "story",
    "carries_out",
    "carry_out",
    "carried_by",
    "fund",
    "partners",
    "declared",
    "counted_projects",
    "counted_organizations",
    "heading",
    "window",
    "area",
    "link",
    "others",
    "grants",
    "reports",
)

#: codes of the words by which a heading is known
HEADINGS = ("heading", "window", "partners")

_CLAUSES = ("project", "carries_out")
_BRACKET_REACH = 200  # characters of a remark in brackets
_BRACKET = re.compile(r"[()\n]")

# A capital behind a word: no verb, but a part of a name (*Women Advocates Platform*).
_INSIDE_NAME = regex.compile(r"[\p{L}’)] \p{Lu}$")
_CLAUSE = regex.compile(r"[\n.;:]")
_JOINED = regex.compile(r"\s(&|\p{Ll}{1,3})\s+(?:\p{Ll}{1,3}\s+)?(?=[“\"]?\p{Lu})")
_BEFORE = 200  # characters of the names before a verb


class Hit(NamedTuple):
    """Where a cue stands, and its rule."""

    start: int
    end: int
    rule: str


class LineCues:
    """Knows the cues.

    Args:
        text: the page's text.
        rules: the cues.
        matches: what they found on the page.
        names: what names of organisations are made of.
    """

    def __init__(self, text: str, rules: RuleFile, matches: Sequence[Match], names: NameWords) -> None:
        by_code: dict[str, list[Hit]] = {code: [] for code in CODES}
        for match in matches:
            code = rules.rules[match.key].code
            if code == "carry_out":
                if not _has_several_before(text, match.start, names):
                    continue
                code = "carries_out"
            start = _behind_name(text, match, names) if code == "project" else match.start
            if code in _CLAUSES and _is_in_brackets(text, start):
                continue
            if code != "carries_out" or not _is_inside_name(text, match):
                by_code[code].append(Hit(start, match.end, match.key))
        self._hits: Mapping[str, list[Hit]] = {code: sorted(hits) for code, hits in by_code.items()}

    def first(self, code: str, start: int, end: int) -> Hit | None:
        """The first of a code that begins within `[start, end)`."""
        hits = self._hits[code]
        at = bisect_left(hits, (start, 0, ""))
        return hits[at] if at < len(hits) and hits[at].start < end else None

    def all(self, code: str, start: int, end: int) -> list[Hit]:
        """All of a code that begin within `[start, end)`."""
        hits = self._hits[code]
        return hits[bisect_left(hits, (start, 0, "")) : bisect_left(hits, (end, 0, ""))]

    def is_heading(self, start: int, end: int) -> bool:
        """A heading that such pages have, the name of a funding window, or words that announce partners stand there."""
        return any(self.first(code, start, end) for code in HEADINGS)

    def has(self, code: str) -> bool:
        """The page has one of a code."""
        return bool(self._hits[code])


def _behind_name(text: str, match: Match, names: NameWords) -> int:
    """Where a project clause begins: its first word may be the last of the name, *Kaba Youth Initiative to train …*."""
    if not text[match.start].isupper():
        return match.start
    first, space, _ = text[match.start : match.end].partition(" ")
    if not space or not names.is_head(first) or not _INSIDE_NAME.search(text, match.start - 2, match.start + 1):
        return match.start
    return match.start if text[match.start - 2] == ")" else match.start + len(first) + 1


def _has_several_before(text: str, at: int, names: NameWords) -> bool:
    """Two names that a joiner parts stand right before a verb in the plural."""
    word = text.rfind(" ", max(at - _BEFORE, 0), at - 1) + 1
    if not text[at].islower() or not (text[word].isupper() or text[at - 2 : at - 1] in (")", "”", '"')):
        return False
    before = _CLAUSE.split(text[max(at - _BEFORE, 0) : at])[-1]
    return any(joiner == "&" or joiner in names.list_joiners for joiner in _JOINED.findall(before))


def _is_in_brackets(text: str, at: int) -> bool:
    """*Protection (with the Hope Initiative)*: a remark is no clause about what a project does."""
    first = max(at - _BRACKET_REACH, 0)
    if text.rfind("(", first, at) <= max(text.rfind(")", first, at), text.rfind("\n", first, at)):
        return False
    behind = _BRACKET.search(text, at, at + _BRACKET_REACH)
    return behind is not None and behind.group() == ")"


def _is_inside_name(text: str, match: Match) -> bool:
    """A verb with a capital, behind a word or *to*, is a part of a name."""
    if _INSIDE_NAME.search(text, max(match.start - 2, 0), match.start + 1):
        return True
    return text[match.start].islower() and text[match.start : match.end].rpartition(" ")[2][:1].isupper()
