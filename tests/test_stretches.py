"""Stretches that do not overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wphf_extract.stretches import Stretches

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


@given(PAIRS, PAIRS)
def test_touching_is_overlapping_one_of_them(stretches: list[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    kept = Stretches(stretches)
    for begin, end in asked:
        assert bool(kept.touching(begin, end)) == any(a < end and begin < b for a, b in stretches)


@given(PAIRS)
def test_what_is_free_is_added_and_then_taken(stretches: list[tuple[int, int]]) -> None:
    kept, added = Stretches(), []
    for begin, end in stretches:
        free = all(b <= begin or end <= a for a, b in added)
        assert kept.add_free(begin, end) is free
        assert kept.touching(begin, end)
        added += [(begin, end)] * free
