"""What organisations' names are made of: initials, short forms, head words."""

from __future__ import annotations

import pytest

from wphf_extract.names.namewords import fits_initials, initials_used, is_acronym_like, name_words, words_in


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("Association Lumière du Sahel", "ALS"),
        ("Réseau des Femmes pour la Paix", "REFEP"),
        ("Réseau des Femmes pour la Paix", "RFPP"),
        ("Women and Youth Action", "WAYA"),
        ("Women and Youth Action", "WYA"),
        ("Élan de Gao", "EG"),
        ("Fundación Mujeres y Futuro", "FMF"),
        ("The Open Hands Network", "OHN"),
        ("The Open Hands Network", "TOHN"),
        ("Hope 4 All Initiative", "HAI"),
        ("Cooperativa de Mujeres del Sur", "COOMUSUR"),  # beginnings of words, one behind the other
        ("Fundación Puerto de Mujeres", "FUPMUJER"),
    ],
)
def test_fits(name: str, acronym: str) -> None:
    assert fits_initials(name, acronym, name_words())


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("Association Lumière du Sahel", "RAM"),
        ("Association Lumière du Sahel", "SAL"),
        ("Open Hands", "OXYZ"),
        ("Cooperativa de Mujeres del Sur", "COOMURO"),
        ("Fundación Sol de Mujeres Rurales", "FUSMRUMBA"),
        ("Women and Youth Action", "AWY"),
        ("", "RAM"),
        ("Open Hands", ""),
        ("Open Hands", "123"),
        ("…", "A"),
    ],
)
def test_does_not_fit(name: str, acronym: str) -> None:
    assert not fits_initials(name, acronym, name_words())


@pytest.mark.parametrize(
    ("name", "acronym", "used"),
    [
        ("Alpha Beta Gamma", "ABG", 3),
        ("Alpha Beta Gamma", "AG", 2),
        ("Alpha Beta Gamma", "GBA", 1),
        ("Alpha Beta Gamma", "XYZ", 0),
        ("Alpha", "AAAA", 1),
        ("", "ABG", 0),
        ("Étoile du Nord", "EDN", 3),
    ],
)
def test_initials_used(name: str, acronym: str, used: int) -> None:
    assert initials_used(name, acronym) == used


@pytest.mark.parametrize("text", ["RAM", "REFEM-Gao", "W4W", "CNJ/AF", "ÉLAN", "NGO Alpha"])
def test_like_an_acronym(text: str) -> None:
    assert is_acronym_like(text)


@pytest.mark.parametrize("text", ["Amani", "A", "", "Open Hands", "aéiou", "123", "A much too LONG remark in brackets"])
def test_not_like_an_acronym(text: str) -> None:
    assert not is_acronym_like(text)


def test_words_in() -> None:
    assert words_in("L’Étoile (étoile) – W4W, 2nd!") == ["L", "Étoile", "étoile", "W4W", "2nd"]


def test_combining_accents_part_no_word() -> None:
    assert words_in("l’e\u0301toile") == ["l", "e\u0301toile"]
    assert name_words().has_head("Re\u0301seau Amani")


@pytest.mark.parametrize("word", ["Association", "association", "ASSOCIATIONS", "Réseau", "Fundación", "Networks"])
def test_heads(word: str) -> None:
    assert name_words().is_head(word)


@pytest.mark.parametrize("word", ["Amani", "of", "Peace", ""])
def test_no_heads(word: str) -> None:
    assert not name_words().is_head(word)


@pytest.mark.parametrize(
    ("name", "closes", "closed"),
    [
        ("Association Lumière", True, True),
        ("Amani Network", True, True),
        ("RAM", False, True),
        ("Tiéssiri Badenya", False, True),
        ("Women for Peace", False, False),
        ("", False, False),
        ("of the", False, False),
    ],
)
def test_closed_names(name: str, closes: bool, closed: bool) -> None:
    assert name_words().closes(name) is closes
    assert name_words().is_closed(name) is closed


def test_generic_nouns_and_particles() -> None:
    words = name_words()
    assert words.is_generic("associations") and words.is_generic("Leaders") and not words.is_generic("Amani")
    assert words.is_particle("Pour") and words.is_particle("of") and not words.is_particle("Paix")
    assert words.has_head("la Association Amani") and not words.has_head("an association of widows")
