"""How far names go on in running text, and where what is said of them begins."""

from __future__ import annotations

import pytest

from wphf_extract.components.organizations.nameextent import CLAUSE_END, SMALL_WORDS, name_extent, remark_behind
from wphf_extract.names.namewords import name_words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ""),
        ("trains widows", ""),
        ("Kaba Wolo trains widows", "Kaba Wolo"),
        ("Kaba Wolo and Radio Dori train", "Kaba Wolo and Radio Dori"),
        ("Kaba Wolo, Radio Dori & Nala fly", "Kaba Wolo, Radio Dori & Nala"),
        ("Kaba Wolo (KW) trains", "Kaba Wolo (KW)"),
        ("Kaba Wolo (hands of the river) trains", "Kaba Wolo (hands of the river)"),
        ("“Kaba Wolo” trains", "“Kaba Wolo”"),
        ("Réseau des Femmes de Dori trains", "Réseau des Femmes de Dori"),
        ("Kaba Wolo. Radio Dori", "Kaba Wolo"),  # a clause ends
        ("Kaba Wolo – Radio Dori", "Kaba Wolo"),
        ("Kaba Wolo: Radio Dori", "Kaba Wolo"),
        ("Kaba-Wolo and al-Nala fly", "Kaba-Wolo and al-Nala"),
        ("the youth collective Kaba trains", "the youth collective Kaba"),
        ("the youth collective trains Kaba", "the youth collective trains Kaba"),
        ("the collective of widows Kaba", ""),  # a small word of names: no description goes on behind it
        ("Kaba 12 and Nala", "Kaba 12 and Nala"),
        ("Kaba and", "Kaba"),
        ("İzmir Kadın\u00a0Ağı trains", "İzmir Kadın\u00a0Ağı"),
        ("Re\u0301seau Kaba\r\nand Nala fly", "Re\u0301seau Kaba\r\nand Nala"),
    ],
)
def test_a_run_of_names(text: str, names: str) -> None:
    assert text[: name_extent(text, 0, len(text), name_words())] == names


def test_a_run_ends_at_the_limit_and_begins_where_it_is_told_to() -> None:
    text = "Kaba Wolo and Radio Dori"
    assert name_extent(text, 0, 9, name_words()) == 9
    assert name_extent(text, 14, len(text), name_words()) == len(text)
    assert name_extent("Kaba. Wolo", 6, 10, name_words()) == 10


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Kaba Wolo (KW), the local network", ", the local network"),
        ("Kaba Wolo, the Dori Radio", None),  # a small word that names run on with
        ("Kaba Wolo (KW), the network of widows", ", the network of widows"),
        ("Kaba Wolo, working in Dori", ", working in Dori"),
        ("Kaba Wolo, in Dori", ", in Dori"),  # where it works
        ("Kaba Wolo, of Dori", None),
        ("Kaba Wolo, Radio Dori", None),
        ("Kaba Wolo, Radio, run by widows", ", run by widows"),
        ("Kaba Wolo", None),
        ("", None),
    ],
)
def test_what_is_said_of_a_name(text: str, remark: str | None) -> None:
    found = remark_behind(text, 0, len(text), name_words())
    assert (found and text[found[0] :]) == remark
    assert found is None or text[found[0] :].startswith(f", {found[1]}")


@pytest.mark.parametrize(
    ("text", "rest"),
    [("a. B", ". B"), ("a.b", None), ("a – b", " – b"), ("a–b", None), ("a;", ";"), ("a, b", None), ("a -b", None)],
)
def test_where_clauses_end(text: str, rest: str | None) -> None:
    found = CLAUSE_END.search(text)
    assert (found and text[found.start() :]) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [("Dori", "Dori"), (" the hills near Dori", "Dori"), ("hills", None), ("a b c d e f Dori", None), ("", None)],
)
def test_small_words_before_a_capital(text: str, rest: str | None) -> None:
    found = SMALL_WORDS.match(text)
    assert (found and text[found.end() :]) == rest
