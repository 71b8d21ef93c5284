"""The matcher: phrases of symbols in a row of symbols, checked against a plain search as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wphf_extract.phrases.lexicon import STOP
from wphf_extract.phrases.matcher import Element, Hit, Lost, Matcher

A, B, C, D, X = 10, 11, 12, 13, 99


def element(*symbols: int, gap: int = 0) -> Element:
    return Element(frozenset(symbols), gap)


def hits(made: Matcher, row: Iterable[int], lost: list[Lost] | None = None) -> list[Hit]:
    return made.find(np.array([*row, *[STOP] * made.reach], np.int32), lost)


@pytest.mark.parametrize(
    ("elements", "row", "found"),
    [
        ([element(A)], [X, A, A], [(0, 1, 2), (0, 2, 3)]),
        ([element(A, B)], [A, C, B], [(0, 0, 1), (0, 2, 3)]),
        ([element(A), element(B)], [A, B, X, A, X, B], [(0, 0, 2)]),
        ([element(A), element(B, gap=1)], [A, X, B, A, X, X, B], [(0, 0, 3)]),
        ([element(A), element(B), element(C, gap=2)], [A, B, X, X, C], [(0, 0, 5)]),
        ([element(A), element(B), element(C, gap=2)], [A, B, X, X, X, C], []),
        ([element(A), element(B, gap=3)], [A, STOP, B], []),
        ([element(A), element(B), element(C, gap=3)], [A, B, STOP, C], []),
        ([element(A), element(B, gap=2)], [A, X, B, B], [(0, 0, 3)]),  # the first end counts
        ([element(A), element(B, gap=1), element(C)], [A, B, B, C], [(0, 0, 4)]),  # unless it leads nowhere
        ([element(A), element(B, C, gap=1)], [A, C, B], [(0, 0, 2)]),
        ([element(A)], [], []),
        ([element(A), element(B)], [A], []),
        ([element(A), element(B)], [D + 10**6, B], []),  # a symbol beyond all known ones
    ],
)
def test_one_phrase(elements: list[Element], row: list[int], found: list[Hit]) -> None:
    assert hits(Matcher([(0, False, elements)]), row) == found


def test_no_phrases() -> None:
    assert hits(Matcher([]), [A, B]) == []


def test_a_rules_overlapping_hits_become_one_and_others_stay() -> None:
    both = [(7, False, [element(A), element(B)]), (7, False, [element(B), element(C)])]
    made = Matcher([*both, (8, False, [element(B)])])
    assert hits(made, [A, B, C]) == [(7, 0, 3), (8, 1, 2)]
    assert hits(made, [A, B, B, C]) == [(7, 0, 2), (8, 1, 2), (7, 2, 4), (8, 2, 3)]  # they only touch


def test_hits_come_in_the_order_of_the_row_the_longest_first() -> None:
    made = Matcher([(1, False, [element(A)]), (2, False, [element(A), element(B)]), (0, False, [element(B)])])
    assert hits(made, [A, B]) == [(2, 0, 2), (1, 0, 1), (0, 1, 2)]


def test_each_phrase_has_its_own_gap() -> None:
    made = Matcher([(0, False, [element(A), element(B)]), (1, False, [element(A), element(B, gap=2)])])
    assert hits(made, [A, B]) == [(0, 0, 2), (1, 0, 2)]
    assert hits(made, [A, X, X, B]) == [(1, 0, 4)]


def test_what_undoes_counts_for_its_rule_and_where_it_overlaps() -> None:
    made = Matcher(
        [
            (0, False, [element(A), element(B)]),
            (1, False, [element(B)]),
            (0, True, [element(B), element(C)]),
        ]
    )
    lost: list[Lost] = []
    assert hits(made, [A, B, C, A, B, X], lost) == [(1, 1, 2), (0, 3, 5), (1, 4, 5)]
    assert lost == [Lost((0, 0, 2), 1, 3)]
    assert hits(made, [A, B, C]) == [(1, 1, 2)]


def test_one_symbol_may_undo() -> None:
    made = Matcher([(0, False, [element(A), element(B, gap=1)]), (0, True, [element(D)])])
    assert hits(made, [A, D, B, D, A, B]) == [(0, 4, 6)]


def test_reach_is_that_of_the_widest_gap_behind_a_first_symbol() -> None:
    assert Matcher([]).reach == 1
    assert Matcher([(0, False, [element(A), element(B), element(C, gap=9)])]).reach == 1
    assert Matcher([(0, False, [element(A), element(B, gap=4)])]).reach == 5


def test_many_pairs_fall_on_the_same_bits_and_only_phrases_are_found() -> None:
    """The table of bits is small and full of pairs: what shares a bit with one must not be taken for it."""
    phrases = [(n, False, [element(n), element(n * 7)]) for n in range(10, 200)]
    made = Matcher(phrases)
    symbols = sorted({s for n in range(10, 200) for s in (n, n * 7)})
    wrong = [(a, b) for a, b in product(symbols[::9], symbols[::7]) if b != a * 7]
    assert [pair for pair in wrong if hits(made, pair)] == []
    assert [n for n in range(10, 200) if (n, 0, 2) not in hits(made, [n, n * 7])] == []


SYMBOLS = st.integers(4, 8)
ELEMENTS = st.tuples(st.frozensets(SYMBOLS, min_size=1, max_size=2), st.integers(0, 2)).map(lambda e: Element(*e))
PHRASES = st.lists(ELEMENTS, min_size=1, max_size=3)


def _ends(row: Sequence[int], at: int, elements: Sequence[Element]) -> Iterable[int]:
    """All places where a phrase ends whose first element must stand at `at`, or a gap behind it."""
    first, *rest = elements
    for here in range(at, min(at + first.gap, len(row) - 1) + 1):
        if STOP in row[at : here + 1]:
            return
        if row[here] in first.symbols:
            yield from _ends(row, here + 1, rest) if rest else (here + 1,)


@given(PHRASES, st.lists(st.one_of(SYMBOLS, st.just(STOP)), max_size=12))
def test_a_phrase_is_found_where_a_plain_search_finds_it(elements: list[Element], row: list[int]) -> None:
    elements[0] = elements[0]._replace(gap=0)
    covered: set[int] = set()
    for at in range(len(row)):
        end = min(_ends(row, at, elements), default=None)
        if end is not None:
            covered.update(range(at, end))
    found = hits(Matcher([(0, False, elements)]), row)
    assert {at for _, begin, end in found for at in range(begin, end)} == covered
    for _, begin, end in found:
        assert row[begin] in elements[0].symbols and row[end - 1] in elements[-1].symbols
        assert STOP not in row[begin:end]
    assert all(before[2] <= after[1] for before, after in pairwise(found))
