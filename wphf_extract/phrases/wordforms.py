"""Which words of rules a token can stand for, in any of its forms; and the small numbers, symbols, that say so.

A word of a rule is written `train` (with its regular inflections), `=train` (that form only) or `*train` (everything
that begins so). All tokens that can stand for the same words have the same symbol.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from wphf_extract.language.folding import fold
from wphf_extract.language.inflections import forms_of
from wphf_extract.phrases.lexicon import COMMA, mark_of

__all__ = ["COMMA_WORD", "OTHER", "PREFIX", "WordForms"]

#: letters of the shortest beginning of a word
PREFIX = 3
#: the number of the rule word that stands for any comma
COMMA_WORD = -1
#: the symbol of words that no rule asks for; marks (see `lexicon`) are symbols too
OTHER = 1
_NUMBER = 4
_FIRST_FREE = 5


class WordForms:
    """Knows the forms of the words of rules.

    Args:
        words: the number of each word as the module writes it.
    """

    def __init__(self, words: Mapping[str, int]) -> None:
        self._prefixes = {w[1:]: n for w, n in words.items() if w.startswith("*")}
        self._prefix_sizes = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)
        stands_for: dict[str, set[int]] = defaultdict(set)
        for word, number in words.items():
            plain = word.strip("=*")
            forms = {plain} if word[0] in "=*" else forms_of(plain)
            for form in forms:
                stands_for[form].add(number)
        symbol_of: dict[frozenset[int], int] = {}
        self._forms: dict[str, int] = {}
        starts = {prefix[:PREFIX] for prefix in self._prefixes}
        for form, numbers in stands_for.items():
            if form[:PREFIX] in starts:
                beginnings = (form[:size] for size in self._prefix_sizes)
                numbers |= {self._prefixes[word] for word in beginnings if word in self._prefixes}
            whole = frozenset(numbers)
            self._forms[form] = symbol_of.setdefault(whole, _FIRST_FREE + len(symbol_of))
        # what begins so, and is none of the forms
        self._beginnings = {}
        for prefix in self._prefixes:
            begun = frozenset(
                self._prefixes[p] for size in self._prefix_sizes if (p := prefix[:size]) in self._prefixes
            )
            self._beginnings[prefix] = symbol_of.setdefault(begun, _FIRST_FREE + len(symbol_of))
        self._containing: dict[int, set[int]] = defaultdict(set)
        for numbers_, symbol in symbol_of.items():
            for number in numbers_:
                self._containing[number].add(symbol)
        self._containing[COMMA_WORD].add(COMMA)
        self._by_shape: dict[tuple[str, int], list[str]] | None = None

    def symbols_of(self, words: Iterable[int]) -> frozenset[int]:
        """Returns the symbols of the words that can stand for one of these rule words."""
        return frozenset(symbol for word in words for symbol in self._containing[word])

    def symbol_of(self, text: str) -> int:
        """Returns the symbol of a token; whoever asks twice for the same one had better remember it."""
        punctuation = mark_of(text)
        if punctuation is not None:
            return punctuation
        form = fold(text)
        if form in self._forms:
            return self._forms[form]
        for size in self._prefix_sizes:
            if form[:size] in self._prefixes:
                return self._beginnings[form[:size]]
        if text[0].isdigit():
            return _NUMBER
        return self._slip(form) if text.islower() else OTHER

    def _slip(self, form: str) -> int:
        """The symbol of the form that a misspelt word was meant to be, if there is just one such."""
        from wphf_extract.language.words import is_word

        if len(form) < 6 or is_word(form):
            return OTHER
        from rapidfuzz.distance import OSA

        if self._by_shape is None:
            self._by_shape = defaultdict(list)
            for known in self._forms:
                self._by_shape[known[0], len(known)].append(known)
        near = [
            known
            for size in range(len(form) - 1, len(form) + 2)
            for known in self._by_shape.get((form[0], size), ())
            if OSA.distance(form, known, score_cutoff=1) <= 1
        ]
        symbols = {self._forms[known] for known in near}
        return min(symbols) if symbols else OTHER
