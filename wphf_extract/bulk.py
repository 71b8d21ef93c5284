"""Many pages: in one process or several, in their order, in flat memory, one page's failure costing that page.

Workers take paths (or texts) and give back records (or the JSON of them, if a journal keeps it); spaCy's `Doc`s never
leave the process that made them, because moving one costs more than making it (docs/scale.md has the figures). Few
batches are under way at any time, so a reader who is slow slows the workers down instead of filling the memory.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wphf_extract.errors import PageError
from wphf_extract.failures import PageFailure
from wphf_extract.pages import ARCHIVE_SUFFIXES, Page, page_name, read_pages
from wphf_extract.pipeline import extract_page, load
from wphf_extract.plain import page_from_dict, page_to_dict
from wphf_extract.records import PageResult, text_sha256
from wphf_extract.resources import DEFAULT_MODEL
from wphf_extract.rules.ownfiles import Rules, RuleText, rule_texts
from wphf_extract.vocabulary import memory_zone

if TYPE_CHECKING:
    from spacy.language import Language

    from wphf_extract.journal import Entry, Journal

__all__ = [
    "Answer",
    "Engine",
    "Item",
    "Results",
    "answer",
    "extract_item",
    "extract_many",
    "key",
    "open_archives",
    "run",
]

Item = str | Path | Page | PageFailure
#: What an item gave: one result or failure a page; a file is one page, as a rule, for archives are opened before.
Results = list[PageResult | PageFailure]
#: The same as it comes from an engine. For a journal it has the item's digest, and the results are a JSON list if there
#: is no failure among them.
Answer = tuple[str | None, "str | Results"]


class Engine(Protocol):
    """Works on batches of items, in the order they are given."""

    #: Items of a batch.
    batch: int
    #: Batches that may be under way.
    depth: int

    def submit(self, items: list[Item]) -> None:
        """Takes a batch."""

    def answers(self) -> list[Answer]:
        """Returns the answers to the oldest batch that has not been answered, one an item."""

    def close(self) -> None:
        """Gives up what is under way."""


def extract_many(
    sources: Iterable[Item],
    *,
    workers: int = 1,
    model: str = DEFAULT_MODEL,
    rules: Rules | None = None,
    language: str | None = None,
    journal: Journal | None = None,
) -> Generator[PageResult | PageFailure]:
    """Extracts many pages, each by itself: a page that fails gives a `PageFailure` in its place.

    Args:
        sources: paths or `Page`s; a failure is handed on as it is. They are read as they are needed.
        workers: processes. With more than one, a script must guard its start by `if __name__ == "__main__"`, as
            `multiprocessing` asks.
        model: name or folder of a model.
        rules: files of your own rules; see `wphf_extract.load`. They are read once, now.
        language: ISO 639-1 of all pages, where known; None has it detected, page by page.
        journal: an open `Journal`: what it holds is not extracted again, what is extracted is written down there.

    Yields:
        A result or a failure a page, in the order of the sources. Close the generator (`contextlib.closing`) if you
        leave it early: that stops the workers.

    Raises:
        ModelError: there is no such model, or it is broken.
        RuleError: the rules are.
        StoreError: the journal cannot be written.
        UsageError: the count of workers is below 1.
    """
    own = rule_texts(rules)
    made_by = ""
    if journal is not None:
        from wphf_extract.journal import fingerprint

        made_by = fingerprint(model, own, language)
    engine = _engine(workers, model, own, language, journal is not None)
    try:
        yield from run(engine, sources, journal=journal, made_by=made_by)
    finally:
        engine.close()


def run(
    engine: Engine, sources: Iterable[Item], *, journal: Journal | None = None, made_by: str = ""
) -> Iterator[PageResult | PageFailure]:
    """Does what `extract_many` does, with an engine at hand, which stays open.

    Args:
        engine: what extracts.
        sources: see `extract_many`.
        journal: see `extract_many`.
        made_by: what the journal knows the engine's results by; see `wphf_extract.journal.fingerprint`.

    Raises:
        RuntimeError: not every page gave one result or one failure: a fault of this library, never of a page.
    """
    batches = _Batches(engine, journal, made_by)
    items = open_archives(sources)
    while batch := list(islice(items, engine.batch)):
        batches.begin(batch)
        if len(batches) >= engine.depth:
            yield from batches.finish()
    while len(batches):
        yield from batches.finish()


class _Batches:
    """Batches under way, each item either known from the journal or in the hands of the engine."""

    def __init__(self, engine: Engine, journal: Journal | None, made_by: str) -> None:
        self._engine = engine
        self._journal = journal
        self._batches: deque[list[tuple[Item, Entry | None]]] = deque()
        self._made_by = made_by

    def __len__(self) -> int:
        return len(self._batches)

    def begin(self, items: list[Item]) -> None:
        """Looks the items up and hands the others to the engine."""
        batch = [(item, self._known(item)) for item in items]
        self._batches.append(batch)
        self._engine.submit([item for item, entry in batch if entry is None])

    def finish(self) -> Iterator[PageResult | PageFailure]:
        """Gives the results of the oldest batch."""
        batch = self._batches.popleft()
        answers = self._engine.answers()
        if len(answers) != sum(entry is None for _, entry in batch):
            raise RuntimeError(f"{len(answers)} answers to the pages from {key(batch[0][0])} on: please report this")
        following = iter(answers)
        for item, entry in batch:
            results = self._results(item, next(following)) if entry is None else self._remembered(entry)
            if not results or (len(results) > 1 and isinstance(item, Page | PageFailure)):
                raise RuntimeError(f"{key(item)}: one page, and {len(results)} results: please report this")
            yield from results

    def _results(self, item: Item, answer: Answer) -> Results:
        digest, results = answer
        if not isinstance(results, str):
            return results
        if self._journal is not None and digest is not None:
            self._journal.add(key(item), digest, self._made_by, results)
        return [page_from_dict(page) for page in json.loads(results)]

    def _remembered(self, entry: Entry) -> Results:
        return [*self._journal.pages(entry)] if self._journal is not None else []

    def _known(self, item: Item) -> Entry | None:
        if self._journal is None:
            return None
        return self._journal.find(key(item), _digest(item), self._made_by)


# -- one item ----------------------------------------------------------------------------------------


def extract_item(item: Item, nlp: Language, language: str | None = None) -> Results:
    """Returns what an item gives: never nothing, and never an error but as a `PageFailure`."""
    results: Results = []
    for page in _read(item):
        if isinstance(page, PageFailure):
            results.append(page)
            continue
        try:
            with memory_zone(nlp):
                results.append(extract_page(page, language=language, nlp=nlp))
        except Exception as error:  # the boundary: whatever a page does to a component costs that page only
            results.append(PageFailure(page.name, "extract", _message(page.name, error)))
    return results


def _read(item: Item) -> Iterator[Page | PageFailure]:
    if isinstance(item, Page | PageFailure):
        yield item
        return
    name = page_name(item)
    is_empty = True
    try:
        for page in read_pages(item):
            is_empty = False
            if isinstance(page, Page):
                yield page
            else:
                yield PageFailure(page.page or name, "read", _message(page.page or name, page))
    except Exception as error:  # the same boundary
        yield PageFailure(name, "read", _message(name, error))
    else:
        if is_empty:
            yield PageFailure(name, "read", f"{name}: holds no page")


def _message(name: str, error: Exception) -> str:
    """An error in one line that names the page once."""
    said = str(error) if isinstance(error, PageError) else f"{type(error).__name__}: {error}"
    return said if name in said else f"{name}: {said}"


def answer(item: Item, nlp: Language, language: str | None, *, journal: bool) -> Answer:
    """Returns what an item gives; for a journal with the item's digest and, where nothing failed, as JSON."""
    if not journal:
        return None, extract_item(item, nlp, language)
    # the digest first: if the file changes in between, the next run sees that and extracts it again
    digest = _digest(item)
    results = extract_item(item, nlp, language)
    pages = [result for result in results if isinstance(result, PageResult)]
    return digest, json.dumps([page_to_dict(page) for page in pages]) if len(pages) == len(results) else results


def key(item: Item) -> str:
    """What tells an item from the others of a run."""
    if isinstance(item, Page):
        return item.path or item.url or text_sha256(item.text)
    return item.source if isinstance(item, PageFailure) else str(item)


def _digest(item: Item) -> str | None:
    """The SHA-256 of what an item's result depends on: the bytes of its file; None if they cannot be read."""
    if isinstance(item, PageFailure):
        return None
    if isinstance(item, Page):
        facts = json.dumps([item.text, item.path, item.url, item.title, item.language, item.notes])
        return hashlib.sha256(facts.encode("ascii")).hexdigest()
    try:
        with open(item, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None  # reading it as a page says why


def open_archives(sources: Iterable[Item]) -> Iterator[Item]:
    """Archives are read here, page by page, so that no worker has to send back all that one holds."""
    for item in sources:
        if isinstance(item, str | Path) and str(item).lower().endswith(ARCHIVE_SUFFIXES):
            yield from _read(item)
        else:
            yield item


# -- engines -----------------------------------------------------------------------------------------


def _engine(workers: int, model: str, own: tuple[RuleText, ...], language: str | None, has_journal: bool) -> Engine:
    if workers == 1:
        return _Here(model, own, language, has_journal)
    from wphf_extract.workers import Workers

    return Workers(workers, model, own, language, journal=has_journal)


class _Here:
    """Works in this process."""

    batch = depth = 1

    def __init__(self, model: str, own: tuple[RuleText, ...], language: str | None, has_journal: bool) -> None:
        nlp = load(model, rules=own)
        self._answer = partial(answer, nlp=nlp, language=language, journal=has_journal)

    def submit(self, items: list[Item]) -> None:
        self._items = items

    def answers(self) -> list[Answer]:
        return [self._answer(item) for item in self._items]

    def close(self) -> None:
        pass
