"""What names of organisations look like: their words, and the short forms made of their initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from wphf_extract.language.folding import fold
from wphf_extract.language.inflections import is_plural
from wphf_extract.language.words import is_word
from wphf_extract.resources import data_path, model_text
from wphf_extract.rules.tomltext import TomlText, require_keys, string_list

if TYPE_CHECKING:
    from wphf_extract.rules.ownrules import OwnRules

__all__ = [
    "NameWords",
    "fits_initials",
    "initials_used",
    "is_acronym_like",
    "name_words",
    "read_name_words",
    "spells",
    "words_in",
]

_WORD = re.compile(r"[\w\u0300-\u036f]+")  # with combining accents
_QUOTE = regex.compile(r"[“”\"«»]")
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}\p{N}\p{M}]+|(?:\p{Lu}\.){3,}")


def words_in(name: str) -> list[str]:
    """Returns the runs of letters and digits of a name."""
    found: list[str] = _WORD.findall(name)
    return found


@dataclass(frozen=True, slots=True)
class NameWords:
    """The word lists of `names.toml`, folded; see the comments there."""

    heads: frozenset[str]
    themes: frozenset[str]
    particles: frozenset[str]
    joiners: frozenset[str]
    list_joiners: frozenset[str]
    articles: frozenset[str]
    small_articles: frozenset[str]
    short_form_words: frozenset[str]
    unnamed: frozenset[str]
    legal_tails: frozenset[str]
    abbreviations: frozenset[str]
    branches: frozenset[str]
    legal_forms: frozenset[str]
    openers: frozenset[str]
    place_openers: frozenset[str]
    hyphenated: frozenset[str]
    everywhere: frozenset[str]
    authors: frozenset[str]
    sum_scales: frozenset[str]
    missions: frozenset[str]
    generic: frozenset[str]

    def is_head(self, word: str) -> bool:
        """The word makes a stretch of text an organisation's name."""
        return _listed(word, self.heads)

    def is_theme(self, word: str) -> bool:
        """The word stands inside names and is none by itself."""
        return _listed(word, self.themes)

    def is_particle(self, word: str) -> bool:
        """A small word that names run on with."""
        return fold(word) in self.particles

    def is_opener(self, word: str) -> bool:
        """A word that goes on about something else, and begins no name: *it*, *these*."""
        return word.casefold() in self.openers

    def is_generic(self, word: str) -> bool:
        """A noun of a group without a name of its own."""
        return _listed(word, self.generic)

    def closes(self, name: str) -> bool:
        """The name begins or ends with a word that heads organisations' names."""
        plain = words_in(name)
        while len(plain) > 1 and fold(plain[0]) in self.legal_forms and not self.is_head(plain[0]):
            plain.pop(0)
        return bool(plain) and (self.is_head(plain[0]) or self.is_head(plain[-1]))

    def is_closed(self, name: str) -> bool:
        """The name is whole by itself: it has a head word at an end, is a short form, or none of its words is
        a word of English or a theme."""
        plain = [w for w in words_in(name) if not self.is_particle(w)]
        if not plain:
            return False
        if any(self.is_head(w) and self.is_particle(v) for w, v in pairwise(words_in(name))):
            return True  # *Kaba Cooperative for Women’s Crafts*
        if self.closes(name) or is_acronym_like(plain[0]) or (self.has_head(name) and _QUOTE.search(name)):
            return True
        return not any(self.is_theme(w) or is_word(fold(w)) for w in plain)

    def has_head(self, name: str) -> bool:
        """One of the name's capitalised words makes it an organisation."""
        return any(self.is_head(w) for w in words_in(name) if w[0].isupper())


_LISTS = tuple(field.name for field in fields(NameWords))


def _listed(word: str, words: frozenset[str]) -> bool:
    form = fold(word)
    return form in words or (is_plural(form) and form[:-1] in words)


def is_acronym_like(text: str) -> bool:
    """Says whether a word or two could be a short form: two capitals in a row, and short."""
    return len(text) <= 30 and bool(_CAPITALS.search(text))


def fits_initials(name: str, acronym: str, words: NameWords) -> bool:
    """Says whether an acronym could be made of the words of a name, beginning with its first.

    Each letter of the acronym must be found in order, the first at the beginning of a word of the name's
    first two that count, and at least half of all at the beginning of a word (after Schwartz and Hearst, 2003); or all
    of it is made of beginnings of words (*COOMUSUR* of *Cooperativa de Mujeres del Sur*).
    """
    letters, parts = _letters(acronym), _folded_words(name)
    if not letters or not parts:
        return False
    first = letters[0]
    if first != parts[0][0] and first != next((p[0] for p in parts if p not in words.particles), first):
        return False
    return _taken_in_order(parts, letters) * 2 >= len(letters) or _is_made_of_beginnings(letters, parts)


def initials_used(name: str, acronym: str) -> int:
    """How many letters of an acronym can be taken, in order, from beginnings of the name's words."""
    return _taken_in_order(_folded_words(name), _letters(acronym))


def spells(name: str, acronym: str) -> bool:
    """Says whether all of an acronym is made of beginnings of the name's words, most of them of two letters or more."""
    return _is_made_of_beginnings(_letters(acronym), _folded_words(name))


def _letters(acronym: str) -> str:
    return "".join(filter(str.isalpha, fold(acronym)))


def _is_made_of_beginnings(letters: str, parts: Sequence[str]) -> bool:
    """The letters are beginnings of words, one behind the other, of two letters or more but for one."""
    reached = {(0, 0)}  # how many letters, and how many single ones
    for part in parts:
        for at, single in tuple(reached):
            sizes = (size for size in range(1, len(part) + 1) if letters.startswith(part[:size], at))
            reached |= {(at + size, alone) for size in sizes if (alone := single + (size == 1)) <= 1}
    return any(at == len(letters) for at, _ in reached)


@lru_cache(maxsize=4096)
def _folded_words(name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, words_in(name))))


def _taken_in_order(parts: Sequence[str], letters: str) -> int:
    """Length of the longest common subsequence of the letters and the words' first letters."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity("".join(part[0] for part in parts), letters)


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """Returns the word lists of the shipped model, read once."""
    return read_name_words(None)


def read_name_words(own: OwnRules | None) -> NameWords:
    """Reads the word lists of the shipped model, changed as a user's own rules say.

    Raises:
        RuleError: the file, or a change, breaks the format.
        ModelError: the file is missing.
    """
    path = data_path("shared") / "names.toml"
    toml = TomlText(model_text(path), str(path))
    data = own.with_words("names", toml) if own else toml.data
    require_keys(data, _LISTS, _LISTS, toml.spot())
    lists = {key: string_list(data, key, toml.spot()) for key in _LISTS}
    folded = {key: frozenset(fold(word) or word for word in words) for key, words in lists.items()}
    folded["joiners"] |= frozenset(map(str.casefold, lists["joiners"]))  # they are sought in texts as they are written
    return NameWords(**folded)
