"""JSON Lines: what is written reads back equal; nothing half-written stays."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

import wphf_extract
from wphf_extract.cli import main
from wphf_extract.errors import StoreError, UsageError
from wphf_extract.failures import PageFailure
from wphf_extract.plain import page_from_dict, page_to_dict
from wphf_extract.records import PageResult
from wphf_extract.stores import open_store, read

TEXT = (
    "WPHF in Benin\n\n- Réseau Amani (RAM) on a project to train over 40 widows in Parakou.\n- Voix (VF) in Cotonou.\n"
)


@pytest.fixture(scope="module")
def page() -> PageResult:
    return wphf_extract.extract(TEXT, source="benin.txt")


def test_reads_back_equal(page: PageResult, tmp_path: Path) -> None:
    target = str(tmp_path / "out.jsonl")
    with open_store(target) as store:
        store.write(page)
    assert tuple(read(target)) == page.records


def test_page_from_dict_undoes_page_to_dict(page: PageResult) -> None:
    assert page_from_dict(json.loads(json.dumps(page_to_dict(page)))) == page


def test_failures_stand_beside_the_records_and_go_with_the_next_run(page: PageResult, tmp_path: Path) -> None:
    target = str(tmp_path / "out.jsonl")
    with open_store(target) as store:
        store.write(page)
        store.fail(PageFailure("b.txt", "read", "no text"))
    errors = tmp_path / "out.errors.jsonl"
    assert json.loads(errors.read_text(encoding="utf-8")) == {"source": "b.txt", "stage": "read", "message": "no text"}
    with open_store(target) as store:
        store.write(page)
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_an_error_leaves_the_old_file(page: PageResult, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError, match="stop"), open_store(str(target)) as store:
        store.write(page)
        raise RuntimeError("stop")
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]
    assert target.read_text(encoding="utf-8") == "old"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with pytest.raises(StoreError, match=r"out\.jsonl: No such file"):
        list(read(str(target)))
    target.write_text('{"a": 1}\n', encoding="utf-8")
    with pytest.raises(StoreError, match=r"out\.jsonl:1: no project record"):
        list(read(str(target)))


def test_unknown_endings_are_refused() -> None:
    with pytest.raises(UsageError, match=r"out\.docx: no store"):
        open_store("out.docx")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names files by bytes of any kind")
def test_a_file_whose_name_is_no_utf8_is_written_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / os.fsdecode(b"bad\xff.txt")
    page.write_text(TEXT, encoding="utf-8")
    assert main(["extract", "-q", str(page)]) == 0
    paths = [json.loads(line)["source"]["path"] for line in capsys.readouterr().out.splitlines()]
    assert paths == [str(page).replace("\udcff", "\\udcff")] * 2  # what is no text is spelt out
    target = str(tmp_path / "out.jsonl")
    assert main(["extract", "-q", str(page), "-o", target]) == 0
    assert [record.source.path for record in read(target)] == paths
