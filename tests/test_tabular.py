"""Tables with a header: rows that name an organisation are descriptions of fields."""

from __future__ import annotations

import pytest
from parts import line_reader, page_cues

from wphf_extract.components.fields import Field
from wphf_extract.components.projects.linekinds import Line
from wphf_extract.components.projects.tabular import is_carrier, read_tables, trimmed
from wphf_extract.language.folding import DASHES

Cells = list[tuple[str, str]]


def read(text: str) -> list[tuple[str, Cells]]:
    """Each line's kind, and the roles and values of its fields."""
    page = line_reader(text)

    def cells(line: Line) -> Cells:
        return [(part.role, page.text[part.start : part.end]) for part in line.fields]

    return [(line.kind, cells(line)) for line in read_tables(page, page_cues().labels)]


def rows(text: str) -> list[Cells]:
    return [cells for kind, cells in read(text) if kind == "labelled"]


ROW = [("organization", "Kaba Wolo"), ("location", "Dori"), ("text", "kites")]


@pytest.mark.parametrize("mark", ["\t", " | ", *(f" {dash} " for dash in DASHES)], ids=ascii)
def test_marks_between_cells(mark: str) -> None:
    text = "\n".join(
        mark.join(cells) for cells in (("Organization", "Location", "Activity"), ("Kaba Wolo", "Dori", "kites"))
    )
    assert [kind for kind, _ in read(text)] == ["header", "labelled"]
    assert rows(text) == [ROW]


def test_a_table_of_markdown() -> None:
    text = "| Organization | Location | Activity |\r\n| --- | :---: | --- |\r\n| Kaba Wolo | Dori | kites |\r\n"
    assert rows(text) == [ROW]
    assert next(kind for kind, _ in read(text)) == "header"


def test_columns_without_a_known_label() -> None:
    text = "Organization\tLocation\tMoon\tColour\nKaba Wolo\tDori\tfull\tkites that are red or of any other hue"
    assert rows(text) == []  # not more than half are known
    text = text.replace("Colour", "Grant")
    assert rows(text) == [
        [*ROW[:2], ("aside", "full"), ("aside", "kites that are red or of any other hue")],
    ]
    text = text.replace("Moon", "Status").replace("Grant", "Hue")
    assert rows(text)[0][-1] == ("text", "kites that are red or of any other hue")  # so many words tell of it


def test_the_last_cell_takes_what_is_left() -> None:
    assert rows("Organization | Activity\nKaba Wolo | kites | boats") == [
        [("organization", "Kaba Wolo"), ("text", "kites | boats")]
    ]


def test_empty_cells_are_left_out() -> None:
    assert rows("Organization\tLocation\tActivity\nKaba Wolo\t \tkites") == [[ROW[0], ROW[2]]]


@pytest.mark.parametrize(
    "header",
    [
        "Location\tActivity",
        "Organization",
        "Organization\tMoon",
        "Organization\tMoon\tHue\tLocation\tSky",
        f"Organization\tLocation{' ' * 240}\tActivity",
    ],
)
def test_no_header(header: str) -> None:
    assert "header" not in [kind for kind, _ in read(f"{header}\nKaba Wolo\tDori\tkites")]


def test_a_row_without_an_organisation_is_a_plain_line() -> None:
    text = "Organization\tActivity\nThis kite\tboats\nKaba Wolo\tkites"
    assert [kind for kind, _ in read(text)][1] != "labelled"
    assert [kind for kind, _ in read("Organization\tActivity\nTotal\tboats")][1] != "labelled"
    assert rows(text) == [[ROW[0], ROW[2]]]  # the table goes on behind it


def test_a_table_goes_on_behind_a_heading_and_ends_at_other_lines() -> None:
    head, row = "Organization\tActivity", "Kaba Wolo\tkites"
    assert len(rows("\n".join([head, row, "Kites Over Dori", row]))) == 2
    assert len(rows("\n".join([head, row, "", "kites fly over the town.", "", row]))) == 1


def test_groups_between_the_rows_are_headings() -> None:
    head, row = "Place / site\tProject\tImplemented by", "Gao\tKites for widows\tKaba Wolo"
    lines = read("\n".join([head, "Calm and recovery", row, "Other kites", row, "They sing.", row]))
    assert [kind for kind, _ in lines][:5] == ["header", "heading", "labelled", "heading", "labelled"]
    assert "labelled" not in [kind for kind, _ in lines][5:]  # a sentence ends the table


def test_another_header_begins_another_table() -> None:
    text = "Organization\tActivity\nKaba Wolo\tkites\nActivity\tOrganization\nBoats\tDori Wolo"
    assert rows(text)[1] == [("text", "Boats"), ("organization", "Dori Wolo")]


@pytest.mark.parametrize(
    ("text", "role", "carries"),
    [
        ("Kaba Wolo", "organization", True),
        ("Kaba Wolo", "partner", True),
        ("Kaba Wolo", "location", False),
        ("kites", "organization", False),
        ("The Fund", "organization", False),
        ("", "organization", False),
    ],
)
def test_fields_that_name_an_organisation(text: str, role: str, carries: bool) -> None:
    assert is_carrier(line_reader(text), Field(role, 0, len(text))) is carries


@pytest.mark.parametrize(
    ("text", "role", "found"),
    [
        ("  Kites \u00a0", "title", ("title", "Kites")),
        ("Kites ||", "location", ("location", "Kites")),
        ("|Kites", "location", ("location", "|Kites")),
        ("kites fly", "title", ("text", "kites fly")),  # a sentence
        ("Kites that fly over every one of the many towns they know here", "title", None),
        (" \t", "title", ("title", "")),
        ("", "title", ("title", "")),
    ],
)
def test_trimmed_values(text: str, role: str, found: tuple[str, str] | None) -> None:
    part = trimmed(text, Field(role, 0, len(text), "Label"))
    assert (part.role, text[part.start : part.end]) == (found or ("text", text))
    assert part.label == "Label"


def test_a_header_that_only_names_the_parts_of_what_follows() -> None:
    paragraph = "This grant pays for a course in which fishers of the coast learn to mend their nets."
    names = "Organization — Activity\n\nKaba Wolo — kites"
    assert rows(f"{names}\n{paragraph}\n") == []  # the paragraph below belongs to the name
    assert len(rows(f"{names}\n\n{paragraph}\n")) == 1  # after a gap the page goes on with something else
    assert len(rows(f"{names}\nMoro Tala — boats\n{paragraph}\n")) == 2  # rows that follow each other are a table
