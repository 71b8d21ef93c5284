"""How large a report is, and how fast it is made and opens.

    python benchmarks/report.py [PATH …]      # pages; without any, those of the corpus that rules may be written on

Takes the first fifty pages. Needs the extra `test` (playwright) and a Chromium (Debian: `apt-get install chromium`).
Opening is from the command to go there until the second frame after `load`, the best of five, each in a new context.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium  # noqa: E402

import wphf_extract  # noqa: E402
from wphf_extract.report import write_report  # noqa: E402

PAGES, SECONDS, BYTES, RUNS = 50, 2.0, 5_000_000, 5
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def opening(path: Path) -> float:
    """Seconds until the report is drawn."""
    times = []
    with chromium() as browser:
        for _ in range(RUNS):
            context = browser.new_context()
            page = context.new_page()
            start = time.perf_counter()
            page.goto(path.as_uri(), wait_until="load")
            page.evaluate(TWO_FRAMES)
            times.append(time.perf_counter() - start)
            context.close()
    return min(times)


def main() -> int:
    """Prints the figures; returns 1 where a bar is missed."""
    corpus = [file for split in ("train", "dev") for file in sorted((ROOT / "corpus" / split).glob("*.txt"))]
    paths = [Path(argument) for argument in sys.argv[1:]] or corpus
    texts = [path.read_text(encoding="utf-8") for path in paths[:PAGES]]
    pages = [wphf_extract.extract(text, source=path.name) for path, text in zip(paths, texts, strict=False)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        start = time.process_time()
        write_report(pages, str(path), texts=texts)
        made = time.process_time() - start
        size, opened = path.stat().st_size, opening(path)
    print(f"{len(pages)} pages, {sum(len(page.records) for page in pages)} records")
    print(f"made in   {made:8.2f} s of a processor")
    print(f"size      {size / 1e6:8.2f} MB  (bar: {BYTES / 1e6:.0f})")
    print(f"opens in  {opened:8.2f} s   (bar: {SECONDS:.0f})")
    return int(size >= BYTES or opened >= SECONDS)


if __name__ == "__main__":
    sys.exit(main())
