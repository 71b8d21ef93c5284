"""IATI: the official schema of version 2.03 takes every file, and no fact is made up without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from storepages import HOSTILE, hostile_page, texts, two_places
from support import CORPUS, SHARED, record

import wphf_extract
from wphf_extract import PageResult
from wphf_extract.errors import ModelError, StoreError, UsageError
from wphf_extract.stores import StoreOptions, open_store
from wphf_extract.stores.cells import plain
from wphf_extract.stores.iati import read_fund, write_iati
from wphf_extract.stores.iati_activity import NO_DATE, NO_TERM

etree = pytest.importorskip("lxml.etree")
STANDARD = SHARED / "standards" / "iati"
needs_standard = pytest.mark.skipif(
    not STANDARD.is_dir(), reason="the official IATI schema lies beside the checkout, not in it"
)


@pytest.fixture(scope="module")
def schema() -> Any:
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    return etree.XMLSchema(etree.parse(STANDARD / "iati-activities-schema.xsd", parser))


def written(tmp_path: Path, *pages: PageResult, **options: Any) -> Any:
    with open_store(f"{tmp_path}/o.iati.xml", StoreOptions(**options)) as store:
        for page in pages:
            store.write(page)
    return etree.parse(tmp_path / "o.iati.xml", etree.XMLParser(no_network=True, huge_tree=True))


@needs_standard
@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_every_page_of_the_corpus_is_valid(split: str, schema: Any, nlp: Language, tmp_path: Path) -> None:
    valid = 0
    for path in sorted((CORPUS / split).glob("*.txt")):
        page = wphf_extract.extract(path.read_text(encoding="utf-8"), source=path.name, nlp=nlp)
        if not page.records:
            with pytest.raises(StoreError, match="demands at least one activity"):
                written(tmp_path, page)
            continue
        tree = written(tmp_path, page)
        assert schema.validate(tree), (path.name, schema.error_log.last_error.message)
        assert len(tree.getroot()) == len(page.records)
        valid += 1
    assert valid >= 5


@needs_standard
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_valid(words: str, schema: Any, tmp_path: Path) -> None:
    tree = written(tmp_path, hostile_page(words))
    schema.assertValid(tree)
    assert tree.findtext("iati-activity/location/name/narrative") == plain(words)


@needs_standard
@settings(max_examples=50)
@given(words=texts, url=st.sampled_from(["https://example.org/", "https://"]).flatmap(lambda u: texts.map(u.__add__)))
def test_any_text_and_address_is_valid(
    words: str, url: str, schema: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (here,) = hostile_page(words).records
    data = here.to_dict()
    data["source"]["url"] = url
    target = tmp_path_factory.getbasetemp() / "any.iati.xml"
    write_iati([type(here).from_dict(data)], str(target))
    schema.assertValid(etree.parse(target))


@needs_standard
def test_the_schema_does_find_faults(schema: Any, page: PageResult, tmp_path: Path) -> None:
    tree = written(tmp_path, page)
    activity = tree.getroot()[0]
    activity.remove(activity.find("title"))
    assert not schema.validate(tree)


def test_an_activity_says_what_the_page_says(page: PageResult, tmp_path: Path) -> None:
    tree = written(tmp_path, page)
    first, second, third = tree.getroot()
    assert first.findtext("iati-identifier") == f"XI-WPHF-EXTRACT-{page.records[0].record_id}"
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert first.find("recipient-country").get("code") == "ML"
    roles = [(o.get("role"), o.findtext("narrative")) for o in second.findall("participating-org")]
    fund = read_fund("en_wphf").name
    assert roles == [("1", fund), ("4", "Réseau Amani (RA)"), ("4", "Kaba Network")]
    assert second.find("sector").attrib == {"vocabulary": "1", "code": "15130"}
    assert first.findtext("description[@type='1']/narrative") == page.records[0].text
    assert first.findtext("description[@type='4']/narrative") == "Peacebuilding"
    place = third.find("location")
    assert place.find("location-id").attrib == {"vocabulary": "G1", "code": "12070577"}
    assert place.findtext("point/pos") == "15.91985 2.39609"
    assert place.find("exactness").get("code") == "2", "near"
    values = [(i.findtext("title/narrative"), i.find("period/target").get("value")) for i in first.iter("indicator")]
    assert values == [("women", "200"), ("women’s groups", "8")]
    assert second.findtext("result/indicator/period/target/comment/narrative") == "over 1,500 widows"
    assert second.findtext("result/indicator/description/narrative") == "unit: people; qualifier: at_least"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/mali page?a=1%2", "https://example.org/mali%20page?a=1%252"),
        ("https://example.org/a#b#c", "https://example.org/a#b%23c"),
        ("javascript:alert(1)", None),
        ("http://[::", None),
    ],
)
def test_the_page_is_linked_if_it_has_a_web_address(url: str, address: str | None, tmp_path: Path) -> None:
    data = two_places().to_dict()
    data["records"][0]["source"]["url"] = url
    link = written(tmp_path, PageResult.from_dict(data)).find("iati-activity/document-link")
    assert (link.get("url") if link is not None else None) == address


def test_what_no_one_knows_is_said(page: PageResult, tmp_path: Path) -> None:
    tree = written(tmp_path, page)
    (day,) = tree.getroot()[0].findall("activity-date")
    assert (day.get("iso-date"), day.findtext("narrative")[:9]) == (NO_DATE, "Not known")
    period = tree.find("iati-activity/result/indicator/period")
    assert tuple(child.get("iso-date") for child in period[:2]) == NO_TERM


@needs_standard
def test_a_publisher_says_what_pages_do_not(schema: Any, page: PageResult, tmp_path: Path) -> None:
    known = {"iati_start": "2024-01-01", "iati_end": "2025-12-31", "iati_status": "4"}
    tree = written(tmp_path, page, iati_prefix="XM-ABC-1", iati_reporter="Data & Co", iati_reporter_type="70", **known)
    schema.assertValid(tree)
    activity = tree.getroot()[0]
    assert activity.find("reporting-org").attrib == {"ref": "XM-ABC-1", "type": "70", "secondary-reporter": "1"}
    assert activity.findtext("reporting-org/narrative") == "Data & Co"
    dates = [(d.get("type"), d.get("iso-date"), d.find("narrative")) for d in activity.findall("activity-date")]
    assert dates == [("1", "2024-01-01", None), ("3", "2025-12-31", None)]
    assert activity.find("result/indicator/period/period-end").get("iso-date") == "2025-12-31"
    assert activity.find("activity-status").get("code") == "4"


def test_scope_needs_known_places(page: PageResult, tmp_path: Path) -> None:
    tree = written(tmp_path, page, two_places())
    assert [a.find("activity-scope") is not None for a in tree.getroot()] == [True, True, True, False]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"iati_prefix": "a b"}, "an identifier has no spaces"),
        ({"iati_start": "01/02/2024"}, "give a day as YYYY-MM-DD"),
        ({"iati_end": "20240101"}, "give a day as YYYY-MM-DD"),
        ({"iati_start": "2024-02-01", "iati_end": "2024-01-01"}, "lies behind"),
        ({"iati_status": "7"}, "codes are 1, 2, 3, 4, 5, 6"),
        ({"iati_reporter_type": "NGO"}, "codes are 10, 11"),
    ],
)
def test_bad_options_are_refused(options: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        open_store("o.iati.xml", StoreOptions(**options))


def test_no_record_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="demands at least one activity"):
        written(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_model_without_a_fund_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match=r"fund\.toml: needs the keys"):
        read_fund(str(tmp_path))


def test_long_texts_have_short_titles(tmp_path: Path) -> None:
    for text in ("word " * 60 + "end", "x" * 300):
        write_iati([record(text)], f"{tmp_path}/o.iati.xml")
        title = etree.parse(tmp_path / "o.iati.xml").findtext("iati-activity/title/narrative")
        assert title.endswith("…")
        assert 100 < len(title) <= 120
