"""Records out of what components wrote to a document, and the warnings that go with them."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from support import quotes

import wphf_extract.components.base  # noqa: F401 - declares what components write
from wphf_extract import Page, PageResult
from wphf_extract.records import SCHEMA_VERSION, text_sha256
from wphf_extract.results import make_result

BLANK = spacy.blank("en")
KITES, BOATS = "Amani trains 40 widows in Dori.", "Kaba repairs boats."
TEXT = f"{KITES}\r\n{BOATS}\r\n"


def doc_of(text: str, *projects: str, page: dict[str, Any] | None = None, **fields: list[Any]) -> Doc:
    """A document with descriptions, each where its words stand behind the one before, and the fields of each."""
    doc, at, found = BLANK.make_doc(text), 0, []
    for words in projects:
        at = text.index(words, at)
        found.append({"start": at, "end": at + len(words), "section": None, "country": (page or {}).get("country")})
        at += len(words)
    doc._.wphf_projects, doc._.wphf_page = found, page
    for name, values in fields.items():
        doc._.set(f"wphf_{name}", values)
    return doc


def result(text: str, *projects: str, page: dict[str, Any] | None = None, **fields: list[Any]) -> PageResult:
    return make_result(doc_of(text, *projects, page=page, **fields), Page(text, "kites.txt"), "en")


def organization(text: str, name: str, role: str = "lead") -> dict[str, Any]:
    at = text.index(name)
    return {"name": name, "acronym": None, "role": role, "start": at, "end": at + len(name), "rule": "test"}


def codes(found: PageResult) -> list[str]:
    return [warning.code for warning in found.warnings]


def test_each_description_is_a_record_of_its_own_words() -> None:
    found = result(TEXT, KITES, BOATS, organizations=[[organization(TEXT, "Amani")], [organization(TEXT, "Kaba")]])
    assert [here.text for here in found.records] == [KITES, BOATS]
    assert [TEXT[here.span.start : here.span.end] for here in found.records] == [KITES, BOATS]
    assert [here.organizations[0].name for here in found.records] == ["Amani", "Kaba"]
    assert {here.schema_version for here in found.records} == {SCHEMA_VERSION}
    assert {here.source.sha256 for here in found.records} == {text_sha256(TEXT)}
    assert codes(found) == []


def test_all_fields_are_taken_over() -> None:
    at = KITES.index("40")
    target = {
        **{"value": 40, "value_max": None, "qualifier": "exact", "unit": "people", "population": "widows"},
        **{"sex": "female", "age": None, "attributes": ["widow"], "included_in": None},
        **{"start": at, "end": at + 9, "rule": "count.people.widow"},
    }
    place = dict.fromkeys(("kind", "country_code", "geonames_id", "latitude", "longitude", "admin1"))
    at = KITES.index("Dori")
    place |= {"name": "Dori", "relation": "in", "start": at, "end": at + 4, "rule": "place.strong"}
    activity = {"code": "training", "start": 6, "end": 12, "rule": "test"}
    (here,) = result(KITES, KITES, targets=[[target]], locations=[[place]], activities=[[activity]]).records
    assert (here.targets[0].attributes, here.locations[0].name) == (("widow",), "Dori")
    assert here.activities[0].code == "training"
    assert quotes(KITES, [*here.targets, *here.locations, *here.activities]) == ["40 widows", "Dori", "trains"]


def test_components_that_did_not_run_leave_their_fields_empty() -> None:
    (here,) = result(KITES, KITES).records
    assert (here.organizations, here.locations, here.targets, here.activities) == ((), (), (), ())
    assert not here.is_consortium


def test_an_id_is_that_of_the_text_and_twins_have_their_own() -> None:
    text = f"{KITES}\n{BOATS}\n{KITES}\n{KITES}"
    ids = [here.record_id for here in result(text, KITES, BOATS, KITES, KITES).records]
    assert len(set(ids)) == 4
    assert all(len(name) == 16 and set(name) <= set("0123456789abcdef") for name in ids)
    (alone,) = result(f"Elsewhere:\n{KITES}", KITES).records
    assert alone.record_id == ids[0]


@pytest.mark.parametrize("text", ["İ e\u0301 ß trains.", "Kaba\r\n\u00a0trains.", "👩🏿‍🌾 trains."], ids=ascii)
def test_any_text_keeps_its_characters(text: str) -> None:
    (here,) = result(f"İ {text}", text).records
    assert (here.text, here.span.start) == (text, 2)


def test_countries_of_the_page_and_of_descriptions() -> None:
    doc = doc_of(TEXT, KITES, BOATS, page={"country": "MLI"})
    doc._.wphf_projects[1]["country"] = "NER"
    found = make_result(doc, Page(TEXT, "kites.txt", "https://example.org", "Kites"), "en")
    assert (found.source.country, found.source.country_code) == ("Mali", "MLI")
    assert [(here.source.country, here.source.country_code) for here in found.records] == [
        ("Mali", "MLI"),
        ("Niger", "NER"),
    ]
    assert (found.source.url, found.source.title, found.source.language) == ("https://example.org", "Kites", "en")


def test_a_page_without_a_country() -> None:
    found = result(KITES, KITES)
    assert (found.source.country, found.source.country_code) == (None, None)


@pytest.mark.parametrize("text", ["", "Kites fly."])
def test_no_description(text: str) -> None:
    found = result(text, page={"country": None, "declared_projects": 3, "declared_organizations": 2})
    assert found.records == ()
    (warning,) = found.warnings  # that the counts differ needs no telling
    assert (warning.code, warning.start, warning.end) == ("no_project", 0, max(len(text), 1))
    assert (found.declared_projects, found.declared_organizations) == (3, 2)


@pytest.mark.parametrize(("declared", "warns"), [(2, []), (3, ["project_count"]), (None, []), (0, ["project_count"])])
def test_how_many_projects_the_page_states(declared: int | None, warns: list[str]) -> None:
    names = [[organization(TEXT, "Amani")], [organization(TEXT, "Kaba")]]
    found = result(TEXT, KITES, BOATS, page={"declared_projects": declared}, organizations=names)
    assert codes(found) == warns


@pytest.mark.parametrize(("declared", "warns"), [(2, []), (3, ["organization_count"])])
def test_how_many_organisations_the_page_states(declared: int, warns: list[str]) -> None:
    """Those count that carry a project, each once."""
    text = f"{KITES}\n{BOATS} Amani and Sauti fund it."
    at = text.index("Amani", len(KITES))
    again = {**organization(text, "Amani"), "role": "member", "start": at, "end": at + 5}
    names = [[organization(text, "Amani")], [organization(text, "Kaba"), again, organization(text, "Sauti", "other")]]
    found = result(text, KITES, text[len(KITES) + 1 :], page={"declared_organizations": declared}, organizations=names)
    assert codes(found) == warns


def test_a_record_without_a_lead_and_numbers_that_nobody_understood() -> None:
    text = f"{BOATS} 77 and 88"
    doc = doc_of(text, text, organizations=[[organization(text, "Kaba", "member")]])
    doc._.wphf_projects[0]["uncounted"] = [(text.index(number), text.index(number) + 2) for number in ("77", "88")]
    found = make_result(doc, Page(text), "en")
    assert codes(found) == ["no_organization", "uncounted_number", "uncounted_number"]
    assert [text[warning.start : warning.end] for warning in found.warnings[1:]] == ["77", "88"]
    assert "'77'" in found.warnings[1].message and BOATS in found.warnings[0].message


def test_what_the_reader_assumed_is_a_warning() -> None:
    found = make_result(doc_of(KITES, KITES), Page(KITES, notes=("was read as Latin-1",)), "en")
    assert (found.warnings[0].code, found.warnings[0].message) == ("reading", "the page was read as Latin-1")
