"""Many pages: one worker, two, Ray; and how memory behaves.

    python benchmarks/bulk.py [PAGES]           # 20,000 pages if not told otherwise
    python benchmarks/bulk.py [PAGES] MODE…     # some of the modes below only

Modes: `local-1` and `local-2` (`extract_many` with one and two workers), `ray-2` (two actors), `docs-1` and `docs-2`
(spaCy's `nlp.pipe`, in one process and in two between which Docs are moved; a twentieth of the pages), and `memory`
(not run unless it is named: resident memory of one process, told every thousandth of the way).

Each mode runs in a process of its own, on the same pages (`generated_pages.py`), and is timed from its first result on.
Beside pages a second it tells CPU seconds of all its processes, which say what it would be on a machine that does
nothing else; and the highest memory of all its processes together (shared pages counted in each).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import generated_pages

from wphf_extract import PageResult, extract_many, load

PAGES = 20_000
MODES = ("local-1", "local-2", "ray-2", "docs-1", "docs-2")
BAR = 1.7  # times as fast with two workers as with one
GROWTH = 100  # MB that memory may grow by from page 10,000 on
_TICKS = os.sysconf("SC_CLK_TCK")


# -- in the process of a mode ------------------------------------------------------------------------


def local(count: int, workers: int) -> Iterator[int]:
    """Yields the records of each page."""
    for result in extract_many(generated_pages.pages(count), workers=workers):
        if not isinstance(result, PageResult):
            raise SystemExit(f"a page failed: {result}")
        yield len(result.records)


def docs(count: int, processes: int) -> Iterator[int]:
    """Yields the records of each Doc."""
    nlp = load()
    texts = (page.text for page in generated_pages.pages(count))
    for doc in nlp.pipe(texts, n_process=processes, batch_size=4):  # as many a batch as our workers get
        yield len(doc._.wphf_projects)


def on_ray(count: int, workers: int) -> Iterator[int]:
    """Yields the records of each block of output."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    import ray

    from wphf_extract.distributed import extract_dataset, read_pages

    ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    with tempfile.TemporaryDirectory() as folder:
        for part in range(0, count, 1000):
            made = generated_pages.pages(min(1000, count - part), part)
            pq.write_table(
                pa.Table.from_pylist([{"text": p.text, "path": p.path} for p in made]), f"{folder}/{part}.parquet"
            )
        yield 0  # what counts begins here: the first block comes when a good part of the pages is done
        for batch in extract_dataset(read_pages(f"{folder}/"), workers=workers).iter_batches(
            batch_format="pyarrow", batch_size=None
        ):
            if batch["failure"].null_count != batch.num_rows:
                raise SystemExit("a page failed")
            yield batch.num_rows
    ray.shutdown()


class Meter(Thread):
    """Looks once a second at this process and all that it started: their CPU time, and their memory at its highest."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._seconds: dict[int, float] = {}

    def run(self) -> None:
        while True:
            self.look()
            time.sleep(1)

    def look(self) -> float:
        """Returns the CPU seconds so far, those of processes that have ended included."""
        now = tree(os.getpid())
        self.peak = max(self.peak, sum(size for size, _ in now.values()))
        self._seconds |= {pid: seconds for pid, (_, seconds) in now.items()}
        return sum(self._seconds.values())


def work(mode: str, count: int) -> None:
    """Runs a mode; prints what it did as JSON."""
    kind, number = mode.split("-")
    run = {"local": local, "docs": docs, "ray": on_ray}[kind]
    meter = Meter()
    meter.start()
    counts = run(count, int(number))
    records = next(counts)
    start, spent = time.perf_counter(), meter.look()
    records += sum(counts)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "records": records, "cpu": meter.look() - spent, "peak": meter.peak}))


def memory(count: int) -> None:
    """One process, page after page; prints its resident memory, and whether it grew."""
    sizes = {}
    for number, result in enumerate(local(count, 1), start=1):
        del result
        if number % max(1, count // 200) == 0:
            sizes[number] = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
            print(f"{number:9,} pages {sizes[number]:7.1f} MB {time.process_time():7.0f} CPU s", flush=True)
    later = [size for number, size in sizes.items() if number >= min(10_000, count // 2)]
    grown = max(later) - later[0]
    print(f"grown by {grown:.0f} MB (less than {GROWTH}: {'holds' if grown < GROWTH else 'FALLS SHORT'})")


# -- around it ---------------------------------------------------------------------------------------


def tree(root: int) -> dict[int, tuple[float, float]]:
    """MB of resident memory and CPU seconds of a process and all that it started, by its id."""
    parents, facts = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue  # it has just ended
            pid = int(entry.name)
            parents[pid] = int(fields[1])
            pages, ticks = int(fields[21]), int(fields[11]) + int(fields[12])
            facts[pid] = (pages * os.sysconf("SC_PAGE_SIZE") / 1e6, ticks / _TICKS)
    mine = {root}
    while more := {pid for pid, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return {pid: facts[pid] for pid in mine if pid in facts}


def measure(mode: str, count: int) -> tuple[float, float]:
    """Runs a mode in a process of its own; returns pages a second, and CPU seconds a page."""
    command = [sys.executable, __file__, "--work", mode, str(count)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{mode}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    rate, spent = count / told["seconds"], told["cpu"] / count
    print(
        f"{mode:8} {count:7,} pages {told['records']:8,} records {rate:7.1f} pages/s "
        f"{1000 * spent:6.1f} CPU ms/page {told['peak']:6.0f} MB",
        flush=True,
    )
    return rate, spent


def main() -> int:
    """Runs the modes that are asked for; returns 1 where the bar is missed."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--work"]:
        work(arguments[1], int(arguments[2]))
        return 0
    count = int(arguments.pop(0)) if arguments and arguments[0].isdecimal() else PAGES
    modes = arguments or list(MODES)
    if "memory" in modes:
        memory(count)
        return 0
    found = {mode: measure(mode, max(1, count // 20) if mode.startswith("docs") else count) for mode in modes}
    for one, two in (("local-1", "local-2"), ("local-2", "ray-2"), ("docs-1", "docs-2")):
        if one in found and two in found:
            wall, cpu = found[two][0] / found[one][0], found[two][1] / found[one][1]
            print(f"{two} is {wall:.2f} times as fast as {one} by the clock; CPU time a page: {cpu:.2f} times as much")
    if not {"local-1", "local-2"} <= set(found):
        return 0
    ratio = found["local-2"][0] / found["local-1"][0]
    idle = 2 * found["local-1"][1] / found["local-2"][1]
    verdict = "holds" if ratio >= BAR else "FALLS SHORT"
    print(f"two workers to one: {ratio:.2f} by the clock (at least {BAR}: {verdict})")
    print(f"two workers to one on two cores that do nothing else, by CPU time: {idle:.2f}")
    return 0 if ratio >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
