"""Which lines without a bullet are descriptions."""

from __future__ import annotations

import pytest
from parts import line_reader

from wphf_extract.components.projects.regions import naming_paragraphs, unlisted_lines

STRONG = "Kaba Wolo on a project to train widows."
WEAK = "Kaba Network trains widows."
ROW = "{} Wolo – Dori – kites for the widows of the town"
BARE = "Nala Wolo (NW)"
TOLD = "For its new shed, which the widows of the upper town had asked for since the flood, the {} asked nobody else."
TEXT = "Kites climb over every town when the rain has gone, and all of the widows sing until the night."


def taken(*lines: str, has_lists: bool = False) -> list[int]:
    """The numbers of the lines that are descriptions; an empty line parts each from the next."""
    page = line_reader("\n\n".join(lines))
    assert len(page.lines) == len(lines)
    return sorted(unlisted_lines(page, page.lines, has_lists=has_lists))


@pytest.mark.parametrize(
    ("lines", "plain", "announced"),
    [
        ([STRONG], [0], [0]),  # speaks for itself
        ([WEAK], [], [0]),
        ([WEAK.replace("Network", "Wolo")], [], []),  # no organisation beyond doubt
        ([ROW.format("Kaba")], [], [0]),
        ([ROW.format("Kaba"), ROW.format("Nala")], [0, 1], [0, 1]),  # beside another row
        ([BARE], [], []),
        ([BARE, BARE], [], [0, 1]),
        ([BARE, STRONG], [1], [0, 1]),
        ([TEXT], [], []),
        ([TOLD.format("Kaba Network")], [], [0]),
    ],
    ids=["strong", "weak", "doubtful", "row", "rows", "bare", "bares", "bare and strong", "text", "told"],
)
def test_what_counts_by_itself_and_where_partners_are_announced(
    lines: list[str], plain: list[int], announced: list[int]
) -> None:
    assert taken(*lines) == plain
    assert taken("Our Partners", *lines) == [number + 1 for number in announced]


def test_where_the_page_has_lists_names_alone_are_none() -> None:
    assert taken("Our Partners", BARE, BARE, has_lists=True) == []
    assert taken("Our Partners", STRONG, has_lists=True) == [1]


def test_another_section_ends_what_was_announced() -> None:
    assert taken("Our Partners", WEAK, "Background", WEAK) == [1]
    assert taken("Our Partners", WEAK, "A Funding Window", WEAK) == [1, 3]  # the name of a window does not


def test_organisations_in_a_row_are_partners_though_nothing_announces_them() -> None:
    names = [f"{name} Network, Dori" for name in ("Kaba", "Nala", "Temo", "Sona")]
    assert taken(*names) == [0, 1, 2, 3]
    assert taken(*names[:3]) == []
    assert taken("Our Donors", *names) == []


def test_names_right_below_each_other_are_no_headings() -> None:
    page = line_reader("Our Partners\nNala Network (NN)\nGreen Kites\nKaba Wolo (KW)")
    assert [line.kind for line in page.lines] == ["heading", "bare", "heading", "bare"]
    assert sorted(unlisted_lines(page, page.lines, has_lists=False)) == [1, 2, 3]
    assert page.lines[2].kind == "bare"


def test_paragraphs_of_an_announced_region_are_read_as_a_whole() -> None:
    """Up to the last that tells of an organisation; behind a heading the first one."""
    lines = ["Our Partners", TOLD.format("Kaba Network"), TEXT, TOLD.format("Nala Union"), TEXT]
    assert taken(*lines) == [1, 2, 3]
    assert taken(*lines[:-1], "Green Kites", TEXT) == [1, 2, 3, 5]
    assert taken("Our Partners", TOLD.format("Kaba Network"), TEXT, TEXT, TEXT) == [1]  # most tell of none


def test_a_name_alone_is_a_heading_in_such_a_region() -> None:
    lines = ("Our Partners", TOLD.format("Kaba Network"), "Nala Network", TOLD.format("Nala Union"))
    page = line_reader("\n\n".join(lines))
    assert page.lines[2].kind == "bare"
    assert sorted(unlisted_lines(page, page.lines, has_lists=False)) == [1, 3]
    assert page.lines[2].kind == "heading"


OPEN = [
    f"{name} mends the boats of fishers, and keeps bees for all who have none of their own."
    for name in ("Kaba Network", "Dori Association", "Nala Union")
]


def test_paragraph_after_paragraph_of_another_organisation() -> None:
    grants = "A grant is for everybody."
    assert taken(grants, *OPEN) == [1, 2, 3]
    assert taken("A kite is for everybody.", *OPEN) == []  # nothing tells of grants
    assert taken(grants, *OPEN[:2]) == []  # too few
    assert taken(grants, *[OPEN[0]] * 3) == []  # all the same
    assert taken(grants, "Our Donors", *OPEN) == []


def test_where_partners_stand_elsewhere_such_paragraphs_are_none() -> None:
    grants = "A grant is for everybody."
    assert taken("Our Partners", STRONG, "Background", grants, *OPEN) == [1]


@pytest.mark.parametrize("lines", [(), ("Our Partners",), ("Read more about kites",)])
def test_nothing_to_take(lines: tuple[str, ...]) -> None:
    assert taken(*lines) == []


NAMED = "In the upper town, where the rain had gone, kites and boats are mended for all of the widows by the {}."
LEAD_IN = "Grants of the Fund reach women’s organizations here."


def naming(*lines: str) -> list[int]:
    """The numbers of the paragraphs that name organisations anywhere."""
    page = line_reader("\n\n".join(lines))
    assert len(page.lines) == len(lines)
    return sorted(naming_paragraphs(page, page.lines))


def test_paragraphs_that_name_one_organisation_after_the_other() -> None:
    told = [NAMED.format(name) for name in ("Kaba Network", "Nala Union (NU)", "Sana Foundation")]
    assert naming("Kites", LEAD_IN, "Kites Over Dori", *told) == [3, 4, 5]
    assert naming("Kites", LEAD_IN, "Kites Over Dori", *told, TEXT) == [3, 4, 5, 6]  # three in four do
    assert naming("Kites", "Kites Over Dori", *told) == []  # of no grants
    assert naming("Kites", LEAD_IN, "Kites Over Dori", *told[:2]) == []  # two organisations are no list
    assert naming("Kites", LEAD_IN, "Kites Over Dori", *told, TEXT, TEXT, TEXT) == []  # half of them do


def test_a_story_about_one_organisation_names_others_too() -> None:
    told = [NAMED.format(name) for name in ("Kaba Network (KN)", "Nala Union", "Sana Foundation with KN")]
    assert naming("Kites", LEAD_IN, "Kites Over Dori", *told) == []


def test_right_below_a_description_another_may_have_any_clause() -> None:
    odd = "Nala Network (NN) in partnership with Temo Union for talks between the two clans of the town, at two wells"
    page = line_reader(f"{STRONG}\n{odd}\n\n{odd}")
    assert sorted(unlisted_lines(page, page.lines, has_lists=False)) == [0, 1]


def test_sections_behind_one_that_names_organisations_need_not_be_as_sure() -> None:
    names = ["Kaba Network", "Nala Union", "Temo Guild"]
    first = [f"In the upper town the widows were taught to sing for a whole year by the {name}." for name in names]
    mixed = ["At the lower gate sixty girls were taught to read by the Sana Association in one year.", TEXT]
    lines = ["Grants to women’s organizations", *first, "The lower town", *mixed]
    page = line_reader("\n\n".join(lines))
    assert sorted(naming_paragraphs(page, page.lines)) == [1, 2, 3, 5, 6]
    page = line_reader("\n\n".join([lines[0], *mixed, "The upper town", *first]))
    assert sorted(naming_paragraphs(page, page.lines)) == [4, 5, 6]
