"""What components decide against, and why: written down only where somebody asks (`wphf_extract.explain`).

A component finds a `Trace` in `doc._.wphf_trace`; as a rule there is None, and nothing is written. The reasons are
those that the code goes by: functions that decide give a reason instead of a bare yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Decision", "Trace"]


class Decision(NamedTuple):
    """A decision against a candidate, or on how to read something.

    Attributes:
        field: `projects`, `organizations`, `locations`, `targets`, `activities` or `country`.
        start, end: where the candidate stands, in characters.
        reason: why, one of the keys of `wphf_extract.explanations.reasons.REASONS`.
        told_by: the words that say so; may be empty.
        rule: the id of the rule that says so, or that had found the candidate; may be empty.
    """

    field: str
    start: int
    end: int
    reason: str
    told_by: str
    rule: str


@dataclass(slots=True)
class Trace:
    """The decisions of one page, in the order they were taken.

    Attributes:
        decisions: against candidates.
        countries: how much speaks for each, and where it is named first.
        led_by: of places, by where they begin: the word that led to each.
    """

    decisions: list[Decision] = field(default_factory=list)
    countries: dict[str, tuple[float, int, int]] = field(default_factory=dict)
    led_by: dict[int, str] = field(default_factory=dict)

    def add(self, field: str, start: int, end: int, reason: str, told_by: str = "", rule: str = "") -> None:
        """Writes down a decision."""
        self.decisions.append(Decision(field, start, end, reason, told_by, rule))
