"""Outlines of countries, and how lines are simplified and cut: what the report's maps are drawn from.

The file `outlines/outlines.json` of the model holds stretches of coast and border (*arcs*), and for each country the
rings that they make. Coordinates are degrees east and north, WGS 84; see the README beside it for the source.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot

from wphf_extract.errors import ModelError
from wphf_extract.resources import data_path

__all__ = [
    "SCALE",
    "Box",
    "Line",
    "Outlines",
    "Point",
    "bounds",
    "clipped_line",
    "clipped_ring",
    "outlines",
    "simplified",
]

#: Whole numbers of the file are parts of a degree: hundredths, some 1.1 km.
SCALE = 100

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees; `east` is above 180 where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        """Says whether the rectangles have a point in common."""
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the box around it. Longitudes go on beyond 180 or -180 where it crosses the date line."""

    points: Sequence[Point]
    box: Box


@dataclass(frozen=True, slots=True)
class Outlines:
    """Rings by ISO 3166-1 alpha-3 (`""` for disputed land), and the borders that two countries share."""

    rings: Mapping[str, Sequence[Line]]
    borders: Sequence[Line]


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Returns the shipped outlines, read once.

    Raises:
        ModelError: the file is missing or broken.
    """
    path = data_path("shared") / "outlines" / "outlines.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        arcs = [_points(flat, data["scale"]) for flat in data["arcs"]]
        return Outlines(
            rings={code: [_joined(ring, arcs) for ring in rings] for code, rings in data["countries"].items()},
            borders=[_line(arcs[number]) for number in data["borders"]],
        )
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ModelError(f"{path}: no outlines to be read ({error}); install wphf-extract anew") from error


def _points(flat: Sequence[int], scale: int) -> list[Point]:
    x = y = 0
    found = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / scale, y / scale))
    return found


def _line(points: Sequence[Point]) -> Line:
    return Line(points, bounds(points))


def _joined(ring: Sequence[int], arcs: Sequence[list[Point]]) -> Line:
    """A ring; `~n` is arc n backwards. Each arc begins where the one before it ends."""
    found: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return _line(_unrolled(found))


def _unrolled(line: Sequence[Point]) -> list[Point]:
    """A line that crosses the date line, with degrees that go on beyond 180 instead of jumping to -180."""
    turn = 0
    found = list(line[:1])
    for (was, _), (x, y) in pairwise(line):
        turn += 360 * ((was - x > 180) - (x - was > 180))
        found.append((x + turn, y))
    return found


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Returns a line with fewer points, none of those left out further from it than the tolerance.

    Source: Douglas and Peucker, Algorithms for the reduction of the number of points required to represent a
    digitized line (1973).
    """
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far = max(range(first + 1, last), key=lambda at: _distance(line[at], line[first], line[last]), default=None)
        if far is not None and _distance(line[far], line[first], line[last]) > tolerance:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [line[at] for at in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the line through two others, or to the one where they are the same."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    x, y = point[0] - start[0], point[1] - start[1]
    length = hypot(dx, dy)
    return abs(dx * y - dy * x) / length if length else hypot(x, y)


def clipped_ring(ring: Sequence[Point], box: Box) -> list[Point]:
    """Returns the part of a ring's area inside a box, as one ring along the box's edges; empty if there is none.

    Source: Sutherland and Hodgman, Reentrant polygon clipping (1974).
    """
    found = list(ring)
    for axis, limit, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        given, found = found, []
        for start, end in zip(given[-1:] + given[:-1], given, strict=True):
            was, inside = sign * (start[axis] - limit) >= 0, sign * (end[axis] - limit) >= 0
            if was != inside:
                found.append(_crossing(start, end, axis, limit))
            if inside:
                found.append(end)
    return found


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clipped_line(line: Sequence[Point], box: Box) -> Iterator[list[Point]]:
    """Yields the stretches of a line in a box, each with a point beyond the edge where it leaves it."""
    stretch: list[Point] = []
    for start, end in pairwise(line):
        if box.meets(bounds((start, end))):
            stretch = stretch or [start]
            stretch.append(end)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def bounds(line: Sequence[Point]) -> Box:
    """Returns the smallest box around some points."""
    across, up = [x for x, _ in line], [y for _, y in line]
    return Box(min(across), min(up), max(across), max(up))
