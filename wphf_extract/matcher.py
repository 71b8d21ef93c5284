"""Finds phrases in a row of symbols; what the symbols stand for is the concern of `wphf_extract.phrases`.

A phrase is filed by each pair of symbols that its first two elements can be. For a whole text at once, numpy looks
where such pairs stand; only there are phrases gone through. Pairs are sought by a number made of both symbols, in a
table of how far apart they may stand; now and then another pair has the same number, and a place is looked at in vain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from wphf_extract.lexicon import STOP, Numbers
from wphf_extract.stretches import Stretches

__all__ = ["Element", "Hit", "Lost", "Matcher"]

_SPARSE = 16  # the table of pairs has so many places a pair
_SHIFT = 32  # bits of the second symbol in the key of a pair
_SECOND = (1 << _SHIFT) - 1
_FACTOR = 40_503  # of the first symbol in the number of a pair


class Element(NamedTuple):
    """The symbols that may stand at one place of a phrase, and how many others may stand before it."""

    symbols: frozenset[int]
    gap: int


#: A phrase found: the rule's number, the first symbol and the one after the last; a plain tuple, for there are many.
Hit = tuple[int, int, int]


class Lost(NamedTuple):
    """A hit that is undone, and the stretch of the row that undoes it."""

    hit: Hit
    begin: int
    end: int


class _Rest(NamedTuple):
    """An element, and what follows it."""

    symbols: frozenset[int]
    gap: int
    rest: _Rest | None


class _Phrase(NamedTuple):
    """What of a phrase is left to be found behind its second element."""

    number: int  # of the phrase
    rule: int
    undo: bool
    gap: int  # symbols that may stand before the second element
    rest: _Rest | None


class Matcher:
    """Phrases, ready to be found.

    Args:
        phrases: the number of its rule, whether it undoes the rule's matches that it overlaps, and the elements of
            each.
    """

    def __init__(self, phrases: Iterable[tuple[int, bool, Sequence[Element]]]) -> None:
        self._whole: dict[int, list[_Phrase]] = defaultdict(list)  # of one element, by its symbol
        self._by_pair: dict[int, list[_Phrase]] = defaultdict(list)
        reaches: dict[int, int] = {}  # symbols ahead of a first one among which the second must be
        for number, (rule, undo, (first, *others)) in enumerate(phrases):
            phrase = _Phrase(number, rule, undo, others[0].gap if others else 0, _chain(others[1:]))
            for symbol in first.symbols:
                if not others:
                    self._whole[symbol].append(phrase)
                    continue
                reaches[symbol] = max(reaches.get(symbol, 1), phrase.gap + 1)
                for second in others[0].symbols:
                    self._by_pair[symbol << _SHIFT | second].append(phrase)
        #: Ends of sentences that a row must end with.
        self.reach = max(reaches.values(), default=1)
        self._index(reaches)

    def _index(self, reaches: dict[int, int]) -> None:
        """Makes the tables that numpy looks into: by first symbol, and by pair."""
        size = max((*self._whole, *reaches), default=0) + 2  # the last place is for all greater symbols
        self._is_whole, self._reaches = np.zeros(size, np.bool_), np.zeros(size, np.uint8)
        self._is_whole[list(self._whole)] = True
        self._reaches[list(reaches)] = list(reaches.values())
        self._ahead = np.arange(1, self.reach + 1, dtype=np.uint8)
        self._apart = np.zeros(1 << (len(self._by_pair) * _SPARSE).bit_length(), np.uint8)
        if self._by_pair:
            keys = np.fromiter(self._by_pair, np.int64)
            numbers = ((keys >> _SHIFT) * _FACTOR + (keys & _SECOND)) & (len(self._apart) - 1)
            widest = [1 + max(phrase.gap for phrase in phrases) for phrases in self._by_pair.values()]
            np.maximum.at(self._apart, numbers, widest)

    def find(self, row: Numbers, lost: list[Lost] | None = None) -> list[Hit]:
        """Finds all phrases.

        Args:
            row: symbols; the last `reach` are ends of sentences.
            lost: takes up the hits that are undone.

        Returns:
            Hits in the order of the row; a rule's overlapping hits are merged into one.
        """
        whole, pairs = self._beginnings(row)
        if not whole and not pairs:
            return []
        hits, undone = self._found(row.tolist(), whole, pairs)
        if undone:
            spoilt = {rule: Stretches(where) for rule, where in undone.items()}
            if lost is not None:
                for begin, minus_end, rule in hits:
                    if rule in spoilt and (by := spoilt[rule].touching(begin, -minus_end)):
                        lost.append(Lost((rule, begin, -minus_end), *by))
            hits = [hit for hit in hits if hit[2] not in spoilt or not spoilt[hit[2]].touching(hit[0], -hit[1])]
        return _longest(hits)

    def _beginnings(self, row: Numbers) -> tuple[list[int], list[tuple[int, int]]]:
        """Where phrases of one element stand; and where pairs of symbols could: the first and the second of each."""
        firsts = np.minimum(row[: len(row) - self.reach], len(self._reaches) - 1)
        whole: list[int] = self._is_whole[firsts].nonzero()[0].tolist() if self._whole else []
        reaches = self._reaches[firsts]
        at = reaches.nonzero()[0]
        # One row a first symbol, one column a second: how far ahead it stands.
        places = (row[at] * _FACTOR)[:, None] + row[at[:, None] + self._ahead]
        farthest = np.minimum(self._apart[places & (len(self._apart) - 1)], reaches[at][:, None])
        which, ahead = (farthest >= self._ahead).nonzero()
        begins = at[which]
        return whole, list(zip(begins.tolist(), (begins + ahead + 1).tolist(), strict=True))

    def _found(
        self, symbols: Sequence[int], whole: Sequence[int], pairs: Sequence[tuple[int, int]]
    ) -> tuple[list[tuple[int, int, int]], dict[int, list[tuple[int, int]]]]:
        """Where each phrase begins and first ends: its begin, minus its end and its rule; and where each rule does not
        count. `pairs` of one beginning are sorted by their ends."""
        hits: list[tuple[int, int, int]] = []
        undone: dict[int, list[tuple[int, int]]] = {}
        for at in whole:
            for phrase in self._whole[symbols[at]]:
                if phrase.undo:
                    undone.setdefault(phrase.rule, []).append((at, at + 1))
                else:
                    hits.append((at, -at - 1, phrase.rule))
        by_pair = self._by_pair
        seen: set[tuple[int, int]] = set()
        for first, second in pairs:
            phrases = by_pair.get(symbols[first] << _SHIFT | symbols[second])
            between = second - first - 1
            if phrases is None or (between and STOP in symbols[first + 1 : second]):
                continue
            for number, rule, undo, gap, rest in phrases:
                if between > gap or (gap and (number, first) in seen):
                    continue
                end = _end(symbols, second + 1, rest) if rest else second + 1
                if not end:
                    continue
                if gap:
                    seen.add((number, first))
                if undo:
                    undone.setdefault(rule, []).append((first, end))
                else:
                    hits.append((first, -end, rule))
        return hits, undone


def _chain(elements: Sequence[Element]) -> _Rest | None:
    rest: _Rest | None = None
    for element in reversed(elements):
        rest = _Rest(*element, rest)
    return rest


def _end(symbols: Sequence[int], at: int, wanted: _Rest) -> int:
    """Where a phrase ends whose elements so far end at `at`; 0 if it does not go on as wanted. No element can be the
    end of a sentence, and the last symbol is one."""
    could, gap, rest = wanted
    for here in range(at, at + gap + 1):
        symbol = symbols[here]
        if symbol in could:
            end = _end(symbols, here + 1, rest) if rest else here + 1
            if end:
                return end
        elif symbol == STOP:
            break
    return 0


def _longest(hits: list[tuple[int, int, int]]) -> list[Hit]:
    """A rule's hits (begin, minus end, rule) that overlap become one; all in the order of the row, the longest
    first."""
    kept: list[Hit] = []
    last: dict[int, tuple[int, int]] = {}  # rule: index of its last hit, and where that ends
    for begin, minus_end, rule in sorted(hits):
        at, end = last.get(rule, (0, -1))
        if begin < end:
            if -minus_end > end:
                kept[at] = (rule, kept[at][1], -minus_end)
                last[rule] = (at, -minus_end)
        else:
            last[rule] = (len(kept), -minus_end)
            kept.append((rule, begin, -minus_end))
    return kept
