"""`wphf-extract extract`: records from pages."""

from __future__ import annotations

import argparse
import glob
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from wphf_extract.commands.running import Tally, items, one_or_more
from wphf_extract.commands.shared import (
    FAILED,
    OK,
    STOPPED,
    add_reading_options,
    page_names,
    progress,
    refuse_to_replace,
    say,
)
from wphf_extract.errors import StoreError, UsageError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.failures import PageFailure
    from wphf_extract.journal import Journal
    from wphf_extract.records import PageResult
    from wphf_extract.stores import Store, StoreOptions

__all__ = ["add"]

#: Options of IATI files, by the ends of their names; see `wphf_extract.stores.StoreOptions`.
_IATI_OPTIONS = {
    "prefix": "what identifiers begin with: the publisher's organisation identifier (default: XI-WPHF-EXTRACT)",
    "reporter": "name of the publisher (default: wphf-extract)",
    "reporter-type": "the publisher's code in the list OrganisationType (default: 90, other)",
    "status": "the activities' code in the list ActivityStatus (default: 2, implementation)",
    "start": "first day of the activities' term, YYYY-MM-DD; pages do not say it",
    "end": "last day, likewise",
}


def add(commands: Subparsers) -> None:
    """Adds the parser of the command."""
    parser = commands.add_parser(
        "extract",
        help="extract records from pages",
        epilog="A run of several pages into a file keeps OUT.resume beside it, which says what is done: with --resume, "
        "pages that have not changed since are not extracted again, whether the run was stopped or had finished.",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="text, HTML, Markdown, DOCX, PDF or WARC file, folder, glob, or - (standard input)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="where to write, told by its ending: .jsonl .csv folder.csv/ .xlsx .parquet .hxl.csv .iati.xml .geojson "
        ".sqlite .duckdb, or the URL of a database such as postgresql+psycopg://user@host/name "
        "(default: JSON Lines on standard output)",
    )
    add_reading_options(parser)
    parser.add_argument("--workers", type=one_or_more, default=1, metavar="N", help="processes to work in (default: 1)")
    parser.add_argument("--resume", action="store_true", help="take up what an earlier run into OUT has done")
    parser.add_argument("--journal", metavar="FILE", help="where to keep what is done (default: OUT.resume)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress bar, no warnings; the summary stays")
    _add_store_options(parser)
    parser.set_defaults(run=run)


def _add_store_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what some outputs have a choice of")
    group.add_argument("--history", action="store_true", help="databases: keep earlier versions of changed pages")
    for name, what in _IATI_OPTIONS.items():
        group.add_argument(f"--iati-{name}", metavar=name.upper(), help=f"IATI: {what}")


def _store_options(options: argparse.Namespace) -> StoreOptions:
    from wphf_extract.stores import StoreOptions

    given = {f"iati_{name}": getattr(options, f"iati_{name}".replace("-", "_")) for name in _IATI_OPTIONS}
    told = {name.replace("-", "_"): value for name, value in given.items() if value is not None}
    return StoreOptions(history=options.history, model=options.model, rules=options.rules, **told)


def run(options: argparse.Namespace) -> int:
    """Extracts and writes; returns the exit code."""
    from wphf_extract.rules.ownfiles import rule_texts

    options.rules = rule_texts(options.rules)
    refuse_to_replace(options.output, options.paths)
    output = _output(options)
    # gone through twice, so that no list of millions is held
    count = sum(1 for _ in page_names(options.paths, quiet=options.quiet))
    tally = Tally(options.quiet)
    journal = None
    try:
        with ExitStack() as stack:
            journal = _journal(options, count)
            if journal is not None:
                stack.enter_context(journal)
                _remove_parts(options.output)
            store = stack.enter_context(output)
            _extract(count, options, journal, store, tally)
    except KeyboardInterrupt:
        way_on = "; the same command with --resume goes on from there" if journal is not None else ""
        say(f"wphf-extract: stopped after {tally.pages + tally.failures} pages{way_on}")
        return STOPPED
    say(tally.summary(journal))
    return FAILED if tally.failures else OK


def _output(options: argparse.Namespace) -> Store:
    from wphf_extract.stores import open_store, refuse_idle

    store_options = _store_options(options)
    if options.output:
        return open_store(options.output, store_options)
    refuse_idle("standard output", store_options)
    return _StandardOutput()


def _extract(count: int, options: argparse.Namespace, journal: Journal | None, store: Store, tally: Tally) -> None:
    from wphf_extract.bulk import extract_many
    from wphf_extract.failures import PageFailure
    from wphf_extract.records import page_key

    names = page_names(options.paths)
    results = extract_many(
        items(names),
        workers=options.workers,
        model=options.model,
        rules=options.rules,
        language=options.language,
        journal=journal,
    )
    with closing(results):  # whatever stops us, no process stays behind
        for result in progress(results, count, options.quiet):
            if isinstance(result, PageFailure):
                store.fail(result)
                tally.fail(result)
                continue
            try:
                store.write(result)
            except StoreError as error:
                if not isinstance(error.__cause__, UnicodeError | OverflowError):
                    raise  # not this page's fault: the disk, the database
                failure = PageFailure(page_key(result.source), "write", str(error))
                store.fail(failure)
                tally.fail(failure)
            else:
                tally.add(result)


def _journal(options: argparse.Namespace, count: int) -> Journal | None:
    """The journal of the run; a run of one page has none, for there is nothing to take up."""
    path = options.journal or _journal_path(options.output)
    if options.resume and path is None:
        raise UsageError("--resume needs to know where the run's journal lies: give -o FILE, or --journal FILE")
    if path is None or (count == 1 and not options.resume):
        return None
    from wphf_extract.journal import Journal

    return Journal(path, resume=options.resume)


def _journal_path(output: str | None) -> str | None:
    if output is None or "://" in output:
        return None
    return f"{output.rstrip('/')}.resume"


def _remove_parts(output: str | None) -> None:
    """Removes what a killed run left beside its output; while we hold the journal, no other run is at work there."""
    if output is not None and "://" not in output:
        path = Path(output)
        for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
            part.unlink(missing_ok=True)


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
