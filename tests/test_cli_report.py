"""The command `report`: what it takes, and what it says of what it cannot take."""

from __future__ import annotations

from pathlib import Path

import pytest
from reports import chart, tree, words
from support import REPO, Run

from wphf_extract import PageFailure, PageResult
from wphf_extract.stores import open_store

EXAMPLE = REPO / "examples" / "country_page.txt"


def test_pages_are_extracted(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    code, _, err = run("report", EXAMPLE, tmp_path / "none.txt", "-o", out, "--title", "Our <partners>")
    assert code == 1
    assert "none.txt" in err and err.splitlines()[-1] == f"{out}: 1 pages, 4 records, 0 warnings, 1 errors"
    html = tree(out.read_text(encoding="utf-8"))
    assert words(html.css_first("h1")) == "Our <partners>"
    assert len(html.css("article.project")) == 4
    assert "1 page failed" in words(html.css_first("#look"))
    assert "41 per cent of women there cannot read" in words(html.css_first("#pages"))


def test_standard_input_is_a_page(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EXAMPLE.open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert run("report", "-", "-o", tmp_path / "r.html")[0] == 0
    assert "41 per cent of women there cannot read" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["jsonl", "sqlite", "parquet", "duckdb"])
def test_files_of_records_are_read(run: Run, tmp_path: Path, ending: str, page: PageResult) -> None:
    records = tmp_path / f"records.{ending}"
    with open_store(str(records)) as store:
        store.write(page)
        store.fail(PageFailure("lost.txt", "read", "lost.txt: no page"))
    assert run("report", records, "-o", tmp_path / "r.html") == (
        0,
        "",
        f"{tmp_path / 'r.html'}: 1 pages, 3 records, 0 warnings, 0 errors\n",
    )
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "lost.txt: no page" in html
    assert chart(html, "People targeted, by sex") == {"Women and girls": 1700}


def test_what_cannot_be_read_or_written_is_told(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"a": 1}\n', encoding="utf-8")
    for given_, said in (
        (broken, "broken.jsonl:1"),
        (tmp_path / "x.csv", "not read back"),
        (tmp_path / "no.db", "no.db"),
    ):
        code, _, err = run("report", given_, "-o", tmp_path / "r.html")
        assert (code, err.count("\n")) == (2, 1) and said in err
    (tmp_path / "good.errors.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "good.jsonl").write_text("", encoding="utf-8")
    code, _, err = run("report", tmp_path / "good.jsonl", "-o", tmp_path / "r.html")
    assert code == 2 and "good.errors.jsonl:1" in err
    code, _, err = run("report", EXAMPLE, "-o", tmp_path / "no" / "r.html")
    assert code == 2 and "r.html" in err and "make the folder" in err
    assert not (tmp_path / "r.html").exists()
    code, _, err = run("report", EXAMPLE, "-o", tmp_path / "r.pdf")
    assert code == 2 and "r.pdf: a report is HTML" in err
    assert not (tmp_path / "r.pdf").exists()


def test_files_of_errors_among_files_of_records_are_no_records(run: Run, tmp_path: Path, page: PageResult) -> None:
    with open_store(str(tmp_path / "r.jsonl")) as store:
        store.write(page)
        store.fail(PageFailure("lost.txt", "read", "lost.txt: no page"))
    assert run("report", *sorted(tmp_path.glob("*.jsonl")), "-o", tmp_path / "r.html")[0] == 0
    assert (tmp_path / "r.html").read_text(encoding="utf-8").count("lost.txt: no page") == 1


def test_where_nothing_can_be_written_nothing_is_extracted(run: Run, tmp_path: Path) -> None:
    code, _, err = run("report", EXAMPLE, tmp_path / "none.txt", "-o", tmp_path / "no" / "r.html")
    assert code == 2 and "none.txt" not in err
