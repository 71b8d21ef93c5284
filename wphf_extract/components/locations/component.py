"""`wphf_locations`: where each project works.

How it decides. Capitalised names outside the organisations are candidates. A candidate is a place where the words
before it lead to one (*in*, *near*, *the region of*), where it goes on a list of places, or where a kind stands behind
it (*… district*); a name that nothing leads to must be one of the country's own. Then the gazetteer is asked,
the page's country first; a place it lacks stays a location without coordinates.

Writes `doc._.wphf_locations` (a list per description of dicts with the fields of `Location`) and
`doc.spans["wphf_locations"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from wphf_extract.components.base import RuleComponent, SpanValues, project_stretches, text_of
from wphf_extract.components.fields import fields_of
from wphf_extract.components.locations.places import PlaceReader
from wphf_extract.components.locations.placewords import PlaceCues

__all__ = ["LocationFinder", "make_locations"]

_REMARK = re.compile(r"\s*\(((?:[^\s()]+\s+){2,}[^()]*)\)")  # *Yiri (Association of Gao)*
_READ = ("organization", "partner", "title", "location", "text", "beneficiaries")  # fields that may hold places


class LocationFinder(RuleComponent):
    """Finds the locations of each description; see the module.

    Args:
        name: name in the pipeline.
        rules: folder with `locations.toml`; None takes the shipped model's.
    """

    folder = "wphf_locations"
    files = ("locations.toml",)

    def compile(self, texts: Mapping[str, str], where: str) -> PlaceCues:
        """Reads `locations.toml`."""
        return PlaceCues.read(texts["locations.toml"], f"{where}/locations.toml", self.own)

    def annotate(self, doc: Doc) -> Iterator[SpanValues]:
        """Annotates one document, all but `doc.spans`; see `RuleComponent.annotate`."""
        projects: Sequence[Mapping[str, Any]] = doc._.wphf_projects or []
        page_country = (doc._.wphf_page or {}).get("country")
        organizations = doc._.wphf_organizations
        text = text_of(doc)
        reader = PlaceReader(text, self.rules, self.own, doc._.wphf_trace)
        found: list[list[dict[str, Any]]] = []
        for number, (start, end) in enumerate(project_stretches(doc)):
            country = projects[number]["country"] if projects else page_country
            masked = _masked(reader, text, organizations[number], end, country) if organizations else []
            project = projects[number] if projects else {"start": start, "end": end}
            found.append(reader.read(fields_of(project, _READ), masked, country))
        doc._.wphf_locations = found
        return ((v["start"], v["end"], v["kind"] or "place", v["rule"]) for vs in found for v in vs)


def _masked(
    reader: PlaceReader, text: str, organizations: Sequence[Mapping[str, Any]], end: int, country: str | None
) -> list[tuple[int, int]]:
    """Names of organisations with the short form, or the remark of three words or more, behind them; but what lists
    places in brackets (*Yiri (Gao and Ansongo)*) says where they are."""
    spans = []
    for organization in organizations:
        last = organization["end"]
        if organization["acronym"]:
            at = text.find(organization["acronym"], last, min(last + 80, end))
            last = at + len(organization["acronym"]) if at >= 0 else last
        remark = _REMARK.match(text, last, end)
        if remark and not reader.are_places(remark.start(1), remark.end(1), country):
            last = remark.end()
        spans.append((organization["start"], last))
    return spans


@Language.factory(
    "wphf_locations",
    default_config={"rules": None},
    assigns=["doc.spans", "doc._.wphf_locations"],
)
def make_locations(nlp: Language, name: str, rules: str | None) -> LocationFinder:
    """Makes the component; see `LocationFinder`."""
    return LocationFinder(name, rules)
