"""What stands before a name and says who it is."""

from __future__ import annotations

import pytest

from wphf_extract.names.beforenames import behind_group, behind_what_it_is
from wphf_extract.names.namewords import name_words


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("the Gao-based Kaba Wolo", "Kaba Wolo"),
        ("the youth-led organization Kaba", "Kaba"),
        ("The women-led network Kaba Wolo", "Kaba Wolo"),
        ("The organization of women with disabilities Kaba", "Kaba"),
        ("Faith-based organization Kaba", "Kaba"),
        ("Women’s rights organization Kaba", "Kaba"),
        ("Non-governmental organization Kaba", "Kaba"),
        ("Local NGO Kaba", "NGO Kaba"),
        ("la Red Kaba", "Red Kaba"),
        ("The Kaba Centre", "The Kaba Centre"),
        ("Women’s club Kaba", "Women’s club Kaba"),  # may be all name
        ("Self-help group Kaba", "Self-help group Kaba"),
        ("Federation of women’s groups Kaba", "Federation of women’s groups Kaba"),
        ("Union des associations Kaba", "Union des associations Kaba"),
        ("The voice of women network Kaba", "The voice of women network Kaba"),
        ("Public organization “Kaba”", "Public organization “Kaba”"),
        ("Dori NGO Kaba", "Dori NGO Kaba"),
        ("", ""),
    ],
)
def test_behind_what_a_name_is(text: str, rest: str) -> None:
    assert text[behind_what_it_is(text, 0, len(text), name_words()) :] == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("three local NGOs: Kaba Wolo and Nala", "Kaba Wolo and Nala"),
        ("associations: Kaba", "Kaba"),
        ("three kites: Kaba", "three kites: Kaba"),  # no group
        ("three local NGOs: kites", "three local NGOs: kites"),
        ("Kaba: Wolo", "Kaba: Wolo"),
        ("", ""),
    ],
)
def test_names_behind_a_group_and_a_colon(text: str, rest: str) -> None:
    assert text[behind_group(text, 0, len(text), name_words()) :] == rest
