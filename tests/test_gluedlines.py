"""Lines that a broken export made of several."""

from __future__ import annotations

import pytest
from parts import matches, page_cues

from wphf_extract.components.projects.gluedlines import GluedLines
from wphf_extract.components.projects.linecues import LineCues
from wphf_extract.components.projects.namespans import NameSpans
from wphf_extract.names.namewords import name_words
from wphf_extract.reading.blocks import Block


def split(text: str, block: Block | None = None) -> list[str]:
    blocks = _blocks(text, block or Block(0, len(text), "", True))
    return [text[start:end] for start, end, _, _ in blocks]


def _blocks(text: str, block: Block) -> list[Block]:
    cues = LineCues(text, page_cues(), matches(page_cues(), text), name_words())
    return GluedLines(NameSpans(text, name_words()), page_cues(), cues, name_words()).split(block)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Kites fly in Dori.", ["Kites fly in Dori."]),
        ("They fly in Dori.Our impact", ["They fly in Dori.", "Our impact"]),
        ("Our PartnersKaba Wolo", ["Our PartnersKaba Wolo"]),  # the heading does not begin behind a glue
        ("They fly.Our PartnersKaba Wolo", ["They fly.", "Our Partners", "Kaba Wolo"]),
        ("They fly.Read more", ["They fly.", "Read more"]),
        ("They fly in Dori.Institutional Kites", ["They fly in Dori.", "Institutional Kites"]),  # a title
        ("They fly in Dori.Kites", ["They fly in Dori.Kites"]),  # one word is none
        ("They fly in Dori.Institutional kites fly", ["They fly in Dori.Institutional kites fly"]),
        ("They fly in Dori.Institutional Kites.", ["They fly in Dori.Institutional Kites."]),
        ("McDori and iPhone sing", ["McDori and iPhone sing"]),
        (
            "They fly in Dori.Kaba Wolo (KW) on a project to train widows.",
            ["They fly in Dori.", "Kaba Wolo (KW) on a project to train widows."],
        ),
        (
            "Kites of hopeAssociation Kaba (AK) on a project to train widows.",
            ["Kites of hope", "Association Kaba (AK) on a project to train widows."],
        ),
        (
            "Kites of hopeKaba Wolo on a project to train widows.",  # no word that heads names
            ["Kites of hopeKaba Wolo on a project to train widows."],
        ),
        ("They fly in Dori. Our impact", ["They fly in Dori. Our impact"]),  # a space is no glue
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert split(text) == lines


def test_marker_and_gap_belong_to_the_first_part() -> None:
    text = "- They fly.Our impact"
    assert _blocks(text, Block(2, len(text), "-", False)) == [Block(2, 11, "-", False), Block(11, 21, "", True)]


def test_only_the_block_is_split() -> None:
    text = "They fly.Our impact\nThey sing.Our impact"
    at = text.index("\n")
    assert split(text, Block(at + 1, len(text), "", False)) == ["They sing.", "Our impact"]
    assert split(text, Block(0, 9, "", False)) == ["They fly."]
