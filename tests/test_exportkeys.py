"""Pages as the program of a website writes them out."""

from __future__ import annotations

import json

import pytest

from wphf_extract import PageResult, extract
from wphf_extract.reading.readingcopy import ReadingCopy

PROJECTS = [
    {
        "id": 1,
        "partner": "Kaba Network (KN)",
        "co_partners": ["Nala Union", "Sana Association"],
        "location": "Gao, Ménaka",
        "description": "On a project to train 40 widows so that they can settle quarrels over land in their villages.",
        "image": None,
    },
    {
        "id": 2,
        "partner": "Amani Women",
        "co_partners": [],
        "location": "Kita",
        "description": "A shelter is opened for 30 girls: they find a bed, a nurse, and somebody who listens to them.",
        "image": "x.jpg",
    },
    {
        "id": 3,
        "partner": "Union des Veuves",
        "co_partners": ["Tumaini Group"],
        "location": "Mopti",
        "description": "Women traders and the mayor’s office talk about a law on markets, and about who pays for it.",
        "image": "y.jpg",
    },
]
YAML = """title: Mali
intro: 'WPHF supports 3 projects implemented by 6 organizations in Mali:'
projects:
- id: 1
  partner: Kaba Network (KN)
  co_partners:
  - Nala Union
  - Sana Association
  location: Gao, Ménaka
  description: On a project to train 40 widows so that they can settle quarrels,
    over land in their villages.
  image: null
- id: 2
  partner: Amani Women
  co_partners: []
  location: Kita
  description: 'A shelter is opened for 30 girls: they find a bed, a nurse, and somebody
    who listens to them.'
  image: x.jpg
- id: 3
  partner: "Union des Veuves"
  co_partners: [ "Tumaini Group" ]
  location: Mopti
  description: |
    Women traders and the mayor’s office talk about a law on markets,
    and about who pays for it.
  image: y.jpg
"""


def page(layout: str) -> str:
    if layout == "yaml":
        return YAML
    if layout == "yaml, other line ends":
        return YAML.replace("\n", "\r\n")
    whole = {
        "title": "Mali",
        "intro": "WPHF supports 3 projects implemented by 6 organizations in Mali:",
        "projects": PROJECTS,
    }
    return json.dumps(whole, indent=2 if layout == "json" else "\t", ensure_ascii=False)


def names(result: PageResult) -> list[list[tuple[str, str]]]:
    return [[(o.name, o.role) for o in record.organizations] for record in result.records]


@pytest.mark.parametrize("layout", ["yaml", "yaml, other line ends", "json", "json, tabs"])
def test_keys_and_values_are_read_as_labelled_lines(layout: str) -> None:
    text = page(layout)
    result = extract(text)
    assert names(result) == [
        [("Kaba Network", "lead"), ("Nala Union", "member"), ("Sana Association", "member")],
        [("Amani Women", "lead")],
        [("Union des Veuves", "lead"), ("Tumaini Group", "member")],
    ]
    assert [[place.name for place in r.locations] for r in result.records] == [["Gao", "Ménaka"], ["Kita"], ["Mopti"]]
    assert [[t.value for t in r.targets if t.unit == "people"] for r in result.records] == [[40], [30], []]
    for record in result.records:
        assert text[record.span.start : record.span.end] == record.text
    assert result.declared_projects == 3


def test_values_over_several_lines_are_one() -> None:
    copy = ReadingCopy(YAML).text
    assert "settle quarrels, over land in their villages.\n" in copy
    assert "a nurse, and somebody who listens to them.\n" in copy
    assert "talk about a law on markets, and about who pays for it.\n" in copy


@pytest.mark.parametrize(
    "text",
    [
        "Our partners: Kaba Network\nlocation: Gao\nlocation: Kita\n",  # few keys
        "a: b\nIt rained.\n" * 3 + "It rained again.\n\n" * 20,  # most lines have none
        "Location: Gao\nPartner: Kaba\nAim: calm\n\n" * 4,  # labels, as people write them
    ],
)
def test_other_pages_read_as_they_are(text: str) -> None:
    assert ReadingCopy(text).text == text


def test_a_key_without_a_value_at_the_end() -> None:
    text = "a: 1\nb: 2\nc: 3\n" * 3 + "tags:"
    assert ReadingCopy(text).text.endswith("\nTags")
    assert ReadingCopy(text[:-5] + "tags: null").text.endswith("\n")
