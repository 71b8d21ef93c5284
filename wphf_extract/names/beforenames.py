"""What stands before a name and says who it is, and is no part of it: *the youth-led network Alpha*."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from wphf_extract.names.namewords import NameWords, words_in

__all__ = ["behind_group", "behind_what_it_is"]

_BASED = regex.compile(r"(?:\p{L}{2,4}\s+)?\p{Lu}[\p{L}’']*-(\p{Ll}+)\s+(?=\p{Lu})")
_SMALL_WORDS = regex.compile(r"(\p{Ll}+)\s+(?:\p{Ll}[\p{L}’'-]*\s+){0,4}(?=[“\"«„]?\p{Lu})")
# At the beginning of a sentence the first of these words has a capital.
_OPENING = regex.compile(r"(\p{Lu}[\p{L}’'-]*)\s+((?:\p{Ll}[\p{Ll}’'-]*\s+){1,6})(?=\p{Lu})")
_LEGAL_FORM = regex.compile(r"(\p{Lu}\p{Ll}+)\s+(?=(\p{Lu}{2,})\s+\p{Lu})")
_SMALL_ARTICLE = regex.compile(r"(\p{Ll}{1,3})(?:\s+|[’'])(?=[“\"«]?\p{Lu})")
_COUNTED = regex.compile(r"\s*(?:(?!:)[^\s\p{Lu}]\S*\s+){0,4}(\w+):\s+(?=\p{Lu})")


def behind_what_it_is(text: str, start: int, end: int, words: NameWords) -> int:
    """Returns where the name begins in `text[start:end]`.

    Args:
        text, start, end, words: as in `namelists.parse_names`.
    """
    based = _BASED.match(text, start, end)
    if based and based[1] in words.place_openers:
        start = int(based.end())  # *the Baghdad-based Alpha*
    small = _SMALL_WORDS.match(text, start, end)
    if small and small[1] in words.articles:
        start = int(small.end())  # *the youth-led organization Alpha*
    start = _behind_kind(text, start, end, words)
    start = behind_group(text, start, end, words)
    article = _SMALL_ARTICLE.match(text, start, end)
    return int(article.end()) if article and article[1] in words.small_articles else start


def _behind_kind(text: str, start: int, end: int, words: NameWords) -> int:
    """*The women-led network Alpha*, *Faith-based organization Alpha*, *Local NGO Alpha*, at the beginning of a
    sentence. What stands in quotes behind such words takes them in: *Public organization “Alpha”*; and *Women’s club
    Alpha* or *Federation of women’s groups Alpha* may be all name."""
    opening = _OPENING.match(text, start, end)
    if opening is not None:
        return int(opening.end()) if _says_what_it_is(opening[1], words_in(opening[2]), words) else start
    form = _LEGAL_FORM.match(text, start, end)
    generic = form and words.is_generic(form[1]) and form[2].casefold() in words.legal_forms
    return int(form.end()) if form and generic else start


def _says_what_it_is(first: str, small: Sequence[str], words: NameWords) -> bool:
    """The words before a name, the first with a capital, say what kind of organisation it is."""
    article = first.casefold() in words.articles
    tied = any(map(words.is_particle, small))
    if article and tied and words.is_head(small[0]):  # *The organization of women with disabilities Alpha*
        return not (words.is_particle(small[-1]) or words.is_head(small[-1]))
    if tied or words.is_head(first) or not words.is_head(small[-1]):
        return False
    return article or len(small) > 1 or first.rpartition("-")[2] in words.hyphenated


def behind_group(text: str, start: int, end: int, words: NameWords) -> int:
    """Where the first name stands behind a group that a colon leads from: *three local NGOs: Alpha and Beta*.

    Args:
        text, start, end, words: as in `namelists.parse_names`.
    """
    group = _COUNTED.match(text, start, end)
    return int(group.end()) if group and words.is_generic(group[1]) else start
