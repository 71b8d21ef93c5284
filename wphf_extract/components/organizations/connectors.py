"""The connectors of one description: the phrases of `connectors.toml` found in it, and which of them part names."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from wphf_extract.language.folding import DASHES
from wphf_extract.names.beforenames import behind_group
from wphf_extract.names.namewords import NameWords, initials_used, is_acronym_like, words_in
from wphf_extract.phrases.phrasebook import Match
from wphf_extract.rules.rulefiles import RuleFile
from wphf_extract.stretches import Stretches

__all__ = ["PART_END", "Connectors", "Mark"]

#: a connector's code, and where it stands
Mark = tuple[str, Match]

#: what may stand behind a part of a head
PART_END = regex.compile(rf"(?<!\s)\s+[{DASHES}]\s+|[(,:]")
_PART_CODES = {"directed": "descriptor"}  # behind a name such words only describe it
_NO_CONNECTORS = ("public_body", "opening", "named", "agent")  # codes of what parts no names
_SHORT_FORM = regex.compile(r"\s*\(([^()]{2,10})\)")
_FIRST_WORD = regex.compile(r"\s*(\p{Ll}+)\s+")
_NAME_END = regex.compile(r"[,.;:(]|\s(?:\p{Ll}+\s+){4}")
_INSIDE = regex.compile(r"\p{L}\s['’ʻ‘]?$")  # before a word inside a name
_OPENING_QUOTES, _CLOSING_QUOTES = "“«„", "”»"
_NAME_REACH = 200  # characters of a name


class Connectors:
    """Knows the connectors.

    Args:
        text: the page's text.
        rules: the connectors.
        matches: what their phrases found in the description.
        names: what names are made of.
    """

    def __init__(self, text: str, rules: RuleFile, matches: Sequence[Match], names: NameWords) -> None:
        self._text = text
        self._rules = rules
        self._matches = matches
        self._public_bodies = [hit for hit in matches if self.code(hit) == "public_body"]
        self._names = names

    def code(self, match: Match) -> str:
        """What a phrase does: one of the codes of `organizations`."""
        return self._rules.rules[match.key].code

    def _part_code(self, match: Match) -> str:
        """What a phrase does among names."""
        code = self.code(match)
        return _PART_CODES.get(code, code)

    def within(self, start: int, end: int) -> list[Match]:
        """All that was found within `[start, end)`."""
        return [hit for hit in self._matches if start <= hit.start and hit.end <= end]

    def beginning(self, start: int, end: int, codes: Sequence[str]) -> list[Match]:
        """What of these codes begins at `start`."""
        return [hit for hit in self.within(start, end) if hit.start == start and self.code(hit) in codes]

    def marks(self, start: int, end: int) -> list[Mark]:
        """What parts names within `[start, end)`; of those that overlap the longest."""
        hits = [hit for hit in self.within(start, end) if self.code(hit) not in _NO_CONNECTORS]
        hits = [hit for hit in hits if not self._is_in_name(hit)]
        if len(hits) > 1:
            taken = Stretches()
            hits = [hit for hit in sorted(hits, key=lambda h: h.start - h.end) if taken.add_free(hit.start, hit.end)]
            hits.sort(key=lambda h: h.start)
        marks = [(self._part_code(hit), hit) for hit in hits]
        return [(code, hit) for code, hit in marks if code != "joined" or self._joins(start, hit, end)]

    def _is_in_name(self, hit: Match) -> bool:
        """*West ’Are ’Are Association*, *Kaba Union (also known as KU)*, *“Women’s Consortium of Kaba”*: a descriptor
        with a capital or right behind a bracket, or a consortium of something in quotes, is a part of a name."""
        code, words = self._part_code(hit), self._text[hit.start : hit.end]
        if code == "descriptor" and self._text[hit.start - 1 : hit.start] == "(":
            return True
        if not words[0].isupper():
            return False
        if code == "descriptor":
            inside = _INSIDE.search(self._text, max(hit.start - 3, 0), hit.start)
            return inside is not None and not words.isupper()
        before = self._text[max(hit.start - _NAME_REACH, 0) : hit.start] if code in ("consortium", "led") else ""
        opening = max(before.rfind(quote) for quote in _OPENING_QUOTES)
        return opening > max(before.rfind(quote) for quote in _CLOSING_QUOTES)

    def _joins(self, start: int, mark: Match, end: int) -> bool:
        """*Alpha Network with Beta Association*: names of organisations stand on both sides of *with*."""
        if mark.start - start > _NAME_REACH:
            return False
        names = self._names
        left = self._text[start : mark.start].rstrip()
        at = behind_group(self._text, mark.end, end, names)
        article = _FIRST_WORD.match(self._text, at, end)
        at = article.end() if article and article[1] in names.articles else at  # *with the Beta Association*
        right = _NAME_END.split(self._text[at : min(end, at + _NAME_REACH)].lstrip(), maxsplit=1)[0]
        words = words_in(right)
        if not words or not words[0][0].isupper():
            return False
        if self._has_own_short_form(left, right, at + len(right), end):
            return True
        if names.is_theme(words[0]) or not names.has_head(right):
            return False
        short = left.rpartition("(")[2]  # a short form whose bracket was not closed counts too
        if left.endswith(")") or is_acronym_like(short):
            return True
        return any(map(names.is_closed, PART_END.split(left)))

    def _has_own_short_form(self, left: str, right: str, at: int, end: int) -> bool:
        """*Kaba Water Keepers with Nala Tree Planters (NTP)*: the short form behind takes no letter from the left."""
        bracket = _SHORT_FORM.match(self._text, at, end)
        if bracket is None or " " not in right or not is_acronym_like(bracket[1]):
            return False
        own = initials_used(right, bracket[1])
        return own == len(bracket[1]) == initials_used(f"{left} {right}", bracket[1]) and left[:1] != right[:1]

    def is_public_body(self, start: int, end: int) -> bool:
        """A ministry, a university, an agency of the United Nations: named by one of the first words."""
        return any(
            start <= hit.start and hit.end <= end and not words_in(self._text[start : hit.start])[2:]
            for hit in self._public_bodies
        )
