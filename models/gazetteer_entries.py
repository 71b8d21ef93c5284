"""Places on their way into the gazetteer's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians

__all__ = ["SAME_KM", "Entry", "kilometres"]

SAME_KM = 30.0  # a written place so close to one of its name is that one


@dataclass(eq=False)
class Entry:
    """A place on its way into the table."""

    name: str
    country: str
    kind: str
    names: list[str]
    geonames_id: int | None = None
    at: tuple[float, float] | None = None
    admin1: Entry | None = None
    population: int = 0
    towns: list[Entry] = field(default_factory=list, repr=False)
    keys: set[str] = field(default_factory=set)
    id: int = 0

    @property
    def is_airfield(self) -> bool:
        """Whether nothing but an airfield tells of the town; the table has it with a population of -1."""
        return self.population < 0


def kilometres(one: Sequence[float] | None, other: Sequence[float]) -> float:
    """Distance of near points; good enough to compare."""
    if one is None:
        return float("inf")
    east = (one[1] - other[1] + 180) % 360 - 180
    return hypot(one[0] - other[0], east * cos(radians(other[0]))) * 111.2
