"""What commands that work on many pages share: the pages one by one, and the counts of what they give."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from wphf_extract.commands.shared import page_names, say, standard_input
from wphf_extract.errors import PageError

if TYPE_CHECKING:
    from wphf_extract.bulk import Item
    from wphf_extract.failures import PageFailure
    from wphf_extract.journal import Journal
    from wphf_extract.records import PageResult

__all__ = ["Tally", "items", "one_or_more", "stores_and_pages"]


def one_or_more(word: str) -> int:
    """Reads a number of 1 or more, for argparse."""
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number}: give 1 or more")
    return number


def items(names: Iterable[str]) -> Iterator[Item]:
    """Gives what names name, for `extract_many`; standard input that holds no text fails by its name."""
    from wphf_extract.failures import PageFailure

    for name in names:
        try:
            yield name if name != "-" else standard_input()
        except PageError as error:
            yield PageFailure(name, "read", str(error))


def stores_and_pages(paths: Sequence[str], *, quiet: bool = True) -> tuple[list[str], list[str]]:
    """Returns the files of records, and the pages, that arguments name.

    Args:
        paths: the arguments.
        quiet: see `page_names`.

    Raises:
        UsageError: see `page_names`.
    """
    from wphf_extract.stores import is_store
    from wphf_extract.stores.files import errors_path

    stores = [path for path in paths if is_store(path)]
    names: list[str] = []
    for name in page_names([path for path in paths if not is_store(path)], quiet=quiet):
        (stores if is_store(name) else names).append(name)
    beside = {errors_path(store) for store in stores}  # read with the store they belong to
    return [store for store in stores if store not in beside], names


class Tally:
    """Counts what a run gives, and tells of what a person should look at."""

    def __init__(self, quiet: bool) -> None:
        self.pages = self.records = self.warnings = self.failures = 0
        self._quiet = quiet

    def add(self, page: PageResult) -> None:
        """Counts a page, and says its warnings."""
        self.pages += 1
        self.records += len(page.records)
        self.warnings += len(page.warnings)
        if not self._quiet:
            for warning in page.warnings:
                say(f"warning: {page.source.path}:{warning.start}-{warning.end}: {warning.message}")

    def fail(self, failure: PageFailure) -> None:
        """Counts a failure, and says it."""
        self.failures += 1
        said = failure.message
        say(f"error: {said}" if failure.source in said else f"error: {failure.source}: {said}")

    def summary(self, journal: Journal | None = None) -> str:
        """Returns the counts in a line; says which pages of the journal's last run are gone."""
        line = f"{self.pages} pages, {self.records} records, {self.warnings} warnings, {self.failures} errors"
        if journal is None:
            return line
        vanished = journal.vanished()
        if not self._quiet:
            for name in vanished:
                say(f"vanished: {name}: it was in the last run into this output, and is not in this one")
        line += f", {journal.reused} unchanged" if journal.reused else ""
        return line + (f", {len(vanished)} vanished" if vanished else "")
