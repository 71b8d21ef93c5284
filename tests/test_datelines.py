"""Dates that open a line."""

from __future__ import annotations

import pytest

from wphf_extract.components.datelines import behind_date
from wphf_extract.names import name_words


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("March 2022 – Kaba Wolo trains widows", "Kaba Wolo trains widows"),
        ("15 May 2022: Kaba Wolo", "Kaba Wolo"),
        ("Sept. 2022 | Kaba Wolo", "Kaba Wolo"),
        ("2021–2023 – Kaba Wolo", "Kaba Wolo"),
        ("March 2021 – May 2023: “Kaba”", "“Kaba”"),
        ("2021/22: Kaba Wolo", "Kaba Wolo"),
        ("2022 kites – Kaba", "2022 kites – Kaba"),
        ("Initiative 2000 – Kaba", "Initiative 2000 – Kaba"),  # it heads names of organisations
        ("Kaba Wolo – 2022", "Kaba Wolo – 2022"),
        ("March 2022 –", "March 2022 –"),
        ("kites 2022 – Kaba", "kites 2022 – Kaba"),
    ],
)
def test_behind_dates(text: str, rest: str) -> None:
    assert text[behind_date(text, 0, len(text), name_words()) :] == rest
