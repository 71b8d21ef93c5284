"""Builds `shared/outlines/outlines.json`, the outlines of countries that the report's maps are drawn from.

    pip install pycountry==26.2.16 && npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python models/build_outlines.py package/countries-50m.json

Source: Natural Earth 4.1, 1:50 million (public domain), as packed by world-atlas (ISC) in TopoJSON: stretches of
border and coast (arcs) that countries share, so that neighbours stay neighbours when the stretches are simplified.
pycountry turns its numeric codes of ISO 3166-1 into alpha-3. The output is the same, byte for byte, from the same
source.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from wphf_extract.report.outlines import SCALE, Point, simplified  # noqa: E402

TARGET = Path(__file__).resolve().parent / "shared" / "outlines" / "outlines.json"
TOLERANCE = 0.02  # degrees, some 2 km: about a pixel of a map that shows 20 degrees
LEAST = 4  # points of a ring, the last being the first: what falls below is drawn more finely
NO_CODE = ""
#: What Natural Earth draws apart and ISO 3166-1 does not number, as the United Nations' maps have it.
BY_NAME = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}
LEFT_OUT = {"ATA"}  # the ice: no project is there, and a flat map makes it the largest of all


def main(source: str) -> None:
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    countries = defaultdict(list)
    for shape in atlas["objects"]["countries"]["geometries"]:
        countries[code_of(shape)] += list(rings(shape))
    kept = {code: countries[code] for code in sorted(countries) if code not in LEFT_OUT}
    used = sorted({number for shape in kept.values() for ring in shape for number in map(plain, ring)})
    arcs = decoded(atlas)
    new = {number: at for at, number in enumerate(used)}
    written = {
        "scale": SCALE,
        "arcs": [flat(fitting(arcs[number])) for number in used],
        "borders": [new[number] for number in borders(kept) if not on_the_date_line(arcs[number])],
        "countries": {
            code: [[new[n] if n >= 0 else ~new[~n] for n in ring] for ring in shape] for code, shape in kept.items()
        },
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(pretty(written), encoding="utf-8")


def code_of(shape: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-3, or nothing for what no country is agreed to hold."""
    known = pycountry.countries.get(numeric=shape["id"]) if "id" in shape else None
    return known.alpha_3 if known else BY_NAME.get(shape["properties"]["name"], NO_CODE)


def rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    """The outer and inner rings of a shape, as numbers of arcs; `~n` is arc n from its end to its beginning."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return (ring for polygon in polygons for ring in polygon)


def plain(number: int) -> int:
    return ~number if number < 0 else number


def borders(countries: dict[str, list[list[int]]]) -> list[int]:
    """The arcs that two countries share."""
    owners = defaultdict(set)
    for code, shape in countries.items():
        for ring in shape:
            for number in ring:
                owners[plain(number)].add(code)
    return sorted(number for number, codes in owners.items() if len(codes) > 1)


def decoded(atlas: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: TopoJSON has them as steps on a grid."""
    (wide, high), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * wide + west, y * high + south))
        found.append(arc)
    return found


def fitting(arc: list[Point]) -> list[Point]:
    """The arc simplified; an island so small that nothing would be left keeps more of its points."""
    tolerance = TOLERANCE
    found = simplified(arc, tolerance)
    while arc[0] == arc[-1] and len(found) < min(LEAST, len(arc)):
        tolerance /= 2
        found = simplified(arc, tolerance)
    return found


def on_the_date_line(arc: list[Point]) -> bool:
    """Where Natural Earth cuts countries in two at 180 degrees, there is no border."""
    return all(abs(abs(x) - 180) < 0.01 for x, _ in arc)


def flat(arc: list[Point]) -> list[int]:
    """The first point and the steps to the others, in whole parts of a degree; steps of nothing left out."""
    points = [(round(x * SCALE), round(y * SCALE)) for x, y in arc]
    found = [*points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        if (x, y) != (to_x, to_y):
            found += [to_x - x, to_y - y]
    return found


def pretty(written: dict[str, Any]) -> str:
    """JSON with a line an arc and a line a country, so that a change shows where it is."""
    parts = []
    for key, value in written.items():
        if isinstance(value, dict):
            lines = [f"{json.dumps(k)}: {compact(v)}" for k, v in value.items()]
            parts.append(f"{json.dumps(key)}: {{\n" + ",\n".join(lines) + "\n}")
        elif key == "arcs":
            parts.append(f"{json.dumps(key)}: [\n" + ",\n".join(map(compact, value)) + "\n]")
        else:
            parts.append(f"{json.dumps(key)}: {compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main(sys.argv[1])
