"""Regular expressions out of word lists."""

from __future__ import annotations

import re

from wphf_extract.language.patterns import any_of


def test_the_longest_comes_first_and_signs_mean_themselves() -> None:
    assert re.findall(any_of(["a", "a.b", "ab"]), "a.b ab a axb") == ["a.b", "ab", "a", "a"]


def test_no_words_match_nothing() -> None:
    assert re.search(any_of([]), "words") is None
