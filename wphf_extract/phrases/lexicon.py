"""The distinct words of texts, numbered: what is to be known of a word is found out once, not once a token.

A `Lexicon` gives each distinct token a small number. Whoever needs to know something of words keeps a `Column` of it:
an array that the numbers index, longer by as many entries as there are new words. Reading a text's tokens is then one
look-up each, whatever is asked of them afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from wphf_extract.language.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = [
    "COMMA",
    "SKIP",
    "STOP",
    "Column",
    "Lexicon",
    "Numbers",
    "Words",
    "mark_of",
    "words_of",
    "words_of_texts",
]

Numbers = npt.NDArray[np.int32]
_CACHE = 50_000
#: What a token is that is no word: passed over, a comma or the like, the end of a sentence.
SKIP, COMMA, STOP = 0, 2, 3
_MARKS = {
    **dict.fromkeys(("-", "‐", "‑", "'", "’", "‘", "'s", "’s", "´s", "`s", "´", "`"), SKIP),
    **dict.fromkeys((",", "/", "&", "(", ")", "—", "–", "“", "”", '"', "«", "»", "[", "]"), COMMA),
    **dict.fromkeys((".", "!", "?", ";", ":", "…"), STOP),
}


def mark_of(text: str) -> int | None:
    """Returns what a token is that is no word (`SKIP`, `COMMA`, `STOP`); None for a word."""
    known = _MARKS.get(text)
    if known is not None:
        return known
    if "\n" in text:
        return STOP
    if fold(text):
        return None
    return SKIP if text.isspace() else COMMA


class Lexicon:
    """Numbers distinct words from 0 on.

    Attributes:
        texts: the words by their numbers.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._by_orth: dict[int, int] = {}
        self._by_text: dict[str, int] = {}

    def numbers(self, orths: Sequence[int], text_of: Callable[[int], str]) -> list[int]:
        """Returns the numbers of words, by their orthographic ids in a vocabulary."""
        by_orth = self._by_orth
        try:
            return list(map(by_orth.__getitem__, orths))
        except KeyError:
            for orth in orths:
                if orth not in by_orth:
                    by_orth[orth] = self.number(text_of(orth))
            return [by_orth[orth] for orth in orths]

    def number(self, text: str) -> int:
        """Returns the number of a word."""
        number = self._by_text.get(text)
        if number is None:
            number = self._by_text[text] = len(self.texts)
            self.texts.append(text)
        return number


class Column:
    """A whole number that is known of each word of a lexicon."""

    def __init__(self) -> None:
        self._lexicon: Lexicon | None = None
        self._values: Numbers = np.zeros(0, np.int32)

    def of(self, lexicon: Lexicon, value_of: Callable[[str], int]) -> Numbers:
        """Returns the values by the words' numbers; not to be changed.

        Args:
            lexicon: the words.
            value_of: finds out the value of a new one.
        """
        if lexicon is not self._lexicon:
            self._lexicon, self._values = lexicon, np.zeros(0, np.int32)
        known = len(self._values)
        if known < len(lexicon.texts):
            new = np.fromiter(map(value_of, lexicon.texts[known:]), np.int32)
            self._values = np.concatenate((self._values, new))
        return self._values

    def __reduce__(self) -> tuple[type[Column], tuple[()]]:
        return (Column, ())  # what is known is found out again


class Words(NamedTuple):
    """The words of a stretch of text, without hyphens, apostrophes and spaces: their numbers in a lexicon, and first
    and end characters, in parallel."""

    numbers: Numbers
    starts: Sequence[int]
    ends: Sequence[int]
    lexicon: Lexicon


_shared = Lexicon()
_LINE_END = 2
_role = Column()  # of tokens: 0 for what is passed over, 1 for what is read, or the end of one line
_of_docs: WeakKeyDictionary[Doc, tuple[int, Words]] = WeakKeyDictionary()


def words_of(doc: Doc) -> Words:
    """Returns the tokens of a Doc that phrases read, in one pass and without making a Python object of each; they
    are kept as long as the Doc is."""
    length, words = _of_docs.get(doc, (-1, None))
    if words is None or length != len(doc):
        words = _read_words(doc)
        _of_docs[doc] = (len(doc), words)
    return words


def words_of_texts(tokens: Sequence[tuple[str, int, int]]) -> Words:
    """Returns words from tokens that are given as text, first and end character."""
    lexicon = _lexicon()
    numbers = np.array([lexicon.number(token) for token, _, _ in tokens], np.int32)
    return Words(numbers, [start for _, start, _ in tokens], [end for _, _, end in tokens], lexicon)


def _read_words(doc: Doc) -> Words:
    from spacy.attrs import IDX, LENGTH, ORTH  # type: ignore[import-not-found]

    lexicon = _lexicon()
    if not len(doc):
        return Words(np.zeros(0, np.int32), (), (), lexicon)
    table: Any = doc.to_array([ORTH, IDX, LENGTH])
    numbers = np.array(lexicon.numbers(table[:, 0].tolist(), doc.vocab.strings.__getitem__), np.int32)
    roles = _role.of(lexicon, _role_of)[numbers]
    for at in np.flatnonzero(roles == _LINE_END).tolist():
        following = lexicon.texts[numbers[at + 1]] if at + 1 < len(numbers) else ""
        roles[at] = not following[:1].islower()  # a sentence goes on in the next line: the end of this one is a space
    read = np.flatnonzero(roles)
    starts = table[read, 1]
    return Words(numbers[read], starts.tolist(), (starts + table[read, 2]).tolist(), lexicon)


def _role_of(text: str) -> int:
    if mark_of(text) == SKIP:
        return 0
    return _LINE_END if text.count("\n") == 1 else 1


def _lexicon() -> Lexicon:
    """The lexicon of the process; it begins anew when it has grown too large."""
    global _shared
    if len(_shared.texts) > _CACHE:
        _shared = Lexicon()
    return _shared
