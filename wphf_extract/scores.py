"""What an evaluation counts: hits, misses and false alarms by field, and precision, recall and F1 as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["FIELDS", "Counts", "Evaluation", "layout_table"]

#: The five fields whose mean is the headline.
FIELDS = ("lead", "member", "locations", "targets", "activities")
_LAYOUT_FIELDS = ("projects", "lead", "member", "acronym", "locations", "targets", "activities")


@dataclass(slots=True)
class Counts:
    """Hits, false alarms and misses of one field."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of the values found, the share that is right; 1.0 where none was found."""
        found = self.hits + self.false
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """Of the values there are, the share that was found; 1.0 where there are none."""
        there = self.hits + self.missed
        return self.hits / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """Counts by field, and one line for each miss and false alarm."""

    counts: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    errors: list[str] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Mean F1 of `FIELDS`."""
        found = [self.counts[name].f1 for name in FIELDS if name in self.counts]
        return sum(found) / len(found) if found else 0.0

    def table(self) -> str:
        """Returns the counts as aligned text, a line a field, and the mean where the five fields are scored."""
        lines = [f"{'field':20} {'P':>6} {'R':>6} {'F1':>6}   tp  fp  fn"]
        for name, c in self.counts.items():
            figures = f"{c.precision:6.3f} {c.recall:6.3f} {c.f1:6.3f}"
            lines.append(f"{name:20} {figures} {c.hits:4d} {c.false:3d} {c.missed:3d}")
        if any(name in self.counts for name in FIELDS):
            lines.append(f"{'mean of the five':20} {'':6} {'':6} {self.mean:6.3f}")
        return "\n".join(lines)

    def add(
        self,
        name: str,
        where: str,
        gold: Iterable[object],
        found: Iterable[object],
        optional: Iterable[object] = (),
    ) -> None:
        """Counts one field of one project."""
        gold_set, found_set, optional_set = set(gold), set(found), set(optional)
        counts = self.counts[name]
        missed, extra = gold_set - found_set, found_set - gold_set - optional_set
        counts.hits += len(gold_set & found_set)
        counts.missed += len(missed)
        counts.false += len(extra)
        self.errors.extend(f"{where} {name} MISSED {value}" for value in sorted(map(str, missed)))
        self.errors.extend(f"{where} {name} EXTRA  {value}" for value in sorted(map(str, extra)))


def layout_table(evaluations: Mapping[str, Evaluation]) -> str:
    """Returns F1 by layout family and field as aligned text; a dash where gold has nothing to find."""
    lines = [f"{'layout':16} {'records':>7} " + " ".join(f"{name[:9]:>9}" for name in _LAYOUT_FIELDS)]
    for layout, evaluation in evaluations.items():
        counts = [evaluation.counts.get(name, Counts()) for name in _LAYOUT_FIELDS]
        figures = (f"{c.f1:9.3f}" if c.hits or c.false or c.missed else f"{'–':>9}" for c in counts)
        projects = evaluation.counts["projects"]
        lines.append(f"{layout:16} {projects.hits + projects.missed:7d} " + " ".join(figures))
    return "\n".join(lines)
