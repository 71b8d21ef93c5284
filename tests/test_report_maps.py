"""The maps: outlines as shipped, the part of the world that is shown, dots and names in their places."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from wphf_extract.errors import ModelError
from wphf_extract.report import outlines as module
from wphf_extract.report.maps import WIDTH, place_map, view_of
from wphf_extract.report.outlines import Box, bounds, clipped_line, clipped_ring, outlines, simplified
from wphf_extract.resources import shared_gazetteer
from wphf_extract.totals import PlaceTotal

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def at(name: str, longitude: float | None, latitude: float | None, code: str = "MLI", projects: int = 1) -> PlaceTotal:
    return PlaceTotal(name, code, None, latitude, longitude, None, False, projects)


def area(ring: list[tuple[float, float]]) -> float:
    return abs(sum(x * b - a * y for (x, y), (a, b) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


# -- outlines ----------------------------------------------------------------------------------------


def test_the_outlines_are_of_countries_of_the_gazetteer() -> None:
    countries = shared_gazetteer().countries()
    assert set(outlines().rings) - {""} <= set(countries)
    missing = set(countries) - set(outlines().rings)
    assert "ATA" in missing and len(missing) < 20, "only what is too small for the source"


def test_a_country_lies_around_its_middle() -> None:
    around = bounds([point for ring in outlines().rings["MLI"] for point in ring.points])
    assert around.meets(Box(-3, 17, -2, 18))
    assert (around.west, around.south, around.east, around.north) == pytest.approx((-12.3, 10.1, 4.3, 25.0), abs=0.3)


def test_rings_are_closed_and_have_an_area() -> None:
    for rings in outlines().rings.values():
        for ring in rings:
            (x, y), (end_x, end_y) = ring.points[0], ring.points[-1]
            assert y == end_y and (x - end_x) % 360 == 0
            assert len(ring.points) >= 4


def test_no_line_jumps_across_the_date_line() -> None:
    for rings in outlines().rings.values():
        for ring in rings:
            assert all(abs(x - was) < 180 for (was, _), (x, _) in pairwise(ring.points))


def test_broken_outlines_are_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    outlines.cache_clear()
    monkeypatch.setattr(module, "data_path", lambda name: tmp_path)
    with pytest.raises(ModelError, match=r"outlines\.json"):
        outlines()
    monkeypatch.undo()
    outlines.cache_clear()


# -- lines -------------------------------------------------------------------------------------------


def test_simplified_keeps_corners_and_drops_what_is_near() -> None:
    assert simplified([(0, 0), (5, 0.1), (10, 0), (10, 10)], 0.5) == [(0, 0), (10, 0), (10, 10)]
    assert simplified([(0, 0), (5, 0.9), (10, 0)], 0.5) == [(0, 0), (5, 0.9), (10, 0)]
    assert simplified([], 1) == [] and simplified([(1, 1)], 1) == [(1, 1)]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(-5, -5, 15, 15), 100),
        (Box(5, 5, 15, 15), 25),
        (Box(2, 3, 4, 6), 6),
        (Box(20, 20, 30, 30), 0),
    ],
)
def test_a_clipped_ring_is_what_of_its_area_lies_in_the_box(box: Box, expected: float) -> None:
    found = clipped_ring(SQUARE, box)
    assert (area(found) if found else 0) == pytest.approx(expected)
    assert all(box.meets(Box(x, y, x, y)) for x, y in found)


def test_a_clipped_line_is_the_stretches_inside() -> None:
    line = [(-9.0, 0.0), (-5.0, 0.0), (0.0, 0.0), (5.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 1.0)]
    assert list(clipped_line(line, Box(-1, -1, 1, 1))) == [[(-5, 0), (0, 0), (5, 0)], [(0, 9), (0, 1)]]


# -- the part of the world ---------------------------------------------------------------------------


def test_a_single_place_has_its_surroundings() -> None:
    view = view_of([(-4.2, 14.5)])
    assert 5 <= view.east - view.west <= 20
    assert (view.west + view.east) / 2 == pytest.approx(-4.2)


def test_the_world_is_shown_where_places_are_everywhere() -> None:
    view = view_of([(-100, 20), (-60, -10), (0, 10), (40, -20), (80, 30), (120, 0), (170, -20)])
    assert view.east - view.west == 360
    assert -60 <= view.south < view.north <= 85


def test_the_pacific_is_one_sea() -> None:
    view = view_of([(178.4, -18.1), (-175.2, -21.1), (-171.8, -13.8)])
    assert view.west < 178.4 and view.east > 188.2
    assert view.east - view.west < 40


def test_the_view_holds_all_places_but_the_poles() -> None:
    for points in ([(0, 0), (1, 40)], [(-179, 5), (179, 6)], [(30, -40), (31, 60)], [(10, 70), (60, 71)]):
        view = view_of([(float(x), float(y)) for x, y in points])
        assert all(view.south <= y <= view.north for _, y in points)
        assert all(any(view.west <= x + turn <= view.east for turn in (-360, 0, 360)) for x, _ in points)


# -- maps --------------------------------------------------------------------------------------------


def test_no_map_without_coordinates() -> None:
    whole = PlaceTotal("Mali", "MLI", 2453866, 17.0, -4.0, None, True, 3)
    assert place_map([]) is None
    assert place_map([at("Nowhere", None, None), whole]) is None


def test_dots_names_and_the_country() -> None:
    drawn = place_map([at("Gao", -0.04, 16.27, projects=9), at("Mopti", -4.18, 14.48), at("Nowhere", None, None)])
    assert drawn is not None
    gao, mopti = drawn.dots
    assert (gao.place.name, mopti.place.name) == ("Gao", "Mopti")
    assert gao.size > mopti.size and gao.x > mopti.x and gao.y < mopti.y
    assert all(0 < dot.x < WIDTH and 0 < dot.y < drawn.height for dot in drawn.dots)
    assert {"Gao", "Mopti", "Mali"} <= {label.text for label in drawn.labels}
    assert all(re.fullmatch(r"(M-?\d+ ?-?\d+l[-\d ]*z?)*", path) for path in (drawn.land, drawn.here, drawn.borders))
    assert drawn.here and drawn.land and drawn.borders


def test_names_cover_no_other_name() -> None:
    places = [at(f"Place number {n}", -4 + 0.3 * (n % 6), 14 + 0.2 * (n // 6)) for n in range(36)]
    drawn = place_map(places)
    assert drawn is not None
    shown = [label for label in drawn.labels if label.anchor != "middle"]
    assert 5 < len(shown) < 36
    for one in shown:
        for other in shown:
            if one is not other and one.anchor == other.anchor:
                assert abs(one.y - other.y) >= 19 or abs(one.x - other.x) > 19 * 0.58 * len("Place number 1")


def test_many_dots_have_the_names_of_countries_only() -> None:
    drawn = place_map([at(f"p{n}", -8 + n % 10, 12 + n // 10) for n in range(80)])
    assert drawn is not None
    assert [label.text for label in drawn.labels if label.anchor != "middle"] == []
    assert "Mali" in [label.text for label in drawn.labels]


def test_fiji_is_drawn_on_both_sides_of_the_date_line() -> None:
    drawn = place_map([at("Suva", 178.4, -18.1, "FJI"), at("Lau", -178.8, -18.2, "FJI")])
    assert drawn is not None
    assert drawn.dots[0].x < drawn.dots[1].x or drawn.dots[0].place.name == "Lau"
    starts = [int(x) for x in re.findall(r"M(-?\d+)", drawn.here)]
    assert min(starts) < WIDTH / 2 < max(starts)


def test_the_file_says_what_it_was_built_with() -> None:
    path = module.data_path("shared") / "outlines" / "outlines.json"
    assert json.loads(path.read_text(encoding="utf-8"))["scale"] == module.SCALE
    assert path.stat().st_size < 300_000
