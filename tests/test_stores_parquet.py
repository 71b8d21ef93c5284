"""Parquet: equal records come back, whatever their texts."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from storepages import HOSTILE, hostile_page, texts, two_places

from wphf_extract import PageFailure, PageResult
from wphf_extract.distributed import output_schema
from wphf_extract.errors import StoreError
from wphf_extract.plain import record_to_dict
from wphf_extract.records import ProjectRecord
from wphf_extract.stores import open_store, read, read_failures
from wphf_extract.stores import parquet as module

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def test_equal_records_come_back(page: PageResult, tmp_path: Path) -> None:
    target = f"{tmp_path}/o.parquet"
    with open_store(target) as store:
        store.write(page)
        store.write(two_places())
    assert list(read(target)) == [*page.records, *two_places().records]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_come_back(words: str, tmp_path: Path) -> None:
    module.write_parquet(hostile_page(words).records, f"{tmp_path}/o.parquet")
    assert list(read(f"{tmp_path}/o.parquet")) == list(hostile_page(words).records)


@settings(max_examples=50)
@given(words=texts)
def test_any_text_comes_back(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = f"{tmp_path_factory.getbasetemp()}/any.parquet"
    module.write_parquet(hostile_page(words).records, target)
    assert list(read(target)) == list(hostile_page(words).records)


def test_a_file_without_records_can_be_read(tmp_path: Path) -> None:
    module.write_parquet([], f"{tmp_path}/o.parquet")
    assert list(read(f"{tmp_path}/o.parquet")) == []


def test_the_schema_is_nested_and_typed(tmp_path: Path) -> None:
    module.write_parquet(two_places().records, f"{tmp_path}/o.parquet")
    table = pq.read_table(f"{tmp_path}/o.parquet")
    assert table.schema.names == [field.name for field in fields(ProjectRecord)]
    assert table.schema.metadata[b"wphf_extract.schema_version"] == b"1.0"
    place = table.schema.field("locations").type.value_type
    assert place.field("geonames_id").type == pa.int64()
    assert not place.field("name").nullable
    assert table["locations"][0][1]["geonames_id"].as_py() is None


def test_rows_go_out_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_GROUP_ROWS", 10)
    with open_store(f"{tmp_path}/o.parquet") as store:
        for _ in range(25):
            store.write(two_places())
    assert pq.ParquetFile(f"{tmp_path}/o.parquet").num_row_groups == 3
    assert len(list(read(f"{tmp_path}/o.parquet"))) == 25


def test_what_is_no_file_of_records_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"a\.parquet: cannot be read"):
        list(read(f"{tmp_path}/a.parquet"))
    (tmp_path / "b.parquet").write_text("PAR1?", encoding="utf-8")
    with pytest.raises(StoreError, match=r"b\.parquet: cannot be read"):
        list(read(f"{tmp_path}/b.parquet"))
    pq.write_table(pa.table({"a": [1]}), tmp_path / "c.parquet")
    with pytest.raises(StoreError, match=r"c\.parquet: its columns are not those"):
        list(read(f"{tmp_path}/c.parquet"))


def test_what_ray_wrote_comes_back_with_its_failures(page: PageResult, tmp_path: Path) -> None:
    """A folder of files, in which a row is a record or a failure."""
    folder, lost = tmp_path / "records.parquet", PageFailure("lost.txt", "read", "lost.txt: no page")
    folder.mkdir()
    rows = [*map(record_to_dict, page.records), {"failure": asdict(lost)}, record_to_dict(*two_places().records)]
    for number, some in enumerate((rows[:2], rows[2:])):
        pq.write_table(pa.Table.from_pylist(some, output_schema()), folder / f"{number}.parquet")
    for target in (str(folder), f"{folder}/"):
        assert list(read(target)) == [*page.records, *two_places().records]
        assert list(read_failures(target)) == [lost]
    assert list(read(f"{folder}/0.parquet")) == list(page.records[:2])
    pq.write_table(pa.table({"a": [1]}), folder / "2.parquet")
    with pytest.raises(StoreError, match=r"2\.parquet: its columns are not those"):
        list(read(str(folder)))
    (tmp_path / "empty.parquet").mkdir()
    with pytest.raises(StoreError, match="a folder without Parquet files"):
        list(read(f"{tmp_path}/empty.parquet"))


def test_failures_of_a_file_are_read_beside_it(page: PageResult, tmp_path: Path) -> None:
    lost = PageFailure("lost.txt", "read", "lost.txt: no page")
    with open_store(f"{tmp_path}/o.parquet") as store:
        store.write(page)
        store.fail(lost)
    assert list(read_failures(f"{tmp_path}/o.parquet")) == [lost]


def test_a_number_too_large_costs_its_page_only(tmp_path: Path) -> None:
    (good,) = two_places().records
    data = good.to_dict()
    data["targets"][0]["value"] = 2**63
    huge = ProjectRecord.from_dict(data)
    with open_store(f"{tmp_path}/o.parquet") as store:
        with pytest.raises(StoreError, match=r"two\.txt"):
            store.write(PageResult(huge.source, None, None, (huge,), ()))
        store.write(two_places())
    assert list(read(f"{tmp_path}/o.parquet")) == [good]
