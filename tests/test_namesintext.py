"""Names of organisations in running text."""

from __future__ import annotations

import pytest

from wphf_extract.names.namesintext import find_name
from wphf_extract.names.namewords import name_words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Widowed long ago, they met the Amani Foundation.", ("Amani Foundation", None)),
        ("Neighbours of Amani and Sona (AS) met Radio Badenya.", ("Radio Badenya", None)),
        ("yesterday Women of the Lower Delta (WLD) trained", ("Women of the Lower Delta", "WLD")),
        ("In Gao, Fatima met Aminata.", None),
        ("the network of widows", None),
        ("They met the Association.", None),
        ("For years the Amani Foundation trained.", ("Amani Foundation", None)),
        ("the Kaba Network trains women in Gao", ("Kaba Network", None)),
        ("Kaba «Yiri» Gao (KYG) was founded.", ("Kaba «Yiri» Gao", "KYG")),
        ("Kaba Wolo (Hands of the River, KW) opened.", ("Kaba Wolo", "KW")),
        ("Kaba Wolo (Gao, MLI) opened.", None),
        ("In Gao, Kaba Women’s Ring, Inc. (KWRI) settles quarrels.", ("Kaba Women’s Ring, Inc.", "KWRI")),
        ("", None),
    ],
)
def test_the_first_name_beyond_doubt(text: str, name: tuple[str, str | None] | None) -> None:
    found = find_name(text, 0, len(text), name_words())
    assert (found and (text[found.start : found.end], found.acronym)) == name


def test_names_to_be_skipped() -> None:
    text = "The Relief Fund Network (RFN) funds the Amani Foundation."
    found = find_name(text, 0, len(text), name_words(), skip=lambda start, end: "Fund" in text[start:end])
    assert found is not None and text[found.start : found.end] == "Amani Foundation"
