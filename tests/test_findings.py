"""What each component finds: descriptions, organisations, places, numbers and activities."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language
from support import PAGE, cases


def read(blank: dict[str, Language], name: str, text: str) -> list[dict[str, Any]]:
    """What one component finds in a text that is one description."""
    found: list[list[dict[str, Any]]] = blank[name](text)._.get(name)
    return found[0] if found else []


# -- projects ------------------------------------------------------------------------------------------


def test_descriptions_sections_and_page_facts(blank: dict[str, Language]) -> None:
    doc = blank["wphf_projects"](PAGE)
    assert [project["section"] for project in doc._.wphf_projects] == ["Peacebuilding", "Peacebuilding", "Livelihoods"]
    assert {project["country"] for project in doc._.wphf_projects} == {"MLI"}
    assert doc._.wphf_page == {"country": "MLI", "declared_organizations": 4, "declared_projects": 3}
    starts = [PAGE.index(name) for name in ("Association Lumière", "Réseau Amani", "ONG Tiéssiri")]
    assert [project["start"] for project in doc._.wphf_projects] == starts
    assert all(PAGE[project["end"] - 1] == "." for project in doc._.wphf_projects)


@pytest.mark.parametrize("mark", ["-", "–", "•", "*", "1.", "a)", "●"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=ascii)
def test_bullets_and_line_ends(blank: dict[str, Language], mark: str, end: str) -> None:
    text = PAGE.replace("\n- ", f"\n{mark} ").replace("\n", end)
    doc = blank["wphf_projects"](text)
    assert [text[p["start"] :].split()[0] for p in doc._.wphf_projects] == ["Association", "Réseau", "ONG"]


@pytest.mark.parametrize(
    "text",
    [
        "Some 12,000 people have fled to the north of Mali, and 41 per cent of women there cannot read.",
        "Mali\n\nBackground\n\n- Poverty\n- Conflict\n- Drought",
        "Read more\nContact us\nApply now",
    ],
    ids=["background", "list", "links"],
)
def test_no_descriptions(blank: dict[str, Language], text: str) -> None:
    assert blank["wphf_projects"](text)._.wphf_projects == []


# -- organisations -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "organizations", "consortium"),
    [
        (
            "Réseau Amani (RA) on a project to train widows.",
            [("Réseau Amani", "RA", "lead")],
            False,
        ),
        (
            "Kaba Network on a project to train widows.",
            [("Kaba Network", None, "lead")],
            False,
        ),
        (
            "Réseau Amani (RA), in partnership with Kaba Network (KN), on a project to train widows.",
            [("Réseau Amani", "RA", "lead"), ("Kaba Network", "KN", "member")],
            False,
        ),
        (
            "Réseau Amani together with Kaba Network and Radio Sona on a project to train widows.",
            [("Réseau Amani", None, "lead"), ("Kaba Network", None, "member"), ("Radio Sona", None, "member")],
            False,
        ),
        (
            "Réseau Amani in collaboration with Kaba Network on a project to train widows.",
            [("Réseau Amani", None, "lead"), ("Kaba Network", None, "member")],
            False,
        ),
        (
            "Amani Foundation and Kaba Network on a project to train widows.",
            [("Amani Foundation", None, "lead"), ("Kaba Network", None, "member")],
            False,
        ),
        (
            "ONG Amani and Association Kaba-Mali consortium on a project to train widows.",
            [("ONG Amani", None, "lead"), ("Association Kaba-Mali", None, "member")],
            True,
        ),
        ("Herasun consortium on a project to train widows.", [("Herasun", None, "lead")], True),
        (
            "Réseau Amani (RA) on a project to train women’s associations, local CSOs and community leaders.",
            [("Réseau Amani", "RA", "lead")],
            False,
        ),
    ],
    ids=["acronym", "plain", "partnership", "several", "collaboration", "and", "consortium", "alone", "generic"],
)
def test_roles(nlp: Language, text: str, organizations: list[tuple[str, str | None, str]], consortium: bool) -> None:
    page = f"Our Partners in Mali\n\n- {text}\n- Open Hands Network on a project to hold dialogues.\n"
    doc = nlp(page)
    found = doc._.wphf_organizations[0]
    assert [(o["name"], o["acronym"], o["role"]) for o in found] == organizations
    assert doc._.wphf_projects[0]["consortium"] is consortium
    assert [page[o["start"] : o["end"]] for o in found] == [name for name, _, _ in organizations]


@pytest.mark.parametrize("case", cases("partners.json"))
def test_words_that_lead_to_partners(nlp: Language, case: dict[str, Any]) -> None:
    names = {"X": "Kisima Women Network (KWN)", "Y": "Daraja Mothers Association", "Z": "Nuru Youth Initiative (NYI)"}
    beside = "- Amani Group (AG) on a project to train widows.\n"
    doc = nlp(f"WPHF in Tanzania\n\nOur Partners\n\n- {case['text'].format(**names)}\n{beside}")
    role = "other" if case.get("other") else "member"
    expected = [("Kisima Women Network", "KWN", "lead"), ("Daraja Mothers Association", None, role)]
    expected += [("Nuru Youth Initiative", "NYI", role)] if "{Z}" in case["text"] else []
    assert [(o["name"], o["acronym"], o["role"]) for o in doc._.wphf_organizations[0]] == expected


# -- locations -----------------------------------------------------------------------------------------


def located(nlp: Language, words: str) -> list[dict[str, Any]]:
    """The locations of a description on a page about Mali."""
    text = f"WPHF in Mali\n\nOur Partners\n\n- Réseau Amani de Kati (RAK) on a project to train widows {words}.\n"
    found: list[dict[str, Any]] = nlp(text)._.wphf_locations[0]
    assert [text[place["start"] : place["end"]] for place in found] == [place["name"] for place in found]
    return found


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("in Gao", [("Gao", None, "in")]),
        ("in the region of Tombouctou", [("Tombouctou", "region", "in")]),
        ("in the Kayes region", [("Kayes", "region", "in")]),
        ("in communities near Gao", [("Gao", None, "near")]),
        ("in Mopti-Sévaré", [("Mopti-Sévaré", None, "in")]),
        ("in Gao, Kayes and Ségou", [("Gao", None, "in"), ("Kayes", None, "in"), ("Ségou", None, "in")]),
        ("in Gao and again in Gao", [("Gao", None, "in")]),
        ("among Malian and Syrian women", []),
        ("in the regions of Gao and Kayes", [("Gao", "region", "in"), ("Kayes", "region", "in")]),
        ("in Gao and Kayes regions", [("Gao", "region", "in"), ("Kayes", "region", "in")]),
        ("in six neighbourhoods of Gao", [("Gao", None, "in")]),
        ("in the border regions of Mali and Niger", [("Mali", None, "in"), ("Niger", None, "in")]),
        ("for HHs at Gao and Kayes sites", [("Gao", "site", "in"), ("Kayes", "site", "in")]),
        ("in Gao II and in 10 LGAs", [("Gao II", None, "in")]),
        ("under the Gao and Kayes peace accords", []),
        ("between the Tellem, Samogho and Oule communities", []),
        ("everywhere", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_places(nlp: Language, words: str, places: list[tuple[str, str | None, str]]) -> None:
    assert [(p["name"], p["kind"], p["relation"]) for p in located(nlp, words)] == places


town_or_region = pytest.mark.xfail(strict=True, reason="one name is taken for the town, the other for its region")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Djenné", "Djenne"),
        ("Tominian", "Tominia"),
        pytest.param("Tombouctou", "Timbuktu", marks=town_or_region),
        ("Ségou", "Se\u0301gou"),
    ],
)
def test_spellings_of_one_place(nlp: Language, one: str, other: str) -> None:
    (first,), (second,) = located(nlp, f"in {one}"), located(nlp, f"in {other}")
    assert first["geonames_id"] == second["geonames_id"] is not None
    assert first["country_code"] == second["country_code"] == "MLI"


def test_a_place_the_gazetteer_lacks_stays_unresolved(nlp: Language) -> None:
    (place,) = located(nlp, "in the village of Zzyxquarra")
    assert (place["name"], place["kind"]) == ("Zzyxquarra", "village")
    assert [place[k] for k in ("country_code", "geonames_id", "latitude", "longitude", "admin1")] == [None] * 5


def test_the_pages_country_comes_first(nlp: Language) -> None:
    text = "WPHF in {}\n\nOur Partners\n\n- Réseau Amani on a project to train widows in Tripoli.\n"
    codes = [nlp(text.format(country))._.wphf_locations[0][0]["country_code"] for country in ("Lebanon", "Libya")]
    assert codes == ["LBN", "LBY"]


@pytest.mark.parametrize(
    ("country", "words", "names"),
    [
        ("Cameroon", "in the North West and South West regions", ["North West", "South West"]),
        ("Cameroon", "in the East, Far North and Littoral regions", ["East", "Far North", "Littoral"]),
        ("Haiti", "in the North and the East, with farmers", []),
        ("Myanmar", "in the Chin hills", ["Chin hills"]),
        ("Sudan", "in the Nuba mountains", ["Nuba mountains"]),
    ],
)
def test_directions_and_features_in_names(nlp: Language, country: str, words: str, names: list[str]) -> None:
    text = f"WPHF in {country}\n\nOur Partners\n\n- Réseau Amani (RA) on a project to train widows {words}.\n"
    assert [place["name"] for place in nlp(text)._.wphf_locations[0]] == names


# -- targets -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("targets.json"))
def test_targets(blank: dict[str, Language], case: dict[str, Any]) -> None:
    text = case["text"]
    found = read(blank, "wphf_targets", text)
    assert len(found) == len(case["targets"])
    for target, expected in zip(found, case["targets"], strict=True):
        quote = text[target["start"] : target["end"]]
        assert target["population"] in quote
        assert {key: {**target, "quote": quote}[key] for key in expected} == expected


def test_numbers_that_no_rule_understood(nlp: Language) -> None:
    text = PAGE.replace("200 women", "200 zzyxes")
    (project, *_) = nlp(text)._.wphf_projects
    assert [text[start:end] for start, end in project["uncounted"]] == ["200"]


# -- activities ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("They train widows.", {"training"}),
        ("They offer training on advocacy.", {"training", "advocacy"}),
        ("They work for women’s resilience.", set()),
        ("They seek the economic empowerment of widows.", {"livelihoods"}),
        ("They provide psychosocial support.", {"psychosocial_support"}),
        ("They provide legal aid.", {"legal_aid"}),
        ("They raise awareness on the radio.", {"awareness_raising", "media"}),
        ("They offer trianings to widows.", {"training"}),
        ("They join savings groups.", {"financial_inclusion"}),
        ("It was raining.", set()),
        ("", set()),
    ],
)
def test_activities(blank: dict[str, Language], text: str, codes: set[str]) -> None:
    found = read(blank, "wphf_activities", text)
    assert {activity["code"] for activity in found} == codes
    assert len(found) == len(codes)
    assert all(quotes_of(text, found))


def quotes_of(text: str, found: list[dict[str, Any]]) -> list[str]:
    """The words that activities stand on."""
    return [text[activity["start"] : activity["end"]].strip() for activity in found]


def test_words_inside_an_organisations_name_do_nothing(nlp: Language) -> None:
    text = "Our Partners in Mali\n\n- Legal Aid Network (LAN) on a project to train widows in Gao.\n"
    assert [activity["code"] for activity in nlp(text)._.wphf_activities[0]] == ["training"]
