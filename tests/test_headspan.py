"""The head of a description: where the names of who carries the project begin and end."""

from __future__ import annotations

import pytest
from parts import connector_rules, matches

from wphf_extract.components.organizations.connectors import Connectors
from wphf_extract.components.organizations.headspan import HeadSpan
from wphf_extract.components.organizations.knownplaces import KnownPlaces
from wphf_extract.names.namewords import name_words
from wphf_extract.resources import shared_gazetteer


def head(text: str, country: str = "MLI") -> str:
    """The head of a description; `|` stands where its project clause begins, if it has one."""
    cue = text.index("|") if "|" in text else None
    text = text.replace("|", "")
    names = name_words()
    span = HeadSpan(text, names, KnownPlaces(shared_gazetteer(), country))
    marks = Connectors(text, connector_rules(), matches(connector_rules(), text), names).marks(0, len(text))
    start = span.start(0, len(text) if cue is None else cue)
    return text[start : span.end(start, cue, len(text), marks)].strip()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("Kaba Wolo |on a project", "Kaba Wolo"),
        ("Kaba Wolo: they sing", "Kaba Wolo"),
        ("Kaba Wolo – they sing", "Kaba Wolo"),
        ("Kaba Wolo\tthey sing", "Kaba Wolo"),
        ("Kaba-Wolo they sing", "Kaba-Wolo they sing"),
        ("Kaba Wolo in Ségou", "Kaba Wolo"),
        ("Kaba Wolo in the towns near Ségou", "Kaba Wolo"),
        ("Kaba Wolo in Ségou and Mopti", "Kaba Wolo"),
        ("Kaba Wolo in Zzuma", "Kaba Wolo in Zzuma"),  # no place
        ("Women in Ségou |on a project", "Women in Ségou"),  # may be all name
        ("Women of Kaba (WK) in Ségou |on a project", "Women of Kaba (WK)"),  # behind a short form it is not
        ("Kaba Wolo – Dori |on a project", "Kaba Wolo – Dori"),  # all before the clause is the name
        ("Kaba Wolo – Ségou – |trains", "Kaba Wolo"),  # unless a dash stands before it too
        ("Kaba Wolo: Dori |on a project", "Kaba Wolo"),
        ("KWO – Kaba Wolo", "KWO – Kaba Wolo"),  # the name's other form
        pytest.param("KW – Kaba Wolo", "KW – Kaba Wolo"),
        ("Kaba Wolo – KW", "Kaba Wolo – KW"),
        ("Women in Action – WIA", "Women in Action – WIA"),  # what leads to a place may stand inside a name
        ("Kaba Wolo – ZZ in partnership with Dori Radio – DR", "Kaba Wolo – ZZ in partnership with Dori Radio – DR"),
        ("Kaba Wolo — partnering with Dori Radio (DR)", "Kaba Wolo — partnering with Dori Radio (DR)"),
        ("Kaba Wolo – together with Radio Dori", "Kaba Wolo – together with Radio Dori"),  # a connector
        ("Kaba Wolo – This project |on a project", "Kaba Wolo"),
        ("Kaba Wolo – The widows |on a project", "Kaba Wolo"),
        ("Kaba Wolo (KW) – Widows |on a project", "Kaba Wolo (KW)"),
        ("Kaba Wolo (KW) – Radio Dori (RD) |on a project", "Kaba Wolo (KW) – Radio Dori (RD)"),
        ("Kaba Wolo –", "Kaba Wolo –"),
        ("Kaba Wolo (KW) for talks between them", "Kaba Wolo (KW)"),
        ("Kaba Wolo (KW) for the Dori Radio", "Kaba Wolo (KW) for the Dori Radio"),
        ("Gao and Bourem in Mali – Kaba Wolo |on a project", "Kaba Wolo"),
        ("Gao (Ansongo, Bourem) – Kaba Wolo |on a project", "Kaba Wolo"),
        ("Gao (RFO) – Kaba Wolo |on a project", "Gao (RFO)"),
        ("Gao (Zzala and Zzuma): Kaba Wolo |on a project", "Kaba Wolo"),
        ("Nationwide: Kaba Wolo |on a project", "Kaba Wolo"),
    ],
)
def test_heads(text: str, found: str) -> None:
    assert head(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Mali, Kaba Wolo |trains", "Kaba Wolo"),
        ("In Ségou, Kaba Wolo |trains", "Kaba Wolo"),
        ("Mali – Kaba Wolo |trains", "Kaba Wolo"),
        ("Ségou: Kaba Wolo |trains", "Kaba Wolo"),
        ("Ségou\tKaba Wolo |trains", "Kaba Wolo"),
        ("In Zzuma, Kaba Wolo |trains", "In Zzuma, Kaba Wolo"),  # no place
        ("Near Ségou, “Kaba Wolo” |trains", "“Kaba Wolo”"),
        ("For Mali, Kaba Wolo |trains", "For Mali, Kaba Wolo"),  # leads to no place
        ("Mali – widows |trains", "Mali"),  # no name follows
    ],
)
def test_a_place_before_the_name(text: str, found: str) -> None:
    assert head(text) == found


def test_a_place_that_is_called_as_organisations_are_is_none() -> None:
    assert head("Artibonite – Kaba Wolo |trains", "HTI") == "Kaba Wolo"
    assert head("Centre – Kaba Wolo |trains", "HTI") == "Centre – Kaba Wolo"


def test_places_are_those_of_the_country() -> None:
    assert head("In Niono, Kaba Wolo |trains") == "Kaba Wolo"
    assert head("In Niono, Kaba Wolo |trains", "KEN") == "In Niono, Kaba Wolo"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“From Kites to Boats” – Femmes Debout. The project", "Femmes Debout"),
        ("“Kites at the River” – Kaba Network (KN). The project", "Kaba Network"),
        ("“Kites at the River” (2022): Kaba Wolo. The project", "Kaba Wolo"),
        ("“Kala Zuma” (The Word) – a consortium of Kaba Network", "a consortium of Kaba Network"),
        ("“Kala Zuma” – Kaba Network", None),  # it may be the name
        ("“Kaba Women’s Network” – Radio Dori", None),
        ("“Kites at the River” – on a project", None),
        ("“Kites at the River” – Happy Harvest", None),
        ("Kites at the River – Kaba Network", None),
        ("“Kala Zuma” – Kaba Network (KN) on a project", "Kaba Network (KN)"),
        ("“Kala”. Kaba Network (KN) on a project", "Kaba Network (KN)"),
        ("“Kala Zuma”; Kaba Network |on a project", "Kaba Network"),
        ("“Kala Zuma” / Wolo Nala Dori – WND on a project", "Wolo Nala Dori – WND"),
        ("“Kala Zuma” (Kaba Network, KN, with Dori Radio) on a project", "Kaba Network, KN"),
        ("“Kala Zuma” (KZ) on a project", None),
        ("“Kala Zuma”, implemented by Kaba Network (KN)", None),
        ("“Kala” – Kaba Network on a project", None),
        ("“Kites at the River”-Kaba Network (KN). The project", "Kaba Network"),
    ],
)
def test_names_behind_a_title(text: str, name: str | None) -> None:
    cue = text.index("|") if "|" in text else None
    text = text.replace("|", "")
    at = HeadSpan(text, name_words(), KnownPlaces(shared_gazetteer(), "MLI")).behind_title(0, cue, len(text))
    assert text[at:].startswith(name) if name else at == 0
