"""Where the head of a description ends, and which organisations stand in it."""

from __future__ import annotations

import pytest
from support import leads_with_acronyms

from wphf_extract import extract
from wphf_extract.language.folding import LONG_DASHES

HEAD = "WPHF in Mali\n\nOur Partners\n\nWPHF has supported 2 projects in Mali:\n\n"


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
    assert leads_with_acronyms(page) == [("Kaba Hina", None), (f"Maison Kaba {dash} Réseau Amani", "MK")]
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


def test_a_word_without_a_capital_may_begin_a_quoted_name() -> None:
    page = extract(f"{HEAD}- Amani Group, in partnership with network “Voices of Gao”, is implementing a project.\n")
    assert [o.name for o in page.records[0].organizations] == ["Amani Group", "network “Voices of Gao”"]


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


def test_on_a_page_of_titles_a_short_title_is_one_too() -> None:
    page = extract(
        HEAD + "- “Women at the Table” – Réseau Amani (RA) on a project to train widows.\n"
        "- “No More Silence Here” – Kaba Network on a project for wells.\n"
        "- “Without Fear”- Nala Union of Gao on a project to fly kites.\n"
    )
    assert [name for name, _ in leads_with_acronyms(page)] == ["Réseau Amani", "Kaba Network", "Nala Union of Gao"]


def test_who_is_named_behind_a_consortium_and_a_colon() -> None:
    page = extract(
        HEAD + "- Kaba Circle (KC) consortium: Kaba Circle, Nala Union and Sana Choir on a project for wells.\n"
        "- Radio Dori consortium: plays for 40 widows.\n"
    )
    assert [(o.name, o.role) for o in page.records[0].organizations] == [
        ("Kaba Circle", "lead"),
        ("Nala Union", "member"),
        ("Sana Choir", "member"),
    ]
    assert [o.name for o in page.records[1].organizations] == ["Radio Dori"]


def test_small_words_inside_names() -> None:
    page = extract(
        HEAD + "- Red Nala contra la Violencia (RNV) with Periodistas sin Cadenas (PSC) on a project for wells.\n"
    )
    assert [(o.name, o.acronym) for o in page.records[0].organizations] == [
        ("Red Nala contra la Violencia", "RNV"),
        ("Periodistas sin Cadenas", "PSC"),
    ]


def test_names_with_a_letter_tied_to_their_second_word() -> None:
    page = extract(
        HEAD + "- Imbuto z’Amajyaruguru trains widows.\n"
        "- Kaba Network (KN) trains girls. It works in partnership with Inkingi y’Amahoro and Manioc d’Or.\n"
    )
    assert [[o.name for o in record.organizations] for record in page.records] == [
        ["Imbuto z’Amajyaruguru"],
        ["Kaba Network", "Inkingi y’Amahoro", "Manioc d’Or"],
    ]


def test_money_is_no_partner() -> None:
    page = extract(HEAD + "- Kaba Network (KN) trains girls, together with EUR 300 grants and with USD 40 for each.\n")
    assert [o.name for record in page.records for o in record.organizations] == ["Kaba Network"]


def test_a_short_form_may_take_in_the_place_before_it() -> None:
    page = extract(
        HEAD + "- Forum for Women in Gao (FOWOGA) – Mopti – training of 30 women in crafts\n"
        "- Forum for Women in Gao (FFW) – Mopti – training of 30 women in crafts\n"
    )
    assert leads_with_acronyms(page)[0] == ("Forum for Women in Gao", "FOWOGA")


@pytest.mark.parametrize(
    ("head", "organizations"),
    [
        ("Kaba Forum – KF – and Nala Self-Help Group", [("Kaba Forum", "KF"), ("Nala Self-Help Group", None)]),
        ("Réseau Nala et Paix - R.N.P.", [("Réseau Nala et Paix", "R.N.P.")]),
        (
            "Kaba Network (KN), with Ihsan for Relief & Development and Hurras Network (Child Protection),",
            [("Kaba Network", "KN"), ("Ihsan for Relief & Development", None), ("Hurras Network", None)],
        ),
    ],
)
def test_short_forms_between_dashes_and_with_dots(head: str, organizations: list[tuple[str, str | None]]) -> None:
    page = extract(f"{HEAD}- {head} on a project to train widows.\n- Radio Dori on a project for wells.\n")
    assert [(o.name, o.acronym) for o in page.records[0].organizations] == organizations


def test_whom_the_head_calls_a_carrier_leads_or_stands_beside_the_lead() -> None:
    page = extract(
        HEAD + "- “Warm Hands”, implemented by Kaba Network (KN), on a project for wells.\n"
        "- Nala Union (with two projects implemented by Sana Choir) on a project for wells.\n"
    )
    assert [[(o.name, o.role) for o in record.organizations] for record in page.records] == [
        [("Kaba Network", "lead")],
        [("Nala Union", "lead"), ("Sana Choir", "member")],
    ]


def test_what_is_said_of_the_lead_in_its_brackets_is_no_short_form() -> None:
    page = extract(
        HEAD + "- Kaba Network (KN; lead), Nala Union and Sana Choir (SC, chef de file) on a project for wells.\n"
        "- Dames de Nala, lead, on a project for wells.\n"
    )
    assert [(o.name, o.acronym) for o in page.records[0].organizations] == [
        ("Kaba Network", "KN"),
        ("Nala Union", None),
        ("Sana Choir", "SC"),
    ]
    assert leads_with_acronyms(page)[1] == ("Dames de Nala", None)


def test_lines_of_by_whom_and_where_below_titles() -> None:
    told = "The project trains widows in land law and peaceful settlement of disputes about wells and goats."
    page = extract(
        "WPHF in Mali\n\nProjects we fund\n\n"
        f"Women at the well\nby Réseau Amani (RA) | Gao and Kidal | 2024\n{told}\n\n"
        f"A door at night\nby Kaba Network with Nala Union | Mopti | 2024\n{told}\n\n"
        f"Salt and soap\nby Sana Association (SA) | Ménaka | 2023\n{told}\n"
    )
    assert [name for name, _ in leads_with_acronyms(page)] == ["Réseau Amani", "Kaba Network", "Sana Association"]
    assert [[place.name for place in record.locations] for record in page.records] == [
        ["Gao", "Kidal"],
        ["Mopti"],
        ["Ménaka"],
    ]
