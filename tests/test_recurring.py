"""Lines that come again and again: what parts descriptions, and the labels of their parts."""

from __future__ import annotations

import pytest
from support import leads

from wphf_extract import PageResult, extract

NAMES = ("Kaba Network (KN)", "Nala Union, with Sana Association", "Amani Weavers’ Guild")
TOLD = (
    "Forty widows meet every month and learn how to keep the books of their savings box, in Kita and in Kayes.",
    "The two partners open a house in which thirty girls who were beaten find a bed, a nurse and a lawyer.",
    "Weavers of both peoples sell at one market, so that they have to talk with each other again at last.",
)
CARD = "{name}\nConflict Prevention\nKita\n{told}\n"


def page(template: str, head: str = "Our partners\n\n") -> PageResult:
    cards = [template.format(name=name, told=told, n=n) for n, (name, told) in enumerate(zip(NAMES, TOLD, strict=True))]
    return extract(f"WPHF in Mali\n\nWPHF supports 3 projects in Mali.\n\n{head}" + "\n".join(cards) + "\n© The fund\n")


ALL = ["Kaba Network", "Nala Union", "Amani Weavers’ Guild"]


@pytest.mark.parametrize(
    "furniture",
    ["Read more\nShare", "Show less", "Back up", "{n} of 3 shown", "[Image: a boat]\nShow more", "Page {n} of 3"],
)
def test_lines_below_every_description_are_no_part_of_it(furniture: str) -> None:
    result = page(CARD + furniture + "\n")
    assert leads(result) == ALL
    assert [r.text.endswith(told) for r, told in zip(result.records, TOLD, strict=True)] == [True] * 3


def test_captions_above_every_description_are_no_part_of_it() -> None:
    result = page("[Image: woman number {n} in the rain]\n" + CARD)
    assert leads(result) == ALL
    assert all(r.text.startswith(name[:10]) for r, name in zip(result.records, NAMES, strict=True))


def test_a_theme_and_a_place_between_name_and_paragraph() -> None:
    result = page(CARD + "Read more\n")
    assert {place.name for r in result.records for place in r.locations} >= {"Kita"}
    assert [r.section for r in result.records] == ["Conflict Prevention"] * 3


def test_labels_of_parts_that_every_description_has() -> None:
    template = (
        "{name}\nكبا\nThe challenge\nNobody asked the women of the town for their opinion.\nThe response\n{told}\n"
    )
    result = page(template, head="")
    assert leads(result) == ALL
    assert [r.text.endswith(told) for r, told in zip(result.records, TOLD, strict=True)] == [True] * 3


def test_one_line_that_comes_again_is_no_label_of_parts() -> None:
    result = page("{name}\n\nBamako\n{told}\n", head="")
    assert not [o for r in result.records for o in r.organizations if o.name == "Bamako"]


def test_places_and_names_that_come_again_part_nothing() -> None:
    text = "Mali\n\nOur partners\n\n" + "\n\n".join(f"Kaba Network (KN)\n{told}" for told in TOLD) + "\n"
    assert leads(extract(text)) == ["Kaba Network"] * 3


CARDS = {
    "logo-kaba-300x300.png": "Founded by widows, Kaba Network (KN) has grown. It helps women of Gao to replant trees.",
    "nala.JPG": "In the lagoons, women who peel crab earn half of what men do. Nala Union organizes them.",
    "logo_default.svg": "Since the fuel crisis, Sewa Saviya Samithi has delivered dry rations to 1,050 families.",
}


def test_paragraphs_below_pictures_are_cards() -> None:
    links = ("Website | Facebook", "Website", "No website")
    cards = "\n\n".join("\n".join((*card, link)) for card, link in zip(CARDS.items(), links, strict=True))
    page = extract(f"Fund for Mali\nWho we support\n\nHover over a logo.\n\n{cards}\n\nAnnual report | Sitemap\n")
    assert [record.text for record in page.records] == list(CARDS.values())
