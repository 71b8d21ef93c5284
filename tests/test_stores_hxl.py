"""HXL: libhxl's validator finds nothing to mend; numbers are counted once."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from spacy.language import Language
from storepages import HOSTILE, hostile_page, texts, two_places
from support import CORPUS

import wphf_extract
from wphf_extract import PageResult
from wphf_extract.stores import open_store
from wphf_extract.stores.cells import safe
from wphf_extract.stores.hxl import COLUMNS, write_hxl

hxl = pytest.importorskip("hxl", reason="libhxl is in the extra `test`")


def table(path: Path) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(tmp_path: Path, *pages: PageResult) -> list[list[str]]:
    with open_store(f"{tmp_path}/o.hxl.csv") as store:
        for page in pages:
            store.write(page)
    return table(tmp_path / "o.hxl.csv")


def validated(rows: list[list[str]]) -> dict[str, Any]:
    report: dict[str, Any] = hxl.validate(hxl.data(rows))
    return report


def dicts(rows: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def test_a_page_is_valid(page: PageResult, tmp_path: Path) -> None:
    rows = written(tmp_path, page)
    report = validated(rows)
    assert (report["is_valid"], report["stats"]["total"]) == (True, 0)
    assert rows[:2] == [list(COLUMNS), list(COLUMNS.values())]
    source = hxl.data(rows)
    assert {"#org", "#activity", "#sector", "#adm1", "#loc", "#geo", "#targeted", "#beneficiary"} <= set(source.tags)
    assert [row.get("#org+name+lead") for row in source.with_rows("#targeted+num>1000")] == ["Réseau Amani"]


def test_the_validator_does_find_faults(page: PageResult, tmp_path: Path) -> None:
    rows = written(tmp_path, page)
    rows[2][rows[1].index("#targeted+num")] = "many"
    assert validated(rows)["stats"]["error"] == 1


def test_the_corpus_is_valid(nlp: Language, tmp_path: Path) -> None:
    """Outliers and rare words are hints (`info`) on true values; there must be no warning and no error."""
    pages = wphf_extract.extract_pages(sorted(CORPUS.glob("*/*.txt")), nlp=nlp)
    rows = written(tmp_path, *pages)
    report = validated(rows)
    assert len(rows) > 500
    assert (report["stats"]["error"], report["stats"]["warning"]) == (0, 0)
    hints = {"Possible numeric outlier", "Rare value: check that it is correct"}
    assert {issue["description"] for issue in report["issues"]} <= hints


def test_no_number_is_counted_twice(tmp_path: Path) -> None:
    found = dicts(written(tmp_path, two_places()))
    assert [row["#loc+name"] for row in found] == ["Gao", "Nowhere", "", "", ""]
    assert [row["#targeted+num"] for row in found] == ["", "", "500", "", "5"]
    assert [row["#targeted+part"] for row in found] == ["", "", "", "300", ""]
    assert {row["#org+name+lead"] for row in found} == {"Sauti Moja"}
    assert [row["#beneficiary+type"] for row in found[2:]] == ["people", "people", "groups"]


def test_one_place_stands_with_its_numbers(page: PageResult, tmp_path: Path) -> None:
    found = dicts(written(tmp_path, page))
    assert [(row["#adm1+name"], row["#loc+name"], row["#targeted+num"]) for row in found] == [
        ("Gao", "Gao", "200"),
        ("Gao", "Gao", "8"),
        ("Mopti", "Mopti", "1500"),
        ("Ménaka", "Ménaka", "40"),
    ]
    assert found[2]["#org+name+partner+list"] == "Kaba Network"
    assert found[2]["#sector+code+v_dac_crs+list"] == "15130"


def test_lists_expand_in_libhxl(tmp_path: Path) -> None:
    rows = written(tmp_path, hostile_page("widows"))
    marks = [row.get("#beneficiary+attributes") for row in hxl.data(rows).expand_lists("#beneficiary+attributes")]
    assert marks == ["widow", "rural"]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_stay_valid(words: str, tmp_path: Path) -> None:
    rows = written(tmp_path, hostile_page(words))
    assert validated(rows)["stats"]["error"] == 0
    (row,) = dicts(rows)
    assert row["#loc+name"] == safe(" ".join(words.split()))


@settings(max_examples=50)
@given(words=texts)
def test_any_text_is_valid(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.hxl.csv"
    write_hxl(hostile_page(words).records, str(path))
    report = validated(table(path))
    assert (report["stats"]["error"], report["stats"]["warning"]) == (0, 0)
