"""`wphf-extract corrections`: records to an annotation tool, and what a person made of them into the corpus."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import (
    FAILED,
    OK,
    add_model_options,
    add_reading_options,
    page_names,
    progress,
    refuse_to_replace,
    say,
    standard_input,
)
from wphf_extract.errors import GoldError, UsageError, WphfExtractError

if TYPE_CHECKING:
    from wphf_extract.commands.shared import Subparsers
    from wphf_extract.corrections import Markup, Task

__all__ = ["add"]

#: What a page of the corpus may be called: no folder, nothing that hides it.
_STEM = re.compile(r"\w[\w. -]*")


def add(commands: Subparsers) -> None:
    """Adds the parser of the command and of its actions."""
    parser = commands.add_parser("corrections", help="correct records in an annotation tool; the result becomes gold")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write pages, marked with what the rules found, for an annotation tool")
    export.add_argument("paths", nargs="+", metavar="PATH", help="pages as for `extract`: files, folders, globs, or -")
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="where to write, told by its ending: .json (Label Studio), .jsonl (doccano), .spacy (spaCy DocBin); "
        "what the tool must know of the labels is written beside it",
    )
    add_reading_options(export)
    export.add_argument("-q", "--quiet", action="store_true", help="no progress bar")
    export.set_defaults(run=run_export)
    into = actions.add_parser("import", help="make gold of what the annotation tool exported")
    into.add_argument("file", metavar="FILE", help="Label Studio's JSON, doccano's JSONL, or a .spacy file")
    into.add_argument("--corpus", required=True, metavar="DIR", help="folder of the corpus, such as corpus/dev")
    into.add_argument("--replace", action="store_true", help="write over gold that is there")
    add_model_options(into)
    into.set_defaults(run=run_import)


def run_export(options: argparse.Namespace) -> int:
    """Writes tasks; returns the exit code."""
    from wphf_extract.corrections import task_of, write_tasks
    from wphf_extract.corrections.files import check_target
    from wphf_extract.pages import read_page
    from wphf_extract.pipeline import extract_page, load
    from wphf_extract.rules.ownfiles import rule_texts

    check_target(options.output)
    refuse_to_replace(options.output, options.paths)
    names = list(page_names(options.paths, quiet=options.quiet))
    options.rules = rule_texts(options.rules)
    nlp = load(options.model, rules=options.rules)
    tasks = []
    for name in progress(names, len(names), options.quiet):
        try:
            page = read_page(name) if name != "-" else standard_input()
            tasks.append(task_of(extract_page(page, language=options.language, nlp=nlp), page.text))
        except WphfExtractError as error:
            say(f"error: {error}")
    written = ["nothing"]
    if tasks:
        written = write_tasks(tasks, options.output, model=options.model, rules=options.rules)
    say(f"{len(tasks)} pages, {len(names) - len(tasks)} errors; wrote {', '.join(written)}")
    return OK if len(tasks) == len(names) else FAILED


def run_import(options: argparse.Namespace) -> int:
    """Writes gold; returns the exit code."""
    from wphf_extract.corrections import Reader, merge, read_markup
    from wphf_extract.rules.ownfiles import rule_texts

    folder = Path(options.corpus)
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; make it, or name a split such as corpus/dev")
    options.rules = rule_texts(options.rules)
    reader, written, failed = Reader(options.model, options.rules), set[Path](), 0
    for found in read_markup(options.file):
        try:
            if isinstance(found, GoldError):
                raise found
            path = _gold_path(found, folder)
            if path in written:
                raise GoldError(f"{found.where}: an earlier task of this file is of a page of that name too")
            if path.exists() and not options.replace:
                raise GoldError(f"{found.where}: {path} is there already; --replace writes over it")
            _write_gold(merge(found, reader), path, found.where, options)
            written.add(path)
        except GoldError as error:
            failed += 1
            for fault in str(error).splitlines():
                say(f"error: {fault}")
    say(f"{len(written)} pages written into {folder}, {failed} left out")
    return FAILED if failed or not written else OK


def _gold_path(found: Markup, folder: Path) -> Path:
    stem = PurePath(found.task.name).stem
    if not _STEM.fullmatch(stem):
        raise GoldError(f"{found.where}: {found.task.name!r} is no name for a page of the corpus")
    return folder / f"{stem}.toml"


def _write_gold(task: Task, path: Path, where: str, options: argparse.Namespace) -> None:
    """Writes a page and its gold, after the check that `wphf-extract corpus check` makes."""
    from wphf_extract.corrections import gold_data
    from wphf_extract.gold import gold_page, gold_toml
    from wphf_extract.wholefiles import whole_file

    try:
        gold = gold_toml(gold_data(task))
        gold_page(tomllib.loads(gold), task.text, path, model=options.model, rules=options.rules)
    except (GoldError, tomllib.TOMLDecodeError) as error:
        raise GoldError("\n".join(f"{where}: {fault}" for fault in str(error).splitlines())) from error
    for file, text in ((path.with_suffix(".txt"), task.text), (path, gold)):
        with whole_file(str(file)) as out:
            out.write(text)
