"""Projects of two runs are paired: within tied pages first, by id, then by likeness; none twice."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from support import named, record, source

from wphf_extract import ProjectRecord, pairing
from wphf_extract.pairing import pair_projects

KITES = "Amani trains sixty widows to build kites and to sell them at the weekly market of Dori."
BOATS = "Kaba repairs ten boats for fishers on the northern shore, and opens a workshop there."
RADIO = "Sauti airs a radio serial about land, in which judges answer what listeners ask by telephone."


def project(text: str, lead: str = "", **of: Any) -> ProjectRecord:
    """A project with a `record_id` of its text; `of` says where its page comes from."""
    where = replace(source("page.txt"), **of)
    organizations = (named(text, lead),) if lead else ()
    return record(text, record_id=sha256(text.encode()).hexdigest()[:16], source=where, organizations=organizations)


def edited(text: str) -> str:
    return text.replace("sixty", "seventy").replace("ten", "twelve").replace("judges", "lawyers")


@pytest.mark.parametrize(
    ("old", "new"), [([], []), ([project(KITES)], []), ([], [project(KITES)])], ids=["nothing", "removed", "added"]
)
def test_one_side_alone_has_no_pairs(old: list[ProjectRecord], new: list[ProjectRecord]) -> None:
    assert pair_projects(old, new) == {}


def test_the_same_text_is_the_same_project_in_any_order() -> None:
    old = [project(KITES), project(BOATS), project(RADIO)]
    assert pair_projects(old, old[::-1]) == {0: 2, 1: 1, 2: 0}


def test_equal_texts_are_paired_in_their_order_each_once() -> None:
    assert pair_projects([project(KITES)] * 2, [project(KITES)] * 3) == {0: 0, 1: 1}


def test_edited_texts_are_paired_by_likeness() -> None:
    old = [project(KITES), project(BOATS), project(RADIO)]
    new = [project(edited(RADIO)), project(edited(KITES)), project(edited(BOATS))]
    assert pair_projects(old, new) == {0: 2, 1: 0, 2: 1}


def test_the_most_alike_come_first() -> None:
    near, far = edited(KITES), KITES.replace("to sell them", "hire them out").replace("weekly market", "harbour")
    assert pair_projects([project(KITES)], [project(far), project(near)]) == {1: 0}


def test_unlike_texts_are_no_pair() -> None:
    assert pair_projects([project(KITES)], [project(BOATS)]) == {}


def test_the_lead_tells_projects_apart_whose_texts_are_alike() -> None:
    text = "{} trains sixty widows to build kites."
    names = ("Amani Wetu Network", "Kaba Hands Union")
    old = [project(text.format(name), name) for name in names]
    new = [project(text.format(name).replace("sixty", "seventy"), name) for name in names[::-1]]
    assert pair_projects(old, new) == {0: 1, 1: 0}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"url": "https://example.org/a", "path": "1.txt"}, {"url": "https://example.org/a", "path": "2.txt"}),
        ({"path": "in/mali.txt"}, {"path": "in/mali.txt"}),
        ({"path": "2024/mali.txt"}, {"path": "2025/mali.html"}),
        ({"path": "1.txt", "country_code": "MLI"}, {"path": "2.txt", "country_code": "MLI"}),
    ],
    ids=["address", "path", "name of the file", "country"],
)
def test_pages_are_tied_and_their_projects_paired_first(old: dict[str, str], new: dict[str, str]) -> None:
    """Twins on other pages are just as like, and stand at the same places."""
    olds = [project(KITES, path="older.txt"), project(KITES, **old)]
    news = [project(edited(KITES), **new), project(edited(KITES), path="other.txt")]
    assert pair_projects(olds, news) == {0: 1, 1: 0}


def test_several_pages_of_a_country_are_tied_by_nothing_but_their_projects_still_meet() -> None:
    old = [project(KITES, path="1.txt", country_code="MLI"), project(BOATS, path="2.txt", country_code="MLI")]
    new = [
        project(edited(BOATS), path="3.txt", country_code="MLI"),
        project(edited(KITES), path="4.txt", country_code="MLI"),
    ]
    assert pair_projects(old, new) == {0: 1, 1: 0}


def test_other_countries_do_not_meet() -> None:
    old = [project(KITES, path="1.txt", country_code="MLI")]
    assert pair_projects(old, [project(KITES, path="2.txt", country_code="NER")]) == {}


def test_a_project_that_moved_to_another_page_is_found() -> None:
    old = [project(KITES, path="a.txt", country_code="MLI"), project(BOATS, path="a.txt", country_code="MLI")]
    new = [project(KITES, path="a.txt", country_code="MLI"), project(edited(BOATS), path="b.txt", country_code="MLI")]
    assert pair_projects(old, new) == {0: 0, 1: 1}


def test_of_too_many_only_those_of_one_lead_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "_CELLS", 0)
    old = [project(KITES, "Amani"), project(BOATS, "Kaba")]
    new = [project(edited(BOATS), "Kaba"), project(edited(KITES).replace("Amani", "Sauti"), "Sauti")]
    assert pair_projects(old, new) == {0: 1}
