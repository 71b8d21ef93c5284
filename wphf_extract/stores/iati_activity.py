"""A record as an `iati-activity` of the IATI standard, version 2.03, its elements in the order of the schema.

Code lists, by their names in the standard: OrganisationRole (1 funding, 4 implementing), DescriptionType (1 general,
4 other), ActivityDateType (1 planned start, 3 planned end), ActivityScope, GeographicVocabulary (G1 GeoNames),
GeographicLocationReach (1 activity), GeographicExactness (2 approximate), SectorVocabulary (1 OECD DAC CRS purpose
codes of five digits), ResultType (1 output), IndicatorMeasure (1 unit), DocumentCategory (A12 activity web page).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from wphf_extract.records import Location, ProjectRecord, Target
from wphf_extract.resources import shared_gazetteer
from wphf_extract.stores.base import StoreOptions
from wphf_extract.stores.cells import plain
from wphf_extract.taxonomy import Taxonomy

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["NO_DATE", "NO_TERM", "Fund", "activity"]

#: Stands where the schema demands a date and neither page nor publisher gives one; a narrative beside it says so.
NO_DATE = "1900-01-01"
#: Likewise the period of a target: so wide that the target's true one lies in it.
NO_TERM = (NO_DATE, "2100-12-31")
_NO_DATE_NOTE = "Not known: the page gives no date. This one only fills a place that the standard does not let empty."
_TITLE_LENGTH = 120
_WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
_HOST = re.compile(r"[\w.-]+(:\d{1,5})?")
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_IN_ADDRESSES = "%/:=&?~+!$,;'@()*"
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # what xml:lang may hold
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Fund:
    """The fund whose pages are read: its name and its code in the list OrganisationType."""

    name: str
    organisation_type: str


def activity(record: ProjectRecord, types: Taxonomy, fund: Fund, options: StoreOptions) -> _Element:
    """Returns the element of a record."""
    from lxml import etree

    language = record.source.language or ""
    root = etree.Element("iati-activity", {_LANGUAGE: language if _LANGUAGE_TAG.fullmatch(language) else "en"})
    _add(root, "iati-identifier").text = f"{options.iati_prefix}-{plain(record.record_id)}"
    reporter = {"ref": options.iati_prefix, "type": options.iati_reporter_type, "secondary-reporter": "1"}
    _narrative(_add(root, "reporting-org", reporter), options.iati_reporter)
    _narrative(_add(root, "title"), _title(record.text))
    _narrative(_add(root, "description", {"type": "1"}), record.text)
    if record.section:
        _narrative(_add(root, "description", {"type": "4"}), record.section)
    _add_organizations(root, record, fund)
    _add(root, "activity-status", {"code": options.iati_status})
    _add_dates(root, options)
    _add_geography(root, record)
    codes = (types.activities[a.code].crs_purpose_code for a in record.activities if a.code in types.activities)
    for code in dict.fromkeys(codes):
        _add(root, "sector", {"vocabulary": "1", "code": code})
    _add_page(root, record)
    _add_targets(root, record, (options.iati_start or NO_TERM[0], options.iati_end or NO_TERM[1]))
    return root


def _title(text: str) -> str:
    """The beginning of a description, up to a word's end: pages give programmes no titles."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _add(parent: _Element, tag: str, attributes: dict[str, str] | None = None) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, tag, attributes or {})


def _narrative(parent: _Element, text: str) -> None:
    _add(parent, "narrative").text = plain(text)


def _add_organizations(root: _Element, record: ProjectRecord, fund: Fund) -> None:
    """The fund pays; lead and members carry the project out. What is only named has no role in the standard."""
    funding = {"type": fund.organisation_type, "role": "1"}
    _narrative(_add(root, "participating-org", funding), fund.name)
    for organization in record.organizations:
        if organization.role != "other":
            name, acronym = organization.name, organization.acronym
            element = _add(root, "participating-org", {"role": "4"})
            _narrative(element, f"{name} ({acronym})" if acronym else name)


def _add_dates(root: _Element, options: StoreOptions) -> None:
    start = _add(root, "activity-date", {"type": "1", "iso-date": options.iati_start or NO_DATE})
    if not options.iati_start:
        _narrative(start, _NO_DATE_NOTE)
    if options.iati_end:
        _add(root, "activity-date", {"type": "3", "iso-date": options.iati_end})


def _add_geography(root: _Element, record: ProjectRecord) -> None:
    places, code = record.locations, record.source.country_code
    scope = _scope(places)
    if scope:
        _add(root, "activity-scope", {"code": scope})
    countries = shared_gazetteer().countries()
    for alpha3 in [code] if code else dict.fromkeys(place.country_code for place in places):
        if alpha3 and alpha3 in countries:
            _add(root, "recipient-country", {"code": countries[alpha3].alpha2})
    for place in places:
        _add_location(root, place)


def _scope(places: tuple[Location, ...]) -> str | None:
    """ActivityScope, where the gazetteer knows all places: several countries, a country, several divisions or one."""
    if not places or any(place.country_code is None for place in places):
        return None
    if len({place.country_code for place in places}) > 1:
        return "3"
    divisions = {place.admin1 for place in places}
    if None in divisions:
        return "4"
    return "5" if len(divisions) > 1 else "6"


def _add_location(root: _Element, place: Location) -> None:
    element = _add(root, "location")
    _add(element, "location-reach", {"code": "1"})
    if place.geonames_id is not None:
        _add(element, "location-id", {"vocabulary": "G1", "code": str(place.geonames_id)})
    _narrative(_add(element, "name"), place.name)
    if place.kind:
        _narrative(_add(element, "description"), place.kind)
    if place.latitude is not None and place.longitude is not None:
        _add(_add(element, "point", {"srsName": _WGS84}), "pos").text = f"{place.latitude} {place.longitude}"
    if place.relation == "near":
        _add(element, "exactness", {"code": "2"})


def _add_page(root: _Element, record: ProjectRecord) -> None:
    source = record.source
    address = _address(source.url or "")
    if source.url and address:
        link = _add(root, "document-link", {"url": address, "format": "text/html"})
        _narrative(_add(link, "title"), source.title or source.url)
        _add(link, "category", {"code": "A12"})


def _address(url: str) -> str | None:
    """A web address as XML Schema's `anyURI` has it, odd characters escaped; None for what is no web address."""
    try:
        parts = urlsplit(plain(url))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return None
    return urlunsplit([quote(_STRAY_PERCENT.sub("%25", part), safe=_IN_ADDRESSES) for part in parts])


def _add_targets(root: _Element, record: ProjectRecord, term: tuple[str, str]) -> None:
    """One result, an indicator for each target; they overlap or differ in unit, so they are not to be summed."""
    if not record.targets:
        return
    result = _add(root, "result", {"type": "1", "aggregation-status": "0"})
    _narrative(_add(result, "title"), "Targets")
    for target in record.targets:
        indicator = _add(result, "indicator", {"measure": "1", "ascending": "1", "aggregation-status": "0"})
        _narrative(_add(indicator, "title"), target.population or target.unit)
        _narrative(_add(indicator, "description"), "; ".join(_facts(target)))
        period = _add(indicator, "period")
        _add(period, "period-start", {"iso-date": term[0]})
        _add(period, "period-end", {"iso-date": term[1]})
        value = _add(period, "target", {"value": str(target.value)})
        marks = (("sex", target.sex), ("age", target.age), *(("attribute", mark) for mark in target.attributes))
        for name, mark in marks:
            if mark:
                _add(value, "dimension", {"name": name, "value": plain(mark)})
        _narrative(_add(value, "comment"), record.quote(target))


def _facts(target: Target) -> Iterable[str]:
    yield f"unit: {target.unit}"
    yield f"qualifier: {target.qualifier}"
    if target.value_max is not None:
        yield f"value_max: {target.value_max}"
    if target.included_in is not None:
        yield f"part of indicator {target.included_in + 1} of this result"
