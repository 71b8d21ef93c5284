"""Folding: what makes no difference between two spellings of a word, and what does."""

from __future__ import annotations

import pytest

from wphf_extract.language.folding import DASHES, HYPHENS, LONG_DASHES, fold


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("", ""),
        ("WIDOWS", "widows"),
        ("Réseau", "reseau"),
        ("Re\u0301seau", "reseau"),  # a combining accent
        ("İzmir", "izmir"),
        ("Straße", "strasse"),
        ("ﬁnance", "finance"),  # a ligature
        ("co-operative", "cooperative"),
        ("co‑operative", "cooperative"),  # a hyphen that breaks no line
        ("women’s", "womens"),
        ("women's", "womens"),
        ("W4W", "w4w"),
        ("…", ""),
        ("–", ""),
        ("\u00a0", ""),
    ],
    ids=ascii,
)
def test_case_accents_and_signs_are_gone(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organise", "organize"),
        ("Organised", "organized"),
        ("organisations", "organizations"),
        ("organisational", "organizational"),
        ("mobiliser", "mobilizer"),
        ("mobilisers", "mobilizers"),
        ("realising", "realizing"),
        ("centre", "center"),
        ("theatres", "theaters"),
        ("neighbourhood", "neighborhood"),
        ("labour", "labor"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("analyze", "analyse"),
        ("paralyzed", "paralysed"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    assert fold(british) == fold(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [("wise", "wize"), ("four", "for"), ("hour", "hor"), ("our", "or"), ("rise", "rize"), ("misty", "mizty")],
)
def test_short_words_and_other_places_keep_their_letters(one: str, other: str) -> None:
    assert fold(one) == one
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", ["Organisations", "neighbours", "Theatres", "Réseau", "İzmir", "analyze"])
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


def test_hyphens_tie_and_dashes_part() -> None:
    assert DASHES == HYPHENS + LONG_DASHES
    assert set(HYPHENS).isdisjoint(LONG_DASHES)
    assert DASHES.startswith("-")  # or it would be a range in a class of a pattern
    assert {"–", "—", "−"} <= set(LONG_DASHES)
    assert not any(fold(sign) for sign in DASHES)
