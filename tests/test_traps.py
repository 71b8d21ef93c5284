"""Numbers that count nobody, and what tells so; beside each kind what is none of it."""

from __future__ import annotations

import pytest
from parts import target_words

from wphf_extract import extract
from wphf_extract.components.targets.traps import trap_of
from wphf_extract.explanations.reasons import REASONS
from wphf_extract.language.numbers import number_reader


def trap(text: str, which: int = 0) -> tuple[str, str] | None:
    """Why a number of a text counts nobody; `which` counts from 0."""
    number = list(number_reader().find(text, 0, len(text)))[which]
    return trap_of(text, number, 0, len(text), target_words())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see #3", "#"),
        ("a hotline 24/7", "/"),
        ("in COVID-19 times", "COVID-"),
        ("in COVID–19 times", "COVID–"),
        ("in A/RES/70", "A/RES/"),
        ("moved to Camp 4 and left", "Camp"),
        ("moved to Camp 4", "Camp"),
        ("for mutual face-to-one help", "face-to-"),
    ],
)
def test_codes(text: str, told: str) -> None:
    assert trap(text) == ("code", told)


@pytest.mark.parametrize(
    "text",
    [
        "for $5,000",
        pytest.param("for $ 500 kits"),
        pytest.param("for € 500 kits"),
        "for USD 500 kits",
    ],
)
def test_money_is_no_count(text: str) -> None:
    numbers = number_reader().find(text, 0, len(text))
    assert all(trap_of(text, number, 0, len(text), target_words()) for number in numbers)


@pytest.mark.parametrize("text", ["In Camp 40 widows", "At Dori 4 widows", "In Gao: 4 and more", "widows – 4 of them"])
def test_no_codes(text: str) -> None:
    assert trap(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Resolution 1325", "resolution"),
        ("Resolution\u00a01325", "resolution"),
        ("under goal 5", "goal"),
        ("girls aged 14", "aged"),
        ("KES 4,000", "kes"),
        ("see No. 5", "no"),
        ("they may 4 fly", None),  # a verb, and no month
        ("in March 4 kites", "march"),
    ],
)
def test_words_before(text: str, told: str | None) -> None:
    assert trap(text) == (None if told is None else ("word_before", told))


@pytest.mark.parametrize(
    ("text", "which", "told"),
    [
        ("The flood killed 12 herders", 0, "killed"),
        ("The flood killed 12 men and 30 women", 1, "killed"),
        ("Here 12 widows have been killed", 0, "been killed"),
    ],
)
def test_harm(text: str, which: int, told: str) -> None:
    assert trap(text, which) == ("harm", told)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("The flood killed herders. 12 widows", 0),  # another sentence
        ("to end forced marriage in four camps", 0),
        ("with displaced women and 20 nurses", 0),
        ("killed a herder who once taught 12 widows", 0),
    ],
)
def test_no_harm(text: str, which: int) -> None:
    assert trap(text, which) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("for three days", "day"),
        ("for 12 months", "month"),
        ("a three-day workshop", "day"),
        ("a 12-episode serial", "episode"),
        ("about 40 per cent", "per cent"),
        ("about 40%", "%"),
        ("some 12 km", "km"),
        ("12 USD", "usd"),
        ("12 nights", "night"),
        ("12 night buses", "night"),
        ("4 May 2024", "may"),
        ("4 widows for 12 days", None),
    ],
)
def test_measures(text: str, told: str | None) -> None:
    assert trap(text) == (None if told is None else ("measure", told))


@pytest.mark.parametrize("text", ["12 night patrols", "9 night watch committees", "40 day labourers", "12 widows"])
def test_measures_of_those_who_are_counted(text: str) -> None:
    assert trap(text) is None


@pytest.mark.parametrize("text", ["aims: 1) kites, and 2) boats", "2) boats", "(3) boats", "kites, and 2) boats"])
def test_numerals_of_a_list(text: str) -> None:
    assert trap(text) == ("numeral", ")")


@pytest.mark.parametrize("text", ["(a group of 12) flies", "aims: 31) kites", "aims: two) kites"])
def test_no_numerals(text: str) -> None:
    assert trap(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Amina, 46, flies kites", "age"),
        ("Amina, 146, flies kites", None),
        ("Amina, 46 widows", None),
        ("women over 50", "over"),
        ("widows past 50 fly", "over"),
        ("women over 50 widows", None),  # it counts what follows
        ("kites over 50", None),
        ("them over 50", "over"),
        ("women over 150", None),
    ],
)
def test_ages(text: str, kind: str | None) -> None:
    found = trap(text)
    assert (found and found[0]) == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("one woman in three", "in"),
        ("two out of five families", "out of"),
        ("one in three girls", "in"),
        ("two girls out of three women", "out of"),
        ("one in every ten homes", "in every"),
    ],
)
def test_ratios(text: str, told: str) -> None:
    assert trap(text) == ("ratio", told)


@pytest.mark.parametrize(
    "text", ["12 women in 15 villages", "12 women in 40", "ten women in three", "two women in town"]
)
def test_no_ratios(text: str) -> None:
    assert trap(text) is None


@pytest.mark.parametrize("text", ["It opened in 1999.", "since then, 2024", "the 2024 drought", "from 2019 widows fly"])
def test_years(text: str) -> None:
    found = trap(text)
    assert found is not None and found[0] in ("year", "word_before")


@pytest.mark.parametrize(
    "text", ["Here 2,024 widows", "Here 2024 widows", "Here 2999 kites", "here two thousand kites"]
)
def test_no_years(text: str) -> None:
    assert trap(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [("the two organizations", "organization"), ("These 3 partners", "partner"), ("those two NGOs", "ngo")],
)
def test_the_projects_own_partners(text: str, told: str) -> None:
    assert trap(text) == ("own", told)


@pytest.mark.parametrize("text", ["the 12 organizations", "two organizations", "two groups", "the two clubs"])
def test_others_than_its_partners(text: str) -> None:
    assert trap(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("one of the", "of"),
        ("one another", "another"),
        ("a one-stop centre", "stop"),
        ("into one network", "into"),
        ("from one hamlet to the next", "to the next"),
        ("they go one by one", "by"),
    ],
)
def test_turns_of_speech(text: str, told: str) -> None:
    assert trap(text) == ("idiom", told)


@pytest.mark.parametrize("text", ["one widow", "two of the", "one", "one hamlet and the next"])
def test_no_turns_of_speech(text: str) -> None:
    assert trap(text) is None


def test_only_what_stands_in_the_description_is_read() -> None:
    text = "Resolution 12 widows lost their lives"
    (number,) = number_reader().find(text, 0, len(text))
    assert trap_of(text, number, 11, text.index(" lost"), target_words()) is None
    assert trap_of(text, number, 0, len(text), target_words()) is not None


def test_every_kind_has_a_sentence() -> None:
    texts = ("see #5", "Goal 5", "killed 5", "5 days", "2) b", "Amina, 46, flies", "them over 50", "one in three girls")
    kinds = {found[0] for text in (*texts, "in 1999", "the two NGOs", "one of the") if (found := trap(text))}
    assert len(kinds) == 11 and kinds <= set(REASONS)


@pytest.mark.parametrize("share", ["two thirds of them", "three quarters of the members", "three-fifths of all girls"])
def test_shares_count_nobody(share: str) -> None:
    page = extract(f"Mali\n\nOur Partners\n\n- Kaba Network (KN) on a project to train 40 widows, {share}, in Gao.\n")
    assert [target.value for target in page.records[0].targets] == [40]


def test_the_number_of_a_camp_counts_nobody() -> None:
    page = extract(
        "Mali\n\nOur Partners\n\n- Kaba Network (KN) on a project in Camp 9 and Camp 18 of the Gao settlement.\n"
    )
    assert not page.records[0].targets
