"""Which project of one run is which of another, across the edits of their pages.

Pages are tied first: by address, by path, by the name of the file, by country where each side has one page of it.
Within tied pages, and then among all that is left of a country, a project is

1. the one with the same `record_id`, which is made of its text;
2. else the one whose text and lead organisation are most alike, if they are alike enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from wphf_extract.language.folding import fold
from wphf_extract.linking import name_key
from wphf_extract.records import ProjectRecord, page_key

__all__ = ["pair_projects"]

_ALIKE = 55.0  # of 100: a pair of projects below this is one removed and one added
_LEAD = 0.35  # share of the lead organisation in the likeness of two projects; the rest is the text's
_CELLS = 10_000_000  # comparisons that are made at once; of more projects, those of one lead organisation only


def pair_projects(old: Sequence[ProjectRecord], new: Sequence[ProjectRecord]) -> dict[int, int]:
    """Pairs the projects of two runs.

    Args:
        old: projects of the earlier run.
        new: projects of the later one.

    Returns:
        For each index of `new` that has one, the index of `old` that it was; no index twice.
    """
    pairs: dict[int, int] = {}
    for olds, news in _tied_pages(old, new):
        _pair_group(old, new, olds, news, pairs)
    taken = set(pairs.values())
    left_olds = [at for at in range(len(old)) if at not in taken]
    left_news = [at for at in range(len(new)) if at not in pairs]
    # a page was split, or a project moved to another one
    for olds, news in _blocks(old, new, left_olds, left_news, _country):
        _pair_group(old, new, olds, news, pairs)
    return pairs


def _blocks(
    old: Sequence[ProjectRecord],
    new: Sequence[ProjectRecord],
    olds: Sequence[int],
    news: Sequence[int],
    key_of: Callable[[ProjectRecord], str | None],
) -> Iterator[tuple[list[int], list[int]]]:
    """Splits projects by what they share; what only one side has is left out."""
    blocks: dict[str | None, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (records, numbers) in enumerate(((old, olds), (new, news))):
        for at in numbers:
            blocks[key_of(records[at])][side].append(at)
    yield from ((olds, news) for olds, news in blocks.values() if olds and news)


def _pair_group(
    old: Sequence[ProjectRecord],
    new: Sequence[ProjectRecord],
    olds: Sequence[int],
    news: Sequence[int],
    pairs: dict[int, int],
) -> None:
    """Pairs projects of tied pages, or of a country."""
    by_id: dict[str, list[int]] = defaultdict(list)
    for at in reversed(olds):
        by_id[old[at].record_id].append(at)
    for at in news:
        if same := by_id.get(new[at].record_id):
            pairs[at] = same.pop()
    taken = {pairs[at] for at in news if at in pairs}
    left_olds = [at for at in olds if at not in taken]
    left_news = [at for at in news if at not in pairs]
    if len(left_olds) * len(left_news) <= _CELLS:
        blocks = iter([(left_olds, left_news)])
    else:
        blocks = _blocks(old, new, left_olds, left_news, _lead)
    for some_olds, some_news in blocks:
        alike = _most_alike([old[at] for at in some_olds], [new[at] for at in some_news])
        pairs.update((some_news[j], some_olds[i]) for i, j in alike)


def _most_alike(old: Sequence[ProjectRecord], new: Sequence[ProjectRecord]) -> Iterator[tuple[int, int]]:
    """Pairs of projects that are alike, the most alike first, each project once."""
    if not old or not new:
        return
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = process.cdist([_words(r) for r in old], [_words(r) for r in new], scorer=fuzz.ratio)
    leads = process.cdist([_lead(r) for r in old], [_lead(r) for r in new], scorer=fuzz.ratio)
    nameless = np.outer([not _lead(r) for r in old], [not _lead(r) for r in new])
    scores = (1 - _LEAD) * texts + _LEAD * np.where(nameless, texts, leads)
    alike_old, alike_new = np.nonzero(scores >= _ALIKE)
    order = np.argsort(-scores[alike_old, alike_new], kind="stable")
    taken_old, taken_new = set(), set()
    for i, j in zip(alike_old[order].tolist(), alike_new[order].tolist(), strict=True):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield i, j


def _words(record: ProjectRecord) -> list[str]:
    return [fold(word) for word in record.text.split()]


def _lead(record: ProjectRecord) -> str:
    lead = record.lead
    return name_key(lead.name) if lead else ""


def _tied_pages(old: Sequence[ProjectRecord], new: Sequence[ProjectRecord]) -> Iterator[tuple[list[int], list[int]]]:
    """Pairs of pages, as the numbers of their projects; each page once."""
    old_pages, new_pages = _pages(old), _pages(new)
    for key_of in (_url, _path, _stem, _country):
        theirs, ours = _named_once(old_pages, old, key_of), _named_once(new_pages, new, key_of)
        for key, page in ours.items():
            if key in theirs:
                yield old_pages.pop(theirs[key]), new_pages.pop(page)


def _pages(records: Sequence[ProjectRecord]) -> dict[str, list[int]]:
    pages: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        pages[page_key(record.source)].append(at)
    return pages


def _named_once(
    pages: dict[str, list[int]], records: Sequence[ProjectRecord], key_of: Callable[[ProjectRecord], str | None]
) -> dict[str, str]:
    """What is said of one page only, and that page's name."""
    named: dict[str, list[str]] = defaultdict(list)
    for page, numbers in pages.items():
        if key := key_of(records[numbers[0]]):
            named[key].append(page)
    return {key: names[0] for key, names in named.items() if len(names) == 1}


def _url(record: ProjectRecord) -> str | None:
    return record.source.url


def _path(record: ProjectRecord) -> str | None:
    return record.source.path


def _stem(record: ProjectRecord) -> str | None:
    return PurePath(record.source.path).stem if record.source.path else None


def _country(record: ProjectRecord) -> str | None:
    return record.source.country_code
