"""One name with its short form, and the edges of a name."""

from __future__ import annotations

import pytest

from wphf_extract.names.namewords import name_words
from wphf_extract.names.shortforms import BRACKETED, bare_short_form, read_name, without_edges


def read(text: str, *places: str, placed: bool = False) -> tuple[str, str | None] | None:
    """The name that a whole text is, and its short form; `places` are known as such."""
    name = read_name(text, 0, len(text), name_words(), places.__contains__, placed=placed)
    return name and (text[name.start : name.end], name.acronym)


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("Amani Wetu Network (AWN)", "Amani Wetu Network", "AWN"),
        ("Amani Wetu Network [AWN],", "Amani Wetu Network", "AWN"),
        ("Amani Wetu Network (AWN", "Amani Wetu Network", "AWN"),  # the bracket was not closed
        ("Amani Wetu Network\u00a0(AWN)", "Amani Wetu Network", "AWN"),
        ("Amani Wetu Network\r\n(AWN)", "Amani Wetu Network", "AWN"),
        ("Re\u0301seau Amani (RA)", "Re\u0301seau Amani", "RA"),
        ("İzmir Kadın Ağı (İKA)", "İzmir Kadın Ağı", "İKA"),
        ("AWN – Amani Wetu Network", "Amani Wetu Network", "AWN"),
        ("AWN: Amani Wetu Network", "Amani Wetu Network", "AWN"),
        ("Amani Wetu Network – AWN", "Amani Wetu Network", "AWN"),
        ("AWN (Amani Wetu Network)", "Amani Wetu Network", "AWN"),
        ("AMANI (Amani Wetu Network)", "Amani Wetu Network", "AMANI"),
        ("Samira Kyzdary (SamKyz)", "Samira Kyzdary", "SamKyz"),  # a blend of its words
        ("Markaz Sahar lil Nisa (Sahar Center)", "Markaz Sahar lil Nisa", "Sahar Center"),
        ("Kaba Wolo (Hands of the River, KW)", "Kaba Wolo", "KW"),
        ("the youth-led organization Kaba Wolo (KW)", "Kaba Wolo", "KW"),
        ("“Kaba Wolo” (KW)", "Kaba Wolo", "KW"),
        ("Kaba Wolo (KW) (Dori)", "Kaba Wolo", "KW"),  # a second bracket only remarks
        ("Kaba Wolo (also known as KW)", "Kaba Wolo", "KW"),
        ("Kaba Wolo (hereafter “KW”)", "Kaba Wolo", "KW"),
        ("Kaba Wolo (acronym: KW)", "Kaba Wolo", "KW"),
        ("The Gao-based Kaba Wolo (KW)", "Kaba Wolo", "KW"),
        ("Gao-born Kaba Wolo (GKW)", "Gao-born Kaba Wolo", "GKW"),
        ("Kaba Wolo / Hands of the River (KW)", "Kaba Wolo", "KW"),
        ("Hands of the River / Kaba Wolo (KW)", "Hands of the River", "KW"),
    ],
)
def test_short_forms(text: str, name: str, acronym: str) -> None:
    assert read(text) == (name, acronym)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kaba Wolo", "Kaba Wolo"),
        ("Kaba Wolo (hands of the river)", "Kaba Wolo"),  # a translation
        ("Kaba Wolo – Radio Dori", "Kaba Wolo – Radio Dori"),
        ("Centre d’Écoute Kaba / Kaba Listening Centre", "Centre d’Écoute Kaba"),  # a translation
        ("Kaba Women’s Circle / RCVC Umed", "Kaba Women’s Circle / RCVC Umed"),  # none: a short form
        ("RADIO – Kaba Wolo", "RADIO – Kaba Wolo"),  # no initials of what follows
        ("Kaba Wolo / Hands of the River", "Kaba Wolo"),  # a translation
        ("Kaba Wolo / Nala Rivers", "Kaba Wolo / Nala Rivers"),  # none: one word of it is not English
        ("Kaba / River", "Kaba / River"),
        ("– Kaba Wolo,", "Kaba Wolo"),
        ("Kaba Wolo <https://kaba.example/wolo>", "Kaba Wolo"),
        ("Kaba Wolo (http://kaba.example)", "Kaba Wolo"),
        ("Kaba Hands, Inc.", "Kaba Hands, Inc."),
        ("Frauen am Fluss e.V.", "Frauen am Fluss e.V."),
        ("Kaba Hands.", "Kaba Hands"),
        ("Kaba", "Kaba"),
        ("“Kaba” women “Wolo”", "“Kaba” women “Wolo”"),  # the quotes do not enclose the whole
    ],
)
def test_names_without_a_short_form(text: str, name: str) -> None:
    assert read(text) == (name, None)


@pytest.mark.parametrize(
    "text", ["", " ", "\u00a0\r\n", "–", "of the", "local associations", "3 grassroots groups", "Two groups", "(", "()"]
)
def test_who_is_nobody(text: str) -> None:
    assert read(text) is None


def test_a_place_in_brackets_is_no_short_form() -> None:
    assert read("Kaba Wolo (Dori)", "Dori") == ("Kaba Wolo (Dori)", None)
    assert read("Kaba Wolo (Dori)", "Dori", placed=True) == ("Kaba Wolo", None)
    assert read("Kaba Wolo (KW, Samoa)", "Samoa") == ("Kaba Wolo", "KW")


def test_a_short_form_in_capitals_counts_though_a_place_is_called_so() -> None:
    assert read("Kaba Wolo (DORI)", "DORI") == ("Kaba Wolo", "DORI")


def test_offsets_are_those_of_the_page() -> None:
    text = "İ (with Kaba Wolo (KW)) and others"
    start, end = text.index("Kaba"), text.index(" and")
    name = read_name(text, start, end, name_words(), lambda _: False)
    assert name is not None
    assert (text[name.start : name.end], name.acronym) == ("Kaba Wolo", "KW")


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("  Kaba Wolo , ", "Kaba Wolo"),
        ("• Kaba Wolo;", "Kaba Wolo"),
        ("\u00a0Kaba Wolo\u202f", "Kaba Wolo"),
        ("\x0cKaba Wolo\x0c", "Kaba Wolo"),
        ("«Kaba Wolo»", "Kaba Wolo"),
        ("“Kaba “Wolo” Dori”", "“Kaba “Wolo” Dori”"),
        ("Kaba (KW) (", "Kaba (KW)"),
        ("Kaba (KW))", "Kaba (KW)"),
        ("Kaba (KW)", "Kaba (KW)"),
        ("Kaba Inc.", "Kaba Inc."),
        ("Kaba S.A.", "Kaba S.A."),
        ("", ""),
        (" ,– ", ""),
        ("“”", "“”"),
    ],
    ids=ascii,
)
def test_edges(text: str, inner: str) -> None:
    start, end = without_edges(text, 0, len(text), name_words())
    assert text[start:end] == inner


@pytest.mark.parametrize(
    ("text", "inner"),
    [("Kaba (KW)", "KW"), ("Kaba (KW", "KW"), ("Kaba [KW] –", "KW"), ("Kaba (KW), in Dori", None), ("Kaba ()", None)],
)
def test_what_stands_in_brackets_at_the_end(text: str, inner: str | None) -> None:
    found = BRACKETED.search(text)
    assert (found and found.group(1)) == inner


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("KW", "KW"),
        ("or KW", "KW"),
        ("KW in short", "KW"),
        ("abbr. KW", "KW"),
        ("formerly KW", "formerly KW"),  # that was another's
        ("Kaba in Gao", "Kaba in Gao"),
        ("or", "or"),
        ("", ""),
    ],
)
def test_what_is_said_of_a_short_form(written: str, bare: str) -> None:
    assert bare_short_form(written, name_words()) == bare
