"""Lists whose items begin with a theme."""

from __future__ import annotations

import pytest
from support import PAGE

from wphf_extract import extract

ITEMS = (
    ("Livelihoods", "Kaba Network (KN) helps 40 widows of Gao to sell cloth."),
    ("Peace", "Nala Union (NU) trains 30 girls of Mopti as mediators."),
    ("Recovery", "Sana Foundation brings tents to 90 families in Kidal."),
)


@pytest.mark.parametrize("form", ["{}: {}", "**{}:** {}", "**{}**: {}"])
def test_what_stands_behind_the_theme_is_read(form: str) -> None:
    page = extract("WPHF in Mali\n\nSahel\n\n" + "".join(f"- {form.format(*item)}\n" for item in ITEMS))
    assert [[o.name for o in record.organizations] for record in page.records] == [
        ["Kaba Network"],
        ["Nala Union"],
        ["Sana Foundation"],
    ]
    assert [[place.name for place in record.locations] for record in page.records] == [["Gao"], ["Mopti"], ["Kidal"]]


def test_names_before_a_colon_are_no_themes() -> None:
    items = (
        f"{name}: {told}" for name, (_, told) in zip(("Kaba Club", "Dori Union", "Yiri Network"), ITEMS, strict=True)
    )
    page = extract("WPHF in Mali\n\nSahel\n\n" + "".join(f"- {item}\n" for item in items))
    assert [record.organizations[0].name for record in page.records] == ["Kaba Club", "Dori Union", "Yiri Network"]


def test_other_lists_stay_as_they_are() -> None:
    assert len(extract(PAGE).records) == 3
