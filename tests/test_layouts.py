"""Layouts that no list marker or project clause gives away, fields, and names with places around them."""

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


# -- fields: labelled blocks, tables, names above paragraphs -------------------------------------------------

HEAD = "WPHF in Mali\n\nOur Partners\n\nWPHF has supported 2 projects in Mali:\n\n"
TAIL = "\n\nMali adopted its third National Action Plan in 2019. In 2020, 41 of 147 members of parliament were women.\n"
FIELD_LAYOUTS = {
    "block": (
        "Project: Seeds of Calm\nOrganization: Réseau Amani (RA), with Union des Femmes de Gao\nLocation: Gao, Ménaka\n"
        "The project trains 40 widows as mediators.\n\n"
        "Project: Doors Open\nOrganization: Kaba Network\nLocation: Mopti\nA shelter for 30 girls is opened.\n\n"
    ),
    "other labels": (
        "Project title: Seeds of Calm\nLead organisation: Réseau Amani (RA)\n"
        "Implementing partners: Union des Femmes de Gao\nRegion(s): Gao, Ménaka\nDuration: 24 months\n"
        "Grant amount: USD 210,000\nBeneficiaries: 40 widows\n\n"
        "Project title: Doors Open\nLead organisation: Kaba Network\nRegion(s): Mopti\nDuration: 12 months\n"
        "Grant amount: USD 90,000\nBeneficiaries: 30 girls\n\n"
    ),
    "lines apart": (
        "CSO: Réseau Amani (RA)\n\nPartners: Union des Femmes de Gao\n\nLocations: Gao and Ménaka\n\n"
        "The project trains 40 widows as mediators of disputes.\n\n"
        "CSO: Kaba Network\n\nLocations: Mopti\n\nA shelter for 30 girls is opened and kept by nurses.\n\n"
    ),
    "items": (
        "• Grantee: Réseau Amani (RA)\n  Partner: Union des Femmes de Gao\n  Place: Gao; Ménaka\n"
        "  Activities: training of 40 widows\n"
        "• Grantee: Kaba Network\n  Place: Mopti\n  Activities: shelter for 30 girls\n"
    ),
    "every field an item": (
        "- Project: Seeds of Calm\n- Organization: Réseau Amani (RA)\n- Partners:\n- Union des Femmes de Gao\n"
        "- Location: Gao, Ménaka\n- Description: 40 widows are trained.\n\n"
        "- Project: Doors Open\n- Organization: Kaba Network\n- Location: Mopti\n- Description: 30 girls sheltered.\n"
    ),
    "one line, strokes": (
        "Organization: Réseau Amani (RA) with Union des Femmes de Gao | Location: Gao, Ménaka | Project: 40 widows\n"
        "Organization: Kaba Network | Location: Mopti | Project: shelter for 30 girls\n"
    ),
    "one line, dashes": (
        "NGO: Réseau Amani (RA) together with Union des Femmes de Gao – Region: Gao, Ménaka – Summary: 40 widows\n"
        "NGO: Kaba Network – Region: Mopti – Summary: a shelter for 30 girls – Budget: 50,000 USD\n"
    ),
    "label above value": (
        "Organization\nRéseau Amani (RA) with Union des Femmes de Gao\nLocation\n"
        "Gao, Ménaka\nProject\ntrain 40 widows\n\n"
        "Organization\nKaba Network\nLocation\nMopti\nProject\nshelter 30 girls\n"
    ),
    "name above labels": (
        "Réseau Amani (RA)\nPartner organizations: Union des Femmes de Gao\nLocation: Gao, Ménaka\nReach: 40 widows\n\n"
        "Kaba Network\nPartner organizations: none\nLocation: Mopti\nReach: 30 girls\n\n"
    ),
    "title above labels": (
        "Seeds of Calm\nOrganization: Réseau Amani (RA)\nCo-implementer: Union des Femmes de Gao\n"
        "Location: Gao, Ménaka\n"
        "40 widows are trained.\n\nDoors Open\nOrganization: Kaba Network\nLocation: Mopti\n30 girls find shelter.\n\n"
    ),
    "table": (
        "ORGANIZATION\tPLACE\tWHAT THE PROJECT IS ABOUT\n"
        "Réseau Amani (RA), with Union des Femmes de Gao\tGao, Ménaka\tTrains 40 widows.\n"
        "Kaba Network\tMopti\tShelter for 30 girls.\n"
    ),
    "table in another order": (
        "No.\tRegion\tProject title\tLead organization\tPartners\tBeneficiaries\tGrant (USD)\n"
        "1\tGao, Ménaka\tSeeds of Calm\tRéseau Amani (RA)\tUnion des Femmes de Gao\t40 widows\t120,000\n"
        "2\tMopti\tDoors Open\tKaba Network\t\t30 girls\t80,000\n"
    ),
    "Markdown table": (
        "| Organization | Partners | Location | Project |\n|---|---|---|---|\n"
        "| Réseau Amani (RA) | Union des Femmes de Gao | Gao, Ménaka | train 40 widows |\n"
        "| Kaba Network | | Mopti | shelter for 30 girls |\n"
    ),
    "cells without a header": (
        "Réseau Amani (RA) with Union des Femmes de Gao | Gao, Ménaka | Train 40 widows to mediate in disputes\n"
        "Kaba Network\tMopti\tA shelter with counselling and legal aid for 30 girls a year\n"
    ),
    "name above a paragraph": (
        "Réseau Amani (RA), with Union des Femmes de Gao\nIn Gao and Ménaka, 40 widows are trained as mediators.\n\n"
        "Kaba Network\nA shelter in Mopti takes in 30 girls who fled violence at home.\n\n"
    ),
    "name above, and taken up again": (
        "Réseau Amani (RA)\n\nRA, in partnership with Union des Femmes de Gao, trains 40 widows in Gao and Ménaka.\n\n"
        "Kaba Network\n\nKaba Network opens a shelter in Mopti, which takes in 30 girls a year.\n\n"
    ),
}


@pytest.mark.parametrize("layout", FIELD_LAYOUTS.values(), ids=FIELD_LAYOUTS)
def test_fields_say_who_works_where_and_for_whom(layout: str) -> None:
    page = extract(HEAD + layout + TAIL)
    assert [[(o.name, o.acronym, o.role) for o in record.organizations] for record in page.records] == [
        [("Réseau Amani", "RA", "lead"), ("Union des Femmes de Gao", None, "member")],
        [("Kaba Network", None, "lead")],
    ]
    assert [[place.name for place in record.locations] for record in page.records] == [["Gao", "Ménaka"], ["Mopti"]]
    assert [[(t.value, t.population) for t in record.targets] for record in page.records] == [
        [(40, "widows")],
        [(30, "girls")],
    ]
    assert not any("2019" in record.text for record in page.records)


def test_a_labelled_block_is_one_description_from_its_first_line_to_its_last() -> None:
    text = (
        HEAD + "Theme: Protection\n\n" + FIELD_LAYOUTS["block"] + "Theme: Recovery\n\n" + FIELD_LAYOUTS["block"] + TAIL
    )
    page = extract(text)
    assert [record.section for record in page.records] == ["Theme: Protection"] * 2 + ["Theme: Recovery"] * 2
    assert page.records[0].text.startswith("Project: Seeds") and page.records[0].text.endswith("as mediators.")
    assert page.records[1].text.startswith("Project: Doors") and page.records[1].text.endswith("is opened.")


def test_a_funding_window_among_the_fields_is_the_section() -> None:
    text = HEAD + FIELD_LAYOUTS["other labels"].replace("Duration: 24 months", "Funding window: Conflict Prevention")
    assert [record.section for record in extract(text).records] == ["Conflict Prevention", "Our Partners"]


def test_the_only_block_of_a_page_takes_in_the_story_below_it() -> None:
    text = (
        "Seeds of Calm\n\nCountry: Mali\nOrganization: Réseau Amani (RA)\nLocations: Gao, Ménaka\n\n"
        "The wells are far apart, and quarrels over them end in blood. The project trains 40 women as mediators.\n\n"
        "“They listen to us now,” says one of them in Kidal.\n\nRead more about our work in Mali\n"
    )
    (record,) = extract(text).records
    assert [place.name for place in record.locations] == ["Mali", "Gao", "Ménaka", "Kidal"]
    assert record.text.endswith("in Kidal.")


def test_places_in_a_field_need_not_be_known_and_those_in_a_title_must() -> None:
    block = "Project: Across the Boundary Line\nOrganization: Kaba Network\nLocation: Wadi Zenga, Gao\nWomen trade.\n"
    (record,) = extract("WPHF in Mali\n\n" + block).records
    assert [place.name for place in record.locations] == ["Wadi Zenga", "Gao"]


@pytest.mark.parametrize(
    "text",
    [
        "Contact\n\nOrganization: Amani Foundation\nAddress: 12 Rue du Fleuve, Bamako\nEmail: info@example.org\n",
        "Mali at a glance\n\nCountry: Mali\nPartners: 12\nProjects: 9\nBudget: US$ 3 million\n\nThe war goes on.\n",
        "About\n\nOrganization: Women’s Peace & Humanitarian Fund\nLocation: New York\nProject: Hosting\n",
        "Vacancy\n\nPosition: Officer\nOrganization: WPHF Secretariat\nLocation: Bamako\nDeadline: 12 May 2022\n",
        "Home\nAbout\nProjects\nPartners\nLocation\nContact\n\nPeace in Mali is fragile, and women pay for it.\n",
        "Partners: those who work with us are many.\nLocation: it matters to all of us.\n\nRegion: a place of trade.\n",
        "Location: Gao\nBudget: $200,000\nDuration: 12 months\n",
        "Our Partners\n\nWe are grateful to all.\n\nNational Council\nThe council was elected in 2020.\n",
        "Location – a word of many meanings – is what the survey of 2020 asked women in Gao about.\n",
    ],
    ids=["contact", "glance", "fund", "vacancy", "menu", "prose", "no name", "one heading", "dash"],
)
def test_labels_alone_make_no_description(text: str) -> None:
    assert extract(f"WPHF in Mali\n\n{text}").records == ()


def test_headings_above_background_are_no_partners() -> None:
    text = HEAD + (
        "- Réseau Amani (RA) on a project to train 40 widows.\n- Kaba Network on a project to open a shelter.\n\n"
        "National Council\n\nThe council of the country was elected in 2020 and holds 41 women among many members.\n\n"
        "Women’s Movement\n\nIts history goes back to the year of independence, and it counts thousands of members.\n"
    )
    assert [name for name, _ in leads(extract(text))] == ["Réseau Amani", "Kaba Network"]


# -- headings and bare lists -----------------------------------------------------------------------------------


def test_headings_between_items_end_no_list_and_are_no_partners() -> None:
    text = HEAD + (
        "1. Emergency Track Gao\n\n* Réseau Amani (RA) on a project to train 40 widows.\n\n"
        "2. Leadership and 1325\n\n* Kaba Network on a project to open a shelter.\n\n"
        "Institutional Partners (COVID-19)\n\n* Union des Femmes (Mopti)\n* Fonds de la Paix – FP (Kidal)\n"
    )
    page = extract(text)
    assert leads(page) == [
        ("Réseau Amani", "RA"),
        ("Kaba Network", None),
        ("Union des Femmes", None),
        ("Fonds de la Paix", "FP"),
    ]
    assert [place.name for record in page.records[2:] for place in record.locations] == ["Mopti", "Kidal"]
    assert page.records[1].section == "Leadership and 1325"


def test_a_story_may_tell_of_its_project_without_a_project_clause() -> None:
    text = (
        "In Gao, women turned a queue into a council\n\n8 November 2023\n\n"
        "At six in the morning the cans are lined up in Gao, in Mali. “People used to fight here,” says a mother.\n\n"
        "With support from the Women’s Peace & Humanitarian Fund, the Amani Women Collective (AWC) and its partner, "
        "Tumaini Association, started a project in 2022. Sixty members have learnt to keep accounts.\n\n"
        "Text: WPHF. For media enquiries, write to the WPHF Secretariat.\n"
    )
    page = extract(text)
    (record,) = page.records
    assert [(o.name, o.role) for o in record.organizations if o.role != "other"] == [
        ("Amani Women Collective", "lead"),
        ("Tumaini Association", "member"),
    ]
    assert record.text.startswith("At six") and record.text.endswith("keep accounts.")


@pytest.mark.parametrize(
    "text",
    [
        "Minister visits Gao\n\nThe minister came to Gao on Monday and spoke with women about the project of peace.\n",
        "WPHF in Mali\n\nWar has driven out many. The fund, a project of hope, has worked in Mali since 2016.\n",
    ],
)
def test_a_page_that_names_nobody_beyond_doubt_is_no_story(text: str) -> None:
    assert extract(text).records == ()


# -- heads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "organizations"),
    [
        ("Réseau Amani (RA) with Tumaini Association on a project", ["Réseau Amani", "Tumaini Association"]),
        ("Réseau Amani (RA with Groupe Tumaini on a project", ["Réseau Amani", "Groupe Tumaini"]),
        ("Union of Women with Disability in Gao on a project", ["Union of Women with Disability in Gao"]),
        (
            "Amani Platform (AP), comprising Voix de Kaba and Union Tumaini, on a project",
            ["Amani Platform", "Voix de Kaba", "Union Tumaini"],
        ),
        ("Amani Coalition (AC) formed of 14 organizations, on a project", ["Amani Coalition"]),
        ("Amani Foundation for Girls to enable 20 leaders", ["Amani Foundation for Girls"]),
        ("Kaba Society (KS) providing young women the chance", ["Kaba Society"]),
        ("Alliance to Enable Women (AEW) on a project", ["Alliance to Enable Women"]),
        (
            "Amani Group, in partnership with Kaba Widows Association and Songhai Women’s Choir, on a project",
            ["Amani Group", "Kaba Widows Association", "Songhai Women’s Choir"],
        ),
        ("Union of Women of Gao & Kidal Girls Rise on a project", ["Union of Women of Gao", "Kidal Girls Rise"]),
        ("Center for Land Tenure & Forests (CLTF) on a project", ["Center for Land Tenure & Forests"]),
        ("Fundación Mujer, Arte y Vida (FUNDARTE) on a project", ["Fundación Mujer, Arte y Vida"]),
    ],
)
def test_where_a_head_ends_and_who_stands_in_it(head: str, organizations: list[str]) -> None:
    page = extract(f"{HEAD}- {head} to train women.\n- Tumaini Network on a project to help widows.\n")
    assert [organization.name for organization in page.records[0].organizations] == organizations


def test_a_word_without_a_capital_may_begin_a_quoted_name() -> None:
    page = extract(f"{HEAD}- Amani Group, in partnership with network “Voices of Gao”, is implementing a project.\n")
    assert [o.name for o in page.records[0].organizations] == ["Amani Group", "network “Voices of Gao”"]
