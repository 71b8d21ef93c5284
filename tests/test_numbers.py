"""Numbers in running text: digits, words, both, and what is no number."""

from __future__ import annotations

import pytest

from wphf_extract.errors import ModelError
from wphf_extract.language.numbers import NumberReader, number_reader


def values(text: str) -> list[int]:
    return [number.value for number in number_reader().find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 women", 7),
        ("300 women", 300),
        ("1,500 women", 1500),
        ("1 500 women", 1500),
        ("1\u00a0500 women", 1500),
        ("1\u202f500 women", 1500),
        ("1.500 women", 1500),
        ("1’500 women", 1500),
        ("1'500 women", 1500),
        ("12,345,678 women", 12_345_678),
        ("12000 women", 12_000),
        ("1.2 million women", 1_200_000),
        ("2,5 million women", 2_500_000),
        ("3 million women", 3_000_000),
        ("40 thousand women", 40_000),
        ("1,200 thousand women", 1_200_000),
        ("2 dozen women", 24),
        ("two dozen women", 24),
        ("a dozen women", 12),
        ("half a dozen women", 6),
        ("Half a million women", 500_000),
        ("A DOZEN women", 12),
        ("twelve women", 12),
        ("Twelve women", 12),
        ("twenty-one women", 21),
        ("twenty one women", 21),
        ("forty women", 40),
        ("two hundred women", 200),
        ("a hundred women", 100),
        ("one hundred women", 100),
        ("an hundred women", 100),
        ("one hundred and twenty-five women", 125),
        ("two hundred and fifty women", 250),
        ("five thousand women", 5000),
        ("three hundred thousand women", 300_000),
        ("two thousand three hundred and ten women", 2310),
        ("one million two hundred thousand women", 1_200_000),
        ("0 women", 0),
    ],
)
def test_reads(text: str, value: int) -> None:
    (number,) = number_reader().find(text, 0, len(text))
    assert number.value == value
    assert text[: number.end] == text.removesuffix(" women")
    assert number.spelled == text[0].isalpha()


@pytest.mark.parametrize(
    "text",
    [
        "hundreds of women",
        "dozens of women",
        "thousands of women",
        "women",
        "",
        "a woman",
        "someone, anyone, tentative, weight",
        "$500, €30, £7",
        "H2O and M23 and FY19",
        "2.5 women",
        "3,1 women",
        "9999999999999 women",
        "5000 billion women",
    ],
)
def test_reads_nothing(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30–40 women", [30, 40]),
        ("between five and eight women", [5, 8]),
        ("two and three women", [2, 3]),
        ("between one hundred and two hundred women", [100, 200]),
        ("three two-day workshops", [3, 2]),
        ("ten twenty-person groups", [10, 20]),
        ("200 women and 8 groups", [200, 8]),
        ("12 women, 30 men, and two girls.", [12, 30, 2]),
        ("10, 20, 30", [10, 20, 30]),
        ("1,500, 2,500", [1500, 2500]),
        ("in 2021", [2021]),
        ("12\n30", [12, 30]),
        ("(45)", [45]),
        ("500+ women", [500]),
        ("12.", [12]),
        ("in 2021, 300 women", [2021, 300]),
    ],
)
def test_several(text: str, expected: list[int]) -> None:
    assert values(text) == expected


def test_list_of_years_is_no_thousand() -> None:
    assert 2_021_300 not in values("In 2021 300 women met.")
    assert values("In 2021 300 women met.") == [2021, 300]


def test_only_the_stretch_asked_for() -> None:
    text = "12 women 30 men 45 girls"
    assert [n.value for n in number_reader().find(text, 3, 15)] == [30]


@pytest.mark.parametrize("before", ["İ ", "👩🏿‍🌾 ", "e\u0301 ", "\t\r\n"], ids=ascii)
def test_offsets(before: str) -> None:
    text = f"{before}twenty-one women and 1,500 men"
    assert [text[n.start : n.end] for n in number_reader().find(text, 0, len(text))] == ["twenty-one", "1,500"]


@pytest.mark.parametrize("digit", ["٣", "३", "²", "①", "Ⅻ", "½"])
def test_digits_of_other_scripts_never_raise(digit: str) -> None:
    assert values(f"{digit} women") in ([], [3])
    assert len(values(f"{digit * 20} women, 1,{digit * 3}")) <= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ones", "numbers.toml"),
        ("[ones]\none = 1\n", "scales"),
        ("[ones]\none = 1\n[scales]\ndozen = 12\n[words]\narticles = ['a']\n", "joiners"),
    ],
)
def test_a_broken_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(ModelError, match=r"numbers\.toml") as caught:
        NumberReader(text, "numbers.toml")
    assert said in str(caught.value)


def test_another_language_is_another_table() -> None:
    table = """
    [ones]
    deux = 2
    vingt = 20
    [scales]
    cent = 100
    mille = 1000
    [words]
    articles = ["un"]
    halves = []
    joiners = ["et"]
    """
    text = "deux mille femmes, un cent, 3 mille"
    assert [n.value for n in NumberReader(table, "fr").find(text, 0, len(text))] == [2000, 100, 3000]


def test_what_is_too_large_to_count_is_no_number() -> None:
    assert values("9" * 5000) == []
