"""Tables that were pasted a cell a line."""

from __future__ import annotations

import pytest
from parts import line_reader, page_cues
from support import leads, quotes

from wphf_extract import extract
from wphf_extract.components.projects.celllines import merge_cell_lines
from wphf_extract.components.projects.linekinds import Line

HEADER = ["No.", "Partner", "Where", "What the project does", "Budget", "People reached"]
ROWS = [
    ["1", "Réseau Amani (RA)", "Gao", "Wells and shade for the market.", "USD 5,000", "240 women, 85 men"],
    ["2", "Kaba Network", "Kidal, Ménaka", "Radio plays about land.", "USD 9,000", "Around 2,000 vendors"],
    ["3", "Union Nala", "Mopti", "A shelter for girls.", "USD 7,000", "30 girls"],
]


def page(*rows: list[str], header: list[str] = HEADER) -> str:
    """A page of such a table."""
    return "\n".join(
        ["WPHF in Mali", "", "Our grants, 2024", *header, *(cell for row in rows for cell in row), "", "End"]
    )


def merged(text: str) -> list[Line]:
    """The lines of a page, rows as one."""
    reader = line_reader(text)
    return merge_cell_lines(reader, reader.lines, page_cues().labels)


def test_rows_are_descriptions() -> None:
    result = extract(page(*ROWS))
    assert leads(result) == ["Réseau Amani", "Kaba Network", "Union Nala"]
    assert [[place.name for place in record.locations] for record in result.records] == [
        ["Gao"],
        ["Kidal", "Ménaka"],
        ["Mopti"],
    ]
    text = page(*ROWS)
    assert [quotes(text, record.targets) for record in result.records] == [
        ["240 women", "85 men"],
        ["Around 2,000 vendors"],
        ["30 girls"],
    ]


def test_cells_that_do_not_come_out_even_stay_lines() -> None:
    text = page(*ROWS)
    assert [line.kind for line in merged(text)].count("labelled") == len(ROWS)
    uneven = text.replace("240 women, 85 men", "240 women\n85 men")
    assert merged(uneven) == line_reader(uneven).lines


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (HEADER, ROWS[:1]),  # one row is no table
        (["Where", "Budget", "Description"], [row[2:5] for row in ROWS]),  # of nobody
    ],
)
def test_no_tables(header: list[str], rows: list[list[str]]) -> None:
    assert not any(record.organizations for record in extract(page(*rows, header=header)).records[1:])
