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

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wphf_extract.errors import RuleError
from wphf_extract.language.folding import fold
from wphf_extract.phrases.lexicon import STOP, Column, Numbers, Words
from wphf_extract.phrases.matcher import Element, Lost, Matcher
from wphf_extract.phrases.wordforms import COMMA_WORD, OTHER, PREFIX, WordForms

__all__ = ["Match", "PhraseBook", "PhraseRule", "Undone", "matches_within"]

_GAP, _MOST_GAP = 6, 20
_MOST_OPTIONAL = 8  # parts of a phrase that may be left out: each doubles what is kept of it


def _gap(digits: str) -> int:
    """The words that `...` and these digits let pass; 0 for what is no such number."""
    if not digits:
        return _GAP
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_MOST_GAP)) else 0


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


_UNMARKED = frozenset("[]{}*")  # signs that no word holds


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
        self._words: dict[str, int] = {}  # "=train", "train", "*train" -> number
        self._written: dict[str, int] = {}  # the same, as rules have them: "=Train", "train*"
        self._parts: dict[str, set[int]] = {}  # "train|teach" -> the numbers of its words
        parsed = [
            (number, undo, self._parse(phrase, rule.where or f"{source}: rule {rule.key!r}"))
            for number, rule in enumerate(self.rules)
            for undo, phrases in ((False, rule.phrases), (True, rule.unless))
            for phrase in phrases
        ]
        forms = WordForms(self._words)
        symbols = {part: forms.symbols_of(words) for part, words in self._parts.items()}
        self._matcher = Matcher(
            (number, undo, row)
            for number, undo, elements in parsed
            for row in _without_options([(Element(symbols[part], gap), optional) for part, gap, optional in elements])
        )
        self._symbol_of = forms.symbol_of
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
        if sum(may_go for _, _, may_go in elements) > _MOST_OPTIONAL:
            raise RuleError(
                f"{where}: phrase {phrase[:60]!r}: {_MOST_OPTIONAL} parts in brackets at most; write two phrases"
            )
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
                number = self._written.get(word)
                if number is None:
                    number = self._written[word] = self._word(word, phrase, where)
                found.add(number)
        return found

    def _word(self, word: str, phrase: str, where: object) -> int:
        if word == ",":
            return COMMA_WORD
        if word.startswith("=") and word.endswith("*"):
            raise RuleError(f"{where}: phrase {phrase!r}: {word!r} has both = and *")
        if not _UNMARKED.isdisjoint(word.strip("=*")):
            raise RuleError(
                f"{where}: phrase {phrase!r}: {word!r}: brackets enclose a part, [of] or {{set}}; * ends a word"
            )
        mark = "=" if word.startswith("=") else "*" if word.endswith("*") else ""
        plain = fold(word.strip("=*"))
        if not plain or (mark == "*" and len(plain) < PREFIX):
            raise RuleError(f"{where}: phrase {phrase!r}: {word!r} is no word")
        return self._words.setdefault(mark + plain, len(self._words))

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
        # made as plain tuples are, which takes half the time: there are hundreds a page
        made = tuple.__new__
        return [made(Match, (keys[rule], starts[begin], ends[end - 1])) for rule, begin, end in hits]

    def _symbolize(
        self, words: Words, within: Sequence[tuple[int, int]] | None, masked: Sequence[tuple[int, int]]
    ) -> Numbers:
        """The symbols of the words; a sentence ends before and behind each stretch, and behind the last word."""
        count = len(words.numbers)
        symbols = np.empty(count + self._matcher.reach, np.int32)
        symbols[count:] = STOP
        symbols[:count] = self._symbols.of(words.lexicon, self._symbol_of)[words.numbers]
        for start, stop in masked:
            symbols[bisect_left(words.starts, start) : bisect_left(words.starts, stop)] = OTHER
        if within is not None:
            last = 0
            for start, stop in within:
                symbols[last : bisect_left(words.starts, start)] = STOP
                last = bisect_left(words.starts, stop)
            symbols[last:] = STOP
        return symbols


def _without_options(elements: Sequence[tuple[Element, bool]]) -> list[list[Element]]:
    """A phrase with optional elements as all the phrases without such that it stands for."""
    if not any(optional for _, optional in elements):
        return [[element for element, _ in elements]]
    rows: list[list[Element]] = [[]]
    for element, optional in elements:
        rows = [*([*row, element] for row in rows), *(rows if optional else ())]
    return rows
