"""Tables that were pasted a cell a line."""

from __future__ import annotations

import pytest
from support import leads, quotes

from wphf_extract import extract

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


def test_what_stands_behind_the_table_is_no_row() -> None:
    assert leads(extract(page(*ROWS, ["Women", "sang", "for", "the", "mayor of Gao", "."]))) == leads(
        extract(page(*ROWS))
    )


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (HEADER, ROWS[:1]),  # one row is no table
        (["Where", "Budget", "Description"], [row[2:5] for row in ROWS]),  # of nobody
    ],
)
def test_no_tables(header: list[str], rows: list[list[str]]) -> None:
    assert not any(record.organizations for record in extract(page(*rows, header=header)).records[1:])
