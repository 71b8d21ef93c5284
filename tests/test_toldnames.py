"""Who leads the project of running text."""

from __future__ import annotations

import pytest
from parts import connector_rules, matches

from wphf_extract.components.organizations.connectors import Connectors
from wphf_extract.components.organizations.knownplaces import KnownPlaces
from wphf_extract.components.organizations.toldnames import ToldNames
from wphf_extract.names.namewords import name_words
from wphf_extract.resources import shared_gazetteer


def told(text: str) -> ToldNames:
    connectors = Connectors(text, connector_rules(), matches(connector_rules(), text), name_words())
    return ToldNames(text, name_words(), connectors, KnownPlaces(shared_gazetteer(), "MLI"), None)


@pytest.mark.parametrize(
    ("text", "lead", "rule"),
    [
        ("Kaba Network trains widows.", "Kaba Network", "lead.told"),
        ("In Gao, the Kaba Network (KN) trains widows.", "Kaba Network", "lead.told"),
        ("Founded in 2009, Kaba Wolo Nala trains widows.", "Kaba Wolo Nala", "opening"),
        ("In Gao, Zenab for Women trains widows.", "Zenab for Women", "lead.subject"),
        ("60 widows are taught by Zenab for Women, a choir.", "Zenab for Women", "lead.agent"),
        ("A shed run by Zenab for Women stands here.", "Zenab for Women", "carrier"),
        ("Dori and Gao were chosen by Kaba Network.", "Kaba Network", "lead.told"),
        ("Led by the Kaba Network (KN), the project trains widows.", "Kaba Network", "directed"),
        ("For years, this project, led by Zenab for Women, has trained widows.", "Zenab for Women", "directed"),
        ("This project, led by Amina Sow, trains widows.", None, None),
        ("A shed is paid by Amina Sow and built by masons.", None, None),  # a person
        ("A shed was supported by Zenab for Women.", None, None),  # another's part
        ("A shed was opened by the Ministry of Health.", None, None),
        ("Kaba Committee in Gao had no office.", "Kaba Committee", "lead."),
        ("Kaba Committee in Distress had no office.", "Kaba Committee in Distress", "lead."),
        ("Kaba Movement Wolo, with Nala Union (NU), plants trees.", "Kaba Movement Wolo", "lead.subject"),
        ("Thanks to Kaba Movement Wolo, Nala Union plants trees.", "Nala Union", "lead.told"),
        ("Fondasyon Vwa Kaba and Radyo Nala sing.", "Fondasyon Vwa Kaba", "lead.told"),
        ("In Gao, Zzenab Wwolo trains widows.", None, None),  # may be a person
        ("With its grant, Zzenab wa Wwolo, in partnership with Kaba Union (KU), flies.", "Zzenab wa Wwolo", "opening"),
        ("With its grant, which Gao and Bourem share, the Kaba Union flies.", "Kaba Union", "lead.told"),
        ("Zzala Handa, with the small weavers’ group Wolo Penga Kural (WPK), flies.", "Zzala Handa", "lead."),
        ("For Zzala Handa and its partner Nala Union (NU), kites belong here.", "Zzala Handa", "lead.subject"),
        ("In Gao, Zzenab Wwolo Kkural trains widows.", "Zzenab Wwolo Kkural", "lead.subject"),
        ("Healing. In Gao, Zzenab Wwolo Kkural trains widows.", "Zzenab Wwolo Kkural", "lead.subject"),
        ("The Ministry of Health trains widows.", None, None),
        ("Nobody in Gao learns to sew.", None, None),
        ("Amina Sow trains widows in Gao.", None, None),
        ("", None, None),
    ],
)
def test_the_lead(text: str, lead: str | None, rule: str | None) -> None:
    found = told(text).lead(0, len(text))
    assert (found and text[found[0].start : found[0].end]) == lead
    assert found is None or found[1].startswith(rule or "?")


def test_who_stands_with_it() -> None:
    text = "Kaba Network & Sana Union have taught widows of Yiri Village."
    reader = told(text)
    lead = reader.lead(0, len(text))
    assert lead is not None
    assert [text[name.start : name.end] for name in reader.names_behind(lead[0], len(text))] == ["Sana Union"]


@pytest.mark.parametrize(
    ("name", "sure"),
    [("Kaba Network", True), ("KWN", True), ("Kaba Wolo Nala", True), ("Amina Sow", False), ("Gao", False)],
)
def test_who_is_no_person(name: str, sure: bool) -> None:
    text = f"With its funding, {name} trains widows."
    subject = told(text).subject_behind(len("With its funding"), len(text))
    assert (subject is not None and told(text).is_no_person(subject)) is sure
