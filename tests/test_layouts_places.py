"""Places around names, and where the name of a place begins and ends."""

from __future__ import annotations

import pytest
from support import leads_with_acronyms

from wphf_extract import extract

INTRO = "WPHF has supported 4 projects implemented by 5 organizations in the Pacific:\n\n"


@pytest.mark.parametrize(
    ("head", "lead", "places"),
    [
        ("In Tonga, Kautaha Fefine Lelei (KFL)", ("Kautaha Fefine Lelei", "KFL"), ["Tonga"]),
        ("Kiribati – Te Itoi Ainen Network (TIAN)", ("Te Itoi Ainen Network", "TIAN"), ["Kiribati"]),
        ("Labasa, Savusavu and Ba – Kautaha Fefine (KF)", ("Kautaha Fefine", "KF"), ["Labasa", "Savusavu", "Ba"]),
        ("Women of Tonga – Fiji (WTF)", ("Women of Tonga – Fiji", "WTF"), []),
        ("Samoa: Women in Business Inc.", ("Women in Business Inc.", None), ["Samoa"]),
        ("Tutu Rural Training (TRT), Tonga,", ("Tutu Rural Training", "TRT"), ["Tonga"]),
        ("Vois blong Mere (VBM) in Solomon Islands", ("Vois blong Mere", "VBM"), ["Solomon Islands"]),
        ("Amani Association (AA, Samoa)", ("Amani Association", "AA"), []),
        ("Women’s Network of Tonga (WNT)", ("Women’s Network of Tonga", "WNT"), []),
    ],
)
def test_places_around_the_name(head: str, lead: tuple[str, str | None], places: list[str]) -> None:
    page = extract(f"{INTRO}- {head} on a project to train 40 women.\n- Kaba Network on a project to help widows.\n")
    assert leads_with_acronyms(page)[0] == lead
    assert [place.name for place in page.records[0].locations] == places


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("with radio spots in Limbum and Fulfulde.", []),
        ("for women who fled the Democratic Republic of the Congo, Burundi and Rwanda.", []),
        ("near meiganga.", ["meiganga"]),
        ("on Cameroon’s National Action Plan, with chiefs of Wum.", ["Wum"]),
        ("along the Nigerian border.", []),
        ("in the communities of greater Maroua.", ["Maroua"]),
        ("of the Welfare Councils of Maroua and Kousseri.", ["Maroua", "Kousseri"]),
        ("at the University of Maroua.", []),
        ("in the North region.", ["North"]),
        ("in QuickBooks.", []),
        ("who meet in Doha.", ["Doha"]),
        ("at Kaba’s clinic in Maroua.", ["Maroua"]),
    ],
)
def test_what_is_a_place(words: str, places: list[str]) -> None:
    page = extract(
        f"WPHF has supported 1 project in Cameroon:\n\n- Kaba Network (KN) on a project to train women {words}"
    )
    assert [place.name for place in page.records[0].locations] == places


@pytest.mark.parametrize(
    ("country", "words", "places"),
    [
        ("Uganda", "in Bidibidi and Rhino Camp settlements and in Kyaka II", ["Bidibidi", "Rhino Camp", "Kyaka II"]),
        ("Solomon Islands", "in the Reef Islands and on Malaita Island", ["Reef Islands", "Malaita"]),
        ("Nigeria", "in Konduga and Jere Local Government Areas", ["Konduga", "Jere"]),
        ("Myanmar", "across northern Shan", ["northern Shan"]),
        ("Tonga", "on Tongatapu, ‘Eua and Ha’apai", ["Tongatapu", "‘Eua", "Ha’apai"]),
    ],
)
def test_where_the_name_of_a_place_begins_and_ends(country: str, words: str, places: list[str]) -> None:
    page = extract(f"WPHF has supported 1 project in {country}:\n\n- Kaba Network (KN) on a project {words}.")
    assert [place.name for place in page.records[0].locations] == places


def test_on_a_page_about_several_countries_places_say_which_is_meant() -> None:
    page = extract(
        "WPHF has supported 4 projects in Samoa, Tonga and Solomon Islands:\n\n"
        "- Kautaha Fefine (KF) on a project to train women in Tonga.\n"
        "- Komiti o Tina (KT) on a project to train women in Salelologa and Safotu.\n"
        "- Mere Savings Klab (MSK) on a project to train women of Solomon Islands.\n"
        "- Olketa Mere (OM) on a project to train women.\n"
        "- Vanua Group (VG) on a project to train women of Fiji.\n"
    )
    assert [record.source.country_code for record in page.records] == ["TON", "WSM", "SLB", "SLB", "FJI"]


@pytest.mark.parametrize(
    ("title", "country"),
    [("Small Grants – Chad", "TCD"), ("Chad and its women", "TCD"), ("Women who fled. They came in thousands.", "SDN")],
)
def test_a_title_says_more_about_the_country_than_sentences(title: str, country: str) -> None:
    page = extract(f"{title}\n\nMany fled from Sudan. In Sudan the war goes on; Sudan has closed its border to Chad.\n")
    assert page.source.country_code == country


def test_a_line_of_places_below_a_name_says_where() -> None:
    text = (
        "Kenya\n\nThe fund supports these grantees in Kenya:\n\n"
        "MWANGAZA MOTHERS UNION (MMU)\nTana River and Lamu\nIt teaches 30 widows to keep bees and to sell honey.\n\n"
        "ZAWADI GIRLS NETWORK (ZGN)\nHope for All\nIt opens a house in Isiolo where girls can sleep and eat.\n\n"
        "TUMAINI WEAVERS LEAGUE (TWL)\nKitui, Meru and Embu Counties\nIt sells the baskets that forty women weave.\n"
    )
    places = [[(place.name, place.kind) for place in record.locations] for record in extract(text).records]
    assert places == [
        [("Tana River", None), ("Lamu", None)],
        [("Isiolo", None)],
        [("Kitui", "county"), ("Meru", "county"), ("Embu", "county")],
    ]
