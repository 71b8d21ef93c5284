"""The plotting scripts run, and their figures are those of the report."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from reports import chart
from support import CORPUS, PAGE, REPO, script

import wphf_extract
from wphf_extract import PageResult
from wphf_extract.report import report_html
from wphf_extract.stores import open_store, read
from wphf_extract.totals import totals, who_works_where

pytest.importorskip("matplotlib", reason="the plots need their extra: pip install '.[plots]'")
pytest.importorskip("pyarrow", reason="the plots need their extra: pip install '.[plots]'")


@pytest.fixture(scope="module")
def pages() -> list[PageResult]:
    pages = [CORPUS / "train" / f"{name}.txt" for name in ("niger", "chad")]
    return [wphf_extract.extract(path.read_text(encoding="utf-8"), source=path.name) for path in pages]


@pytest.fixture(scope="module")
def records(pages: list[PageResult], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plots") / "records.parquet"
    with open_store(str(path)) as store:
        for page in pages:
            store.write(page)
    return path


@pytest.mark.parametrize("name", ["plot_people_by_country", "plot_who_works_where"])
def test_it_runs_on_a_parquet_file(name: str, records: Path, tmp_path: Path) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", str(REPO / "examples" / f"{name}.py"), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)

    done = run(records, "picture.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    done = run(tmp_path / "none.parquet", "picture.png")
    assert done.returncode == 1 and "none.parquet" in done.stderr and "Traceback" not in done.stderr
    assert run().stderr.startswith(f"usage: {name}.py")


def test_people_by_country_are_those_of_the_report(records: Path, pages: list[PageResult]) -> None:
    sums = totals(read(str(records)))
    (axes,) = script("examples/plot_people_by_country.py").plot(sums).axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    plotted = dict(zip(names, (int(bar.get_width()) for bar in axes.patches), strict=True))
    assert plotted == chart(report_html(pages), "People targeted, by country")
    assert len(plotted) == 2 and sum(plotted.values()) == sums.reached["people"] > 0


@pytest.mark.parametrize("several", [True, False])
def test_who_works_where_is_as_in_the_report(several: bool, pages: list[PageResult]) -> None:
    pages = pages if several else [wphf_extract.extract(PAGE, source="mali.txt")]
    module = script("examples/plot_who_works_where.py")
    rows = who_works_where(record for page in pages for record in page.records)
    (axes,) = module.plot(rows).axes
    areas = [label.get_text() for label in axes.get_xticklabels()]
    (dots,) = axes.collections
    left_out = max(0, len({row.organization for row in rows}) - module.MOST)
    assert left_out == 0
    plotted = Counter(areas[round(float(x))] for x, _ in dots.get_offsets())
    caption = "Organisations at work, by country" if several else "Organisations at work, by region"
    assert plotted == chart(report_html(pages), caption)


def test_records_of_nothing_are_no_error() -> None:
    assert script("examples/plot_people_by_country.py").plot(totals([])).axes
    assert script("examples/plot_who_works_where.py").plot([]).axes
