"""Labels that the model lacks, on pages that have the same before every description."""

from __future__ import annotations

import pytest
from parts import line_reader, page_cues

from wphf_extract import extract
from wphf_extract.components.projects.strangelabels import with_strange_labels

NAMES = ("Kaba Network (KN)", "Nala Union", "Sana Foundation", "Femmes de Dori")
PLACES = ("Gao, Ménaka", "Mopti and Djenné", "Kidal", "Ségou, Niono and Bla")
TOLD = ("Widows learn to sew and to sell.", "Girls sing on the radio.", "Two wells are dug.", "Boats are mended.")


def form(*labels: str, times: int = 4) -> str:
    """Descriptions of lines with a label each: of a name, of places, of what is done, of money."""
    values = list(zip(NAMES, PLACES, TOLD, ("XOF 1,000", "XOF 2,500", "XOF 900", "XOF 70"), strict=True))[:times]
    return "\n\n".join("\n".join(map(": ".join, zip(labels, value, strict=False))) for value in values)


def roles(text: str, *labels: str) -> list[str | None]:
    page = line_reader(text)
    known = with_strange_labels(page, page.lines, page_cues().labels)
    return [known.role(label) for label in labels]


def test_what_they_mean_is_told_by_what_stands_behind_them() -> None:
    labels = ("Flown by", "Over", "What the kites do", "Weight")
    assert roles(form(*labels), *labels) == ["organization", "location", "text", "text"]


def test_known_labels_keep_their_roles_and_are_not_given_twice() -> None:
    assert roles(form("Grantee", "Over", "Kites"), "Grantee", "Over") == ["organization", "location"]
    assert roles(form("Flown by", "Location", "Kites"), "Flown by", "Location") == ["organization", "location"]
    twice = form("Flown by", "Over") + "\n\n" + "\n".join(f"Helped by: {name}" for name in NAMES)
    assert roles(twice, "Flown by", "Helped by") == ["organization", "partner"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        form("Flown by", "Over", times=2),  # not often enough
        form("Flown by"),  # one is no form
        "\n".join(f"{name}: they sing\nOver: Gao" for name in NAMES),  # each another
    ],
    ids=["nothing", "twice", "one", "names"],
)
def test_other_pages_have_none(text: str) -> None:
    assert roles(text, "Flown by", "Over") == [None, None]


def test_the_descriptions_are_read() -> None:
    page = extract("WPHF in Mali\n\n" + form("Flown by", "Over", "What the kites do") + "\n")
    assert [record.organizations[0].name for record in page.records] == [
        "Kaba Network",
        "Nala Union",
        "Sana Foundation",
        "Femmes de Dori",
    ]
    assert [place.name for place in page.records[3].locations] == ["Ségou", "Niono", "Bla"]
