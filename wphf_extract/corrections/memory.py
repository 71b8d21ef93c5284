"""What an exported file remembers of its task, and tasks as nothing but labels, for tools that know only those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wphf_extract.corrections.labels import FACTS, LINKS, PAGE_FACTS, SAYS, family_of
from wphf_extract.corrections.tasks import Link, Mark, Task
from wphf_extract.records import text_sha256

__all__ = ["Memory", "flat_marks", "hidden", "memory"]

#: Facts that are exported as labels, so that for a mark without such a label the fact has its usual value.
_SAID = {value: label for label, value in SAYS.items()}
_SHOWN = frozenset(name for name, _ in SAYS.values())


def memory(task: Task) -> dict[str, Any]:
    """Returns what a file keeps of a task beside its marks, as plain values that JSON and msgpack can hold."""
    index = {mark.key: number for number, mark in enumerate(task.marks)}
    return {
        "sha256": text_sha256(task.text),
        "page": dict(task.facts),
        "marks": [{"label": m.label, "start": m.start, "end": m.end, "facts": dict(m.facts)} for m in task.marks],
        "links": [[link.type, index[link.source], index[link.target]] for link in task.links],
    }


def flat_marks(task: Task) -> Iterator[tuple[Mark, str]]:
    """Yields each mark with each of its labels: first the one that names it, then those that say more of it."""
    for mark in task.marks:
        yield mark, mark.label
        for fact in mark.facts.items():
            if fact[0] in _SHOWN:
                yield mark, _SAID[fact]


class Memory:
    """What a file remembers of an exported task.

    Args:
        kept: what `memory` returned, as it came back from the tool; None where nothing did.

    Raises:
        ValueError: it is not of that shape.
    """

    def __init__(self, kept: Mapping[str, Any] | None) -> None:
        self.sha256: str | None = None
        self.page: dict[str, Any] = {}
        self._facts: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
        self._links: list[tuple[str, tuple[str, int, int], tuple[str, int, int]]] = []
        if kept is None:
            return
        try:
            self._read(kept)
        except (KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
            raise ValueError(f"what was exported is damaged: {error!r}") from error

    def _read(self, kept: Mapping[str, Any]) -> None:
        self.sha256 = str(kept["sha256"])
        self.page = {name: value for name, value in kept["page"].items() if name in PAGE_FACTS}
        stretches = []
        for mark in kept["marks"]:
            family = family_of(mark["label"]) or ""
            stretches.append((family, int(mark["start"]), int(mark["end"])))
            known = {name: value for name, value in mark["facts"].items() if name in FACTS.get(family, ())}
            self._facts[stretches[-1]].append(known)
        for type_, source, target in kept["links"]:
            if type_ in LINKS:
                self._links.append((type_, stretches[source], stretches[target]))

    def facts(self, mark: Mark) -> dict[str, Any] | None:
        """Takes the facts of a mark that stands where it stood; None if none of its family stood there."""
        known = self._facts.get(mark.stretch)
        return known.pop(0) if known else None

    def links(self, marks: Sequence[Mark]) -> list[Link]:
        """Returns the links whose two ends still stand where they stood."""
        keys = {mark.stretch: mark.key for mark in reversed(marks)}
        return [
            Link(type_, keys[source], keys[target])
            for type_, source, target in self._links
            if source in keys and target in keys
        ]


def hidden(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the facts that `flat_marks` gives no label to."""
    return {name: value for name, value in facts.items() if name not in _SHOWN}
