"""GeoJSON: a feature a place, in the order and the axes of RFC 7946."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from storepages import HOSTILE, hostile_page, two_places
from support import record

from wphf_extract import PageResult
from wphf_extract.stores import open_store
from wphf_extract.stores.cells import plain
from wphf_extract.stores.geojson import write_geojson


def written(tmp_path: Path, *pages: PageResult) -> dict[str, Any]:
    with open_store(f"{tmp_path}/o.geojson") as store:
        for page in pages:
            store.write(page)
    found: dict[str, Any] = json.loads((tmp_path / "o.geojson").read_text(encoding="utf-8"))
    return found


def test_a_feature_a_place(tmp_path: Path) -> None:
    found = written(tmp_path, two_places())
    assert set(found) == {"type", "features"}
    gao, nowhere = found["features"]
    assert gao["geometry"] == {"type": "Point", "coordinates": [-0.04, 16.27]}
    assert nowhere["geometry"] is None
    assert {f["type"] for f in found["features"]} == {"Feature"}
    assert [f["id"] for f in found["features"]] == ["0123456789abcdef-0", "0123456789abcdef-1"]
    assert nowhere["properties"]["relation"] == "near"
    assert gao["properties"]["people"] == 500, "the 300 are a part of the 500"
    assert gao["properties"]["targets"] == "500 people|300 women|up to 5 groups"
    assert gao["properties"]["geonames_id"] == 2457161


def test_pages_follow_each_other(page: PageResult, tmp_path: Path) -> None:
    empty = PageResult(page.source, None, None, (), ())
    found = written(tmp_path, empty, page, empty, two_places())
    names = [feature["properties"]["name"] for feature in found["features"]]
    assert names == ["Gao", "Mopti", "Ménaka", "Gao", "Nowhere"]


def test_nothing_is_an_empty_collection(tmp_path: Path) -> None:
    assert written(tmp_path) == {"type": "FeatureCollection", "features": []}
    write_geojson([record("No place.")], f"{tmp_path}/o.geojson")
    assert json.loads((tmp_path / "o.geojson").read_text(encoding="utf-8"))["features"] == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_stay(words: str, tmp_path: Path) -> None:
    (feature,) = written(tmp_path, hostile_page(words))["features"]
    assert feature["properties"]["name"] == plain(words)
