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
| `...` | up to six words, within the sentence (`...2`: up to two) |

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wphf_extract.errors import RuleError
from wphf_extract.lexicon import COMMA, STOP, Column, Numbers, Words, fold, mark_of

__all__ = ["Match", "PhraseBook", "PhraseRule", "matches_within"]

_GAP = 6
_OTHER, _NUMBER = 1, 4  # symbols of words that no rule asks for; marks (see `lexicon`) are symbols too
_FIRST_FREE = 5
_COMMA_WORD = -1  # the number of the rule word that stands for any comma


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


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """Phrases that say one thing.

    Attributes:
        key: what a match reports, the rule's id.
        phrases: see the module.
        unless: phrases that, overlapping a match, undo it.
    """

    key: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


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


class _Element(NamedTuple):
    symbols: frozenset[int]
    gap: int  # words that may stand before it


class _Rest(NamedTuple):
    """An element, and what follows it."""

    symbols: frozenset[int]
    gap: int
    rest: _Rest | None


class _Phrase(NamedTuple):
    """A phrase without what is optional, and what of it is left to be found behind its second element."""

    rule: int
    undo: bool
    gap: int  # words that may stand before the second element
    rest: _Rest | None


class _Beginnings:
    """The phrases that begin with one symbol."""

    __slots__ = ("close", "reach", "whole", "wide")

    def __init__(self) -> None:
        self.whole: list[_Phrase] = []  # of one element
        self.close: dict[int, list[_Phrase]] = {}  # by the second symbol, which must be the next
        self.wide: dict[int, list[_Phrase]] = {}  # by the second symbol, which may stand further on
        self.reach = 0  # words ahead among which the second symbol of a wide one must be

    def add(self, phrase: _Phrase, second: _Element | None) -> None:
        """Files a phrase by its second element."""
        if second is None:
            self.whole.append(phrase)
            return
        if second.gap:
            self.reach = max(self.reach, second.gap + 1)
        by_second = self.wide if second.gap else self.close
        for symbol in second.symbols:
            by_second.setdefault(symbol, []).append(phrase)

    def found(self, symbols: Sequence[int], at: int) -> list[tuple[_Phrase, int]]:
        """The phrases that begin at `at`, and where each ends first."""
        found = [(phrase, at + 1) for phrase in self.whole] if self.whole else []
        for phrase in self.close.get(symbols[at + 1], ()):
            last = _end(symbols, at + 2, phrase.rest) if phrase.rest else at + 2
            if last:
                found.append((phrase, last))
        if self.wide:
            found.extend(self._found_wide(symbols, at))
        return found

    def _found_wide(self, symbols: Sequence[int], at: int) -> Iterator[tuple[_Phrase, int]]:
        seen: set[int] = set()
        for behind, symbol in enumerate(symbols[at + 1 : at + 1 + self.reach], start=at + 2):
            if symbol == STOP:
                return
            for phrase in self.wide.get(symbol, ()):
                if behind - at - 2 <= phrase.gap and id(phrase) not in seen:
                    last = _end(symbols, behind, phrase.rest) if phrase.rest else behind
                    if last:
                        seen.add(id(phrase))
                        yield phrase, last


class _Pairs:
    """Says where in a row of symbols a phrase could begin, by its first two elements.

    Pairs of symbols are looked up in tables of bits by a number made of both; now and then another pair has the same
    number, and a place is looked at in vain.
    """

    def __init__(self, by_first: Mapping[int, _Beginnings]) -> None:
        close = [(first, second) for first, b in by_first.items() for second in b.close]
        wide = [(first, second) for first, b in by_first.items() for second in b.wide]
        size = max(by_first, default=0) + 1
        self._whole, self._reaches = np.zeros(size, np.bool_), np.zeros(size, np.int32)
        for first, beginnings in by_first.items():
            self._whole[first] = bool(beginnings.whole)
            self._reaches[first] = beginnings.reach
        self.reach = int(self._reaches.max(initial=0))
        self._close, self._wide = self._table(close), self._table(wide)

    @staticmethod
    def _table(pairs: Sequence[tuple[int, int]]) -> npt.NDArray[np.bool_]:
        """A table in which one place in sixteen is taken."""
        table = np.zeros(1 << (len(pairs) * 16).bit_length(), np.bool_)
        if pairs:
            firsts, seconds = np.array(pairs, np.int32).T
            table[_pair(firsts, seconds, len(table))] = True
        return table

    def places(self, symbols: Numbers) -> list[int]:
        """Returns where phrases could begin.

        Args:
            symbols: a row that ends with as many ends of sentences as the reach, and one more.
        """
        count = len(symbols) - self.reach - 1
        firsts = np.minimum(symbols[:count], len(self._whole) - 1)
        could = self._whole[firsts] | self._close[_pair(firsts, symbols[1 : count + 1], len(self._close))]
        reaches = self._reaches[firsts]
        if len(at := np.flatnonzero(reaches)):
            behind = np.arange(1, self.reach + 1)
            seconds = symbols[at[:, None] + behind]
            hit = self._wide[_pair(firsts[at][:, None], seconds, len(self._wide))] & (behind <= reaches[at][:, None])
            could[at[hit.any(axis=1)]] = True
        places: list[int] = np.flatnonzero(could).tolist()
        return places


def _pair(firsts: Numbers, seconds: Numbers, size: int) -> npt.NDArray[np.int32]:
    """A number below `size`, a power of two, for each pair of symbols."""
    return (firsts * 40_503 + seconds * 9_973) & (size - 1)


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
        self._source = source
        self._sets = sets
        self._words: dict[str, int] = {}  # "=train", "train", "train*" -> number
        parsed = [
            (number, undo, self._parse(phrase, rule.key))
            for number, rule in enumerate(self.rules)
            for undo, phrases in ((False, rule.phrases), (True, rule.unless))
            for phrase in phrases
        ]
        self._index_forms()
        self._by_first: dict[int, _Beginnings] = defaultdict(_Beginnings)
        for number, undo, elements in parsed:
            for first, *others in _without_options([self._element(*e) for e in elements]):
                second, rest = others[0] if others else None, None
                for element in reversed(others[1:]):
                    rest = _Rest(*element, rest)
                phrase = _Phrase(number, undo, second.gap if second else 0, rest)
                for symbol in first.symbols:
                    self._by_first[symbol].add(phrase, second)
        self._pairs = _Pairs(self._by_first)
        self._symbols = Column()

    # -- reading ---------------------------------------------------------------------------------

    def _parse(self, phrase: str, key: str) -> list[tuple[set[int], int, bool]]:
        elements: list[tuple[set[int], int, bool]] = []
        gap = 0
        for part in phrase.split():
            if part.startswith("..."):
                gap = int(part[3:]) if part[3:].isdigit() else _GAP
                continue
            optional = part.startswith("[") and part.endswith("]")
            words = self._alternatives(part[1:-1] if optional else part, phrase, key)
            elements.append((words, gap, optional))
            gap = 0
        if not elements or elements[0][2] or gap:
            raise RuleError(f"{self._source}: rule {key!r}: phrase {phrase!r} must begin and end with a word")
        return elements

    def _alternatives(self, part: str, phrase: str, key: str) -> set[int]:
        found: set[int] = set()
        for word in part.split("|"):
            if word.startswith("{") and word.endswith("}"):
                name = word[1:-1]
                if name not in self._sets:
                    known = ", ".join(sorted(self._sets)) or "none"
                    raise RuleError(
                        f"{self._source}: rule {key!r}: phrase {phrase!r} names the set {name!r}; "
                        f"sets of this file: {known}"
                    )
                for member in self._sets[name]:
                    found |= self._alternatives(member, phrase, key)
            else:
                found.add(self._word(word, phrase, key))
        return found

    def _word(self, word: str, phrase: str, key: str) -> int:
        if word == ",":
            return _COMMA_WORD
        if word.startswith("=") and word.endswith("*"):
            raise RuleError(f"{self._source}: rule {key!r}: phrase {phrase!r}: {word!r} has both = and *")
        mark = "=" if word.startswith("=") else "*" if word.endswith("*") else ""
        plain = fold(word.strip("=*"))
        if not plain or (mark == "*" and len(plain) < 3):
            raise RuleError(f"{self._source}: rule {key!r}: phrase {phrase!r}: {word!r} is no word")
        return self._words.setdefault(mark + plain, len(self._words))

    # -- symbols ---------------------------------------------------------------------------------

    def _index_forms(self) -> None:
        """Gives each form the set of rule words that it can stand for, and each set a symbol."""
        self._prefixes = {w[1:]: n for w, n in self._words.items() if w.startswith("*")}
        stands_for: dict[str, set[int]] = defaultdict(set)
        for word, number in self._words.items():
            plain = word.strip("=*")
            forms = {plain} if word[0] in "=*" else _inflections(plain)
            for form in forms:
                stands_for[form].add(number)
        symbol_of: dict[frozenset[int], int] = {}
        self._forms: dict[str, int] = {}
        for form, numbers in stands_for.items():
            whole = frozenset(numbers | {n for p, n in self._prefixes.items() if form.startswith(p)})
            self._forms[form] = symbol_of.setdefault(whole, _FIRST_FREE + len(symbol_of))
        self._containing: dict[int, set[int]] = defaultdict(set)
        for numbers_, symbol in symbol_of.items():
            for number in numbers_:
                self._containing[number].add(symbol)
        self._containing[_COMMA_WORD].add(COMMA)
        self._by_shape: dict[tuple[str, int], list[str]] | None = None

    def _element(self, words: set[int], gap: int, optional: bool) -> tuple[_Element, bool]:
        symbols = frozenset(s for word in words for s in self._containing[word])
        return _Element(symbols, gap), optional

    def _symbol(self, text: str) -> int:
        """The symbol of a token seen for the first time."""
        punctuation = mark_of(text)
        if punctuation is not None:
            return punctuation
        form = fold(text)
        if form in self._forms:
            return self._forms[form]
        for size in range(len(form) - 1, 2, -1):
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
    ) -> list[Match]:
        """Finds all phrases.

        Args:
            words: the words of a text.
            within: stretches of characters, sorted, that are searched, each by itself; None searches the whole.
            masked: stretches of characters, sorted, whose words are not to be read.

        Returns:
            Matches in the order of the text; a rule's overlapping matches are merged into one.
        """
        row = self._symbolize(words, within, masked)
        places = self._pairs.places(row)
        if not places:
            return []
        symbols: list[int] = row.tolist()
        by_first = self._by_first
        hits: list[tuple[int, int, int]] = []  # begin, minus end, rule
        undone: set[tuple[int, int]] = set()  # rule and place of the words of each *unless*
        for at in places:
            for phrase, last in by_first[symbols[at]].found(symbols, at):
                if phrase.undo:
                    undone.update((phrase.rule, k) for k in range(at, last))
                else:
                    hits.append((at, -last, phrase.rule))
        if undone:
            hits = [(a, b, rule) for a, b, rule in hits if undone.isdisjoint((rule, k) for k in range(a, -b))]
        keys, starts, ends = self._keys, words.starts, words.ends
        return [Match(keys[rule], starts[a], ends[b - 1]) for rule, a, b in _longest(hits)]

    def _symbolize(
        self, words: Words, within: Sequence[tuple[int, int]] | None, masked: Sequence[tuple[int, int]]
    ) -> Numbers:
        """The symbols of the words; a sentence ends before and behind each stretch, and behind the last word."""
        count = len(words.numbers)
        symbols = np.full(count + self._pairs.reach + 1, STOP, np.int32)
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


def _without_options(elements: Sequence[tuple[_Element, bool]]) -> list[list[_Element]]:
    """A phrase with optional elements as all the phrases without such that it stands for."""
    rows: list[list[_Element]] = [[]]
    for element, optional in elements:
        rows = [*([*row, element] for row in rows), *(rows if optional else ())]
    return rows


def _end(symbols: Sequence[int], at: int, wanted: _Rest) -> int:
    """Where a phrase ends whose elements so far end at `at`; 0 if it does not go on as wanted."""
    rest = wanted.rest
    for here in range(at, min(at + wanted.gap + 1, len(symbols))):
        if symbols[here] in wanted.symbols:
            end = _end(symbols, here + 1, rest) if rest else here + 1
            if end:
                return end
        if symbols[here] == STOP:
            break
    return 0


def _longest(hits: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """A rule's hits (begin, minus end, rule) that overlap become one (rule, begin, end); all in the order of the
    text, the longest first."""
    kept: list[tuple[int, int, int]] = []
    last: dict[int, int] = {}  # rule: index of its last hit
    for start, minus_end, rule in sorted(hits):
        end = -minus_end
        at = last.get(rule)
        if at is not None and start < kept[at][2]:
            kept[at] = (rule, kept[at][1], max(end, kept[at][2]))
        else:
            last[rule] = len(kept)
            kept.append((rule, start, end))
    return kept
