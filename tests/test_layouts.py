"""Layouts that no list marker or project clause gives away, and names with places around them."""

from __future__ import annotations

import pytest

from wphf_extract import PageResult, extract

INTRO = "WPHF has supported 4 projects implemented by 5 organizations in the Pacific:\n\n"


def leads(page: PageResult) -> list[tuple[str, str | None]]:
    """Name and short form of each record's lead."""
    return [(o.name, o.acronym) for r in page.records for o in r.organizations if o.role == "lead"]


@pytest.mark.parametrize(
    ("head", "lead", "places"),
    [
        ("In Tonga, Kautaha Fefine Lelei (KFL)", ("Kautaha Fefine Lelei", "KFL"), ["Tonga"]),
        ("Kiribati – Te Itoi Ainen Network (TIAN)", ("Te Itoi Ainen Network", "TIAN"), ["Kiribati"]),
        ("Samoa: Women in Business Inc.", ("Women in Business Inc.", None), ["Samoa"]),
        ("Tutu Rural Training (TRT), Tonga,", ("Tutu Rural Training", "TRT"), ["Tonga"]),
        ("Vois blong Mere (VBM) in Solomon Islands", ("Vois blong Mere", "VBM"), ["Solomon Islands"]),
        ("Amani Association (AA, Samoa)", ("Amani Association", "AA"), []),
        ("Women’s Network of Tonga (WNT)", ("Women’s Network of Tonga", "WNT"), []),
    ],
)
def test_places_around_the_name(head: str, lead: tuple[str, str | None], places: list[str]) -> None:
    page = extract(f"{INTRO}- {head} on a project to train 40 women.\n- Kaba Network on a project to help widows.\n")
    assert leads(page)[0] == lead
    assert [place.name for place in page.records[0].locations] == places


NAMES = ("Réseau Amani (RAM) in Goma", "Union des Veuves de Bukavu", "Kaba Network (KN)", "Association Tumaini")


@pytest.mark.parametrize("marker", ["", "- "], ids=["lines", "bullets"])
def test_names_in_a_row_are_partners_though_nothing_says_so(marker: str) -> None:
    text = "Congo\n\nWomen hold few seats here, and the war goes on.\n\n" + "\n".join(marker + name for name in NAMES)
    assert [name for name, _ in leads(extract(text))] == [
        "Réseau Amani",
        "Union des Veuves de Bukavu",
        "Kaba Network",
        "Association Tumaini",
    ]


def test_paragraphs_of_an_announced_region_are_read_as_a_whole() -> None:
    text = (
        "WPHF in Moldova\n\nOur Partners\n\nWPHF has supported 3 projects.\n\nProtection\n\n"
        "Asociația Casa Lumina (ACL) is implementing the project “Doors” to give shelter to women in Soroca who have "
        "fled violence at home.\n\n"
        "Women from the villages are often turned away. To change this, Uniunea Femeilor Nistru (UFN) has placed four "
        "lawyers in the courts of Cahul, who stand by them.\n\n"
        "Background\n\nInflation reached 30 per cent in 2022 and prices of energy rose for every household."
    )
    assert leads(extract(text)) == [("Asociația Casa Lumina", "ACL"), ("Uniunea Femeilor Nistru", "UFN")]


def test_a_page_about_one_project_is_one_description() -> None:
    text = (
        "News\n\nWomen take their seat\n\n"
        "In the town of Gao, Réseau Amani (RAM) is carrying out a project to train 40 widows as mediators, and they "
        "have settled nine disputes since.\n\n"
        "“We were never asked before,” says one of them.\n\n"
        "The Women’s Peace & Humanitarian Fund has supported more than 900 organizations in 44 countries.\n"
    )
    page = extract(text)
    (record,) = page.records
    assert leads(page) == [("Réseau Amani", "RAM")]
    assert record.text.startswith("In the town") and record.text.endswith("one of them.")
    assert [(t.value, t.unit) for t in record.targets if t.unit == "people"] == [(40, "people")]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("with radio spots in Limbum and Fulfulde.", []),
        ("for women who fled the Democratic Republic of the Congo, Burundi and Rwanda.", []),
        ("near meiganga.", ["meiganga"]),
        ("on Cameroon’s National Action Plan, with chiefs of Wum.", ["Wum"]),
        ("along the Nigerian border.", []),
    ],
)
def test_what_is_a_place(words: str, places: list[str]) -> None:
    page = extract(
        f"WPHF has supported 1 project in Cameroon:\n\n- Kaba Network (KN) on a project to train women {words}"
    )
    assert [place.name for place in page.records[0].locations] == places
