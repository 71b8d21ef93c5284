"""Phrases: the one language in which rule files say what words to look for, and the matcher that finds them.

A phrase is a row of elements, separated by spaces:

| element | finds |
| --- | --- |
| `word` | the word and its regular inflections (*train*: trains, trained, training, trainings) |
| `=word` | that form only |
| `word*` | everything that begins so |
| `a|b` | either |
| `{name}` | any word of the named set of the file |
| `[element]` | the element, or nothing |
| `,` | a comma, bracket, quote or long dash |
| `...` | up to six words, within the sentence (`...2`: up to two; 20 at most) |

Case, accents, hyphens, apostrophes, possessive *’s* and British or American spelling make no difference, and a
token that is no English word may lie one slip (a wrong, missing, doubled or swapped letter) from a form.

How it is fast: each distinct word is looked up once and becomes a *symbol*, one per distinct set of rule words that
it can stand for. A text is then a short row of numbers, and a phrase is tried only where its first two elements stand,
which numpy sees for all words of the text at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wphf_extract.errors import RuleError
from wphf_extract.folding import fold
from wphf_extract.lexicon import COMMA, STOP, Column, Numbers, Words, mark_of
from wphf_extract.matcher import Element, Lost, Matcher

__all__ = ["Match", "PhraseBook", "PhraseRule", "Undone", "matches_within"]

_GAP, _MOST_GAP = 6, 20
_PREFIX = 3  # letters of the shortest beginning of a word
_OTHER, _NUMBER = 1, 4  # symbols of words that no rule asks for; marks (see `lexicon`) are symbols too
_FIRST_FREE = 5
_COMMA_WORD = -1  # the number of the rule word that stands for any comma


def _gap(digits: str) -> int:
    """The words that `...` and these digits let pass; 0 for what is no such number."""
    if not digits:
        return _GAP
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_MOST_GAP)) else 0


def _inflections(word: str) -> set[str]:
    """Regular English forms of a word, in its folded spelling."""
    forms = {word, word + "s", word + "ed", word + "ing", word + "ings"}
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing", word[:-1] + "ings"}
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word.endswith(("s", "x", "ch", "sh", "z")):
        forms.add(word + "es")
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$", word):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


class Match(NamedTuple):
    """A phrase found: the rule's key, and the first and end character."""

    key: str
    start: int
    end: int


class Undone(NamedTuple):
    """A match that an *unless* phrase of its rule undid, and where that phrase stands."""

    match: Match
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """Phrases that say one thing.

    Attributes:
        key: what a match reports, the rule's id.
        phrases: see the module.
        unless: phrases that, overlapping a match, undo it.
        where: as a string, where the rule stands, for messages; None where the book's source and the key must do.
    """

    key: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    where: object = None


def matches_within(matches: Sequence[Match], start: int, end: int) -> list[Match]:
    """Returns those of a text's matches, in their order, that lie within `[start, end)`."""
    found = []
    for at in range(bisect_left(matches, start, key=_start_of), len(matches)):
        match = matches[at]
        if match.start >= end:
            break
        if match.end <= end:
            found.append(match)
    return found


def _start_of(match: Match) -> int:
    return match.start


class PhraseBook:
    """All phrases of a rule file, ready to be found.

    Args:
        rules: the rules; their order is the order of matches that start together.
        sets: named word lists, for `{name}`.
        source: name of the rule file, for messages.

    Raises:
        RuleError: a phrase breaks the language of the module.
    """

    def __init__(self, rules: Iterable[PhraseRule], sets: Mapping[str, Sequence[str]], source: str) -> None:
        self.rules = tuple(rules)
        self._keys = [rule.key for rule in self.rules]
        self._sets = sets
        self._words: dict[str, int] = {}  # "=train", "train", "train*" -> number
        self._parts: dict[str, set[int]] = {}  # "train|teach" -> the numbers of its words
        parsed = [
            (number, undo, self._parse(phrase, rule.where or f"{source}: rule {rule.key!r}"))
            for number, rule in enumerate(self.rules)
            for undo, phrases in ((False, rule.phrases), (True, rule.unless))
            for phrase in phrases
        ]
        self._index_forms()
        symbols = {part: self._symbols_of(words) for part, words in self._parts.items()}
        self._matcher = Matcher(
            (number, undo, row)
            for number, undo, elements in parsed
            for row in _without_options([(Element(symbols[part], gap), optional) for part, gap, optional in elements])
        )
        self._symbols = Column()

    # -- reading ---------------------------------------------------------------------------------

    def _parse(self, phrase: str, where: object) -> list[tuple[str, int, bool]]:
        """The elements of a phrase: each one's part of it, its gap, and whether it may be left out."""
        elements: list[tuple[str, int, bool]] = []
        gap = 0
        for part in phrase.split():
            if part.startswith("..."):
                gap = _gap(part[3:])
                if not 0 < gap <= _MOST_GAP:
                    raise RuleError(
                        f"{where}: phrase {phrase!r}: {part[:20]!r}: write ... or, for two words, ...2 "
                        f"({_MOST_GAP} at most)"
                    )
                continue
            optional = part.startswith("[") and part.endswith("]")
            bare = part[1:-1] if optional else part
            if bare not in self._parts:
                self._parts[bare] = self._alternatives(bare, phrase, where)
            elements.append((bare, gap, optional))
            gap = 0
        if not elements or elements[0][1] or elements[0][2] or gap:
            raise RuleError(f"{where}: phrase {phrase!r} must begin and end with a word")
        return elements

    def _alternatives(self, part: str, phrase: str, where: object) -> set[int]:
        found: set[int] = set()
        for word in part.split("|"):
            if word.startswith("{") and word.endswith("}"):
                name = word[1:-1]
                if name not in self._sets:
                    known = ", ".join(sorted(self._sets)) or "none"
                    raise RuleError(f"{where}: phrase {phrase!r} names the set {name!r}; known sets are {known}")
                for member in self._sets[name]:
                    found |= self._alternatives(member, phrase, where)
            else:
                found.add(self._word(word, phrase, where))
        return found

    def _word(self, word: str, phrase: str, where: object) -> int:
        if word == ",":
            return _COMMA_WORD
        if word.startswith("=") and word.endswith("*"):
            raise RuleError(f"{where}: phrase {phrase!r}: {word!r} has both = and *")
        mark = "=" if word.startswith("=") else "*" if word.endswith("*") else ""
        plain = fold(word.strip("=*"))
        if not plain or (mark == "*" and len(plain) < _PREFIX):
            raise RuleError(f"{where}: phrase {phrase!r}: {word!r} is no word")
        return self._words.setdefault(mark + plain, len(self._words))

    # -- symbols ---------------------------------------------------------------------------------

    def _index_forms(self) -> None:
        """Gives each form the set of rule words that it can stand for, and each set a symbol."""
        self._prefixes = {w[1:]: n for w, n in self._words.items() if w.startswith("*")}
        self._prefix_sizes = sorted({len(prefix) for prefix in self._prefixes}, reverse=True)
        stands_for: dict[str, set[int]] = defaultdict(set)
        for word, number in self._words.items():
            plain = word.strip("=*")
            forms = {plain} if word[0] in "=*" else _inflections(plain)
            for form in forms:
                stands_for[form].add(number)
        symbol_of: dict[frozenset[int], int] = {}
        self._forms: dict[str, int] = {}
        starts = {prefix[:_PREFIX] for prefix in self._prefixes}
        for form, numbers in stands_for.items():
            if form[:_PREFIX] in starts:
                beginnings = (form[:size] for size in self._prefix_sizes)
                numbers |= {self._prefixes[word] for word in beginnings if word in self._prefixes}
            whole = frozenset(numbers)
            self._forms[form] = symbol_of.setdefault(whole, _FIRST_FREE + len(symbol_of))
        self._containing: dict[int, set[int]] = defaultdict(set)
        for numbers_, symbol in symbol_of.items():
            for number in numbers_:
                self._containing[number].add(symbol)
        self._containing[_COMMA_WORD].add(COMMA)
        self._by_shape: dict[tuple[str, int], list[str]] | None = None

    def _symbols_of(self, words: set[int]) -> frozenset[int]:
        return frozenset(symbol for word in words for symbol in self._containing[word])

    def _symbol(self, text: str) -> int:
        """The symbol of a token seen for the first time."""
        punctuation = mark_of(text)
        if punctuation is not None:
            return punctuation
        form = fold(text)
        if form in self._forms:
            return self._forms[form]
        for size in self._prefix_sizes:
            if form[:size] in self._prefixes:
                return self._forms[form[:size]]
        if text[0].isdigit():
            return _NUMBER
        return self._slip(form) if text.islower() else _OTHER

    def _slip(self, form: str) -> int:
        """The symbol of the form that a misspelt word was meant to be, if there is just one such."""
        from wphf_extract.words import is_word

        if len(form) < 6 or is_word(form):
            return _OTHER
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
        return min(symbols) if symbols else _OTHER

    # -- finding ---------------------------------------------------------------------------------

    def find(
        self,
        words: Words,
        within: Sequence[tuple[int, int]] | None = None,
        masked: Sequence[tuple[int, int]] = (),
        undone: list[Undone] | None = None,
    ) -> list[Match]:
        """Finds all phrases.

        Args:
            words: the words of a text.
            within: stretches of characters, sorted, that are searched, each by itself; None searches the whole.
            masked: stretches of characters, sorted, whose words are not to be read.
            undone: takes up the matches that *unless* phrases undo.

        Returns:
            Matches in the order of the text; a rule's overlapping matches are merged into one.
        """
        keys, starts, ends = self._keys, words.starts, words.ends
        lost: list[Lost] | None = None if undone is None else []
        hits = self._matcher.find(self._symbolize(words, within, masked), lost)
        if undone is not None and lost:
            for (rule, begin, end), first, last in lost:
                match = Match(keys[rule], starts[begin], ends[end - 1])
                undone.append(Undone(match, starts[first], ends[last - 1]))
        return [Match(keys[rule], starts[begin], ends[end - 1]) for rule, begin, end in hits]

    def _symbolize(
        self, words: Words, within: Sequence[tuple[int, int]] | None, masked: Sequence[tuple[int, int]]
    ) -> Numbers:
        """The symbols of the words; a sentence ends before and behind each stretch, and behind the last word."""
        count = len(words.numbers)
        symbols = np.empty(count + self._matcher.reach, np.int32)
        symbols[count:] = STOP
        symbols[:count] = self._symbols.of(words.lexicon, self._symbol)[words.numbers]
        for start, stop in masked:
            symbols[bisect_left(words.starts, start) : bisect_left(words.starts, stop)] = _OTHER
        if within is not None:
            last = 0
            for start, stop in within:
                symbols[last : bisect_left(words.starts, start)] = STOP
                last = bisect_left(words.starts, stop)
            symbols[last:] = STOP
        return symbols


def _without_options(elements: Sequence[tuple[Element, bool]]) -> list[list[Element]]:
    """A phrase with optional elements as all the phrases without such that it stands for."""
    rows: list[list[Element]] = [[]]
    for element, optional in elements:
        rows = [*([*row, element] for row in rows), *(rows if optional else ())]
    return rows
