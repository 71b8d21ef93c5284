"""The kinds of a page's lines."""

from __future__ import annotations

import pytest
from parts import line_reader

from wphf_extract import extract
from wphf_extract.components.projects.linekinds import Line

LONG = "which the widows of the upper town had asked for since the flood took their old sheds and boats away"


def line(text: str) -> Line:
    (only,) = line_reader(text).lines
    return only


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("strong", "Kaba Wolo on a project to train widows."),
        ("strong", "• Kaba Wolo (KW) – on a project to train widows."),
        ("weak", "Kaba Wolo trains widows."),
        ("weak", "Kaba Wolo – A radio of widows and their many friends"),
        ("row", "Kaba Wolo – Dori – kites for the widows of the town"),
        ("row", "Kaba Wolo\tDori\tkites for the widows of the town"),
        ("bare", "Kaba Wolo (KW)"),
        ("bare", "Kaba Wolo of the Upper Town (KW), Dori | January 2023 – June 2024 | USD 120,000"),
        ("strong", "Kaba Wolo a project to train widows."),  # a slip
        ("strong", "Kaba Wolo, for its plan to train widows."),
        ("bare", "Kaba Network, Dori"),
        ("bare", "- Kaba Wolo"),  # behind a bullet it is no heading
        ("told", f"For its new shed, {LONG}, the Kaba Network (KN) asked nobody."),
        ("heading", "Kites Over Dori"),
        ("heading", "Our Partners"),
        ("heading", "A Funding Window"),
        ("link", "Read more about kites"),
        ("link", "Explore our full list of partners"),
        ("intro", "It supports the following women’s organizations:"),
        ("intro", "WPHF has supported 12 projects implemented by 20 organizations."),
        ("fund", "The Fund gives kites to widows."),
        ("text", "kites fly here and there."),
        ("text", "They sing."),
        ("text", "Kites climb over every town when rain has gone."),
        ("weak", "Kaba unites widows. They sing on a project to fly kites."),  # the clause is of another sentence
        pytest.param("weak", "Kaba unites widows. On a project to fly kites they sing."),
    ],
)
def test_kinds(kind: str, text: str) -> None:
    assert line(text).kind == kind


def test_what_a_line_knows_of_itself() -> None:
    text = "Kaba Network on a project to train widows."
    read = line(text)
    assert (read.rule, read.words) == ("project.on_a_project", 8)
    assert read.cue is not None and text[read.cue :].startswith("on a project")
    text = "Kaba Network trains widows."
    read = line(text)
    assert read.cue is not None and text[read.cue :] == "trains widows."
    assert read.has_organization and not line("Kaba Wolo trains widows.").has_organization
    text = "Kaba Wolo – A radio of widows and their many friends"
    read = line(text)
    assert read.dash is not None and text[read.dash] == "–" and read.rule == "dash.name" and read.cue is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028"])
def test_lines_of_a_page(end: str) -> None:
    page = line_reader(end.join(["Our Partners", "", "- Kaba Wolo trains widows.", "- Radio Dori", "They sing."]))
    assert [read.kind for read in page.lines] == ["heading", "weak", "bare", "text"]


@pytest.mark.parametrize("text", ["", "\n \r\n\u00a0\n"])
def test_no_lines(text: str) -> None:
    assert line_reader(text).lines == []


def test_what_announces_partners() -> None:
    page = line_reader("Our Partners\nOur Impact\nIt supports the following organizations:\nThey sing.")
    assert [page.announces_partners(read) for read in page.lines] == [True, False, True, False]


def test_lines_among_others_than_partners() -> None:
    page = line_reader("Kites fly.\nOur Donors\nKaba Wolo\n\nOur Partners\nRadio Dori")
    others = {page.text[read.block.start : read.block.end]: page.is_among_others(read) for read in page.lines}
    assert others == {
        "Kites fly.": False,
        "Our Donors": True,
        "Kaba Wolo": True,
        "Our Partners": False,
        "Radio Dori": False,
    }


@pytest.mark.parametrize(
    ("text", "tells"), [("A grant for kites.", True), ("Kites fly.", False), ("Their projects.", True)]
)
def test_pages_that_tell_of_grants(text: str, tells: bool) -> None:
    assert line_reader(text).tells_of_grants() is tells


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kaba Network flies kites.", "Kaba Network"),
        ("With a gift of many widows, Kaba Network flies kites.", "Kaba Network"),
        (f"With a gift {LONG}, the Kaba Network flies.", None),  # too late
        ("Kaba Network said that kites fly.", None),  # it is only quoted
        ("Kites fly.", None),
    ],
)
def test_the_organisation_that_a_paragraph_opens_with(text: str, name: str | None) -> None:
    found = line_reader(text).opening_name(0, len(text))
    assert (found and text[found.start : found.end]) == name


def test_a_description_that_names_the_fund_late_introduces_nobody() -> None:
    page = extract(
        "WPHF in Mali\n\nOur Partners\n\n"
        "14 projects, led or co-led by 15 organizations, have received WPHF support in Mali.\n\n"
        "- Kaba Network (KN) on a project implemented in Gao and Kidal with money of WPHF, to train 40 widows.\n"
        "- Nala Union on a project for 30 girls.\n"
    )
    assert [o.name for r in page.records for o in r.organizations if o.role == "lead"] == ["Kaba Network", "Nala Union"]
    assert (page.declared_projects, page.declared_organizations) == (14, 15)
