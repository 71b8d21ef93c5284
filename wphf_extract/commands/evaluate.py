"""`wphf-extract evaluate`: precision, recall and F1 against gold records."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from wphf_extract.commands.running import stores_and_pages
from wphf_extract.commands.shared import OK, add_reading_options, refuse_missing, say, show
from wphf_extract.errors import UsageError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.gold.page import GoldPage
    from wphf_extract.records import ProjectRecord

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser("evaluate", help="score extraction against gold records")
    parser.add_argument("--gold", required=True, metavar="DIR", help="gold file, or folder of them")
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="pages to score, or records that `extract -o` wrote: .jsonl .parquet .sqlite .duckdb or the URL of a "
        "database (default: the texts of the gold)",
    )
    add_reading_options(parser)
    parser.add_argument("--no-errors", action="store_true", help="print the table only")
    parser.set_defaults(run=run)


def _tell_without_gold(gold: Sequence[GoldPage], records: Sequence[ProjectRecord]) -> None:
    """Says which pages have no gold of their name.

    Raises:
        UsageError: none has.
    """
    known = {PurePath(page.page).stem for page in gold}
    pages = dict.fromkeys(record.source.path or "a page without a name" for record in records)
    strange = [page for page in pages if PurePath(page).stem not in known]
    if pages and len(strange) == len(pages):
        some = ", ".join(sorted(known)[:5])
        raise UsageError(f"{', '.join(strange[:3])}: no gold of that name; gold pages are {some} …")
    for page in strange:
        say(f"passed over: {page}: no gold of that name")


def run(options: argparse.Namespace) -> int:
    """Prints the tables; returns the exit code."""
    from wphf_extract.evaluate import evaluate, evaluate_layouts, evaluate_linking
    from wphf_extract.gold import read_gold
    from wphf_extract.pages import Page
    from wphf_extract.pipeline import extract_pages, load
    from wphf_extract.scores import layout_table
    from wphf_extract.stores import read

    refuse_missing([options.gold])
    gold = read_gold(options.gold, model=options.model, rules=options.rules)
    records: list[ProjectRecord] = []
    pages: Sequence[str | Page]
    stores, names = stores_and_pages(options.paths)
    for store in stores:
        records.extend(read(store))
    pages = names if options.paths else [Page(page.text, page.page) for page in gold]
    for result in extract_pages(pages, language=options.language, nlp=load(options.model, rules=options.rules)):
        records.extend(result.records)
    _tell_without_gold(gold, records)
    evaluation, linking = evaluate(gold, records), evaluate_linking(gold, records)
    if not options.no_errors:
        for line in (*evaluation.errors, *linking.errors):
            show(line)
    print(evaluation.table())
    print(f"\nOrganisations across spellings\n{linking.table()}")
    layouts = evaluate_layouts(gold, records)
    if len(layouts) > 1:
        print(f"\nF1 by layout family\n{layout_table(layouts)}")
    return OK
