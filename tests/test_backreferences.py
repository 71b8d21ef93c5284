"""Counts that lean on other counts: parts, sums, and numbers without a noun of their own."""

from __future__ import annotations

from typing import Any

import pytest
from parts import counted_nouns, phrase_reader, target_words

from wphf_extract.components.targets.backreferences import BackReferences
from wphf_extract.language.numbers import Number, number_reader

REFERENCES = BackReferences(target_words(), counted_nouns(), phrase_reader())


def numbers(text: str) -> list[Number]:
    return list(number_reader().find(text, 0, len(text)))


def counted(text: str, *targets: tuple[str, int, str]) -> list[dict[str, Any]]:
    """Targets where their words stand in a text: words, value, unit."""
    found = []
    for words, value, unit in targets:
        end = text.index(words) + len(words)
        found.append({"value": value, "unit": unit, "start": end - len(words), "end": end, "included_in": None})
    return found


PEOPLE = ("500 people", 500, "people")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("500 people, including 300 women", 0),
        ("500 people, Including 300 women", 0),
        ("500 people, of whom 300 women", 0),
        ("500 people (300 of them women)", 0),
        ("500 people (300 women", 0),  # what stands in brackets behind it
        ("500 people (and 300 women", None),
        ("500 people (tall) 300 women", None),
        ("500 people and 300 women", None),
        ("500 people. Including 300 women", None),  # another sentence
        ("500 people, including 700 women", None),  # more than the whole
        ("500 people, including by night 300 women", 0),
        (f"500 people, including those who {'walk ' * 12}300 women", None),  # too far
        (f"500 people who {'walk ' * 12}including 300 women", 0),  # but right before the part it counts
        ("500 people: 300 in Gao", 0),
        ("500 people: 300 women", None),
        ("500 people in Gao and 300 in Kidal", None),
    ],
)
def test_parts_of_a_whole(text: str, whole: int | None) -> None:
    part = numbers(text)[-1]
    found = REFERENCES.whole(text, part.start, part.end, len(text), part.value, counted(text, PEOPLE))
    assert found == whole


def test_the_whole_is_the_nearest_that_is_large_enough() -> None:
    text = "500 people and 40 chiefs, including 300 women"
    targets = counted(text, PEOPLE, ("40 chiefs", 40, "people"))
    part = numbers(text)[-1]
    assert REFERENCES.whole(text, part.start, part.end, len(text), 300, targets) == 0
    assert REFERENCES.whole(text, part.start, part.end, len(text), 30, targets) == 1
    assert REFERENCES.whole(text, part.start, part.end, len(text), 300, []) is None


def test_a_part_of_them_is_no_part_of_fewer() -> None:
    text = "500 people at 3 clinics, 120 of them by night"
    targets = counted(text, PEOPLE, ("3 clinics", 3, "institutions"))
    part = numbers(text)[-1]
    whole = REFERENCES.whole(text, part.start, part.end, len(text), 120, targets)
    phrase = REFERENCES.implied(text, part.end, len(text), part.start, 120, whole, targets)
    assert whole == 0 and phrase is not None and phrase.unit == "people"


def test_a_part_is_never_more_than_its_whole() -> None:
    text = "500 people, of whom 160 in Gao and 1200 in Kidal"
    targets = counted(text, PEOPLE, ("160", 160, "people"))
    targets[1]["included_in"] = 0
    part = numbers(text)[-1]
    assert REFERENCES.whole(text, part.start, part.end, len(text), 1200, targets) is None


def test_them_are_none_of_a_sentence_before_the_last_count() -> None:
    text = "500 people eat. 50 women sing. 300 of them fly"
    targets = counted(text, PEOPLE, ("50 women", 50, "people"))
    part = numbers(text)[-1]
    assert REFERENCES.whole(text, part.start, part.end, len(text), 300, targets) is None


def test_parts_of_one_whole_may_follow_each_other() -> None:
    text = "500 women sing. 20 of them are widows, and 80 of them sell milk"
    targets = counted(text, ("500 women", 500, "people"), ("20", 20, "people"))
    targets[1]["included_in"] = 0
    part = numbers(text)[-1]
    assert REFERENCES.whole(text, part.start, part.end, len(text), 80, targets) == 0


def test_a_part_of_a_part_is_of_the_nearest() -> None:
    text = "300 people, of whom 200 women, 150 of them widows"
    targets = counted(text, ("300 people", 300, "people"), ("200 women", 200, "people"))
    targets[1]["included_in"] = 0
    part = numbers(text)[-1]
    assert REFERENCES.whole(text, part.start, part.end, len(text), 150, targets) == 1


def test_a_part_that_goes_on_elsewhere_is_of_the_same_whole() -> None:
    text = "500 people, of whom 160 in Gao and 120 in Kidal"
    targets = counted(text, PEOPLE, ("160", 160, "people"))
    targets[1]["included_in"] = 0
    part = numbers(text)[-1]
    assert REFERENCES.whole(text, part.start, part.end, len(text), 120, targets) == 0


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("500 people, of whom 75 fly", "people"),  # the words before it
        ("500 people fly. 30 of them sing", "people"),
        ("500 people fly. 30 of those sing", "people"),
        ("500 people and 80 indirect ones", "people"),
        ("500 people and 80 others", "people"),
        ("500 people and indirectly 900", "people"),
        ("500 people get kits, 35 will attend", "people"),
        ("500 people get kits and 35 attend", "people"),
        ("500 people get kits. 35 will attend", None),  # another sentence
        ("500 people get kits 35 will attend", None),
        ("500 people, and 35 clouds", None),
        ("500 people and 80 houses, others", None),  # a noun of its own
        ("500 people in Gao and 80 in Kidal", "people"),
        ("500 people in Gao, 80 in Kidal", "people"),
        ("500 people: 80 in Kidal", "people"),
        ("500 people in Gao and one in Kidal", None),
        ("500 people sing and 80 in Kidal", None),
        ("500 people in Gao. 80 in Kidal", None),
        ("500 people in Gao and 80 from Kidal", None),
    ],
)
def test_numbers_without_a_noun(text: str, unit: str | None) -> None:
    number = numbers(text)[-1]
    targets = counted(text, PEOPLE)
    whole = REFERENCES.whole(text, number.start, number.end, len(text), number.value, targets)
    phrase = REFERENCES.implied(text, number.end, len(text), number.start, number.value, whole, targets)
    assert (phrase and (phrase.unit, phrase.noun)) == (unit and (unit, "implied"))


def test_they_count_what_the_one_before_counts() -> None:
    text = "5 clubs, 3 of them sing"
    number = numbers(text)[-1]
    phrase = REFERENCES.implied(
        text, number.end, len(text), number.start, 3, 0, counted(text, ("5 clubs", 5, "groups"))
    )
    assert phrase is not None and phrase.unit == "groups"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30 of them women who sing", " women"),  # said behind
        ("30 of whom fly", ""),  # people, though nobody was counted before
        ("30 of which fly", None),
        ("30 ones", None),
        ("30 will attend", None),
    ],
)
def test_without_a_count_before(text: str, words: str | None) -> None:
    phrase = REFERENCES.implied(text, 2, len(text), 0, 30, None, [])
    assert (phrase and text[phrase.start : phrase.end]) == words


@pytest.mark.parametrize(
    ("text", "unit", "noun"),
    [
        ("clerks – 90 in total", "people", "clerk"),
        ("officers and clerks — 90 altogether", "people", "clerk"),
        ("clubs (12 so far)", "groups", "club"),
        ("clubs (12 in all)", "groups", "club"),
        ("clubs (12 in pairs)", None, ""),
        ("clubs, 12 in total", None, ""),
        ("clouds (12 in total)", None, ""),
        ("clubs (1 in total)", None, ""),
        ("(12 in total)", None, ""),
    ],
)
def test_sums_of_what_stands_before(text: str, unit: str | None, noun: str) -> None:
    (number,) = numbers(text)
    phrase = REFERENCES.apposed(text, 0, number.start, number.end, len(text), number.value)
    assert (phrase and (phrase.unit, phrase.noun)) == (unit and (unit, noun))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("train 35 young narrators", " young narrators"),
        ("Training of 35 narrators", " narrators"),
        ("training for\u00a035 narrators", " narrators"),
        ("hires 35 quick typewriters", " quick typewriters"),
        ("train 35 to narrators", None),  # a stop between them
        ("train 35 – narrators", None),
        ("train, 35 narrators", None),
        ("film 35 narrators", None),
        ("train 35 tall old young quick narrators", None),  # too far
        ("35 narrators", None),
    ],
)
def test_who_is_taught_is_people(text: str, words: str | None) -> None:
    (number,) = numbers(text)
    phrase = REFERENCES.taught(text, 0, number.start, number.end, len(text))
    assert (phrase and text[phrase.start : phrase.end]) == words
    assert phrase is None or phrase.unit == "people"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("300 direct and 1,500 indirect beneficiaries", "people"),
        ("300 female and 150 male mediators", "people"),
        ("300 rural or 150 urban households", "households"),
        pytest.param("300 rural & 150 urban households", "households"),
        ("300 male and 150 female kites", None),
        ("300 male mediators and 150 female mediators", None),
        ("300 quick and 150 slow mediators", None),
        ("300 male, 150 female mediators", None),
        ("300 male and 150 mediators", None),
    ],
)
def test_a_noun_for_two_counts(text: str, unit: str | None) -> None:
    first, second = numbers(text)
    assert REFERENCES.shared_unit(text, first.end, second, len(text)) == unit


def test_a_noun_for_two_counts_needs_a_second() -> None:
    assert REFERENCES.shared_unit("300 male and", 3, None, 12) is None
