"""A map of places: which part of the world to show, its outlines as paths of an SVG, dots, and labels that fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sqrt
from typing import Literal

from wphf_extract.report.outlines import Box, Line, Point, bounds, clipped_line, clipped_ring, outlines, simplified
from wphf_extract.resources import shared_gazetteer
from wphf_extract.totals import PlaceTotal

__all__ = ["WIDTH", "Dot", "Label", "PlaceMap", "place_map", "view_of"]

#: Units across a map: twice the pixels it usually has on a screen, so that whole numbers are fine enough.
WIDTH = 1440
_LEAST_WIDTH, _LEAST_HEIGHT = 5.0, 4.0  # degrees
_FLATTEST, _TALLEST = 2.2, 1.75  # width by height
_BORDER = 0.14  # of the places' span, around them
_WHOLE = 300.0  # degrees from which on the whole world is shown, as it is usually cut
_SOUTH, _NORTH = -58.0, 80.0  # where people live
_LARGE, _SMALL = 44.0, 19.0  # units of a label's letters: on a phone, and elsewhere
_LETTER = 0.58  # width of a letter by its height
_MOST_LABELS = 40
_FEW_DOTS = 60  # up to so many, dots have names; beyond, only the projects' countries have, across dots
_SPECK = 3.0  # units: islands below are left out, unless projects are there

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map; `size` is its diameter in pixels of the screen, however large the map is shown."""

    x: int
    y: int
    size: int
    place: PlaceTotal


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map.

    Attributes:
        x: what of it `anchor` says stands here, as SVG has it.
        y: its base line.
        text: the name.
        anchor: `middle` for a country, `start` or `end` for a place beside its dot.
        is_large: there is room for it on a phone too.
    """

    x: int
    y: int
    text: str
    anchor: Anchor
    is_large: bool


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """A map, `WIDTH` × `height` units; `land`, `here` (countries of the projects) and `borders` are SVG path data."""

    height: int
    land: str
    here: str
    borders: str
    dots: list[Dot]
    labels: list[Label]


def place_map(places: Iterable[PlaceTotal], countries: Collection[str | None] = ()) -> PlaceMap | None:
    """Draws the places that have coordinates; countries as a whole are no dots.

    Args:
        places: the places.
        countries: ISO 3166-1 alpha-3 of the countries to bring out, besides those of the places.

    Returns:
        The map; None if no place can be drawn.
    """
    drawn = [
        (place, (place.longitude, place.latitude))
        for place in places
        if place.longitude is not None and place.latitude is not None and not place.is_country
    ]
    if not drawn:
        return None
    frame = _Frame(view_of([point for _, point in drawn]))
    codes = {place.country_code for place, _ in drawn} | set(countries)
    parts = {code: frame.parts(rings, code in codes) for code, rings in outlines().rings.items()}
    dots = [Dot(*frame.at(point), _size(place.projects, len(drawn)), place) for place, point in drawn]
    dots.sort(key=lambda dot: -dot.size)
    return PlaceMap(
        height=frame.height,
        land="".join(frame.ring(part) for code, found in parts.items() if code not in codes for part in found),
        here="".join(frame.ring(part) for code, found in parts.items() if code in codes for part in found),
        borders=frame.borders(),
        dots=dots,
        labels=_Labels(frame, dots, parts, codes).placed(),
    )


def view_of(points: Sequence[Point]) -> Box:
    """Returns the part of the world around some points (degrees east and north), with some air around them."""
    west, east = _span(sorted({x for x, _ in points}))
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    width = max(east - west, _LEAST_WIDTH) * (1 + 2 * _BORDER)
    height = max(north - south, _LEAST_HEIGHT) * (1 + 2 * _BORDER)
    width = max(width, height * _TALLEST / squeeze)
    height = max(height, width * squeeze / _FLATTEST)
    middle, half = (west + east) / 2, height / 2
    if width > _WHOLE:
        middle, width = 0.0, 360.0
    centre = (south + north) / 2
    centre = min(max(centre, _SOUTH + half), _NORTH - half) if height < _NORTH - _SOUTH else (_SOUTH + _NORTH) / 2
    south, north = max(centre - half, _SOUTH), min(centre + half, _NORTH)
    return Box(middle - width / 2, south, middle + width / 2, north)


def _span(across: list[float]) -> Point:
    """The shortest stretch around the globe that holds all longitudes: it begins behind the widest gap."""
    gaps = [(right - left, left, right) for left, right in pairwise(across)]
    gaps.append((across[0] + 360 - across[-1], across[-1], across[0] + 360))
    _, left, right = max(gaps, key=lambda gap: gap[0])
    return (right - 360, left) if right > 180 else (right, left + 360)


def _size(projects: int, dots: int) -> int:
    """Pixels of a dot: its area grows with the projects; where dots are many, all are smaller."""
    least = 9 if dots <= _FEW_DOTS else 6
    return round(min(least * (1 + 0.5 * (sqrt(projects) - 1)), 3 * least))


class _Frame:
    """From degrees to units of the map: lengths are true along the middle parallel."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._tall = WIDTH / (box.east - box.west) / cos(radians((box.south + box.north) / 2))
        self._wide = WIDTH / (box.east - box.west)
        self.height = round((box.north - box.south) * self._tall)

    def at(self, point: Point) -> tuple[int, int]:
        across = point[0] if point[0] >= self.box.west else point[0] + 360
        return round((across - self.box.west) * self._wide), round((self.box.north - point[1]) * self._tall)

    def parts(self, rings: Sequence[Line], with_specks: bool) -> list[list[Point]]:
        """What the map shows of a country's rings, islands that are mere specks left out or not."""
        found = (
            simplified(clipped_ring(shifted, self._wider()), 1 / self._wide)
            for ring in rings
            for shifted in self._turns(ring)
        )
        return [part for part in found if len(part) > 2 and (with_specks or self._is_seen(part))]

    def ring(self, part: Sequence[Point]) -> str:
        """The path data of a ring."""
        return self._path(part) + "z"

    def borders(self) -> str:
        """The path of the borders between countries."""
        return "".join(
            self._path(simplified(part, 1 / self._wide))
            for border in outlines().borders
            for shifted in self._turns(border)
            for part in clipped_line(shifted, self._wider())
        )

    def _turns(self, line: Line) -> Iterable[Sequence[Point]]:
        """The line as often as the map shows it: longitudes go round."""
        around = line.box
        for turn in (-360, 0, 360):
            if self.box.meets(Box(around.west + turn, around.south, around.east + turn, around.north)):
                yield [(x + turn, y) for x, y in line.points] if turn else line.points

    def _wider(self) -> Box:
        """The map and a little more, so that cut edges are not seen."""
        edge = 10 / self._wide
        return Box(self.box.west - edge, self.box.south - edge, self.box.east + edge, self.box.north + edge)

    def _is_seen(self, part: Sequence[Point]) -> bool:
        around = bounds(part)
        return max(around.east - around.west, around.north - around.south) * self._wide > _SPECK

    def _path(self, line: Sequence[Point]) -> str:
        """Path data of a line, in steps: short, as most steps are."""
        points = [(round((x - self.box.west) * self._wide), round((self.box.north - y) * self._tall)) for x, y in line]
        steps = [f"{x - was_x} {y - was_y}" for (was_x, was_y), (x, y) in pairwise(points)]
        return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}".replace(" -", "-")


class _Labels:
    """Names, each where it covers no other: those of the projects' countries, of their places, of other countries."""

    def __init__(
        self,
        frame: _Frame,
        dots: Sequence[Dot],
        parts: Mapping[str, list[list[Point]]],
        codes: Collection[str | None],
    ) -> None:
        self._frame, self._dots, self._parts, self._codes = frame, dots, parts, codes
        self._is_crowded = len(dots) > _FEW_DOTS
        covered = [] if self._is_crowded else [_around(dot) for dot in dots]
        self._taken = {letter: list(covered) for letter in (_LARGE, _SMALL)}

    def placed(self) -> list[Label]:
        seen = {code: max(found, key=_area) for code, found in self._parts.items() if code and found}
        order = sorted(seen, key=lambda code: -_area(seen[code]))
        wanted = [
            *(self._country(code, seen[code]) for code in order if code in self._codes),
            *(self._place(dot) for dot in self._dots if not self._is_crowded),
            *(self._country(code, seen[code]) for code in order if code not in self._codes and not self._is_crowded),
        ]
        return [label for label in wanted if label][:_MOST_LABELS]

    def _country(self, code: str, part: Sequence[Point]) -> Label | None:
        country = shared_gazetteer().countries().get(code)
        x, y = self._frame.at(_middle(part))
        return self._label(x, y, country.name, "middle") if country else None

    def _place(self, dot: Dot) -> Label | None:
        gap = 14 + dot.size // 2
        right = self._label(dot.x + gap, dot.y + 6, dot.place.name, "start")
        return right or self._label(dot.x - gap, dot.y + 6, dot.place.name, "end")

    def _label(self, x: int, y: int, text: str, anchor: Anchor) -> Label | None:
        fitting = [letter for letter in (_SMALL, _LARGE) if self._fits(_text_box(x, y, text, anchor, letter), letter)]
        if _SMALL not in fitting:
            return None
        for letter in fitting:
            self._taken[letter].append(_text_box(x, y, text, anchor, letter))
        return Label(x, y, text, anchor, _LARGE in fitting)

    def _fits(self, box: Box, letter: float) -> bool:
        if box.west < 0 or box.south < 0 or box.east > WIDTH or box.north > self._frame.height:
            return False
        return not any(box.meets(other) for other in self._taken[letter])


def _text_box(x: int, y: int, text: str, anchor: Anchor, letter: float) -> Box:
    """The box around a text, in units. They count downwards, so `south` is its upper edge."""
    width = len(text) * letter * _LETTER
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return Box(x - share * width, y - letter, x + (1 - share) * width, y + letter * 0.3)


def _around(dot: Dot) -> Box:
    return Box(dot.x - dot.size, dot.y - dot.size, dot.x + dot.size, dot.y + dot.size)


def _area(ring: Sequence[Point]) -> float:
    """Twice the area of a ring, by the shoelace formula."""
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in _sides(ring)))


def _middle(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring's area."""
    sides = [(one, other, one[0] * other[1] - other[0] * one[1]) for one, other in _sides(ring)]
    weight = 3 * sum(share for _, _, share in sides)
    if not weight:
        return ring[0]
    return (
        sum((one[0] + other[0]) * share for one, other, share in sides) / weight,
        sum((one[1] + other[1]) * share for one, other, share in sides) / weight,
    )


def _sides(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return pairwise([*ring, ring[0]])
