"""Items of lists that begin with a name that a full stop closes."""

from __future__ import annotations

import pytest

from wphf_extract import PageResult, extract

ITEMS = (
    "FANM SOLÈY LEVE (FSL). The group keeps a house open in Jacmel.",
    "ÒGANIZASYON LAPÈ PEYIZAN, together with KOODINASYON RI (KR). Seeds go to 40 women of the hills.",
    "Réseau des Veuves. Widows learn to read in the evening.",
    "Union of Weavers (UW). Eighteen community looms are set up in Gonaïves.",
)


def page(items: tuple[str, ...], marker: str = "{}. ") -> PageResult:
    lines = [marker.format(n) + item for n, item in enumerate(items, 1)]
    return extract("Haiti\n\nThe war goes on, and women pay for it.\n\n" + "\n\n".join(lines) + "\n")


@pytest.mark.parametrize("marker", ["{}. ", "- ", "({}) "])
def test_the_name_ends_at_the_full_stop(marker: str) -> None:
    found = [[(o.name, o.acronym, o.role) for o in r.organizations] for r in page(ITEMS, marker).records]
    assert found == [
        [("FANM SOLÈY LEVE", "FSL", "lead")],
        [("ÒGANIZASYON LAPÈ PEYIZAN", None, "lead"), ("KOODINASYON RI", "KR", "member")],
        [("Réseau des Veuves", None, "lead")],
        [("Union of Weavers", "UW", "lead")],
    ]


def test_what_is_said_behind_it_is_read() -> None:
    records = page(ITEMS).records
    assert [[place.name for place in r.locations] for r in records] == [["Jacmel"], [], [], ["Gonaïves"]]
    assert [[target.value for target in r.targets] for r in records] == [[], [40], [], [18]]


@pytest.mark.parametrize(
    "items",
    [
        ITEMS[:2],
        ("Water is dear. People walk for hours.", "Roads are bad. The rain came late.", "Peace. It is far away today."),
        ("New York. The council met for two days.", "Geneva. Talks were held in the rain.", "Nairobi. It went on."),
        (ITEMS[0], *("It rained for weeks, and nobody came." for _ in range(4))),
    ],
    ids=["two", "sentences", "places", "one of many"],
)
def test_other_lists_stay_as_they_are(items: tuple[str, ...]) -> None:
    assert page(items).records == ()
