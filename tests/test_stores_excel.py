"""Excel: sheets that open, texts that stay texts, and limits that are said."""

from __future__ import annotations

from pathlib import Path

import pytest
from storepages import HOSTILE, hostile_page, two_places

from wphf_extract import PageResult
from wphf_extract.failures import PageFailure
from wphf_extract.stores import excel, open_store
from wphf_extract.stores.cells import safe
from wphf_extract.stores.tables import TABLES

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")


def book(tmp_path: Path, *pages: PageResult) -> openpyxl.Workbook:
    with open_store(f"{tmp_path}/o.xlsx") as store:
        for page in pages:
            store.write(page)
        store.fail(PageFailure("b.txt", "read", "@no text"))
    return openpyxl.load_workbook(tmp_path / "o.xlsx")


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> list[object]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[head.index(name)] for row in rows]


def test_a_sheet_a_table_with_a_frozen_header(page: PageResult, tmp_path: Path) -> None:
    found = book(tmp_path, page)
    assert found.sheetnames == list(TABLES)
    for sheet in found:
        assert [cell.value for cell in sheet[1]] == list(TABLES[sheet.title])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
    assert column(found["targets"], "value") == [200, 8, 1500, 40]
    assert column(found["projects"], "is_consortium") == [False] * 3
    assert column(found["errors"], "message") == ["'@no text"]


@pytest.mark.parametrize("words", [w for name, w in HOSTILE.items() if name != "long"])
def test_hostile_texts_are_cells_of_text(words: str, tmp_path: Path) -> None:
    found = book(tmp_path, hostile_page(words))
    name = found["organizations"]["D2"]
    assert name.data_type == "s"
    # openpyxl leaves Office's escape of an underscore as it stands in the file
    assert name.value.replace("_x005F_", "_") == safe(words).replace("\r\n", "\n").replace("\r", "\n")
    assert column(found["locations"], "latitude") == [-1.5]


def test_escapes_of_office_are_escaped(tmp_path: Path) -> None:
    found = book(tmp_path, hostile_page("_x0041_"))
    assert found["organizations"]["D2"].value == "_x005F_x0041_"


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_too_long_is_cut_and_said(letter: str, tmp_path: Path) -> None:
    words = letter * 40_000
    found = book(tmp_path, hostile_page(words))
    name = str(found["organizations"]["D2"].value)
    assert len(name.encode("utf-16-le")) <= 2 * excel.MAX_CHARACTERS
    assert name.startswith(letter * 10_000)
    assert name.endswith(f"[cut here: {len(words):,} characters are more than Excel holds in a cell]")
    messages = column(found["errors"], "message")
    assert "organizations.name is cut in this file: 0123456789abcdef: longer than 32,767 characters" in messages
    assert set(column(found["errors"], "source")) == {"page.txt", "b.txt"}


def test_a_text_that_just_fits_is_whole(tmp_path: Path) -> None:
    words = "a" * excel.MAX_CHARACTERS
    assert book(tmp_path, hostile_page(words))["organizations"]["D2"].value == words


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAX_ROWS", 5)
    found = book(tmp_path, two_places(), two_places(), two_places())
    sheets = [name for name in found.sheetnames if name.startswith("targets")]
    assert sheets == ["targets", "targets 2", "targets 3"]
    values = [value for name in sheets for value in column(found[name], "value")]
    assert values == [500, 300, 5] * 3


def test_numbers_longer_than_excel_counts_are_text(tmp_path: Path) -> None:
    (good,) = two_places().records
    data = good.to_dict()
    data["targets"][0]["value"] = 1234567890123456789
    huge = type(good).from_dict(data)
    found = book(tmp_path, PageResult(huge.source, None, None, (huge,), ()))
    assert column(found["targets"], "value") == ["1234567890123456789", 300, 5]
