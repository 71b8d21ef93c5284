"""Finds phrases in a row of symbols; what the symbols stand for is the concern of `wphf_extract.phrases.phrasebook`.

A phrase is filed by each pair of symbols that its first two elements can be. For a whole text at once, numpy looks
where such pairs stand; only there are phrases gone through. Pairs are sought by a number made of both symbols, in a
table of how far apart they may stand; as other pairs may have the same number, those found are looked up among all that
there are. A hundred thousand pairs are three arrays: as Python's lists they would take 200 bytes each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wphf_extract.phrases.lexicon import STOP, Numbers
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
        self._phrases: list[_Phrase] = []  # of more
        elements: list[tuple[frozenset[int], frozenset[int]]] = []  # the first two of each
        for number, (rule, undo, (first, *others)) in enumerate(phrases):
            phrase = _Phrase(number, rule, undo, others[0].gap if others else 0, _chain(others[1:]))
            if others:
                self._phrases.append(phrase)
                elements.append((first.symbols, others[0].symbols))
            else:
                for symbol in first.symbols:
                    self._whole[symbol].append(phrase)
        self._filed: dict[int, list[_Phrase]] = {}  # the phrases of the pairs that were met, by the pair's place
        self._index(elements)

    def _index(self, elements: Sequence[tuple[frozenset[int], frozenset[int]]]) -> None:
        """Makes the tables that numpy looks into: by first symbol, and by pair."""
        arrays = {symbols: _array(symbols) for both in elements for symbols in both}
        pairs, owners = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
        for number, (first, second) in enumerate(elements):
            pairs.append(((arrays[first][:, None] << _SHIFT) | arrays[second]).ravel())
            owners.append(np.full(len(pairs[-1]), number, np.int32))
        keys, owner = np.concatenate(pairs), np.concatenate(owners)
        order = keys.argsort(kind="stable")  # phrases of one pair stay in their order
        keys, self._owners = keys[order], owner[order]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        self._keys, self._bounds = keys[starts], np.append(starts, len(keys)).astype(np.int32)
        reach = np.array([phrase.gap + 1 for phrase in self._phrases], np.uint8)[self._owners]
        widest = np.maximum.reduceat(reach, starts) if len(starts) else reach
        firsts = self._keys >> _SHIFT
        size = max((*self._whole, *firsts[-1:].tolist()), default=0) + 2  # the last place is for all greater symbols
        self._is_whole, self._reaches = np.zeros(size, np.bool_), np.zeros(size, np.uint8)
        self._is_whole[list(self._whole)] = True
        np.maximum.at(self._reaches, firsts, widest)
        #: Ends of sentences that a row must end with.
        self.reach = max(int(self._reaches.max()), 1)
        self._ahead = np.arange(1, self.reach + 1, dtype=np.uint8)
        self._apart = np.zeros(1 << (len(self._keys) * _SPARSE).bit_length(), np.uint8)
        np.maximum.at(self._apart, (firsts * _FACTOR + (self._keys & _SECOND)) & (len(self._apart) - 1), widest)

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

    def _beginnings(self, row: Numbers) -> tuple[list[int], list[tuple[int, int, int]]]:
        """Where phrases of one element stand; and where pairs of symbols do: the first and the second of each, and the
        pair's place among all."""
        firsts = np.minimum(row[: len(row) - self.reach], len(self._reaches) - 1)
        whole: list[int] = self._is_whole[firsts].nonzero()[0].tolist() if self._whole else []
        reaches = self._reaches[firsts]
        at = reaches.nonzero()[0]
        # One row a first symbol, one column a second: how far ahead it stands.
        places = (row[at] * _FACTOR)[:, None] + row[at[:, None] + self._ahead]
        farthest = np.minimum(self._apart[places & (len(self._apart) - 1)], reaches[at][:, None])
        which, ahead = (farthest >= self._ahead).nonzero()
        if not len(which):
            return whole, []
        begins = at[which]
        seconds = begins + ahead + 1
        keys = (row[begins].astype(np.int64) << _SHIFT) | row[seconds]
        found = self._keys.searchsorted(keys)
        known = self._keys[np.minimum(found, len(self._keys) - 1)] == keys
        return whole, list(zip(begins[known].tolist(), seconds[known].tolist(), found[known].tolist(), strict=True))

    def _found(
        self, symbols: Sequence[int], whole: Sequence[int], pairs: Sequence[tuple[int, int, int]]
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
        filed = self._filed
        seen: set[tuple[int, int]] = set()
        for first, second, pair in pairs:
            between = second - first - 1
            if between and STOP in symbols[first + 1 : second]:
                continue
            phrases = filed.get(pair) or self._phrases_of(pair)
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

    def _phrases_of(self, pair: int) -> list[_Phrase]:
        """The phrases that begin with a pair, which are made a list when it is met first."""
        owners = self._owners[self._bounds[pair] : self._bounds[pair + 1]]
        phrases = self._filed[pair] = [self._phrases[number] for number in owners.tolist()]
        return phrases


def _array(symbols: frozenset[int]) -> npt.NDArray[np.int64]:
    return np.fromiter(symbols, np.int64, len(symbols))


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
