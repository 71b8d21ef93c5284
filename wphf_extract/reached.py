"""Whom the targets of one record reach: numbers by unit, sex and mark, parts of other targets counted once.

`wphf_extract.totals` sums many records up, and says by which rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from wphf_extract.records import ProjectRecord, Target, Unit

__all__ = ["people", "people_by_mark", "people_by_sex", "reached", "summed"]

_UNSAID = frozenset((None, "mixed"))  # a sex that parts of the target may say more exactly


def people(record: ProjectRecord) -> int | None:
    """Returns how many people the targets of a record sum up to, parts of others left out; None without any."""
    return reached(record, "people")


def reached(record: ProjectRecord, unit: Unit) -> int | None:
    """Returns what the targets of a unit sum up to, parts of others left out; None without any."""
    counts = [target.value for _, target in _roots(record, unit)]
    return sum(counts) if counts else None


def _roots(record: ProjectRecord, unit: Unit) -> Iterator[tuple[int, Target]]:
    """The targets of a unit that are part of no other, with their places in the record."""
    return ((n, t) for n, t in enumerate(record.targets) if t.unit == unit and t.included_in is None)


def _parts(record: ProjectRecord, whole: int) -> Iterator[tuple[int, Target]]:
    unit = record.targets[whole].unit
    return ((n, t) for n, t in enumerate(record.targets) if t.included_in == whole and t.unit == unit)


def people_by_sex(record: ProjectRecord) -> Counter[str | None]:
    """Returns the people of a record by sex; they add up to `people`."""
    return summed(_divided(record, number, target) for number, target in _roots(record, "people"))


def _divided(record: ProjectRecord, number: int, target: Target) -> Counter[str | None]:
    """A target by sex: its own, or as far as they reach those of its parts."""
    if target.sex not in _UNSAID:
        return Counter({target.sex: target.value})
    found: Counter[str | None] = Counter()
    rest = target.value
    for part_number, part in _parts(record, number):
        for sex, count in _divided(record, part_number, part).items():
            if sex not in _UNSAID:
                taken = min(count, rest)  # parts may overlap; they are never more than the whole
                found[sex] += taken
                rest -= taken
    found[target.sex] += rest
    return found


def people_by_mark(record: ProjectRecord) -> Counter[str | None]:
    """Returns the people of a record by age and further mark, of which a person may bear several or none."""
    marks = dict.fromkeys(mark for target in record.targets for mark in _marks(target))
    roots = list(_roots(record, "people"))
    return Counter({mark: sum(_bearing(record, n, t, mark) for n, t in roots) for mark in marks})


def _bearing(record: ProjectRecord, number: int, target: Target, mark: str) -> int:
    """How many people of a target bear a mark: all, or those of its parts that do."""
    if mark in _marks(target):
        return target.value
    return min(target.value, sum(_bearing(record, n, part, mark) for n, part in _parts(record, number)))


def _marks(target: Target) -> tuple[str, ...]:
    return (*((target.age,) if target.age else ()), *target.attributes)


def summed(counters: Iterable[Mapping[str | None, int]]) -> Counter[str | None]:
    """Returns the sums of counts by their keys."""
    total: Counter[str | None] = Counter()
    for counter in counters:
        total.update(counter)
    return total
