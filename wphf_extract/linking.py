"""One organisation, many spellings: which names, within a page and across pages, mean the same organisation.

Precision comes first. Two mentions are one organisation when

- their names are equal but for case, accents, punctuation, hyphens, spaces, *and* or *&*, and legal forms;
- one is the other's short form, or its part before a hyphen, where the two are written together somewhere
  (*Réseau Amani (RAM)* … *RAM*);
- one is the other with the name of a place behind it (*RFOE*, *RFOE SEGOU*), and no other place is tied to it;
- their long names differ by a slip or two of the pen.

Within a page all of this counts; across pages only mentions of one country are compared.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from wphf_extract.language.folding import DASHES, fold
from wphf_extract.names.namewords import name_words, words_in
from wphf_extract.reading.readable import visible
from wphf_extract.records import Organization, ProjectRecord

__all__ = ["Mention", "count_distinct", "link_organizations", "name_key"]

_LONG_NAME = 16  # letters from which on a name may be misspelt
_SLIPS_PER_LETTER = 1 / 14
_FEW = 200  # names that are all compared with each other: more than a page has
_NEIGHBOURS = 40  # of more names: how many of the next ones a name is compared with
_SHORT_FORM = 3  # letters of the shortest acronym that links


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an organisation stands: the record's id, and its index among the record's organisations."""

    record_id: str
    index: int


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Returns a name without case, accents, punctuation, spaces, joiners (*and*, *&*) and legal forms at either end."""
    return "".join(_key_words(name))


def _key_words(name: str) -> list[str]:
    words = [form for form in (fold(word) for word in words_in(visible(name))) if form and form != "s"]
    names = name_words()
    small = names.legal_forms | names.particles
    while len(words) > 1 and words[0] in small:
        words.pop(0)
    while len(words) > 1 and words[-1] in names.legal_forms:
        words.pop()
    return [word for word in words if word not in names.joiners] or words


def link_organizations(
    records: Iterable[ProjectRecord], *, is_place: Callable[[str, str | None], bool] | None = None
) -> dict[Mention, str]:
    """Gives every organisation of the records an id that its other mentions share.

    Args:
        records: records of one page or of many.
        is_place: says whether words are a place in a country (ISO 3166-1 alpha-3); None asks the shipped gazetteer.

    Returns:
        For each mention an `organization_id` of 12 hexadecimal digits, made of the country and of the group's
        names; it stays the same as long as the group has the same names.
    """
    is_place = is_place or _gazetteer_has
    by_country: dict[str | None, list[tuple[Mention, Organization]]] = defaultdict(list)
    for record in records:
        for index, organization in enumerate(record.organizations):
            by_country[record.source.country_code].append((Mention(record.record_id, index), organization))
    linked: dict[Mention, str] = {}
    for country, mentions in by_country.items():
        groups = _group([organization for _, organization in mentions], country, is_place)
        names: dict[int, set[str]] = defaultdict(set)
        for (_, organization), group in zip(mentions, groups, strict=True):
            names[group].add(name_key(organization.name))
        for (mention, _), group in zip(mentions, groups, strict=True):
            identity = "\0".join([country or "", min(names[group], key=lambda n: (-len(n), n))])
            linked[mention] = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return linked


def count_distinct(organizations: Iterable[Organization], country: str | None = None) -> int:
    """Counts organisations of one page, each once however often and however spelt it is named."""
    mentions = list(organizations)
    return len(set(_group(mentions, country, _gazetteer_has)))


def _gazetteer_has(words: str, country: str | None) -> bool:
    from wphf_extract.resources import shared_gazetteer

    return bool(country and shared_gazetteer().candidates(words, country=country))


class _Groups:
    """Sets that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        self._parent[self.find(other)] = self.find(one)


def _group(
    organizations: Sequence[Organization], country: str | None, is_place: Callable[[str, str | None], bool]
) -> list[int]:
    """A number for each organisation, equal for those that are one."""
    groups = _Groups(len(organizations))
    by_name: dict[str, int] = {}
    by_short: dict[str, dict[str, int]] = defaultdict(dict)  # short form: the names that carry it
    for number, organization in enumerate(organizations):
        key = name_key(organization.name)
        groups.join(by_name.setdefault(key, number), number)
        for short in _short_forms(organization.acronym):
            by_short[short].setdefault(key, by_name[key])
    _join_short_forms(groups, by_name, by_short)
    _join_place_tails(groups, organizations, by_name, by_short, lambda words: is_place(words, country))
    _join_slips(groups, by_name, by_short)
    return [groups.find(number) for number in range(len(organizations))]


def _short_forms(acronym: str | None) -> set[str]:
    """An acronym's key, and that of its part before a hyphen (*WEPI-SS*: WEPI)."""
    if not acronym:
        return set()
    first = name_key(acronym.split("-")[0])
    return {name_key(acronym), first} if len(first) > _SHORT_FORM else {name_key(acronym)}


def _join_short_forms(groups: _Groups, by_name: Mapping[str, int], by_short: Mapping[str, Mapping[str, int]]) -> None:
    """A name that is the short form of one other name, and of no third."""
    for short, owners in by_short.items():
        if short in by_name and len(short) >= _SHORT_FORM and len({groups.find(n) for n in owners.values()}) == 1:
            groups.join(next(iter(owners.values())), by_name[short])


def _join_place_tails(
    groups: _Groups,
    organizations: Sequence[Organization],
    by_name: Mapping[str, int],
    by_short: Mapping[str, Mapping[str, int]],
    is_place: Callable[[str], bool],
) -> None:
    """*RFOE* and *RFOE SEGOU*: what follows the shorter form is a place, and only one such longer form exists."""
    longer: dict[str, set[int]] = defaultdict(set)
    for number, organization in enumerate(organizations):
        for written in filter(None, (organization.name, organization.acronym)):
            words = written.split()
            for cut in range(1, len(words)):
                head = name_key(" ".join(words[:cut]))
                if head not in by_name and head not in by_short:
                    continue
                tail = " ".join(words[cut:]).strip(f"(){DASHES} ")
                if tail and is_place(tail):
                    longer[head].add(groups.find(number))
    for head, owners in longer.items():
        known = by_name.get(head)
        if known is None and len(by_short.get(head, {})) == 1:
            known = next(iter(by_short[head].values()))
        if known is not None and len({groups.find(o) for o in owners}) == 1 and len(head) >= _SHORT_FORM:
            groups.join(known, next(iter(owners)))


def _join_slips(groups: _Groups, by_name: Mapping[str, int], by_short: Mapping[str, Mapping[str, int]]) -> None:
    """Long names that differ by a letter or two, unless they carry different short forms."""
    from rapidfuzz.distance import OSA

    shorts: dict[int, set[str]] = defaultdict(set)
    for short, owners in by_short.items():
        for number in owners.values():
            shorts[groups.find(number)].add(short)
    by_start: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_name):
        if len(name) >= _LONG_NAME:
            by_start[name[:2]].append(name)
    for names in by_start.values():
        for name, other in _pairs(names):
            slips = int(max(len(name), len(other)) * _SLIPS_PER_LETTER)
            if abs(len(name) - len(other)) > slips or OSA.distance(name, other, score_cutoff=slips) > slips:
                continue
            if _has_other_digits(name, other):
                continue
            one, two = groups.find(by_name[name]), groups.find(by_name[other])
            if not (shorts[one] and shorts[two] and not shorts[one] & shorts[two]):
                groups.join(one, two)


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs of sorted names that are worth comparing: all, as long as there are few; of thousands only those
    that stand close together in the order of the alphabet, read from the front or from the back."""
    if len(names) <= _FEW:
        yield from combinations(names, 2)
        return
    for order in (names, sorted(names, key=lambda name: name[::-1])):
        for at, name in enumerate(order):
            for other in order[at + 1 : at + 1 + _NEIGHBOURS]:
                yield name, other


def _has_other_digits(one: str, other: str) -> bool:
    """*Women 2000* and *Women 2001* are two."""
    return [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]
