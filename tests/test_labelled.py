"""Descriptions of fields: labelled blocks, tables with a header, and names above their paragraphs."""

from __future__ import annotations

import pytest

from wphf_extract import RuleError, extract
from wphf_extract.components.fields import ROLES, Field, Labels, fields_of

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


def test_a_name_above_a_label_is_no_part_of_the_block_before_it() -> None:
    page = (
        "WPHF supports 3 projects in Mali.\n\nOur Partners\n\n"
        "Réseau Amani Association (RA)\nProject: To train 40 widows in Gao.\n"
        "Kaba Women’s Network (KWN)\nProject: To shelter 30 girls in Mopti.\n"
        "Union des Femmes de Kidal (UFK)\nProject: To coach 20 traders in Kidal.\n"
    )
    texts = [record.text for record in extract(page).records]
    assert [text.splitlines()[0].split()[0] for text in texts] == ["Réseau", "Kaba", "Union"]
    assert all(text.count("\n") == 1 for text in texts)


def test_a_line_above_each_block_is_its_title() -> None:
    block = "1.{0} Calm in {2}\nLead organization: {1}\nTarget areas:\n- {2}\nThe project trains 40 widows.\n\n"
    names = (("Kaba Network (KN)", "Gao"), ("Nala Union (NU)", "Mopti"), ("Sana Association (SA)", "Kidal"))
    page = extract(
        "WPHF supports 3 projects in Mali.\n\nOutcome 1: Peace\n\n"
        + "".join(block.format(n, *name) for n, name in enumerate(names, 1))
    )
    assert [record.text.splitlines()[0] for record in page.records] == [f"Calm in {p}" for _, p in names]
    assert [record.section for record in page.records] == ["Outcome 1: Peace"] * 3


def test_a_sign_may_stand_for_a_label() -> None:
    block = "{} <https://fund.example/{}>\nProject: Widows learn to sew.\n📍 Gao, Zzuma\n\n"
    page = extract(
        HEAD + "".join(block.format(name, n) for n, name in enumerate(("Kaba Network", "Nala Peace Weavers")))
    )
    assert [[o.name for o in record.organizations] for record in page.records] == [
        ["Kaba Network"],
        ["Nala Peace Weavers"],
    ]
    assert [[place.name for place in record.locations] for record in page.records] == [["Gao", "Zzuma"]] * 2


def test_a_heading_behind_a_block_is_no_part_of_it() -> None:
    block = "Organization: {}\nLocation: Gao\nActivity: Widows learn to sew.\n\n"
    text = HEAD + block.format("Kaba Network") + "Calm And Core Kites Of Hope\n\n" + block.format("Nala Union")
    assert [record.text.splitlines()[-1] for record in extract(text).records] == ["Activity: Widows learn to sew."] * 2


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
        "Donors: Austria, Canada\nPartners: Kaba Network, Red Cross\n\nWomen in Mali hold few seats in parliament.\n",
        "Location: Gao\nBudget: $200,000\nDuration: 12 months\n",
        "Our Partners\n\nWe are grateful to all.\n\nNational Council\nThe council was elected in 2020.\n",
        "Location – a word of many meanings – is what the survey of 2020 asked women in Gao about.\n",
    ],
    ids=["contact", "glance", "fund", "vacancy", "menu", "prose", "donors", "no name", "one heading", "dash"],
)
def test_labels_alone_make_no_description(text: str) -> None:
    assert extract(f"WPHF in Mali\n\n{text}").records == ()


def test_headings_above_background_are_no_partners() -> None:
    text = HEAD + (
        "- Réseau Amani (RA) on a project to train 40 widows.\n- Kaba Network on a project to open a shelter.\n\n"
        "National Council\n\nThe council of the country was elected in 2020 and holds 41 women among many members.\n\n"
        "Women’s Movement\n\nIts history goes back to the year of independence, and it counts thousands of members.\n"
    )
    assert [record.organizations[0].name for record in extract(text).records] == ["Réseau Amani", "Kaba Network"]


# -- labels ----------------------------------------------------------------------------------------------------


def labels(**words: str) -> str:
    """A file of labels with one word for each role that is named."""
    return "\n".join(f'{role} = ["{words[role]}"]' if role in words else f"{role} = []" for role in ROLES)


@pytest.mark.parametrize(
    "label",
    ["Lead organization", "LEAD ORGANISATION", "Lead organisations", "lead organization(s)", "lead-organization"],
)
def test_a_label_is_known_however_it_is_written(label: str) -> None:
    known = Labels.read(labels(organization="lead organization", beneficiaries="beneficiary"), "labels.toml")
    assert known.role(label) == "organization"
    assert known.role("Beneficiaries") == "beneficiaries"
    assert known.role("organization") is None


def test_a_label_of_two_roles_and_a_missing_role_are_refused() -> None:
    with pytest.raises(RuleError, match="'Places' stands under location"):
        Labels.read(labels(location="place", text="Places"), "labels.toml")
    with pytest.raises(RuleError, match="'aside' is missing"):
        Labels.read(labels().replace("aside = []", ""), "labels.toml")


def test_a_project_without_fields_is_one_text() -> None:
    assert fields_of({"start": 3, "end": 9}, ("text",)) == [Field("text", 3, 9)]
    assert fields_of({"start": 3, "end": 9, "fields": [["aside", 4, 5, "Budget"]]}, ("text",)) == []


def test_a_number_of_beneficiaries_counts_people_and_is_not_said_twice() -> None:
    (record,) = extract(
        "WPHF in Mali\n\nProject: Doors Open\nOrganization: Kaba Network\nLocation: Mopti\n"
        "Beneficiaries: 1,200, of whom 300 women\nFor 300 women a shelter is opened.\nIndirect beneficiaries: 4,000\n"
    ).records
    assert [(t.value, t.unit, t.population, t.included_in) for t in record.targets] == [
        (1200, "people", "", None),
        (300, "people", "women", 0),
        (4000, "people", "", None),
    ]


@pytest.mark.parametrize("sign", ["·", "|", "•", ";"])
def test_labels_below_the_paragraph(sign: str) -> None:
    """Cards that tell of the project first, and say in one line below who carries it, and where."""
    cards = [
        (
            "Doors open",
            "A house for women who were beaten is opened and kept by two nurses.",
            "Réseau Amani (RA)",
            "Gao",
        ),
        ("Two wells", "The wells of the market are repaired by the women who sell there.", "Kaba Network", "Mopti"),
        ("On the air", "Girls make a programme on early marriage and talk about it in schools.", "Union Nala", "Kita"),
    ]
    text = "WPHF in Mali\n\n3 projects.\n\n" + "\n\n".join(
        f"{title}\n{told}\nPartner: {name} {sign} Where: {place} {sign} Budget: US$ 5,000"
        for title, told, name, place in cards
    )
    page = extract(text)
    assert [r.organizations[0].name for r in page.records] == ["Réseau Amani", "Kaba Network", "Union Nala"]
    assert [[place.name for place in r.locations] for r in page.records] == [["Gao"], ["Mopti"], ["Kita"]]
    assert [r.text.partition("\n")[0] for r in page.records] == [title for title, *_ in cards]
    assert "infrastructure" in {activity.code for activity in page.records[1].activities}


def test_a_title_before_the_labels_of_its_paragraph() -> None:
    text = (
        "Grants in Mali\n\nBeyond the river. Grantee: Kaba Network (KN). Partner: Nala Union, Gao. Objective: to train "
        "40 widows in Gao. Grant: KM 5,000.\n\n"
        "A house. Grantee: Sana Association. Objective: shelter for 30 girls in Mopti.\n"
    )
    first, second = extract(text).records
    assert [o.name for o in first.organizations] == ["Kaba Network", "Nala Union"]
    assert [o.name for o in second.organizations] == ["Sana Association"]
    assert [(t.value, t.unit) for t in first.targets] == [(40, "people")]
