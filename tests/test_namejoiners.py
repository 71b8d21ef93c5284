"""A comma or joiner stands inside one name, or parts two; and why."""

from __future__ import annotations

import pytest

from wphf_extract import extract
from wphf_extract.explanations.reasons import REASONS
from wphf_extract.names.jointshortforms import Piece
from wphf_extract.names.namejoiners import Reading, read_joiner
from wphf_extract.names.namewords import name_words


def read(written: str, *, listed: bool = False, surely: bool = False) -> Reading:
    """Reads the first separator of a text in which `|` stands before and behind each: *Alpha| and |Beta*."""
    parts = written.split("|")
    at, spans = 0, []
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part)
    pieces = [Piece(*spans[n], parts[n - 1].strip()) for n in range(2, len(parts), 2)]
    return read_joiner("".join(parts), spans[0], pieces[0], pieces[1:], name_words(), listed, surely)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Kaba Hands|, |Inc.", "legal_form"),
        ("Kaba Hands|, |Ltd (KH)", "legal_form"),
        ("Kaba Network|, |Dori Branch", "branch"),
        ("Réseau Kaba|, |Antenne de Dori (RK)", "branch"),
        ("Widows|, |Orphans and Mothers Relief (WOMR)", "short_form"),
        ("Kaba Women|, |Youth| and |Children (KWYC)", "short_form"),  # behind a later piece
        ("Fundación Sol|, |Arte| y |Vida (FUNSOL)", "short_form"),
        ("Association for Peace| and |Development", "no_name"),
        ("Women| and |Kaba Wolo", "no_name"),
        ("Kaba Wolo| and |", "no_name"),
        ("Kaba Wolo|, |2 Dori", "comma"),
        ("Widows| & |Mothers Network", "no_name"),
        ("Kaba| & |Wolo Network", "ampersand"),
        ("Asociación Sol| y |Luna", "foreign"),
        ("Kaba Network for Peace| and |Development Organization", "themes"),
        ("Association of Kaba| and |Wolo Women", "halves"),
        ("Kaba Action| plus |(KAP)", "short_form"),
        ("Kaba Wolo| / |Hands of the River", "translation"),
        ("Centre d’Écoute Kaba (CEK)| / |Kaba Listening Centre", "translation"),
        ("Centre for Gender Studies| and |Media", "no_name"),
        ("Plateforme des Femmes de Kaba|, |de Sana", "particle"),
        ("Centre Kaba| et |de Dori", "particle"),
    ],
)
def test_inside_one_name(written: str, why: str) -> None:
    assert read(written) == Reading(True, f"inside.{why}")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Kaba Wolo (KW)| and |Dori Radio", "short_form"),
        ("Kaba Wolo [KW]| y |Dori Radio", "short_form"),
        ("Kaba Wolo| and |Dori Amity Network (DAN)", "short_form"),
        ("Kaba Wolo| and |local associations", "group"),
        ("Kaba Wolo|, |women leaders", "group"),
        ("Kaba Wolo|, |Dori Radio", "comma"),
        ("Kaba Wolo| and |Association Dori", "head_word"),
        ("Kaba Wolo| and |RADO", "head_word"),
        ("Association Kaba| et |Réseau Dori", "head_word"),
        ("Group Kaba| & |Cooperative Nala", "head_word"),
        ("Association Kaba| & |Temotu Wolo", "whole_names"),
        ("Kaba Network| and |Wolo Network", "whole_names"),
        ("Kaba Women’s Group| and |Nala Youth for the River", "whole_names"),
        ("Kaba Wolo| and |La Voix de Nala", "head_word"),  # behind an article
        ("Kaba River Women Tailors| and |Nala Town Mothers Club", "whole_names"),
        ("Noor Women’s Centre|; |Basmat Dori (Gao)", "semicolon"),
        ("Kaba Women’s Club| & |Youth NGO “Start”", "head_word"),
        ("Rada Women’s Initiative| and |Dialog Kaba", "whole_names"),
        ("Kaba Wolo| and |provincial Dori", "small_letter"),
    ],
)
def test_parts_two_names(written: str, why: str) -> None:
    assert read(written) == Reading(False, f"parts.{why}")


@pytest.mark.parametrize(
    ("written", "plain", "listed"),
    [
        ("Foya Widows Association| and |Harvest Women’s Kitchen", "inside.halves", "parts.partners"),
        ("Casa Luna| and |Burji Peace Club", "parts.whole_names", "parts.partners"),
        ("Lalibela Guides| and |Weavers Cooperative", "inside.halves", "inside.halves"),
        ("Association of Konso| and |Burji Women", "inside.halves", "inside.halves"),
    ],
)
def test_what_the_text_calls_partners_is_parted_sooner(written: str, plain: str, listed: str) -> None:
    assert (read(written).why, read(written, listed=True).why) == (plain, listed)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Association of Kaba| and |Wolo Women", "inside.halves"),
        ("Asociación Sol| y |Casita Luna", "inside.foreign"),
        ("Kaba Dori| & |Wolo Nala", "inside.ampersand"),
    ],
)
def test_an_enumeration_is_parted_at_its_last_joiner(written: str, plain: str) -> None:
    assert (read(written).why, read(written, surely=True).why) == (plain, "parts.enumeration")


@pytest.mark.parametrize("surely", [False, True])
def test_themes_are_never_a_name_alone(surely: bool) -> None:
    assert read("Association for Peace| and |Development", listed=True, surely=surely).inside


def test_every_reason_has_a_sentence() -> None:
    written = (
        "Kaba Hands|, |Inc.",
        "Kaba| / |Hands of Peace",
        "Kaba Wolo|; |Dori Radio",
        "Kaba Wolo|, |Dori Radio",
        "Asociación Sol| y |Luna",
        "Kaba Wolo (KW)| and |Dori",
    )
    assert {read(text).why for text in written} <= set(REASONS)


def test_a_short_form_made_of_one_side_s_beginnings_is_that_side_s() -> None:
    page = extract(
        "Bolivia\n\nOur Partners\n\n- Kaba Wolo, with the support of its co-implementing partners Defensoría Nala and "
        "Colectivo de Abogadas Chaqueñas (COACHA), on a project to train widows.\n"
    )
    assert [(o.name, o.acronym, o.role) for o in page.records[0].organizations] == [
        ("Kaba Wolo", None, "lead"),
        ("Defensoría Nala", None, "member"),
        ("Colectivo de Abogadas Chaqueñas", "COACHA", "member"),
    ]


def test_a_short_form_further_on_may_be_made_of_all_that_was_listed() -> None:
    page = extract(
        "Colombia\n\nOur Partners\n\n- Red Sol de Paz (RSP), Corporación Mujer, Denuncia y Grita (CMDG) and "
        "Fundación Luna (FL) on a project to train widows.\n"
    )
    assert [(o.name, o.acronym) for o in page.records[0].organizations] == [
        ("Red Sol de Paz", "RSP"),
        ("Corporación Mujer, Denuncia y Grita", "CMDG"),
        ("Fundación Luna", "FL"),
    ]
