"""Layouts that no list marker or project clause gives away, and names with places around them."""

from __future__ import annotations

import pytest

from wphf_extract import PageResult, extract
from wphf_extract.folding import LONG_DASHES

HEAD = "WPHF in Mali\n\nOur Partners\n\nWPHF has supported 2 projects in Mali:\n\n"
INTRO = "WPHF has supported 4 projects implemented by 5 organizations in the Pacific:\n\n"


def leads(page: PageResult) -> list[tuple[str, str | None]]:
    """Name and short form of each record's lead."""
    return [(o.name, o.acronym) for r in page.records for o in r.organizations if o.role == "lead"]


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
        ("Kaba Weavers Assoc. on a project", ["Kaba Weavers Assoc."]),
        (
            "Amani Group (AG) with three local NGOs: Yiri Wolo, Union Tumaini and Sona, on a project",
            ["Amani Group", "Yiri Wolo", "Union Tumaini", "Sona"],
        ),
        ("Centre d’Études et de Formation Kaba on a project", ["Centre d’Études et de Formation Kaba"]),
        ("Women of Kaba Organization (WKO) to conduct a project titled “Alpha”", ["Women of Kaba Organization"]),
        ("Kaba Youth Initiative", ["Kaba Youth Initiative"]),
        ("Kaba Network, in partnership with 6 CBOs, on a project", ["Kaba Network"]),
        (
            "Plateforme des Femmes de Kaba, de Sana et de Yiri on a project",
            ["Plateforme des Femmes de Kaba, de Sana et de Yiri"],
        ),
        ("Coordination des Associations et ONG de Kaba on a project", ["Coordination des Associations et ONG de Kaba"]),
        ("Bureau d’Études et d’Appui Kaba – BEAK – on a project", ["Bureau d’Études et d’Appui Kaba"]),
        (
            "Kaba Network – in consortium with: Sana Union, and Yiri Wolo – on a project",
            ["Kaba Network", "Sana Union", "Yiri Wolo"],
        ),
        ("West 'Are 'Are Kaba Association on a project", ["West 'Are 'Are Kaba Association"]),
        ("NGO “Women’s Consortium of Kaba” on a project", ["NGO “Women’s Consortium of Kaba”"]),
        ("Kaba Network, together w/ Union Tumaini, on a project", ["Kaba Network", "Union Tumaini"]),
        ("Kaba Network with Union Tumaini and gaoLINK on a project", ["Kaba Network", "Union Tumaini", "gaoLINK"]),
        ("Kaba Network, together with 3 grassroots groups from Gao, on a project", ["Kaba Network"]),
        ("Centre de Formation Populaire de Kaba/CFPK on a project", ["Centre de Formation Populaire de Kaba"]),
        (
            "Cooperativa de Tejedoras, Ltda. with Kaba Network, on a project",
            ["Cooperativa de Tejedoras, Ltda.", "Kaba Network"],
        ),
    ],
)
def test_where_a_head_ends_and_who_stands_in_it(head: str, organizations: list[str]) -> None:
    page = extract(f"{HEAD}- {head} to train women.\n- Tumaini Network on a project to help widows.\n")
    assert [organization.name for organization in page.records[0].organizations] == organizations


@pytest.mark.parametrize("dash", LONG_DASHES)
def test_all_dashes_part_alike(dash: str) -> None:
    page = extract(
        f"{HEAD}- Kaba Hina {dash} The project trains 40 widows {dash} all from Gao {dash} in 2{dash}3 villages.\n"
        f"- Maison Kaba {dash} Réseau Amani (MK) on a project to train women.\n"
    )
    assert leads(page) == [("Kaba Hina", None), (f"Maison Kaba {dash} Réseau Amani", "MK")]
    first = page.records[0]
    assert [place.name for place in first.locations] == ["Gao"]
    assert [(target.value, target.value_max) for target in first.targets] == [(40, None), (2, 3)]


@pytest.mark.parametrize(
    ("item", "organizations"),
    [
        ("Réseau Kaba (RK) – This project will pay for 40 wells.", [("Réseau Kaba", "RK")]),
        ("Kaba Hina – The project delivers kits.", [("Kaba Hina", None)]),
        ("Kaba Hina – “…” will train widows.", [("Kaba Hina", None)]),
        ("Kaba Hina (Gao) – A project to train widows.", [("Kaba Hina", None)]),
        ("Kaba Hina (KH) – Institutional support to train its staff.", [("Kaba Hina", "KH")]),
        ("Kaba Hina (KH) – In Gao and Mopti, the project will train widows.", [("Kaba Hina", "KH")]),
        ("Kaba Hina (KH) – Women of Gao will be trained.", [("Kaba Hina", "KH")]),
        ("Kaba Hina, with Sona Sana and Radio Kidal – This initiative trains widows.", ["Sona Sana", "Radio Kidal"]),
        ("Kaba Hina, jointly with Sona Union (SU) & Yiri Wolo (YW) – They will open a well.", [("Yiri Wolo", "YW")]),
        ("Kaba Hina – Women for Peace on a project to train widows.", [("Kaba Hina – Women for Peace", None)]),
        ("Kaba Hina – Mujeres rurales on a project to train widows.", [("Kaba Hina – Mujeres rurales", None)]),
        ("Maison Kaba – Inzu y’Abagore (MK) on a project to train.", [("Maison Kaba – Inzu y’Abagore", "MK")]),
        ("Kaba Union – Women’s Branch on a project to train.", [("Kaba Union – Women’s Branch", None)]),
    ],
)
def test_a_dash_before_a_sentence_closes_the_head_and_one_inside_a_name_does_not(
    item: str, organizations: list[tuple[str, str | None] | str]
) -> None:
    page = extract(f"{HEAD}* {item}\n* Tumaini Network on a project to help widows.\n")
    found = page.records[0].organizations
    expected = [(one, None) if isinstance(one, str) else one for one in organizations]
    assert [(one.name, one.acronym) for one in found][-len(expected) :] == expected


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
    assert leads(page) == [lead]
    assert [one.name for one in page.records[0].organizations if one.role == "member"] == ["Sona Collective"]


def test_a_word_without_a_capital_may_begin_a_quoted_name() -> None:
    page = extract(f"{HEAD}- Amani Group, in partnership with network “Voices of Gao”, is implementing a project.\n")
    assert [o.name for o in page.records[0].organizations] == ["Amani Group", "network “Voices of Gao”"]


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


@pytest.mark.parametrize(
    ("item", "organizations", "places"),
    [
        ("Seeds for 40 widows – implemented by Kaba Hina (KH) in Gao.", [("Kaba Hina", "KH", "lead")], ["Gao"]),
        (
            "Wells and loans, carried out by Kaba Hina together with Union Tumaini in Mopti",
            [("Kaba Hina", None, "lead"), ("Union Tumaini", None, "member")],
            ["Mopti"],
        ),
        (
            "Training of nurses in Gao. Implementing partners: Yiri Wolo (YW) and Sana Union",
            [("Yiri Wolo", "YW", "lead"), ("Sana Union", None, "member")],
            ["Gao"],
        ),
    ],
)
def test_who_is_named_at_the_end(
    item: str, organizations: list[tuple[str, str | None, str]], places: list[str]
) -> None:
    page = extract(f"{HEAD}* {item}\n* Legal aid for widows – implemented by Kaba Network.\n")
    first, second = page.records
    assert [(o.name, o.acronym, o.role) for o in first.organizations] == organizations
    assert [place.name for place in first.locations] == places
    assert [o.name for o in second.organizations] == ["Kaba Network"]


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


def test_dashes_before_short_forms_part_no_list_of_partners() -> None:
    text = (
        "Kenya\n\nOrganization: Mwangaza Union – MU\n"
        "Partners: Tharaka Peace Mothers - TPM; Zawadi Girls – ZG and Meru Weavers\n"
        "Description: Forty widows in Isiolo learn to keep bees.\n"
    )
    organizations = [(o.name, o.acronym) for r in extract(text).records for o in r.organizations]
    assert organizations == [
        ("Mwangaza Union", "MU"),
        ("Tharaka Peace Mothers", "TPM"),
        ("Zawadi Girls", "ZG"),
        ("Meru Weavers", None),
    ]


def test_markdown_headings_are_names_without_their_signs() -> None:
    text = (
        "# Kenya\n\n## Our partners\n\n"
        "### Mwangaza Union (MU)\n\n**Location:** Isiolo\n\nForty widows of the district learn to keep bees.\n\n"
        "### Zawadi Girls Network\n\n**Location:** Meru\n\nGirls who left school read and write in the evening.\n"
    )
    page = extract(text)
    assert leads(page) == [("Mwangaza Union", "MU"), ("Zawadi Girls Network", None)]
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
    assert leads(page) == [("Mwangaza Union", "MU"), ("Zawadi Girls Network", None)]
    assert [[target.value for target in record.targets] for record in page.records] == [[120], [45]]


@pytest.mark.parametrize(
    "name",
    ["Kaba Sisters Union, KSU in short,", "Kaba Sisters Union, or KSU,", "Kaba Sisters Union (also known as KSU)"],
)
def test_words_around_a_short_form(name: str) -> None:
    page = extract(f"{HEAD}- {name} trains 40 widows in Gao.\n- Sana Union (SU) on a project to help girls.\n")
    assert [[(o.name, o.acronym) for o in r.organizations] for r in page.records] == [
        [("Kaba Sisters Union", "KSU")],
        [("Sana Union", "SU")],
    ]


def test_who_leads_what_a_title_tells_first() -> None:
    items = (
        "“Seeds of Calm” is led by Rada Zhinok Kaba, with money from the Government of Norway. Widows sow millet.",
        "“One Roof”, implemented by a consortium of Kaba Network, Sana Union and Yiri Centre “Ladon”, mends ten roofs.",
        "“Free to Sing”, implemented by the women’s cooperative “Balafon”, gives 30 girls lessons in Mopti.",
        "A school of music led by widows, in which girls sing in the evening, implemented by Ladon Association.",
    )
    page = extract(HEAD + "".join(f"- {item}\n" for item in items))
    found = [[(o.name, o.role) for o in r.organizations if o.role != "other"] for r in page.records]
    assert found[0] == [("Rada Zhinok Kaba", "lead")]
    assert found[1] == [("Kaba Network", "lead"), ("Sana Union", "member"), ("Yiri Centre “Ladon”", "member")]
    assert found[2:] == [[("Balafon", "lead")], [("Ladon Association", "lead")]]


@pytest.mark.parametrize(
    ("head", "organizations"),
    [
        ("Kaba consortium (Kaba, Nala Club and Sana Women’s Group)", ["Kaba", "Nala Club", "Sana Women’s Group"]),
        ("Kaba Wolo and La Voix de Nala, a consortium of two groups,", ["Kaba Wolo", "La Voix de Nala"]),
        ("Kaba Nala Union – KNU – with Sana Network", ["Kaba Nala Union", "Sana Network"]),
        ("Kaba Nala Union -KNU-", ["Kaba Nala Union"]),
        ("Kaba consortium (KC)", ["Kaba consortium"]),
    ],
)
def test_who_carries_it_beside_brackets_dashes_and_consortia(head: str, organizations: list[str]) -> None:
    (record,) = extract(HEAD + f"- {head} on a project to train 20 widows in Gao.\n").records
    assert [organization.name for organization in record.organizations] == organizations


def test_peoples_behind_a_connector_are_no_partners() -> None:
    head = "Kaba Network (KN) on a project to set up 20 committees in Gao, run by Dogon, Bozo and Fulani women"
    page = extract(HEAD + f"- {head}, and 5 choirs, run by Nala Union and Sana Club.\n- Yiri Radio on a project.\n")
    assert [o.name for o in page.records[0].organizations] == ["Kaba Network", "Nala Union", "Sana Club"]


def test_verbs_in_the_plural_behind_several_names() -> None:
    lines = (
        "Kaba Wolo and Nala Club support 20 widows in Gao.",
        "Kaba Network (KN), Sana Union and Yiri Radio teach 30 girls in Mopti to sing.",
    )
    page = extract(HEAD + "".join(f"- {line}\n" for line in lines))
    assert [[o.name for o in record.organizations] for record in page.records] == [
        ["Kaba Wolo", "Nala Club"],
        ["Kaba Network", "Sana Union", "Yiri Radio"],
    ]
    assert [[target.value for target in record.targets] for record in page.records] == [[20], [30]]


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
