"""The command `wphf-extract`.

Exit codes: 0, all well; 1, some page failed, or gold has faults; 2, the command was called wrongly, or cannot
write where it was told to.
"""

from __future__ import annotations

import argparse
import glob
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from wphf_extract import __version__
from wphf_extract.errors import PageError, StoreError, UsageError, WphfExtractError

if TYPE_CHECKING:
    from wphf_extract.pages import Page
    from wphf_extract.records import PageFailure, PageResult
    from wphf_extract.stores import Store

__all__ = ["main"]

_OK, _FAILED, _USAGE = 0, 1, 2
Item = TypeVar("Item")
_PAGE_SUFFIXES = (".txt", ".text", ".html", ".htm")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (StoreError, UsageError) as error:
        sys.stderr.write(f"wphf-extract: {error}\n")
        return _USAGE
    except WphfExtractError as error:
        sys.stderr.write(f"wphf-extract: {error}\n")
        return _FAILED
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is wrong. Keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _OK
    except KeyboardInterrupt:
        sys.stderr.write("wphf-extract: stopped\n")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wphf-extract",
        description="Turns country pages of the Women's Peace & Humanitarian Fund into records.",
    )
    parser.add_argument("--version", action="version", version=f"wphf-extract {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = commands.add_parser("extract", help="extract records from pages")
    extract.add_argument(
        "paths", nargs="+", metavar="PATH", help="text or HTML file, folder, glob, or - (standard input)"
    )
    extract.add_argument(
        "-o", "--output", metavar="OUT", help="where to write: a .jsonl file (default: standard output)"
    )
    extract.add_argument("--model", default="en_wphf", help="name or folder of a model (default: en_wphf)")
    extract.add_argument("-q", "--quiet", action="store_true", help="no progress bar, no warnings; the summary stays")
    extract.set_defaults(run=_extract)
    schema = commands.add_parser("schema", help="print the JSON Schema of a record")
    schema.set_defaults(run=_schema)
    evaluate = commands.add_parser("evaluate", help="score extraction against gold records")
    evaluate.add_argument("--gold", required=True, metavar="DIR", help="gold file, or folder of them")
    evaluate.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="pages, or .jsonl records, to score (default: the texts of the gold)",
    )
    evaluate.add_argument("--model", default="en_wphf", help="name or folder of a model")
    evaluate.add_argument("--no-errors", action="store_true", help="print the table only")
    evaluate.set_defaults(run=_evaluate)
    corpus = commands.add_parser("corpus", help="work on gold records")
    actions = corpus.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="check that gold quotes its pages and keeps its format")
    check.add_argument("paths", nargs="+", metavar="PATH")
    check.set_defaults(run=_check)
    return parser


# -- extract ---------------------------------------------------------------------------------------


def _extract(options: argparse.Namespace) -> int:
    from wphf_extract.pipeline import extract_pages, load
    from wphf_extract.records import PageFailure
    from wphf_extract.stores import open_store

    output: Store = open_store(options.output) if options.output else _StandardOutput()
    sources = list(_sources(options.paths))
    nlp = load(options.model)
    failed = pages = records = warnings = 0

    def report(name: str, error: WphfExtractError) -> None:
        nonlocal failed
        failed += 1
        store.fail(PageFailure(name, "read" if isinstance(error, PageError) else "extract", str(error)))
        _say(f"error: {error}" if name in str(error) else f"error: {name}: {error}")

    with output as store:
        pages_read: Iterable[str | Page] = (i if i != "-" else _standard_input() for i in sources)
        for page in extract_pages(_progress(pages_read, len(sources), options.quiet), nlp=nlp, on_error=report):
            pages += 1
            store.write(page)
            records += len(page.records)
            warnings += len(page.warnings)
            if not options.quiet:
                for warning in page.warnings:
                    where = f"{page.source.path}:{warning.start}-{warning.end}"
                    _say(f"warning: {where}: {warning.message}")
    _say(f"{pages} pages, {records} records, {warnings} warnings, {failed} errors")
    return _FAILED if failed else _OK


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


def _say(line: str) -> None:
    """Writes a line to standard error, above the progress bar if there is one."""
    from tqdm import tqdm

    tqdm.write(line, file=sys.stderr)


def _progress(items: Iterable[Item], total: int, quiet: bool) -> Iterable[Item]:
    if quiet or not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    bar: Iterable[Item] = tqdm(items, total=total, unit="page", file=sys.stderr)
    return bar


def _sources(paths: Sequence[str]) -> Iterator[str]:
    """The pages that the arguments name; a path that names nothing stays, to fail by its name."""
    for path in paths:
        if path == "-" or os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            found = sorted(str(f) for f in Path(path).rglob("*") if f.suffix in _PAGE_SUFFIXES and f.is_file())
            if not found:
                raise UsageError(f"{path}: no page ({', '.join(_PAGE_SUFFIXES)}) in this folder")
            yield from found
        elif glob.has_magic(path):
            found = sorted(f for f in glob.glob(path, recursive=True) if os.path.isfile(f))
            if not found:
                raise UsageError(f"{path}: matches no file")
            yield from found
        else:
            yield path


def _standard_input() -> Page:
    from wphf_extract.pages import Page, decode

    return Page(decode(sys.stdin.buffer.read(), "standard input"), "-")


# -- the others --------------------------------------------------------------------------------------


def _schema(options: argparse.Namespace) -> int:
    from wphf_extract.records import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return _OK


def _evaluate(options: argparse.Namespace) -> int:
    from wphf_extract.evaluate import evaluate, evaluate_layouts, evaluate_linking, layout_table
    from wphf_extract.gold import read_gold
    from wphf_extract.pages import Page
    from wphf_extract.pipeline import extract_pages, load
    from wphf_extract.records import ProjectRecord

    gold = read_gold(options.gold)
    records: list[ProjectRecord] = []
    pages: list[str | Page] = []
    for path in _sources(options.paths):
        if path.endswith(".jsonl"):
            with open(path, encoding="utf-8") as file:
                records.extend(ProjectRecord.from_json(line) for line in file if line.strip())
        else:
            pages.append(path)
    if not options.paths:
        pages.extend(Page(page.text, page.page) for page in gold)
    for result in extract_pages(pages, nlp=load(options.model)):
        records.extend(result.records)
    evaluation, linking = evaluate(gold, records), evaluate_linking(gold, records)
    if not options.no_errors:
        for line in (*evaluation.errors, *linking.errors):
            print(line)
    print(evaluation.table())
    print(f"\nOrganisations across spellings\n{linking.table()}")
    layouts = evaluate_layouts(gold, records)
    if len(layouts) > 1:
        print(f"\nF1 by layout family\n{layout_table(layouts)}")
    return _OK


def _check(options: argparse.Namespace) -> int:
    from wphf_extract.gold import check_gold

    faults = [fault for path in options.paths for fault in check_gold(path)]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else "nothing to mend")
    return _FAILED if faults else _OK


if __name__ == "__main__":
    sys.exit(main())
