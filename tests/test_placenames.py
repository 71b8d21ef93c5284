"""Names of places: their folded spelling, the keys that they are sought by, and the kinds they are called."""

from __future__ import annotations

import pytest

from wphf_extract.gazetteer.placenames import KINDS, PlaceWords, fits_by_words, key_of, normalize, slips, without_number

WORDS = PlaceWords(
    {
        "directions": {"n": ["North", "Nord", "Norte"], "s": ["South", "Sud"], "e n": ["Northeast"]},
        "kinds": {"admin1": ["Province", "Región"], "admin2": ["District"], "camp": ["Camp"]},
        "same": {"saint": ["St", "Sankt"]},
        "particles": ["of", "de", "du"],
        "articles": ["the", "la", "al"],
        "elisions": ["l", "d"],
    }
)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("", ""),
        (" – ", ""),
        ("  Port\u00a0Loko ", "port loko"),
        ("Port\r\nLoko", "port loko"),
        ("N’Djamena", "ndjamena"),
        ("Al-Ḥasakah", "al hasakah"),
        ("Se\u0301gou", "segou"),
        ("İSTANBUL", "istanbul"),
        ("Iğdır", "igdir"),
        ("Łódź", "lodz"),
        ("Kɔkɔ", "koko"),
        ("Ærø", "aero"),
        ("Weiß", "weiss"),
        ("Domiz 1", "domiz 1"),
    ],
    ids=ascii,
)
def test_spellings_are_folded(name: str, plain: str) -> None:
    assert normalize(name) == plain
    assert normalize(plain) == plain
    assert key_of(name) == plain.replace(" ", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Kaba", "Kaba Nord"),
        ("Kaba du Norte", "north KABA"),
        ("Kaba Province", "Province de Kaba"),
        ("Región Kaba", "Kaba"),
        ("St. Kaba", "Sankt Kaba"),
        ("La Kaba", "Kaba"),
        ("L’Abéché", "Abéché"),
        ("Northeast Kaba", "Kaba Northeast"),
        ("Province of North Kaba", "Kaba Nord"),
    ],
)
def test_variants_of_one_name(one: str, other: str) -> None:
    assert WORDS.forms(one).variant == WORDS.forms(other).variant


@pytest.mark.parametrize(
    ("one", "other"), [("North Kaba", "South Kaba"), ("Kaba", "Kabala"), ("Kaba La", "Kaba"), ("North Kaba", "Kaba")]
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert WORDS.forms(one).variant != WORDS.forms(other).variant


def test_all_forms() -> None:
    assert WORDS.forms("Province of North St Kaba") == (
        "provinceofnorthstkaba",
        "nsaintkaba",
        "n",
        "admin1",
        ("saint", "kaba"),
    )
    assert WORDS.forms("Kaba Northeast").lead == "en"
    assert WORDS.forms("") == ("", "", "", None, ())


@pytest.mark.parametrize(
    ("name", "kind", "variant"),
    [
        ("Kaba District", "admin2", "kaba"),
        ("Kaba District Province", "admin1", "kaba"),  # the outermost counts
        ("Camp Kaba", "camp", "kaba"),
        ("District", None, "district"),  # a kind alone is a name
        ("Camp District", "camp", "district"),
        ("North", None, "n"),
    ],
)
def test_kinds_in_names(name: str, kind: str | None, variant: str) -> None:
    forms = WORDS.forms(name)
    assert (forms.kind, forms.variant) == (kind, variant)


def test_kinds_may_stay() -> None:
    forms = WORDS.forms("Kaba District", kinds=False)
    assert (forms.kind, forms.variant) == (None, "kabadistrict")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Province", "admin1"), ("REGION", "admin1"), ("refugee camp", "camp"), ("district", "admin2"), ("hill", None)],
)
def test_the_kind_that_a_word_stands_for(word: str, kind: str | None) -> None:
    assert WORDS.kind(word) == kind


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Domiz 1", "Domiz"),
        ("Domiz\u00a012", "Domiz"),
        ("Dori II", "Dori"),
        ("Dori", "Dori"),
        ("II", "II"),
        ("", ""),
        ("Dori2", "Dori2"),
    ],
)
def test_names_without_their_number(name: str, bare: str) -> None:
    assert without_number(name) == bare


def test_kinds_stand_for_themselves() -> None:
    assert [WORDS.kind(kind) for kind in KINDS] == list(KINDS)


@pytest.mark.parametrize(
    ("words", "key", "fits"),
    [
        (["deir", "el", "qamar"], "deirelqamar", True),
        (["deir", "el", "qamar"], "deirelahmar", False),  # two slips in a word of five letters
        (["deir", "el", "qamar"], "deirelqamr", True),
        (["bandiagara"], "bandagra", True),  # two in one of ten
        ([], "", True),
        ([], "gao", False),
    ],
)
def test_no_word_has_more_slips_than_it_may(words: list[str], key: str, fits: bool) -> None:
    assert fits_by_words(words, key) is fits
    assert [slips(letters) for letters in (5, 7, 8)] == [1, 1, 2]
