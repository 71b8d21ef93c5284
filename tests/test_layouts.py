"""Layouts that no list marker or project clause gives away."""

from __future__ import annotations

import pytest
from support import leads_with_acronyms

from wphf_extract import extract

HEAD = "WPHF in Mali\n\nOur Partners\n\nWPHF has supported 2 projects in Mali:\n\n"


NAMES = ("Réseau Amani (RAM) in Goma", "Union des Veuves de Bukavu", "Kaba Network (KN)", "Association Tumaini")


@pytest.mark.parametrize("marker", ["", "- "], ids=["lines", "bullets"])
def test_names_in_a_row_are_partners_though_nothing_says_so(marker: str) -> None:
    text = "Congo\n\nWomen hold few seats here, and the war goes on.\n\n" + "\n".join(marker + name for name in NAMES)
    assert [name for name, _ in leads_with_acronyms(extract(text))] == [
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
    assert leads_with_acronyms(extract(text)) == [("Asociația Casa Lumina", "ACL"), ("Uniunea Femeilor Nistru", "UFN")]


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
    assert leads_with_acronyms(page) == [("Réseau Amani", "RAM")]
    assert record.text.startswith("In the town") and record.text.endswith("one of them.")
    assert [(t.value, t.unit) for t in record.targets if t.unit == "people"] == [(40, "people")]


def test_headings_between_items_end_no_list_and_are_no_partners() -> None:
    text = HEAD + (
        "1. Emergency Track Gao\n\n* Réseau Amani (RA) on a project to train 40 widows.\n\n"
        "2. Leadership and 1325\n\n* Kaba Network on a project to open a shelter.\n\n"
        "Institutional Partners (COVID-19)\n\n* Union des Femmes (Mopti)\n* Fonds de la Paix – FP (Kidal)\n"
    )
    page = extract(text)
    assert leads_with_acronyms(page) == [
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


@pytest.mark.parametrize(
    ("paragraph", "organizations"),
    [
        ("Kaba Hina partners with Forum Sona “Yiri” (FSY) to teach women", ["Kaba Hina", "Forum Sona “Yiri”"]),
        ("Kaba Network & Sona Union have taught women to speak", ["Kaba Network", "Sona Union"]),
        ("The group Kaba Hina (KH) has taught women to speak", ["Kaba Hina"]),
        ("The Kaba Hina Network has taught women to speak", ["Kaba Hina Network"]),
        ("Kaba Network teams up with Radio Sona to teach women", ["Kaba Network", "Radio Sona"]),
        ("Kaba Network collaborates with women of Gao to teach others", ["Kaba Network"]),
        ("Kaba Hina «Yiri» Gao (KHYG) was founded by widows to speak", ["Kaba Hina «Yiri» Gao"]),
        (
            "The Gao Crisis Center and Initiative “Yiri” consortium opened a house",
            ["The Gao Crisis Center", "Initiative “Yiri”"],
        ),
        ("With institutional funding, Kaba Hina Sana is able to speak", ["Kaba Hina Sana"]),
        ("Through its project, the Kaba Hina Sana teaches women to speak", ["Kaba Hina Sana"]),
        ("Founded in 2009 by widows, mothers and nurses, Kaba Hina Sana teaches women to speak", ["Kaba Hina Sana"]),
        ("Founded in 2009, the Kaba Women’s Network teaches women of Gao to speak", ["Kaba Women’s Network"]),
        ("Based in Gao, Mali, Kaba Hina (KH) teaches women to speak", ["Kaba Hina"]),
        ("Together with Sona Union, Kaba Association (KA) teaches women to speak", ["Kaba Association", "Sona Union"]),
        ("With the help of Sona Union, Kaba Hina Sana teaches women to speak", ["Kaba Hina Sana", "Sona Union"]),
        ("With the support of WPHF, Awa Diarra has taught women to speak", ["WPHF"]),
        ("With its funding, women in Gao have learnt to speak", []),
        ("In Gao, Zenaba for Women and Peace teaches women to speak", ["Zenaba for Women and Peace"]),
        ("In Gao, Women for Women and Peace have learnt to speak", []),
        ("Based in Gao, the Ministry of Gender teaches women to speak", []),
        ("Through the project, Burkina Faso has taught women to speak", []),
        ("For ten years the women of Kaba Hina (KH) have taught others to speak", ["Kaba Hina"]),
        ("When Awa Diarra joined Kaba Hina (KH), she had learnt to speak", ["Kaba Hina"]),
    ],
)
def test_whom_a_paragraph_tells_of(paragraph: str, organizations: list[str]) -> None:
    page = extract(
        "WPHF in Mali\n\nOur Partners\n\nTumaini Network works on a project to help the widows of Mopti.\n\n"
        f"{paragraph} in the council of their village on land, wells, roads and schools.\n\n"
        "Radio Wolo is implementing a project to train women who speak on the radio in Kidal.\n"
    )
    assert [one.name for one in page.records[1].organizations] == organizations


@pytest.mark.parametrize(
    ("lede", "lead"),
    [
        ("When Awa Diarra joined Kaba Hina (KH), she feared the chiefs.", ("Kaba Hina", "KH")),
        ("“We were alone,” says Awa Diarra, 34, director of Kaba Hina (KH).", ("Kaba Hina", "KH")),
        ("Awa Diarra, 34, presides over Kaba Hina, a women’s rights organization in Gao.", ("Kaba Hina", None)),
        (
            "She came to Kaba Al-Nil lil-Yiri (Daughter of the River Association, KNY), a women-led group in Gao.",
            ("Kaba Al-Nil lil-Yiri", "KNY"),
        ),
    ],
)
def test_whom_a_story_tells_of(lede: str, lead: tuple[str, str | None]) -> None:
    page = extract(
        f"The women who count the wells\n\n8 November 2023\n\n{lede}\n\n"
        "With the support of the Women’s Peace & Humanitarian Fund (WPHF), it is implementing a project in partnership "
        "with Sona Collective to train 40 widows as mediators in Gao.\n"
    )
    assert leads_with_acronyms(page) == [lead]
    assert [one.name for one in page.records[0].organizations if one.role == "member"] == ["Sona Collective"]


def test_markdown_headings_are_names_without_their_signs() -> None:
    text = (
        "# Kenya\n\n## Our partners\n\n"
        "### Mwangaza Union (MU)\n\n**Location:** Isiolo\n\nForty widows of the district learn to keep bees.\n\n"
        "### Zawadi Girls Network\n\n**Location:** Meru\n\nGirls who left school read and write in the evening.\n"
    )
    page = extract(text)
    assert leads_with_acronyms(page) == [("Mwangaza Union", "MU"), ("Zawadi Girls Network", None)]
    assert [[place.name for place in record.locations] for record in page.records] == [["Isiolo"], ["Meru"]]
    assert [record.text.endswith((" bees.", " evening.")) for record in page.records] == [True, True]


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_a_column_for_short_forms(mark: str) -> None:
    rows = [
        ("Name of CSO", "Acronym", "County", "Project", "No. of beneficiaries"),
        ("Mwangaza Union", "MU", "Isiolo", "Bees and honey", "120"),
        ("Zawadi Girls Network", "n/a", "Meru", "Evening classes", "45"),
    ]
    page = extract("WPHF in Kenya\n\n" + "\n".join(mark.join(row) for row in rows) + "\n")
    assert leads_with_acronyms(page) == [("Mwangaza Union", "MU"), ("Zawadi Girls Network", None)]
    assert [[target.value for target in record.targets] for record in page.records] == [[120], [45]]


def test_what_hangs_below_a_name_may_tell_of_others() -> None:
    page = extract(
        HEAD
        + "Widows of the Missing (WOM)\n    Documents testimonies for the Institution on Missing Persons (IMP), and "
        "opens a room in Mopti.\n\n"
        "Kaba Network\n    Opens a room in Gao where 40 widows meet in the evening to read.\n\n"
        "Nala Choir\n    Sings on the radio of Mopti for all who have lost their boats.\n"
    )
    leads = [[o.name for o in record.organizations if o.role == "lead"] for record in page.records]
    assert leads == [["Widows of the Missing"], ["Kaba Network"], ["Nala Choir"]]


def test_names_that_tell_nobody_stand_above_labels_like_others() -> None:
    block = "### {}\n\n- Where: Gao\n- What: Widows learn to sew.\n\n"
    page = extract(HEAD + "".join(map(block.format, ("Kaba Network", "Nala Peace Weavers", "Sana Union"))))
    assert [record.organizations[0].name for record in page.records] == [
        "Kaba Network",
        "Nala Peace Weavers",
        "Sana Union",
    ]


def test_sections_of_paragraphs_may_begin_with_a_figure() -> None:
    page = extract(
        "WPHF in Mali\n\nThe Fund supports women’s organizations.\n\n"
        "Outcome 1. Women are heard\n\n"
        "In the north 206 towns have no court, and the roads to the nearest have been closed since the flood.\n\n"
        "With WPHF support, Kaba Network (KN) trains 40 widows in Gao, so that each of them can speak in court.\n\n"
        "Nala Union, a women-led organization based in Mopti, teaches 30 girls to read what judges write to them.\n\n"
        "Outcome 2. Women are paid\n\n"
        "Thanks to the Fund, Sana Foundation opens a shop for the cloth of 20 weavers in the town of Ségou.\n"
    )
    assert [[o.name for o in record.organizations if o.role == "lead"] for record in page.records] == [
        ["Kaba Network"],
        ["Nala Union"],
        ["Sana Foundation"],
    ]
