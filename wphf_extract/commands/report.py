"""`wphf-extract report`: records as one HTML file to read, filter and print."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from wphf_extract.commands.running import Tally, items, one_or_more, stores_and_pages
from wphf_extract.commands.shared import FAILED, OK, add_reading_options, progress, refuse_to_replace, say
from wphf_extract.errors import PageError, UsageError

if TYPE_CHECKING:
    from wphf_extract.bulk import Item
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.failures import PageFailure
    from wphf_extract.records import PageResult

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser(
        "report",
        help="make an HTML report of pages or records",
        epilog="The report is one file that loads nothing. Files of records come first in it, then pages.",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="page, folder or glob of pages, - (standard input), or records that `extract -o` wrote: .jsonl .parquet "
        ".sqlite .duckdb or the URL of a database",
    )
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="the file to write, such as report.html")
    parser.add_argument("--title", help="heading of the report")
    add_reading_options(parser)
    parser.add_argument("--workers", type=one_or_more, default=1, metavar="N", help="processes to work in (default: 1)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar; the summary stays")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the report; returns the exit code."""
    from wphf_extract.failures import PageFailure
    from wphf_extract.report import report_html
    from wphf_extract.rules.ownfiles import rule_texts
    from wphf_extract.taxonomy import taxonomy
    from wphf_extract.wholefiles import whole_file

    if not options.output.lower().endswith((".html", ".htm")):
        raise UsageError(f"{options.output}: a report is HTML: give a name that ends in .html")
    refuse_to_replace(options.output, options.paths)
    options.rules = rule_texts(options.rules)
    stores, names = stores_and_pages(options.paths, quiet=options.quiet)
    taxonomy(options.model, options.rules)  # a slip in them is told before the work, and so is what cannot be written
    tally = Tally(quiet=True)  # the report shows the warnings
    texts: list[str] = []
    with whole_file(options.output) as file:
        pages, failures = _read(stores)
        for page in pages:
            tally.add(page)
        for result in _extracted(names, options, texts):
            if isinstance(result, PageFailure):
                failures.append(result)
                tally.fail(result)
            else:
                pages.append(result)
                tally.add(result)
        html = report_html(
            pages, failures=failures, texts=texts, title=options.title, model=options.model, rules=options.rules
        )
        file.write(html)
    say(f"{options.output}: {tally.summary()}")
    return FAILED if tally.failures else OK


def _read(stores: Iterable[str]) -> tuple[list[PageResult], list[PageFailure]]:
    """What files of records hold: pages without their warnings, and the failures written down beside them."""
    from wphf_extract.stores import read, read_failures
    from wphf_extract.stores.files import pages_of

    pages: list[PageResult] = []
    failures: list[PageFailure] = []
    for store in stores:
        pages += pages_of(read(store))
        failures += read_failures(store)
    return pages, failures


def _extracted(
    names: Sequence[str], options: argparse.Namespace, texts: list[str]
) -> Iterator[PageResult | PageFailure]:
    """Extracts pages, and adds their texts to those at hand."""
    from wphf_extract.bulk import extract_many
    from wphf_extract.records import PageResult

    given = _noted(items(names), texts)
    results = extract_many(
        given, workers=options.workers, model=options.model, rules=options.rules, language=options.language
    )
    with closing(results):  # whatever stops us, no process stays behind
        for result in progress(results, len(names), options.quiet):
            if isinstance(result, PageResult) and result.source.path:
                texts += _text_of(result.source.path)
            yield result


def _noted(given: Iterable[Item], texts: list[str]) -> Iterator[Item]:
    """Hands items on; the text of a page that is in no file (standard input) is noted."""
    from wphf_extract.pages import Page

    for item in given:
        if isinstance(item, Page):
            texts.append(item.text)
        yield item


def _text_of(path: str) -> Iterator[str]:
    """The text of a page's file, read once more, since results do not carry it; nothing if it is no such file."""
    from wphf_extract.pages import read_page

    with suppress(PageError):
        yield read_page(path).text
