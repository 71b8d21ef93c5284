"""GeoJSON (RFC 7946): a feature for each place of each record, WGS 84, longitude first.

A place that the gazetteer does not know is a feature without geometry (`null`), so that it shows in the table of
attributes. Records that name no place have no feature. Values of a property that holds several stand between `|`.
Failures go to `NAME.geojson.errors.jsonl`.

Properties: `record_id`, `page`, `url`, `section`; `name`, `kind`, `relation`, `country_code` (ISO 3166-1 alpha-3),
`geonames_id`, `admin1` of the place; `lead`, `members`; `people` (what the record's targets sum up to, parts of others
left out) and `targets` (in the text's words) of the whole record, not of the place; `activities` (codes); `text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from wphf_extract.reached import people
from wphf_extract.records import Location, PageResult, ProjectRecord, page_key
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.cells import listed, plain
from wphf_extract.stores.files import FileStore, Sink, write_all
from wphf_extract.stores.tables import quotes
from wphf_extract.wholefiles import whole_file

__all__ = ["features", "open_store", "write_geojson"]


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of a `.geojson` file."""
    return FileStore(target, _opened(target))


def write_geojson(records: Iterable[ProjectRecord], target: str) -> None:
    """Writes the places of records to a `.geojson` file.

    Raises:
        StoreError: the target cannot be written.
    """
    write_all(open_store(target, StoreOptions()), records)


@contextmanager
def _opened(target: str) -> Iterator[Sink]:
    with whole_file(target) as file:
        file.write('{"type": "FeatureCollection", "features": [')
        writer = _Features(file)
        yield Sink(writer.write)
        file.write("\n]}\n")


class _Features:
    def __init__(self, file: IO[str]) -> None:
        self._file, self._mark = file, "\n"

    def write(self, page: PageResult) -> None:
        lines = [json.dumps(feature, ensure_ascii=False) for r in page.records for feature in features(r)]
        if lines:
            self._file.write(self._mark + ",\n".join(lines))
            self._mark = ",\n"


def features(record: ProjectRecord) -> Iterator[dict[str, Any]]:
    """Yields the features of a record; their ids are its id and the number of the place."""
    of_record = {
        "section": record.section,
        "lead": listed(o.name for o in record.organizations if o.role == "lead"),
        "members": listed(o.name for o in record.organizations if o.role == "member"),
        "people": people(record),
        "targets": listed(quotes(record)),
        "activities": listed(activity.code for activity in record.activities),
        "text": record.text,
    }
    key = {"record_id": record.record_id, "page": page_key(record.source), "url": record.source.url}
    for number, place in enumerate(record.locations):
        properties = {**key, **_of_place(place), **of_record}
        yield {
            "type": "Feature",
            "id": f"{record.record_id}-{number}",
            "geometry": _point(place),
            "properties": {n: plain(value) if isinstance(value, str) else value for n, value in properties.items()},
        }


def _of_place(place: Location) -> dict[str, Any]:
    names = ("name", "kind", "relation", "country_code", "geonames_id", "admin1")
    return {name: getattr(place, name) for name in names}


def _point(place: Location) -> dict[str, Any] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
