"""Items of lists that end with who carries the project in brackets."""

from __future__ import annotations

import pytest

from wphf_extract import PageResult, extract

ITEMS = (
    "training of 40 women mediators in Gao, who settle quarrels over wells (Kaba Network, KN)",
    "literacy courses on the radio for 1,200 girls of Mopti (Sada Foundation, SDF, with Radio Nala)",
    "seeds and tools for 90 widows on the islands of the river (Femmes de Dori; funded by others).",
)


def page(items: tuple[str, ...]) -> PageResult:
    return extract("WPHF in Mali\n\nSahel\n\n" + "".join(f"– {item}\n" for item in items))


def test_the_names_stand_in_the_last_brackets() -> None:
    found = [[(o.name, o.acronym, o.role) for o in record.organizations] for record in page(ITEMS).records]
    assert found == [
        [("Kaba Network", "KN", "lead")],
        [("Sada Foundation", "SDF", "lead"), ("Radio Nala", None, "member")],
        [("Femmes de Dori", None, "lead")],
    ]


def test_what_stands_before_is_read() -> None:
    records = page(ITEMS).records
    assert [[target.value for target in record.targets] for record in records] == [[40], [1200], [90]]
    assert [[place.name for place in record.locations] for record in records] == [["Gao"], ["Mopti"], []]


@pytest.mark.parametrize(
    "items",
    [
        ITEMS[:2],  # two are no list
        (
            *ITEMS[:2],
            "seeds and tools for 90 widows on the islands of the river",
            "a boat for the islands of the river",
        ),
        tuple(item.partition(" (")[0] + " (for two years)" for item in ITEMS),
        tuple("kites (Kaba Network)" for _ in ITEMS),  # nothing is told
        tuple(item.partition(" (")[0] + " (Happy Harvest)" for item in ITEMS),  # nobody beyond doubt
    ],
    ids=["two", "half", "no names", "no text", "doubtful"],
)
def test_other_lists_are_none(items: tuple[str, ...]) -> None:
    assert not [record for record in page(items).records if record.organizations]
