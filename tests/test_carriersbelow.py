"""Who carries a project, told in the line below it."""

from __future__ import annotations

import pytest
from support import leads

from wphf_extract import extract

TOLD = [
    "60 displaced women of the camp can now reach a doctor without paying for it",
    "Nine former cutters signed a pledge and opened tea stalls with their first loan",
]


def page(*lines: str, mark: str = "▸ ") -> str:
    """A page of results, each with a line below it."""
    items = "\n\n".join(f"{mark}{told}\n{line}" for told, line in zip(TOLD, lines, strict=True))
    return f"Our results in Somalia\n\nWPHF has supported 2 projects in Somalia:\n\n{items}\n\nFollow us\n"


@pytest.mark.parametrize("mark", ["▸ ", "• ", "1. "])
def test_the_line_belongs_to_the_item_above(mark: str) -> None:
    result = extract(
        page("Implemented by Kaba Network (KN) and Nala Union", "Implemented by Sana Mothers’ Voice", mark=mark)
    )
    assert leads(result) == ["Kaba Network", "Sana Mothers’ Voice"]
    assert [o.name for o in result.records[0].organizations] == ["Kaba Network", "Nala Union"]
    assert [record.text.split("\n")[0] for record in result.records] == TOLD


def test_a_line_that_only_goes_on_does_not() -> None:
    result = extract(page("Kaba Network (KN) sang.", "Their mayor sang."))
    assert all("\n" not in record.text for record in result.records)
