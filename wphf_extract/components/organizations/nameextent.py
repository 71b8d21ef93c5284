"""How far names of organisations go on in running text, and where what is said of them begins."""

from __future__ import annotations

import regex

from wphf_extract.language.folding import LONG_DASHES
from wphf_extract.names.namewords import NameWords, words_in
from wphf_extract.names.shortforms import bare_short_form

__all__ = ["CLAUSE_END", "SMALL_WORDS", "name_extent", "remark_behind"]

CLAUSE_END = regex.compile(rf"[.;:](?=\s|$)|\s[{LONG_DASHES}]\s")
#: up to five words without a capital, before one that has it
SMALL_WORDS = regex.compile(r"\s*(?:\p{Ll}[\p{L}’'-]*\s+){0,5}(?=\p{Lu})")
# Behind a comma one or two words without a capital, not all of them particles, describe a name and are no part of it.
_REMARK = regex.compile(r",\s+(\p{Ll}+)(?:\s+(?=(\p{Ll}+)?)|[\s,]*$)")
_TIES = regex.compile("[-’']")  # *Inkingi y’Amahoro*
_WORD = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}’'.-]+|[()\[\],;&/“”\"«»{LONG_DASHES}]")


def name_extent(text: str, start: int, limit: int, names: NameWords) -> int:
    """How far a run of names goes on: capitalised words, and small words between them."""
    end = start
    clause = CLAUSE_END.search(text, start, limit)
    limit = clause.start() if clause else limit
    article_end = -1
    for word in _WORD.finditer(text, start, limit):
        token = word.group()
        if token.casefold() in names.articles:
            article_end = _described_end(text, word.end(), limit, names)
        if any(part[:1].isupper() for part in _TIES.split(token)) or token in ')]”"»':
            end = word.end()
        elif token in "([":
            closing = text.find(")", word.end(), limit)
            end = closing + 1 if closing > 0 else end
        elif word.start() >= max(end, article_end) and not _goes_on(token, names):
            break
    return end


def _described_end(text: str, start: int, limit: int, names: NameWords) -> int:
    """Where a name begins behind an article and what it is: *the youth collective Alpha*."""
    described = SMALL_WORDS.match(text, start, limit)
    if described is None or any(map(names.is_particle, words_in(described.group()))):
        return -1
    return int(described.end())


def _goes_on(token: str, names: NameWords) -> bool:
    """A run of names goes on behind it."""
    return token in ',;&/“"«' or token.isdigit() or names.is_particle(token) or token.casefold() in names.articles


def remark_behind(text: str, start: int, end: int, names: NameWords) -> tuple[int, str] | None:
    """Where a description of a name begins, and its first word: *Alpha (AL), the local network of widows*."""
    for remark in _REMARK.finditer(text, start, end):
        first = remark.group(1)
        small = [word for word in (first, remark.group(2)) if word]
        described = not all(map(names.is_particle, small)) or not set(small).isdisjoint(names.place_openers)
        # *Kaba Union, or KU,* is no description
        if described and not bare_short_form(text[remark.start() : end].strip(", "), names).isupper():
            return remark.start(), first
    return None
