"""Paragraphs below titles of their own, which name their organisation anywhere."""

from __future__ import annotations

import pytest
from support import leads

from wphf_extract import PageResult, extract

PARAGRAPHS = (
    "In spring the well of the village ran dry, and women walked for hours. With 40 volunteers Kaba Network (KN) has "
    "dug it anew, two metres deeper.",
    "Widows lose their fields to the brothers of their husbands. Then Nala Women’s Union stands by 60 of them in "
    "court, and helps them to write their wills.",
    "Nobody asked the girls of the market what they are afraid of. Radio Association Sana has lent 12 of them a "
    "microphone and an hour a week.",
    "Two villages shared one road and had not spoken for years. The elders were brought to one table by Femmes de Dori "
    "(FD), and 30 women keep the minutes.",
)
TITLES = (
    "The well of Kita\nWater, 2022–2024",
    "A field of one’s own\nJustice, 2023",
    "On air at last\nMedia, 2024",
    "One table\nPeace, 2024",
)


def page(*stanzas: str, start: str = "We have made grants to women’s organizations since 2021.") -> PageResult:
    return extract(f"Mali\n\n{start}\n\n" + "\n\n".join(stanzas) + "\n\nAll figures are of May.\n")


NAMES = ["Kaba Network", "Nala Women’s Union", "Radio Association Sana", "Femmes de Dori"]


@pytest.mark.parametrize("lines", [1, 2])
def test_a_paragraph_and_the_titles_above_it_are_one_description(lines: int) -> None:
    titles = ["\n".join(title.split("\n")[:lines]) for title in TITLES]
    result = page(*(f"{title}\n{told}" for title, told in zip(titles, PARAGRAPHS, strict=True)))
    assert leads(result) == NAMES
    assert [r.text for r in result.records] == [
        f"{title}\n{told}" for title, told in zip(titles, PARAGRAPHS, strict=True)
    ]
    assert [r.targets[-1].value for r in result.records] == [40, 60, 12, 30]


def test_headings_between_them_are_sections() -> None:
    told = [f"{title}\n{told}" for title, told in zip(TITLES, PARAGRAPHS, strict=True)]
    result = page("THE NORTH", *told[:2], "THE SOUTH", *told[2:])
    assert [r.section for r in result.records] == ["THE NORTH", "THE NORTH", "THE SOUTH", "THE SOUTH"]


def test_one_that_names_nobody_is_one_too_among_others() -> None:
    told = [f"{title}\n{told}" for title, told in zip(TITLES, PARAGRAPHS, strict=True)]
    nobody = (
        "Nobody’s land\nJustice, 2022\n"
        "Where the river has moved, 14 families farm land that is on no map, and wait for somebody who measures it."
    )
    result = page(*told[:2], nobody, *told[2:])
    assert len(result.records) == 5 and not result.records[2].organizations


def test_pages_that_tell_of_no_grants_are_left_alone() -> None:
    told = (f"{title}\n{told}" for title, told in zip(TITLES, PARAGRAPHS, strict=True))
    assert not page(*told, start="The rains were late again.").records
