"""Which lists of a page are lists of descriptions."""

from __future__ import annotations

import pytest
from parts import line_reader

from wphf_extract.components.projects.lists import are_organizations, could_head, find_headings, listed_items

ITEM = "- {} Wolo on a project to train widows."
NAMES = ("Kaba Network", "Dori Association", "Nala Union", "Temo Foundation")


def taken(text: str) -> list[str]:
    """The first words of the items that are descriptions."""
    page = line_reader(text)
    return [
        page.text[page.lines[n].block.start : page.lines[n].block.end].split(" ")[0]
        for n in sorted(listed_items(page, page.lines))
    ]


@pytest.mark.parametrize("marker", ["- ", "• ", "{}. ", "({}) "])
def test_items_with_a_project_clause(marker: str) -> None:
    names = ("Kaba", "Dori", "Nala")
    items = [f"{marker.format(n)}{name} Wolo on a project to train widows." for n, name in enumerate(names, 1)]
    assert taken("\n".join(items)) == list(names)


def test_three_in_ten_make_all_descriptions_and_fewer_none() -> None:
    plain = "- kites fly over every one of the towns"
    assert taken("\n".join([ITEM.format("Kaba"), plain, plain])) == ["Kaba", "kites", "kites"]
    assert taken("\n".join([ITEM.format("Kaba"), *[plain] * 3])) == []


def test_links_and_short_items_without_a_name_are_none() -> None:
    assert taken("\n".join([ITEM.format("Kaba"), "- Read more about kites", "- kites fly"])) == ["Kaba"]


def test_names_are_descriptions_where_partners_are_announced() -> None:
    items = "\n- Kaba Wolo\n- Dori Wolo\n"
    assert taken(f"Our Partners{items}") == ["Kaba", "Dori"]
    assert taken(f"Our Kites{items}") == []


def test_headings_between_the_items_end_no_list_but_other_lines_do() -> None:
    assert taken("Our Partners\n- Kaba Wolo\nKites Over Dori\n- Dori Wolo") == ["Kaba", "Dori"]
    assert taken("Our Partners\n- Kaba Wolo\nKites fly here.\n- Dori Wolo") == ["Kaba"]


def test_enough_organisations_in_a_row_are_partners_though_nothing_announces_them() -> None:
    items = [f"- {name}" for name in NAMES]
    assert taken("\n".join(items)) == [name.split(" ")[0] for name in NAMES]
    assert taken("\n".join(items[:3])) == []
    assert taken("\n".join(["Our Donors", *items])) == []


def test_items_that_tell_of_one_organisation_after_the_other() -> None:
    tails = ("flies kites.", "mends boats.", "keeps bees.")
    items = [f"- Last year the {name} {tail}" for name, tail in zip(NAMES, tails, strict=False)]
    assert taken("\n".join(["We give grants.", *items])) == ["Last"] * 3
    assert taken("\n".join(["We give kites.", *items])) == []  # nothing tells of grants
    same = [f"- Last year the Kaba Network {tail}" for tail in tails]
    assert taken("\n".join(["We give grants.", *same])) == []


def test_no_lists() -> None:
    assert taken("") == []
    assert taken("Kites fly.\nThey sing.") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("- Kaba Wolo\nGreen kites, Dori\n- Nala Wolo", ["bare", "heading", "bare"]),  # between items of one list
        ("- Kaba Wolo\nGreen kites, Dori\n• Nala Wolo", ["bare", "bare", "bare"]),
        ("3. Green Kites\n- Nala Wolo", ["heading", "bare"]),  # a number above other markers
        ("3. Nala Network\n- Green Kites", ["bare", "bare"]),  # an organisation is none
        ("3. Green Kites\n4. Nala Wolo", ["bare", "bare"]),
        ("3. Green Kites\nThey fly.", ["bare", "text"]),
    ],
)
def test_headings_among_items(text: str, kinds: list[str]) -> None:
    page = line_reader(text)
    find_headings(page, page.lines)
    assert [line.kind for line in page.lines] == kinds


@pytest.mark.parametrize(
    ("text", "could"),
    [
        ("- Kaba Wolo", True),
        ("kites fly here and there", True),
        ("kites fly here and there.", False),
        ("kites fly here,", False),
        ("kites fly here and there over each of the many towns they know", False),
        ("Kaba Wolo trains widows", False),
    ],
)
def test_what_could_head_items(text: str, could: bool) -> None:
    page = line_reader(text)
    assert could_head(page, page.lines[0]) is could


@pytest.mark.parametrize(
    ("lines", "organizations"),
    [
        ([f"- {name}" for name in NAMES], True),
        (["- Kaba Wolo (KW)"] * 4, True),
        (["- Kaba Wolo"] * 4, False),  # not beyond doubt
        ([*[f"- {name}" for name in NAMES[:2]], "- Kaba Wolo", "- Nala Wolo"], False),
        ([*[f"- {name}" for name in NAMES[:3]], "- Kaba Wolo", "- Nala Wolo"], True),
        ([f"- {name} trains widows" for name in NAMES[:3]], False),
        (["- A grant to Kaba Wolo on a project", *[f"- {name} trains widows" for name in NAMES[:3]]], True),
    ],
)
def test_organisations_beyond_doubt(lines: list[str], organizations: bool) -> None:
    page = line_reader("\n".join(lines))
    asked = page.lines[1:] if lines[0].startswith("- A grant") else page.lines
    assert are_organizations(page, asked) is organizations


def test_three_that_tell_are_enough_where_the_page_tells_of_grants() -> None:
    items = "\n".join(f"- {name} trains widows" for name in NAMES[:3])
    for words, enough in (("We give grants.", True), ("We give kites.", False)):
        page = line_reader(f"{words}\n{items}")
        assert are_organizations(page, page.lines[1:]) is enough
