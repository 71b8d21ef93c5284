"""Writes the tables of docs/accuracy.md and of the README from the corpus, so that no figure is typed by hand.

    python benchmarks/accuracy.py           # write them
    python benchmarks/accuracy.py --check   # say whether they are what the code yields; exit code 1 if not

A table stands between `<!-- accuracy NAME -->` and `<!-- /accuracy -->`.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from wphf_extract import extract_pages, load
from wphf_extract.evaluate import evaluate, evaluate_layouts, evaluate_linking
from wphf_extract.gold import GoldPage, read_gold
from wphf_extract.pages import Page
from wphf_extract.records import ProjectRecord
from wphf_extract.scores import layout_table

ROOT = Path(__file__).resolve().parents[1]
FILES = ("README.md", "docs/accuracy.md")
SHORT = ("lead", "member", "acronym", "locations", "locations_resolved", "targets", "activities", "linking")
_TABLE = re.compile(r"(<!-- accuracy (\w+) -->\n).*?(<!-- /accuracy -->)", re.DOTALL)


@cache
def results(split: str) -> tuple[list[GoldPage], list[ProjectRecord]]:
    """Gold and records of a split."""
    gold = list(read_gold(ROOT / "corpus" / split))
    pages = extract_pages([Page(page.text, page.page) for page in gold], nlp=load())
    return gold, [record for page in pages for record in page.records]


def table(name: str) -> str:
    """A table by its name: `summary`, a split, or `layouts`."""
    if name == "summary":
        return summary()
    if name == "layouts":
        return f"```text\n{layout_table(evaluate_layouts(*results('test')))}\n```\n"
    tables = evaluate(*results(name)).table(), evaluate_linking(*results(name)).table()
    return f"```text\n{tables[0]}\n\n{tables[1]}\n```\n"


def summary() -> str:
    """Precision, recall and F1 of the test split, in Markdown."""
    gold, records = results("test")
    found = {**evaluate(gold, records).counts, **evaluate_linking(gold, records).counts}
    projects = sum(len(page.projects) for page in gold)
    lines = [
        f"On the corpus test split ({len(gold)} pages, {projects} descriptions; written by other hands than the rules, "
        "which are never edited for it), `wphf-extract evaluate --gold corpus/test` gives:",
        "",
        "| field | precision | recall | F1 |",
        "| --- | --- | --- | --- |",
    ]
    for field in SHORT:
        counts = found[field]
        lines.append(f"| {field} | {counts.precision:.3f} | {counts.recall:.3f} | {counts.f1:.3f} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    stale = []
    for file in FILES:
        path = ROOT / file
        text = path.read_text(encoding="utf-8")
        new = _TABLE.sub(lambda m: m.group(1) + table(m.group(2)) + m.group(3), text)
        if new != text:
            stale.append(file)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    print(f"{', '.join(stale) or 'nothing'} {'to write' if '--check' in sys.argv else 'written'}")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
