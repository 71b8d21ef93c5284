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


SIGNED = """WPHF in Mali

Results

In Gao and in Kidal 40 widows learnt how to settle quarrels over wells, and have settled nine. — Kaba Network (KN)

A house with ten beds was opened for women who were beaten, and a nurse lives in it. – Nala Union, with Sana Association

Radio plays told of girls who were married at twelve, and of what became of them. — Femmes de Dori

What remains to be done

The roads of the north are closed in the rains, and nobody visits the partners there for three months.
"""


def test_paragraphs_that_a_name_signs() -> None:
    page = extract(SIGNED)
    assert [[o.name for o in r.organizations] for r in page.records] == [
        ["Kaba Network"],
        ["Nala Union", "Sana Association"],
        ["Femmes de Dori"],
    ]
    assert page.records[0].text.startswith("In Gao") and page.records[0].text.endswith("(KN)")


def test_one_dash_in_three_signs_nothing() -> None:
    text = SIGNED.replace("— Kaba Network (KN)", "").replace("– Nala Union, with Sana Association", "")
    assert len(extract(text).records) < 3


def test_items_of_one_list_may_end_with_names_in_several_ways() -> None:
    page = extract(
        "WPHF in Mali\n\nOur grants to women’s organizations\n\n"
        "* Training of 40 widows of the upper town in law (Kaba Network, KN)\n"
        "* Wells for the lower town, dug by 30 girls of the school – Nala Union\n"
        "* Plays on peace for the markets of the two towns [Sana Choir Guild, SCG]\n"
    )
    assert [(o.name, o.acronym) for record in page.records for o in record.organizations] == [
        ("Kaba Network", "KN"),
        ("Nala Union", None),
        ("Sana Choir Guild", "SCG"),
    ]
