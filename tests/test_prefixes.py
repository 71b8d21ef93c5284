"""Dates and sums that open a line."""

from __future__ import annotations

import pytest

from wphf_extract import extract
from wphf_extract.components.projects.prefixes import behind_prefix
from wphf_extract.names.namewords import name_words


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
        ("(Peacebuilding, 2018) Kaba Wolo (KW)", "Kaba Wolo (KW)"),
        ("[2021] “Kaba”", "“Kaba”"),
        ("(see below) kites", "(see below) kites"),
        ("Initiative 2000 – Kaba", "Initiative 2000 – Kaba"),  # it heads names of organisations
        ("Kaba Wolo – 2022", "Kaba Wolo – 2022"),
        ("March 2022 –", "March 2022 –"),
        ("kites 2022 – Kaba", "kites 2022 – Kaba"),
        ("USD 45,750 | July 2020 – December 2020", "USD 45,750 | July 2020 – December 2020"),  # a sum and its term
        ("USD 45,750 | July – December 2020", "USD 45,750 | July – December 2020"),
        ("EUR 5,000 – 1 May 2020 – 30 June 2021 (14 months)", "EUR 5,000 – 1 May 2020 – 30 June 2021 (14 months)"),
    ],
)
def test_behind_dates(text: str, rest: str) -> None:
    at, granted = behind_prefix(text, 0, len(text), name_words())
    assert (text[at:], granted) == (rest, False)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("EUR 24,300 for the Kaba Wolo", "Kaba Wolo"),
        ("US$ 5,000 – Kaba Wolo", "Kaba Wolo"),
        ("€9,000 to Kaba Wolo to train", "Kaba Wolo to train"),
        ("5 000 EUR: Kaba", "Kaba"),
        ("USD 1.5 million (2 years) for “Kaba”", "“Kaba”"),
        ("XOF 3 millions – Kaba", "Kaba"),
        ("2 mil COP: Kaba", "Kaba"),
        ("KM 64,000 for the midwives’ association Kaba", "midwives’ association Kaba"),
    ],
)
def test_behind_sums(text: str, rest: str) -> None:
    at, granted = behind_prefix(text, 0, len(text), name_words())
    assert (text[at:], granted) == (rest, True)


@pytest.mark.parametrize(
    "text",
    ["300 women for Kaba", "WPHF 2020 for Kaba", "UNSCR 1325 to Kaba", "EUR 5,000 were paid", "EUR 5,000 for seeds"],
)
def test_no_sums(text: str) -> None:
    assert behind_prefix(text, 0, len(text), name_words()) == (0, False)


def test_lists_of_sums_are_lists_of_grants() -> None:
    page = extract(
        "Small grants in Mali\n\nEUR 24,300 for the Kaba Union (KU), which repairs two wells in Kita.\n\n"
        "EUR 9,650 for Nala Weto. They teach 30 widows in Kayes how to read.\n\nEUR 100 were paid for stamps.\n"
    )
    names = [(o.name, o.acronym) for r in page.records for o in r.organizations]
    assert names == [("Kaba Union", "KU"), ("Nala Weto", None)]
