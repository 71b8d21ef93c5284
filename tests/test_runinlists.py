"""Lists that run on in one paragraph."""

from __future__ import annotations

import pytest
from parts import matches, page_cues

from wphf_extract import extract
from wphf_extract.components.projects.linecues import LineCues
from wphf_extract.components.projects.namespans import NameSpans
from wphf_extract.components.projects.runinlists import split_list
from wphf_extract.names.namewords import name_words
from wphf_extract.reading.blocks import Block

KABA = "Kaba Wolo (KW), for its plan to fly kites over Dori"
NALA = "Nala Network, which will build a boat for widows"
SANA = "Sana Choir, to sing for the sailors of the town"


def split(text: str) -> list[tuple[str, str]]:
    """Words and marker of each line."""
    cues = LineCues(text, page_cues(), matches(page_cues(), text), name_words())
    blocks = split_list(Block(0, len(text), "", True), NameSpans(text, name_words()), cues)
    return [(text[block.start : block.end], block.marker) for block in blocks]


@pytest.mark.parametrize("joiner", ["; ", "; and ", ";\u00a0und "])
def test_items_behind_what_announces_partners(joiner: str) -> None:
    intro = "The newly selected grantees are:"
    assert split(f"{intro} {KABA}; {NALA}{joiner}{SANA}.") == [
        (intro, ""),
        (KABA, ";"),
        (NALA, ";"),
        (f"{SANA}.", ";"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        # announces nobody, and few are organisations beyond doubt
        f"Kites fly: {KABA}; Happy Harvest, which will build a boat for widows; Bright Morning, to sing by the river",
        f"The new grantees are: {KABA}; {NALA}",  # two are no list
        f"The new grantees are: {KABA}, {NALA}, {SANA}",
        f"The new grantees are {KABA}; {NALA}; {SANA}",
        "The new grantees are: Kaba Wolo; Nala Network; Sana Choir",  # nothing is told of them
        f"The new grantees are: {KABA}; In Gao they build a boat for widows; {SANA}",  # no name
    ],
)
def test_lines_that_stay_whole(text: str) -> None:
    assert split(text) == [(text, "")]


def test_organisations_beyond_doubt_need_no_announcement() -> None:
    assert len(split(f"Kites fly: {KABA}; {NALA}; and {SANA}")) == 4


def test_items_behind_the_same_small_word() -> None:
    lead = "Three more grants went to"
    assert split(f"{lead} {KABA}; to {NALA}; and, last, to {SANA}.") == [
        (lead, ""),
        (KABA, ";"),
        (NALA, ";"),
        (f"{SANA}.", ";"),
    ]


def test_items_behind_letters_in_a_sentence() -> None:
    page = extract(
        "Mali\n\nThe embassy has signed agreements for three new grants to women’s organizations.\n\n"
        "In the north, funds go to (a) Réseau Amani (RA), so that 40 widows learn to read; (b) the Association of Kaba "
        "Women, for two wells in Gao; and (c) Union Nala, which opens a shelter for 30 girls in Kidal.\n"
    )
    assert [(r.organizations[0].name, r.organizations[0].acronym) for r in page.records] == [
        ("Réseau Amani", "RA"),
        ("Association of Kaba Women", None),
        ("Union Nala", None),
    ]


def test_letters_before_what_a_project_does_part_no_items() -> None:
    page = extract(
        "Mali\n\nOur Partners\n\nRéseau Amani (RA) on a project of (a) Training for widows; (b) Wells for Gao; and "
        "(c) Advocacy with mayors.\n\nKaba Network on a project to help 30 girls.\n"
    )
    assert len(page.records) == 2
