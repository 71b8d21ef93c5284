"""What commands share: exit codes, the pages that arguments name, lines on standard error."""

from __future__ import annotations

import argparse
import glob
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from wphf_extract.errors import PageError, UsageError
from wphf_extract.resources import DEFAULT_MODEL

if TYPE_CHECKING:
    from wphf_extract.pages import Page

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = [
    "FAILED",
    "OK",
    "STOPPED",
    "USAGE",
    "Run",
    "add_model_option",
    "add_model_options",
    "add_reading_options",
    "harmless",
    "page_names",
    "progress",
    "refuse_missing",
    "refuse_to_replace",
    "say",
    "show",
    "standard_input",
]

OK, FAILED, USAGE = 0, 1, 2
#: Exit code after Ctrl-C, as shells have it: 128 and the number of the signal.
STOPPED = 130

#: What programs leave beside a page, under its ending: Word's owner files, and the second halves of macOS's files.
_BESIDE = ("~$", "._")
#: How many endings of files that were passed over are told.
_KINDS = 8
_CODE = re.compile("[a-z]{2}")
#: Control characters (Unicode's category Cc) and those that turn the direction of writing.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

Run = Callable[[argparse.Namespace], int]
Item = TypeVar("Item")


def say(line: str) -> None:
    """Writes a line to standard error, above the progress bar if there is one."""
    from tqdm import tqdm

    tqdm.write(harmless(line), file=sys.stderr)


def show(line: str) -> None:
    """Writes a line to standard output, for people to read: what it quotes may be a page's."""
    print(harmless(line))


def harmless(text: str, *, breaks: bool = False) -> str:
    """Returns a text with escapes in place of characters that steer a terminal, as pages and names of files may hold.

    Args:
        text: the text.
        breaks: line ends are our own, and stay.
    """
    kept = "\n" if breaks else ""
    return _STEERING.sub(lambda found: found[0] if found[0] == kept else ascii(found[0])[1:-1], text)


def progress(items: Iterable[Item], total: int, quiet: bool) -> Iterable[Item]:
    """Returns the items, with a progress bar over them where a person looks on."""
    if quiet or not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    bar: Iterable[Item] = tqdm(items, total=total, unit="page", file=sys.stderr)
    return bar


def add_model_option(parser: argparse.ArgumentParser) -> None:
    """Adds the option that names the model."""
    parser.add_argument("--model", default=DEFAULT_MODEL, help=f"name or folder of a model (default: {DEFAULT_MODEL})")


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that name the model and files of the user's own rules."""
    add_model_option(parser)
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="FILE",
        help="your own rules, a TOML file (docs/rules.md); give the option again for more files",
    )


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say how pages are read: with which model and rules, and in which language."""
    add_model_options(parser)
    parser.add_argument(
        "--language",
        type=_language,
        metavar="CODE",
        help="language of the pages, such as en, where you know better than what is detected, page by page",
    )


def _language(word: str) -> str:
    """Reads the code of a language, for argparse."""
    code = word.lower()
    if not _CODE.fullmatch(code):
        raise argparse.ArgumentTypeError(f"{word!r}: give a code of ISO 639-1, such as en")
    return code


def refuse_missing(paths: Iterable[str]) -> None:
    """Refuses paths where nothing is.

    Raises:
        UsageError: there is one.
    """
    for path in paths:
        if not os.path.exists(path):
            raise UsageError(f"{path}: No such file or folder")


def refuse_to_replace(output: str | None, paths: Sequence[str]) -> None:
    """Refuses an output that is one of the files read.

    Raises:
        UsageError: it is.
    """
    if output is None or not os.path.isfile(output):
        return
    real = os.path.realpath(output)
    for path in page_names(paths):
        if os.path.realpath(path) == real:
            raise UsageError(f"{output}: is read, and would be replaced; name another file")


def page_names(paths: Sequence[str], *, quiet: bool = True) -> Iterator[str]:
    """Gives the pages that arguments name, each once: files, `-`, the pages of folders, the files that globs match.

    Args and what it raises: see `_named`.
    """
    if len(paths) < 2:  # then nothing comes twice, and no list of millions is held
        yield from _named(paths, quiet)
        return
    given: set[str] = set()
    for path in _named(paths, quiet):
        real = path if path == "-" else os.path.realpath(path)
        if real not in given:
            given.add(real)
            yield path
        elif not quiet:
            say(f"passed over: {path}: named before")


def _named(paths: Sequence[str], quiet: bool) -> Iterator[str]:
    """The pages that arguments name, as often as they do.

    A path that names nothing stays, to fail by its name, unless all paths are such: a slip in the only path must not
    cost what an earlier run wrote.

    Args:
        paths: the arguments.
        quiet: does not tell which endings were passed over in folders.

    Raises:
        UsageError: a folder holds no page, a glob matches no file, or no path names anything.
    """
    from wphf_extract.pages.files import PAGE_SUFFIXES

    if paths and not any(path == "-" or os.path.lexists(path) or glob.has_magic(path) for path in paths):
        raise UsageError(f"{', '.join(paths)}: No such file or folder")
    for path in paths:
        if path == "-" or os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            is_empty, others = True, Counter[str]()
            for page in _pages_in(path, PAGE_SUFFIXES, others):
                is_empty = False
                yield page
            if is_empty:
                raise UsageError(f"{path}: no page ({', '.join(PAGE_SUFFIXES)}) in this folder")
            if others and not quiet:
                say(f"passed over: {path}: {_kinds(others)}")
        elif glob.has_magic(path):
            files = sorted(f for f in glob.glob(path, recursive=True) if os.path.isfile(f))
            if not files:
                raise UsageError(f"{path}: matches no file")
            yield from files
        else:
            yield path


def _pages_in(folder: str, endings: tuple[str, ...], others: Counter[str]) -> Iterator[str]:
    """The pages of a folder, then of the folders in it, by the alphabet; the names of one folder are held at a time.

    What cannot be read (a folder, a link to nowhere) stays, to fail by its name. Files that are no pages are counted
    among the others, by their endings.
    """
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            if not name.lower().endswith(endings) or name.startswith(_BESIDE):
                others[os.path.splitext(name)[1].lower() or "no ending"] += 1
            elif os.path.isfile(path) or not os.path.exists(path):
                yield path
    yield from (str(error.filename) for error in closed)


def _kinds(others: Counter[str]) -> str:
    """How many files were passed over, and what their endings are, the frequent ones first."""
    endings = ", ".join(ending for ending, _ in others.most_common(_KINDS))
    more = " …" if len(others) > _KINDS else ""
    return f"{others.total()} files that are no pages by their names ({endings}{more})"


def standard_input() -> Page:
    """Reads standard input as a page named `-`, in any form that a file may have.

    Raises:
        PageError: it holds no text.
    """
    from wphf_extract.pages.files import MAX_BYTES, page_from_bytes

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise PageError(f"standard input: more than {MAX_BYTES:,} bytes; no page is larger: split it")
    return replace(page_from_bytes(data, "standard input"), path="-")
