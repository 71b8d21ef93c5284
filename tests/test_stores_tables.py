"""Tables, as rows, as CSV and as data frames."""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path

import pytest
from storepages import HOSTILE, hostile_page, two_places

from wphf_extract import PageResult
from wphf_extract.errors import StoreError
from wphf_extract.failures import PageFailure
from wphf_extract.records import Activity, Location, Organization, Target
from wphf_extract.stores import open_store, read
from wphf_extract.stores.cells import plain, safe
from wphf_extract.stores.frames import to_pandas, to_polars
from wphf_extract.stores.tables import TABLES, failure_row, table_rows
from wphf_extract.stores.tables_csv import write_csv
from wphf_extract.taxonomy import taxonomy


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_are_as_wide_as_their_tables(page: PageResult) -> None:
    for shown in (page, two_places(), hostile_page("x")):
        for table, found in table_rows(shown, taxonomy()).items():
            for row in found:
                pairs = zip(TABLES[table].values(), row, strict=True)
                assert [cell for kind, cell in pairs if cell is not None and not isinstance(cell, kind)] == []
    assert len(failure_row(PageFailure("a", "read", "b"))) == len(TABLES["errors"])


def test_no_field_of_a_record_is_left_out() -> None:
    values = {"organizations": Organization, "locations": Location, "targets": Target, "activities": Activity}
    for table, kind in values.items():
        assert {field.name for field in fields(kind)} <= set(TABLES[table])


def test_csv_beside_the_overview(page: PageResult, tmp_path: Path) -> None:
    with open_store(f"{tmp_path}/out.csv") as store:
        store.write(page)
        store.fail(PageFailure("b.txt", "read", "=no text"))
    names = {"out.csv", *(f"out.{table}.csv" for table in TABLES if table != "overview")}
    assert {f.name for f in tmp_path.iterdir()} == names
    overview = rows(tmp_path / "out.csv")
    assert [row["lead"] for row in overview] == ["Association Lumière du Sahel", "Réseau Amani", "ONG Tiéssiri"]
    assert [row["people"] for row in overview] == ["200", "1500", ""]
    assert rows(tmp_path / "out.errors.csv") == [{"source": "b.txt", "stage": "read", "message": "'=no text"}]
    assert rows(tmp_path / "out.activities.csv")[1]["crs_purpose_code"] == "15130"


def test_csv_in_a_folder_is_the_same(page: PageResult, tmp_path: Path) -> None:
    write_csv(page.records, f"{tmp_path}/out.csv")
    write_csv(page.records, f"{tmp_path}/folder.csv/")
    write_csv(page.records, f"{tmp_path}/folder.csv")  # there is a folder of this name
    for table in TABLES:
        beside = tmp_path / ("out.csv" if table == "overview" else f"out.{table}.csv")
        assert (tmp_path / "folder.csv" / f"{table}.csv").read_bytes() == beside.read_bytes()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "work.csv").mkdir()
    (tmp_path / "work.csv" / "thesis.txt").write_text("dear", encoding="utf-8")
    with (
        pytest.raises(StoreError, match=r"work\.csv: would be replaced, but holds other files \(thesis\.txt\)"),
        open_store(f"{tmp_path}/work.csv/"),
    ):
        pass
    assert (tmp_path / "work.csv" / "thesis.txt").read_text(encoding="utf-8") == "dear"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_come_back_from_csv(words: str, tmp_path: Path) -> None:
    csv.field_size_limit(10_000_000)
    with open_store(f"{tmp_path}/out.csv") as store:
        store.write(hostile_page(words))
    (organization, _) = rows(tmp_path / "out.organizations.csv")
    assert organization["name"] == safe(words)
    (place,) = rows(tmp_path / "out.locations.csv")
    assert (place["latitude"], place["longitude"]) == ("-1.5", "-0.25"), "negative numbers stay numbers"
    assert "\0" not in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_pandas_keeps_whole_numbers_whole() -> None:
    pytest.importorskip("pandas")
    frames = to_pandas([*two_places().records, *hostile_page("x").records])
    assert list(frames) == [table for table in TABLES if table not in ("warnings", "errors")]
    places = frames["locations"]
    assert str(places["geonames_id"].dtype) == "Int64"
    assert places["geonames_id"].isna().tolist() == [False, True, False]
    assert places["geonames_id"][0] == 2457161
    assert frames["pages"]["projects"].tolist() == [1, 1]
    whole = frames["targets"].merge(frames["projects"], on=["page", "record_id"])
    assert whole.groupby("unit")["value"].sum().to_dict() == {"groups": 5, "people": 830}


def test_polars_has_the_same_values() -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    records = [*two_places().records, *hostile_page("x").records]
    for table, frame in to_polars(records).items():
        cells = to_pandas(records)[table].astype(object)
        assert frame.rows() == [tuple(row) for row in cells.where(cells.notna(), None).itertuples(index=False)]


def test_frames_of_no_records_have_their_columns() -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    assert list(to_pandas([])["targets"].columns) == list(TABLES["targets"])
    assert to_polars([])["targets"].columns == list(TABLES["targets"])


def test_csv_is_not_read_back(tmp_path: Path) -> None:
    from wphf_extract.errors import UsageError

    with pytest.raises(UsageError, match="not read back"):
        read(f"{tmp_path}/out.csv")
    assert plain("a\0b") == "a\ufffdb"
