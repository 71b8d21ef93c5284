"""HXL 1.1: who does what, where, for whom (3W), as CSV with a row of headings and a row of hashtags.

A row is a record at a place, for a target. A record with one place (or none) has a row for each target. A page gives
its numbers for a whole project: where that works in several places, the places have a row each without a number, and
each target a row without a place. So no number is counted twice, and none is laid to a place without ground. A target
that is a part of another has its number under `#targeted+part`, not `#targeted+num`, so the latter may be summed, by
`#beneficiary+type` (people, households, groups …).

Lists (`+list`) have `|` between their values, as libhxl's `expand_lists` reads them; a cell is one line. Sectors are
the fund's impact areas by name and OECD DAC CRS purpose codes (`+v_dac_crs`). Texts are made safe for spreadsheets:
see `cells.py`. Failures go to `NAME.hxl.csv.errors.jsonl`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product

from wphf_extract.records import Location, PageResult, ProjectRecord, Target, page_key
from wphf_extract.resources import shared_gazetteer
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.cells import listed
from wphf_extract.stores.files import FileStore, Sink, write_all
from wphf_extract.stores.tables import Row
from wphf_extract.stores.tables_csv import csv_lines
from wphf_extract.taxonomy import Taxonomy, taxonomy
from wphf_extract.wholefiles import whole_file

__all__ = ["COLUMNS", "hxl_rows", "open_store", "write_hxl"]

#: Heading and hashtag of each column. Tags are of the HXL 1.1 core schema; attributes of its list, and a few more.
COLUMNS = {
    "Record": "#activity+id",
    "Lead organisation": "#org+name+lead",
    "Lead organisation, short": "#org+acronym+lead",
    "Partner organisations": "#org+name+partner+list",
    "Activity types": "#activity+type+list",
    "Activity": "#activity+description",
    "Impact areas": "#sector+name+list",
    "CRS purpose codes": "#sector+code+v_dac_crs+list",
    "Programme window": "#activity+programme",
    "Country": "#country+name",
    "Country code": "#country+code+v_iso3",
    "First-level division": "#adm1+name",
    "Place": "#loc+name",
    "Kind of place": "#loc+type",
    "In or near": "#loc+relation",
    "GeoNames id": "#loc+code+v_geonames",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Targeted": "#targeted+num",
    "Targeted, at most": "#targeted+max",
    "Targeted, part of another number": "#targeted+part",
    "How the number is meant": "#meta+qualifier+targeted",
    "What is counted": "#beneficiary+type",
    "Beneficiaries": "#beneficiary+name",
    "Sex": "#beneficiary+sex",
    "Age": "#beneficiary+age",
    "Marks": "#beneficiary+attributes+list",
    "Page": "#meta+source",
    "Address": "#meta+url",
}


def open_store(target: str, options: StoreOptions) -> FileStore:
    """Returns the store of a `.hxl.csv` file."""
    return FileStore(target, _opened(target, taxonomy(options.model, options.rules)))


def write_hxl(records: Iterable[ProjectRecord], target: str) -> None:
    """Writes records to a `.hxl.csv` file.

    Raises:
        StoreError: the target cannot be written.
    """
    write_all(open_store(target, StoreOptions()), records)


@contextmanager
def _opened(target: str, types: Taxonomy) -> Iterator[Sink]:
    def write(page: PageResult) -> None:
        file.write(csv_lines(row for record in page.records for row in hxl_rows(record, types)))

    with whole_file(target) as file:
        file.write(csv_lines([tuple(COLUMNS), tuple(COLUMNS.values())]))
        yield Sink(write)


def hxl_rows(record: ProjectRecord, types: Taxonomy) -> Iterator[Row]:
    """Yields the rows of a record, their cells in the order of `COLUMNS`."""
    places: tuple[Location | None, ...] = record.locations or (None,)
    targets: tuple[Target | None, ...] = record.targets or (None,)
    if len(places) == 1:
        pairs = list(product(places, targets))
    else:
        pairs = [*((place, None) for place in places), *((None, target) for target in record.targets)]
    what, source = _what(record, types), (page_key(record.source), record.source.url)
    for place, target in pairs:
        row = (*what, *_where(record, place), *_for_whom(target), *source)
        yield tuple(" ".join(cell.split()) if isinstance(cell, str) else cell for cell in row)


def _what(record: ProjectRecord, types: Taxonomy) -> Row:
    lead = record.lead
    kinds = [types.activities[a.code] for a in record.activities if a.code in types.activities]
    return (
        record.record_id,
        lead.name if lead else None,
        lead.acronym if lead else None,
        listed(o.name for o in record.organizations if o.role == "member"),
        listed(kind.name for kind in kinds),
        record.text,
        listed(types.impact_areas[kind.impact_area] for kind in kinds),
        listed(kind.crs_purpose_code for kind in kinds),
        record.section,
    )


def _where(record: ProjectRecord, place: Location | None) -> Row:
    source = record.source
    if place is None:
        return (source.country, source.country_code, *(None,) * 7)
    country, code = source.country, source.country_code
    if place.country_code and place.country_code != code:
        code = place.country_code
        found = shared_gazetteer().countries().get(code)
        country = found.name if found else None
    point = (place.latitude, place.longitude)
    return (country, code, place.admin1, place.name, place.kind, place.relation, place.geonames_id, *point)


def _for_whom(target: Target | None) -> Row:
    if target is None:
        return (None,) * 9
    whole, part = (target.value, None) if target.included_in is None else (None, target.value)
    who = (target.unit, target.population, target.sex, target.age, listed(target.attributes))
    return (whole, target.value_max, part, target.qualifier, *who)
