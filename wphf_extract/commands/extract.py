"""`wphf-extract extract`: records from pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from wphf_extract.commands.shared import FAILED, OK, page_names, progress, say, standard_input
from wphf_extract.errors import PageError, WphfExtractError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.pages import Page
    from wphf_extract.records import PageFailure, PageResult
    from wphf_extract.stores import Store

__all__ = ["add"]


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser("extract", help="extract records from pages")
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="text or HTML file, folder, glob, or - (standard input)"
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="where to write: a .jsonl file (default: standard output)"
    )
    parser.add_argument("--model", default="en_wphf", help="name or folder of a model (default: en_wphf)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar, no warnings; the summary stays")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Extracts and writes; returns the exit code."""
    from wphf_extract.pipeline import extract_pages, load
    from wphf_extract.records import PageFailure
    from wphf_extract.stores import open_store

    output: Store = open_store(options.output) if options.output else _StandardOutput()
    sources = list(page_names(options.paths))
    nlp = load(options.model)
    failed = pages = records = warnings = 0

    def report(name: str, error: WphfExtractError) -> None:
        nonlocal failed
        failed += 1
        store.fail(PageFailure(name, "read" if isinstance(error, PageError) else "extract", str(error)))
        say(f"error: {error}" if name in str(error) else f"error: {name}: {error}")

    with output as store:
        pages_read: Iterable[str | Page] = (i if i != "-" else standard_input() for i in sources)
        for page in extract_pages(progress(pages_read, len(sources), options.quiet), nlp=nlp, on_error=report):
            pages += 1
            store.write(page)
            records += len(page.records)
            warnings += len(page.warnings)
            if not options.quiet:
                for warning in page.warnings:
                    where = f"{page.source.path}:{warning.start}-{warning.end}"
                    say(f"warning: {where}: {warning.message}")
    say(f"{pages} pages, {records} records, {warnings} warnings, {failed} errors")
    return FAILED if failed else OK


class _StandardOutput:
    """Records a line on standard output, for the next command; failures are told on standard error only."""

    def __enter__(self) -> Self:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stdout.flush()

    def write(self, page: PageResult) -> None:
        from wphf_extract.stores.jsonl import write_jsonl

        write_jsonl(page.records, sys.stdout)

    def fail(self, failure: PageFailure) -> None:
        """Says nothing here."""
