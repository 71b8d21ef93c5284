"""Totals: nothing counts twice, units stay apart, and what the charts show adds up."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from storepages import place, target, two_places
from support import named, record, source

from wphf_extract import PageResult, ProjectRecord
from wphf_extract.reached import people
from wphf_extract.records import Activity, Source, Target
from wphf_extract.taxonomy import taxonomy
from wphf_extract.totals import BENEFICIARIES, distinct, places, ranked, totals, who_works_where


def of(country: str | None, path: str = "page.txt") -> Source:
    return replace(source(path), country_code=country)


def counted(words: str, **fields: tuple[int, dict[str, object]]) -> ProjectRecord:
    """A record of a text with targets: each word of `fields` stands in it, with its value and what is known of it."""
    targets = tuple(target(words, word, value, word, **facts) for word, (value, facts) in fields.items())
    return record(words, targets=targets)


def test_parts_of_a_whole_do_not_count_again() -> None:
    (two,) = two_places().records
    assert people(two) == 500
    sums = totals([two])
    assert sums.reached == {"people": 500, "households": 0, "groups": 5, "institutions": 0}
    assert sums.people_by_sex == {"female": 300, None: 200}


def test_areas_and_items_are_no_beneficiaries() -> None:
    found = counted("villages kits schools", villages=(8, {"unit": "areas"}), kits=(90, {"unit": "items"}))
    assert people(found) is None
    assert totals([found]).reached == dict.fromkeys(BENEFICIARIES, 0)
    assert totals([found]).people_by_sex == {}


def test_parts_of_another_unit_are_of_no_whole() -> None:
    found = counted("groups women", groups=(8, {"unit": "groups"}), women=(200, {"sex": "female", "included_in": 0}))
    assert totals([found]).reached["people"] == 0  # as in `people`, the databases and the tables
    assert totals([found]).reached["groups"] == 8


@pytest.mark.parametrize(
    ("sexes", "expected"),
    [
        ((None, "female", "male"), {"female": 60, "male": 30, None: 10}),
        (("mixed", "female", None), {"female": 60, "mixed": 40}),
        (("female", "female", "male"), {"female": 100}),  # the whole has its word
    ],
)
def test_people_by_sex(sexes: tuple[str | None, ...], expected: dict[str | None, int]) -> None:
    whole, first, second = sexes
    found = counted(
        "all some others",
        all=(100, {"sex": whole}),
        some=(60, {"sex": first, "included_in": 0}),
        others=(30, {"sex": second, "included_in": 0}),
    )
    assert totals([found]).people_by_sex == expected


def test_parts_that_overlap_are_never_more_than_the_whole() -> None:
    found = counted(
        "all women girls",
        all=(100, {}),
        women=(80, {"sex": "female", "included_in": 0, "attributes": ("widow",)}),
        girls=(70, {"sex": "female", "included_in": 0, "attributes": ("widow",)}),
    )
    assert totals([found]).people_by_sex == {"female": 100}
    assert totals([found]).people_by_mark == {"widow": 100}


def test_marks_are_those_of_a_part_or_of_the_whole() -> None:
    found = counted(
        "all some few",
        all=(100, {"attributes": ("displaced",)}),
        some=(40, {"attributes": ("displaced", "widow"), "included_in": 0}),
        few=(10, {"age": "children", "included_in": 1}),
    )
    assert totals([found]).people_by_mark == {"displaced": 100, "widow": 40, "children": 10}


def test_a_circle_of_parts_counts_for_nothing_and_ends() -> None:
    found = counted("one two", one=(5, {"included_in": 1}), two=(6, {"included_in": 0}))
    assert totals([found]).reached["people"] == 0


def test_equal_descriptions_of_a_country_count_once() -> None:
    first = counted("women", women=(10, {"sex": "female"}))
    again, abroad = replace(first, source=of(None, "other.txt")), replace(first, source=of("BEN"))
    assert distinct([first, again, abroad]) == [first, abroad]
    sums = totals([first, again, abroad])
    assert (sums.projects, sums.repeated, sums.reached["people"]) == (2, 1, 20)
    assert sums.people_by_country == {"BEN": 10, None: 10}


def test_projects_by_activity_and_impact_area() -> None:
    def doing(text: str, *codes: str) -> ProjectRecord:
        activities = tuple(Activity(code, n, n + 1, "test") for n, code in enumerate(codes))
        return record(text, record_id=text, activities=activities)

    sums = totals([doing("first", "training", "training", "advocacy"), doing("second", "training", "own.code")])
    assert sums.projects_by_activity == {"training": 2, "advocacy": 1, "own.code": 1}
    area = taxonomy().activities["training"].impact_area
    assert sums.projects_by_impact_area[area] == 2
    assert sums.projects_by_impact_area[None] == 1
    assert list(sums.projects_by_impact_area)[-1] is None


def test_who_works_where() -> None:
    text = "Sauti Moja and Amani with Fund in Gao, Mopti, Nowhere"
    here = record(
        text,
        source=of("MLI"),
        organizations=(
            named(text, "Sauti Moja"),
            named(text, "Amani", role="member"),
            named(text, "Fund", role="other"),
        ),
        locations=(
            place(text, "Gao", country_code="MLI", admin1="Gao"),
            place(text, "Mopti", country_code="MLI", admin1="Mopti"),
            place(text, "Nowhere"),
        ),
    )
    other = "Sauti Moja again"
    second = record(other, record_id="f", source=of("MLI"), organizations=(named(other, "Sauti Moja"),))
    rows = [(row.organization, row.country_code, row.area, row.projects) for row in who_works_where([here, second])]
    assert rows == [
        ("Amani", "MLI", "Gao", 1),
        ("Amani", "MLI", "Mopti", 1),
        ("Sauti Moja", "MLI", None, 1),
        ("Sauti Moja", "MLI", "Gao", 1),
        ("Sauti Moja", "MLI", "Mopti", 1),
    ]
    assert totals([here, second]).organizations == 2


def test_places_are_counted_by_project_and_countries_told_apart() -> None:
    text = "Gao, Gao again, Mali"
    benin = record("in Mali", record_id="b", source=of("BEN"), locations=(place("in Mali", "Mali"),))
    here = record(
        text,
        source=of("MLI"),
        locations=(
            place(text, "Gao", country_code="MLI", geonames_id=2457161),
            place(text, "Mali", country_code="MLI", geonames_id=2453866),
        ),
    )
    found = {(p.name, p.country_code): p for p in places([here, here, replace(here, record_id="c"), benin])}
    assert found["Gao", "MLI"].projects == 2
    assert [found[key].is_country for key in (("Gao", "MLI"), ("Mali", "MLI"), ("Mali", "BEN"))] == [False, True, False]
    sums = totals([here, benin])
    assert (sums.places, sums.countries) == (2, 2)


def test_sums_add_up_whatever_the_targets() -> None:
    chance = random.Random(3)

    def any_target(number: int) -> Target:
        part = chance.randrange(number) if number and chance.random() < 0.5 else None
        sex = chance.choice(["female", "male", "mixed", None])
        return target("x" * 50, "x", chance.randrange(1000), "x", sex=sex, included_in=part)

    for _ in range(300):
        found = record("x" * 50, targets=tuple(any_target(number) for number in range(chance.randrange(8))))
        sums = totals([found])
        assert sum(sums.people_by_sex.values()) == sum(sums.people_by_country.values()) == (people(found) or 0)
        assert all(count >= 0 for count in sums.people_by_sex.values())


def test_ranked_puts_the_largest_first_and_what_is_unsaid_last() -> None:
    assert list(ranked({"b": 1, None: 9, "a": 1, "c": 2, "none": 0}).items()) == [
        ("c", 2),
        ("a", 1),
        ("b", 1),
        (None, 9),
    ]


def test_a_page_sums_up(page: PageResult) -> None:
    sums = totals(page.records)
    assert (sums.projects, sums.organizations, sums.reached["people"], sums.reached["households"]) == (3, 4, 1700, 40)
