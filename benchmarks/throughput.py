"""Speed against the floor: the blank spaCy tokenizer on the same text, in the same run.

    python benchmarks/throughput.py [--guard] [PAGE…]

Prints pages per second of the blank tokenizer and of full extraction, and their ratio; of fresh interpreters, start-up
(import and load) and one page by the command line, against `import spacy; spacy.blank("en")`, and how much more memory
that page takes at its highest, as Linux tells in `/proc`; and the cost of a description on a page of 3,000 against a
page of 30. Only ratios within one run mean anything: machines are noisy. With `--guard`, the exit code is 1 where a
ratio is worse than any noise could make it: somebody has made the library slower.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import wphf_extract

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
PAGE = ROOT / "examples" / "country_page.txt"
BARS = {"speed ratio": 0.35, "start-up ratio": 1.5, "one page from cold": 1.6, "memory (MB more)": 60, "growth": 1.3}
GUARDS = {"speed ratio": 0.05, "start-up ratio": 2.2, "one page from cold": 2.4, "memory (MB more)": 80, "growth": 2.5}


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that one call takes: what others do on the machine counts less."""
    start = time.process_time()
    work()
    return time.process_time() - start


def fresh(code: str) -> tuple[float, float]:
    """Seconds of the processor, and MB of memory at its highest, that an interpreter takes for some code."""
    before = os.times()
    highest = "import re; print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    run = [sys.executable, "-c", f"{code}\n{highest}"]
    told = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    after = os.times()
    taken = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, int(told[-1]) / 1024


def throughput(texts: list[str]) -> bool:
    """Blank tokenizer and full extraction, in turn, so that a drift of the machine hits both."""
    blank, nlp = spacy.blank("en"), wphf_extract.load()
    floors, fulls = [], []
    for round_number in range(ROUNDS + 1):
        floor = seconds(lambda: [blank(text) for text in texts])
        full = seconds(lambda: [wphf_extract.extract(text, nlp=nlp) for text in texts])
        if round_number:  # the first one warms up
            floors.append(floor)
            fulls.append(full)
    ratio = statistics.median(a / b for a, b in zip(floors, fulls, strict=True))
    count = len(texts)
    print(f"blank tokenizer  {count / statistics.median(floors):8.1f} pages/s")
    print(f"full extraction  {count / statistics.median(fulls):8.1f} pages/s")
    return verdict("speed ratio", ratio, at_least=True)


def start_up() -> bool:
    """Import and load, and one page by the command line, in fresh interpreters against the blank pipeline."""
    commands = {
        "import spacy; spacy.blank('en')": "import spacy; spacy.blank('en')",
        "import wphf_extract; wphf_extract.load()": "import wphf_extract; wphf_extract.load()",
        "wphf-extract extract PAGE": f"from wphf_extract.cli import main; assert main(['extract', {str(PAGE)!r}]) == 0",
    }
    rounds = [[fresh(code) for code in commands.values()] for _ in range(ROUNDS)]
    for name, runs in zip(commands, zip(*rounds, strict=True), strict=True):
        taken, peaks = zip(*runs, strict=True)
        print(f"{statistics.median(taken):6.2f} s {statistics.median(peaks):5.0f} MB  {name}")
    loaded = statistics.median(load[0] / blank[0] for blank, load, _ in rounds)
    cold = statistics.median(page[0] / blank[0] for blank, _, page in rounds)
    more = statistics.median(page[1] - blank[1] for blank, _, page in rounds)
    figures = (("start-up ratio", loaded), ("one page from cold", cold), ("memory (MB more)", more))
    return all([verdict(name, ratio) for name, ratio in figures])


def growth(text: str) -> bool:
    """Cost of a description on a page of 3,000 against one of 30."""
    nlp = wphf_extract.load()
    records = wphf_extract.extract(text, nlp=nlp).records
    bullets = [f"- {r.text}" for r in records]
    intro = text[: records[0].span.start - 2]
    costs = {}
    for size in (30, 3000):
        page = intro + "\n".join(bullets[n % len(bullets)] for n in range(size)) + "\n"
        rounds = [seconds(lambda page=page: wphf_extract.extract(page, nlp=nlp)) for _ in range(3)]  # type: ignore[misc]
        costs[size] = min(rounds) / size
        print(f"page of {size:5d}: {costs[size] * 1e6:7.0f} µs a description")
    ratio = costs[3000] / costs[30]
    return verdict("growth", ratio)


def verdict(name: str, ratio: float, *, at_least: bool = False) -> bool:
    """Prints a ratio beside its bar; says whether it is within its guard."""
    sign = 1 if at_least else -1
    holds = sign * ratio >= sign * BARS[name]
    side = "at least" if at_least else "at most"
    print(f"{name}: {ratio:.2f} ({side} {BARS[name]}: {'holds' if holds else 'FALLS SHORT'})\n")
    return sign * ratio >= sign * GUARDS[name]


def main() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != "--guard"]
    paths = [Path(p) for p in arguments] or sorted((ROOT / "corpus").glob("*/*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    print(f"{len(texts)} pages, {sum(map(len, texts)):,} characters\n")
    within = [throughput(texts), start_up(), growth(max(texts, key=len))]
    return int("--guard" in sys.argv and not all(within))


if __name__ == "__main__":
    sys.exit(main())
